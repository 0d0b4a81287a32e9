"""One walk over the text of a Word file: every word that is neither deleted nor hidden, once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kentongan.importer import struck
from kentongan.importer.word_lists import Numbering
from kentongan.importer.word_styles import Styles, attribute, child, is_on, local, value
from kentongan.importer.word_symbols import sign_of

_DELETED = frozenset({"del", "moveFrom", "delText"})
_INSTRUCTIONS = frozenset({"instrText", "delInstrText"})  # of fields; their results are text
_INSERTED = frozenset({"ins", "moveTo"})
_PROPERTIES = frozenset({"pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr"})
_EMBEDDED = frozenset(
    {"relIds", "chart", "OLEObject"}
)  # drawings and tables with files of their own
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_LABEL_CELL = re.compile(r" \| :(?: \| |\s*)")
_LONG_CELL = 200  # characters; a longer one is no cell of a table but a part of a page


@dataclass(slots=True)
class _Field:
    """`chosen` is what a form field shows that has no text of its own: a drop-down, a box."""

    chosen: str
    in_code: bool = True
    shown: int | None = None  # the count of pieces before its result


class Walk:
    """Reads blocks, and notes revisions, hidden text and pictures for staff."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self.tracked = False
        self.hidden = False
        self.unread = False
        self.unknown_signs = 0
        self.struck: list[str] = []  # words
        self.prompts: list[str] = []  # of content controls that nobody filled in
        self.pictures: list[str] = []  # identifiers of relations
        self._fields: list[_Field] = []  # that are open

    # Blocks

    def blocks(self, parent: Any) -> Iterator[str]:
        """The paragraphs and rows below an element, in their order."""
        joined = ""
        for element in self._blocks(parent):
            if local(element) == "tbl":
                yield from self._table(element)
                continue
            text, boxes = self._paragraph(element)
            joined += text
            if self._mark_is_deleted(element):
                self.tracked = True
            else:
                yield joined.strip()
                joined = ""
            yield from boxes
        if joined:
            yield joined.strip()

    def notes(self, root: Any | None) -> Iterator[str]:
        """The foot- or endnotes, without the lines that Word draws above them."""
        for note in root if root is not None else ():
            if attribute(note, "type") in ("", "normal"):
                yield " ".join(block for block in self.blocks(note) if block)

    def _blocks(self, parent: Any) -> Iterator[Any]:
        for element in parent:
            name = local(element)
            if name in ("p", "tbl"):
                yield element
            elif name == "sdt" and (prompt := _prompt(element)):
                self.prompts.append(prompt)
            elif name == "altChunk":
                self.unread = True
            elif name not in _PROPERTIES:
                for wrapped in self._opened(element, name):
                    yield from self._blocks(wrapped)

    def _opened(self, element: Any, name: str) -> Iterator[Any]:
        """The contents of a wrapper: nothing if deleted, one of two alternatives."""
        if name in _INSTRUCTIONS:
            return
        if name in _DELETED:
            self.tracked = True
        elif name == "AlternateContent":
            choices = [item for item in element if local(item) in ("Choice", "Fallback")]
            yield from ([item for item in choices if _has_words(item)] or choices)[:1]
        else:
            self.tracked = self.tracked or name in _INSERTED
            yield element

    def _mark_is_deleted(self, paragraph: Any) -> bool:
        marks = child(child(paragraph, "pPr"), "rPr")
        return any(child(marks, name) is not None for name in ("del", "moveFrom"))

    # Paragraphs

    def _paragraph(self, paragraph: Any) -> tuple[str, list[str]]:
        """The words of a paragraph, and the blocks of the text boxes anchored in it."""
        properties = child(paragraph, "pPr")
        style = value(properties, "pStyle")
        pieces: list[str] = []
        boxes: list[str] = []
        self._fields.clear()  # an unclosed field must not take the next paragraph with it
        self._inline(paragraph, style, pieces, boxes)
        text, struck_out = struck.marked("".join(pieces))
        self.struck += struck_out
        return (self._numbering.mark(properties) + text if text.strip() else text), boxes

    def _inline(self, parent: Any, style: str, pieces: list[str], boxes: list[str]) -> None:
        for element in parent:
            name = local(element)
            if name == "t":
                pieces.append("" if self._is_code() else element.text or "")
            elif name == "fldChar":
                self._field(element, pieces)
            elif name in _EMBEDDED:
                self.unread = True
            elif name in _SIGNS:
                pieces.append(_SIGNS[name])
            elif name == "textpath":
                boxes.append(attribute(element, "string"))
            elif name == "sdt" and (prompt := _prompt(element)):
                self.prompts.append(prompt)
            elif name == "r" and _is_struck(element) and not self._is_hidden(element, style):
                pieces.append(struck.OPEN)
                self._inline(element, style, pieces, boxes)
                pieces.append(struck.CLOSE)
            elif name == "sym":
                pieces.append(self._symbol(element))
            elif name == "ruby":
                self._ruby(element, style, pieces, boxes)
            elif name == "txbxContent":
                boxes += self.blocks(element)
            elif name in ("blip", "imagedata"):
                self._picture(element)
            elif name == "r" and self._is_hidden(element, style):
                self.hidden = True
            elif name in ("p", "tbl"):
                boxes += self.blocks(parent)
                return
            elif name and name not in _PROPERTIES:
                pieces.append("/" if name == "den" else "")  # of a fraction
                for wrapped in self._opened(element, name):
                    self._inline(wrapped, style, pieces, boxes)

    def _symbol(self, element: Any) -> str:
        if self._is_code():
            return ""
        sign = sign_of(attribute(element, "font"), attribute(element, "char"))
        self.unknown_signs += not sign
        return sign

    def _ruby(self, element: Any, style: str, pieces: list[str], boxes: list[str]) -> None:
        """The words, and behind them in brackets what stands above them."""
        base, above = child(element, "rubyBase"), child(element, "rt")
        if base is not None:
            self._inline(base, style, pieces, boxes)
        if above is not None:
            pieces.append(" (")
            self._inline(above, style, pieces, boxes)
            pieces.append(")")

    def _is_code(self) -> bool:
        """`{ IF { MERGEFIELD x } … }`: what stands in the code of a field is not shown."""
        return any(field.in_code for field in self._fields)

    def _field(self, element: Any, pieces: list[str]) -> None:
        sign = attribute(element, "fldCharType")
        if sign == "begin":
            self._fields.append(_Field(_chosen(child(element, "ffData"))))
        elif sign == "separate" and self._fields:
            self._fields[-1].in_code, self._fields[-1].shown = False, len(pieces)
        elif sign == "end" and self._fields:
            field = self._fields.pop()
            result = "" if field.shown is None else "".join(pieces[field.shown :])
            if not result.strip() and not self._is_code():
                pieces.append(field.chosen)

    def _is_hidden(self, run: Any, style: str) -> bool:
        properties = child(run, "rPr")
        own = is_on(properties, "vanish")
        if own is None:
            own = self._styles.is_hidden(value(properties, "rStyle"))
        if own is None:
            own = self._styles.is_hidden(style)
        has_text = any(local(item) in ("t", "sym") for item in run)
        return bool(own) and has_text

    def _picture(self, element: Any) -> None:
        reference = attribute(element, "embed") or attribute(element, "id")
        if reference:
            self.pictures.append(reference)

    # Tables

    def _table(self, table: Any) -> Iterator[str]:
        for row in self._parts(table, "tr"):
            if child(child(row, "trPr"), "del") is not None:
                self.tracked = True
                continue
            cells = [
                [block for block in self.blocks(cell) if block.strip()]
                for cell in self._parts(row, "tc")
                if child(child(cell, "tcPr"), "cellDel") is None
            ]
            yield from row_lines([cell for cell in cells if cell])

    def _parts(self, parent: Any, wanted: str) -> Iterator[Any]:
        """The rows of a table or the cells of a row, also those in content controls."""
        for element in parent:
            name = local(element)
            if name == wanted:
                yield element
            elif name and name not in _PROPERTIES:
                for wrapped in self._opened(element, name):
                    yield from self._parts(wrapped, wanted)


