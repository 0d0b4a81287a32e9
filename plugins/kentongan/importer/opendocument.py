"""OpenDocument texts (.odt, .ott): every word that is neither deleted nor hidden, once."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from kentongan.importer import struck, zips
from kentongan.importer.margins import left_out
from kentongan.importer.raw import MOST_BYTES, RawPicture, RawText, SourceError
from kentongan.importer.word_lists import figure
from kentongan.importer.word_styles import attribute, child, local
from kentongan.importer.word_text import row_lines

_KIND = "dokumen OpenDocument"
_BROKEN = f"rusak atau bukan {_KIND}; kirim ulang berkasnya"
_DEEP = "bersarang terlalu dalam untuk dibaca; salin teksnya ke dokumen baru"
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_SIGNS = {"tab": "\t", "line-break": "\n", "s": " "}
# Names, descriptions and declarations are no part of the text.
_NO_TEXT = frozenset(
    {"title", "desc", "forms", "sequence-decls", "variable-decls", "note-citation"}
)
_LONGEST_CHAIN = 20  # styles based on each other
_MOST_SPACES = 100


def read(data: bytes) -> list[RawText]:
    """The text of an OpenDocument file. Raises SourceError."""
    from lxml import etree

    opened = zips.open_safely(data, _KIND)
    zips.check_xml(opened)
    if b"encryption-data" in (zips.named(opened, "META-INF/manifest.xml") or b""):
        raise SourceError("dikunci kata sandi; buka dulu kuncinya")
    try:
        content = zips.parsed(opened, "content.xml")
        roots = [root for root in (zips.parsed(opened, "styles.xml"), content) if root is not None]
        return _texts(roots, content, opened)
    except etree.XMLSyntaxError as error:
        raise SourceError(_DEEP if "depth" in str(error) else _BROKEN) from error
    except RecursionError as error:
        raise SourceError(_DEEP) from error


def read_flat(data: bytes) -> list[RawText]:
    """The text of an OpenDocument file that is one XML file (.fodt). Raises SourceError."""
    from lxml import etree

    try:
        root = zips.parsed_safely(data)
        return _texts([root], root, None)
    except etree.XMLSyntaxError as error:
        raise SourceError(_DEEP if "depth" in str(error) else _BROKEN) from error
    except RecursionError as error:
        raise SourceError(_DEEP) from error


def _texts(roots: list[Any], content: Any, opened: zipfile.ZipFile | None) -> list[RawText]:
    walk = _Walk(roots)
    text = walk.text(content)
    pictures = tuple(_pictures(opened, walk.pictures)) if opened else ()
    if not text.strip():
        kind = "hanya berisi gambar, tanpa teks" if pictures else f"adalah {_KIND} yang kosong"
        raise SourceError(kind)
    if len(text) > MOST_BYTES:
        raise SourceError("terlalu besar untuk sebuah rilis")
    margins = left_out(_Walk(roots).margins(roots), text)
    doubts = [*walk.doubts.values(), *filter(None, [margins])]
    if walk.struck:
        doubts.append(struck.doubt(walk.struck))
    return [RawText(text, pictures=pictures, doubts=tuple(doubts))]


def _pictures(opened: zipfile.ZipFile, names: list[str]) -> Iterator[RawPicture]:
    for name in dict.fromkeys(names):
        data = zips.named(opened, name)
        if data:
            yield RawPicture(PurePosixPath(name).name, data)


class _Walk:
    def __init__(self, roots: list[Any]) -> None:
        self.pictures: list[str] = []
        self.doubts: dict[str, str] = {}
        self.struck: list[str] = []  # words
        self._notes: list[str] = []
        self._struck_styles: set[str] = set()
        self._hidden: dict[str, tuple[bool | None, str]] = {}
        self._lists: dict[str, Any] = {}
        self._counts: dict[str, dict[int, int]] = {}  # list style → last number of each level
        for root in roots:
            for element in root.iter():
                if local(element) == "style":
                    display = attribute_of_child(element, "text-properties", "display")
                    is_hidden = display == "none" if display else None
                    parent = attribute(element, "parent-style-name")
                    line = attribute_of_child(element, "text-properties", "text-line-through-style")
                    if line not in ("", "none"):
                        self._struck_styles.add(attribute(element, "name"))
                    self._hidden[attribute(element, "name")] = (is_hidden, parent)
                elif local(element) == "list-style":
                    self._lists[attribute(element, "name")] = element

    def text(self, content: Any) -> str:
        body = child(child(content, "body"), "text")
        if body is None:
            raise SourceError(f"bukan {_KIND} yang berisi teks; simpan sebagai .docx")
        blocks = [*self._blocks(body), *self._notes]
        return "\n\n".join(block for block in blocks if block.strip())

    def margins(self, roots: list[Any]) -> Iterator[str]:
        """What stands above and below the text on every page."""
        for root in roots:
            for page in root.iter():
                if local(page) == "master-page":
                    yield from self._blocks(page)

    def _tell(self, key: str, sentence: str) -> None:
        self.doubts.setdefault(key, sentence)

    # Blocks

    def _blocks(self, parent: Any) -> Iterator[str]:
        for element in parent:
            name = local(element)
            if name in ("p", "h"):
                yield from self._paragraph(element)
            elif name == "list":
                yield from self._list(element, attribute(element, "style-name"), 1)
            elif name == "table":
                for line in self._rows(element):
                    yield from row_lines([list(self._blocks(cell)) for cell in line])
            elif name and not self._is_left_out(element, name):
                yield from self._blocks(element)

    def _paragraph(self, element: Any) -> list[str]:
        """The words of a paragraph, and the blocks of the frames anchored in it."""
        boxes: list[str] = []
        pieces: list[str] = []
        self._inline(element, attribute(element, "style-name"), pieces, boxes)
        text, struck_out = struck.marked("".join(pieces))
        self.struck += struck_out
        return [text.strip(), *boxes]

    def _list(self, element: Any, style: str, level: int) -> Iterator[str]:
        goes_on = attribute(element, "continue-numbering") == "true" or bool(
            attribute(element, "continue-list")
        )
        counts = self._counts.setdefault(style, {})
        if level == 1 and not goes_on:
            counts.clear()
        for item in element:
            start = attribute(item, "start-value")
            mark = ""
            if local(item) == "list-item" and any(local(part) in ("p", "h") for part in item):
                mark = self._mark(style, level, int(start) if start.isdecimal() else None)
            for part in item:
                if local(part) == "list":
                    yield from self._list(part, attribute(part, "style-name") or style, level + 1)
                    continue
                for block in self._blocks([part]):
                    yield mark + block if block.strip() else block
                    mark = "" if block.strip() else mark

    def _mark(self, style: str, level: int, start: int | None) -> str:
        levels = self._lists.get(style)
        shape = next(
            (
                e
                for e in (levels if levels is not None else ())
                if attribute(e, "level") == str(level)
            ),
            None,
        )
        form = attribute(shape, "num-format") if shape is not None else ""
        if shape is None or local(shape) != "list-level-style-number" or not form:
            return "- "
        counts = self._counts[style]
        first = attribute(shape, "start-value")
        counts[level] = start or counts.get(level, (int(first) if first.isdecimal() else 1) - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        number = figure(counts[level], _FORMS.get(form, "decimal"))
        return f"{attribute(shape, 'num-prefix')}{number}{attribute(shape, 'num-suffix') or '.'} "

    def _rows(self, table: Any) -> Iterator[list[Any]]:
        for element in table:
            name = local(element)
            if name == "table-row":
                yield [cell for cell in element if local(cell) == "table-cell"]
            elif name in ("table-header-rows", "table-rows", "table-row-group"):
                yield from self._rows(element)

    # Within a paragraph

    def _inline(self, parent: Any, style: str, pieces: list[str], boxes: list[str]) -> None:
        if self._is_hidden(attribute(parent, "style-name") or style):
            if "".join(parent.itertext()).strip():
                self._tell("hidden", "Dokumen memuat teks tersembunyi; teks itu tidak diambil.")
            return
        is_struck = attribute(parent, "style-name") in self._struck_styles
        pieces += [struck.OPEN * is_struck, _collapsed(parent.text)]
        for element in parent:
            self._piece(element, style, pieces, boxes)
            pieces.append(_collapsed(element.tail))
        pieces.append(struck.CLOSE * is_struck)

    def _piece(self, element: Any, style: str, pieces: list[str], boxes: list[str]) -> None:
        name = local(element)
        if name in _SIGNS:
            count = attribute(element, "c") if name == "s" else ""
            times = min(int(count), _MOST_SPACES) if count.isdecimal() else 1
            pieces.append(_SIGNS[name] * times)
        elif name == "note":
            body = child(element, "note-body")
            self._notes.append(" ".join(self._blocks(body)) if body is not None else "")
        elif name == "image":
            self.pictures.append(attribute(element, "href"))
        elif name in ("p", "h", "list", "table"):
            boxes += self._blocks([element])
        elif name and not self._is_left_out(element, name):
            self._inline(element, style, pieces, boxes)

    def _is_left_out(self, element: Any, name: str) -> bool:
        if name == "tracked-changes":
            self._tell(
                "tracked",
                "Dokumen memuat perubahan terlacak (revisi); dibaca seolah semuanya diterima. "
                "Periksa kata yang ditambah dan dihapus.",
            )
        elif name == "annotation":
            self._tell("comments", "Dokumen memuat komentar; komentar tidak diambil.")
        elif name in ("object", "object-ole"):
            self._tell("unread", "Dokumen memuat berkas lain yang ditanam; isinya tidak diambil.")
        elif attribute(element, "display") == "none" or attribute(element, "is-hidden") == "true":
            self._tell("hidden", "Dokumen memuat teks tersembunyi; teks itu tidak diambil.")
        else:
            return name in _NO_TEXT
        return True

    def _is_hidden(self, style: str) -> bool:
        for _ in range(_LONGEST_CHAIN):
            hidden, parent = self._hidden.get(style, (None, ""))
            if hidden is not None or not parent:
                return bool(hidden)
            style = parent
        return False


def attribute_of_child(element: Any, name: str, key: str) -> str:
    inner = child(element, name)
    return attribute(inner, key) if inner is not None else ""


def _collapsed(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text) if text else ""