def _has_words(element: Any) -> bool:
    return any(local(item) == "t" and (item.text or "").strip() for item in element.iter())


def _is_struck(run: Any) -> bool:
    properties = child(run, "rPr")
    return bool(is_on(properties, "strike") or is_on(properties, "dstrike"))


def _chosen(form: Any | None) -> str:
    """What a drop-down or a box of an old form shows."""
    listed = child(form, "ddList")
    if listed is not None:
        entries = [attribute(item, "val") for item in listed if local(item) == "listEntry"]
        number = value(listed, "result") or value(listed, "default") or "0"
        at = int(number) if number.isdecimal() else 0
        return entries[at] if at < len(entries) else ""
    box = child(form, "checkBox")
    if box is None:
        return ""
    checked = is_on(box, "checked")
    return "☒ " if (is_on(box, "default") if checked is None else checked) else "☐ "


def _prompt(control: Any) -> str:
    """`Klik di sini untuk mengisi`: the words of a content control that nobody filled in."""
    if not is_on(child(control, "sdtPr"), "showingPlcHdr"):
        return ""
    words = (item.text or "" for item in control.iter() if local(item) == "t")
    return " ".join("".join(words).split())


def row_lines(cells: list[list[str]]) -> Iterator[str]:
    """A row as a line; cells of a table used for layout stay paragraphs."""
    is_layout = len(cells) == 1 or any(
        len(cell) > 1 and sum(map(len, cell)) > _LONG_CELL for cell in cells
    )
    if is_layout:
        for cell in cells:
            yield from cell
    elif cells:
        line = " | ".join(" ".join(cell) for cell in cells)
        yield _LABEL_CELL.sub(" : ", line)
