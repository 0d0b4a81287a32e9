"""The words in an attachment: text, CSV, Word, Excel, calendars, and their properties.

What cannot be read, wholly or at all, is said: somebody has to read it and take responsibility.
"""

from __future__ import annotations

import html
import re
import zlib
from io import BytesIO
from itertools import zip_longest
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import zipfile

_TEXT = frozenset({".csv", ".tsv", ".txt", ".ics", ".vcf", ".json", ".xml", ".md", ".srt", ".vtt"})
_OFFICE = frozenset({".docx", ".xlsx", ".pptx", ".odt", ".ods", ".docm", ".xlsm"})
# Documents whose words nothing here can read; sound and moving pictures have none to read.
_CLOSED = frozenset({".pdf", ".doc", ".xls", ".ppt", ".rtf"})
_DOCUMENTS = (".bin", ".doc", ".docx", ".xlsx", ".xls", ".pdf", ".zip")  # inside another
_LONGEST = 400_000  # characters that the rules are asked of
_MOST_BYTES = 40_000_000  # unpacked; more is a bomb, or nothing to publish
_MOST_FILES = 2000
_MOST_COLUMNS = 100
_END_OF_LINE = re.compile(
    r"</(?:w:p|a:p|text:p|text:h|si|comment)>|<(?:w:br|text:line-break)\b[^>]*>"
)
_END_OF_CELL = re.compile(r"</(?:w:tc|table:table-cell)>|<(?:w:tab|text:tab|text:s)\b[^>]*>")
_TAG = re.compile(r"<[^<>]*>")
_ROW = re.compile(r"<row\b[^>]*>(.*?)</row>", re.DOTALL)
_CELL = re.compile(r"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_COLUMN = re.compile(r"\br=\"([A-Z]{1,3})")
_SHARED = re.compile(r"<si\b[^>]*>(.*?)</si>", re.DOTALL)
_FLOAT = re.compile(r"\d\.\d+[eE]\+?\d+")
_EXTERNAL = re.compile(r'Target="([^"]{1,2000})"[^>]*TargetMode="External"')


class Contents(NamedTuple):
    """The words of a file. `is_whole` says that nothing in it was left unread."""

    text: str
    is_whole: bool


def may_hold_words(path: str) -> bool:
    suffix = PurePosixPath(path).suffix.lower()
    return suffix in _TEXT or suffix in _OFFICE or suffix in _CLOSED


def read(path: str, data: bytes) -> Contents:
    """The words of an attachment, from its bytes."""
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in _CLOSED:
        return Contents("", False)
    if suffix in _OFFICE:
        return _read_zip(data)
    text = decode(data)[: _LONGEST + 1]
    is_whole = len(text) <= _LONGEST
    return Contents(_table(_rows(text)) if suffix in (".csv", ".tsv") else text, is_whole)


def _rows(text: str) -> list[list[str]]:
    """The cells of a text whose lines are rows."""
    import csv

    head = text[:2000]
    mark = max(";,\t|", key=head.count)
    try:
        return list(csv.reader(text.splitlines(), delimiter=mark))
    except csv.Error:
        return [line.split(mark) for line in text.splitlines()]


def _table(rows: list[list[str]]) -> str:
    """A paragraph for each row: what a column is called stands before each of its cells.

    So "korban" in the head of a table says of a name below it what it says in a sentence.
    """
    if not rows:
        return ""
    head = [cell.strip() for cell in rows[0][:_MOST_COLUMNS]]
    paragraphs = [" ".join(rows[0])]
    for row in rows[1:]:
        said = [
            f"{name} {cell.strip()}" if cell.strip() else ""
            for name, cell in zip_longest(head, row[:_MOST_COLUMNS], fillvalue="")
        ]
        paragraphs.append(", ".join(filter(None, said)))
    return "\n\n".join(filter(None, paragraphs))


def decode(data: bytes) -> str:
    """Text of an unknown encoding: what its first bytes say, else UTF-8, else Windows-1252."""
    for mark, encoding in (
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
        (b"\xef\xbb\xbf", "utf-8-sig"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    head = data[:4000]
    if head.count(0) > len(head) // 4:
        later = head[1::2].count(0) >= head[::2].count(0)
        return data.decode("utf-16-le" if later else "utf-16-be", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("windows-1252", errors="replace")


def _read_zip(data: bytes) -> Contents:
    import zipfile  # few releases have anything attached

    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _read_archive(archive)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, KeyError, zlib.error):
        return Contents("", False)


def _read_archive(archive: zipfile.ZipFile) -> Contents:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > _MOST_FILES or sum(info.file_size for info in infos) > _MOST_BYTES:
        return Contents("", False)
    is_whole = not any(info.filename.lower().endswith(_DOCUMENTS) for info in infos)
    shared: list[str] = []
    if "xl/sharedStrings.xml" in archive.namelist():
        shared = [_plain(item) for item in _SHARED.findall(_xml(archive, "xl/sharedStrings.xml"))]
    pieces: list[str] = []
    length = 0
    for info in sorted(infos, key=lambda info: info.filename):
        if not info.filename.endswith((".xml", ".rels", ".vml")):
            continue
        if "/styles" in info.filename or "/theme" in info.filename:
            continue
        if length > _LONGEST:
            is_whole = False
            break
        pieces.append(_words(archive, info, shared))
        length += len(pieces[-1])
    text = "\n\n".join(filter(None, pieces))
    return Contents(text[:_LONGEST], is_whole and len(text) <= _LONGEST)


def _words(archive: zipfile.ZipFile, info: zipfile.ZipInfo, shared: list[str]) -> str:
    xml = _xml(archive, info.filename)
    if info.filename.endswith(".rels"):
        return "\n".join(map(html.unescape, _EXTERNAL.findall(xml)))
    if info.filename.startswith("xl/worksheets/"):
        return _table([_cells(row, shared) for row in _ROW.findall(xml)])
    if "docProps/" in info.filename or info.filename == "meta.xml":
        xml = xml.replace("</", "\n</")
    return _plain(xml)


def _xml(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as file:
        return decode(file.read(_MOST_BYTES))


def _plain(xml: str) -> str:
    xml = _TAG.sub("", _END_OF_CELL.sub(" ", _END_OF_LINE.sub("\n", xml)))
    lines = (" ".join(line.split()) for line in html.unescape(xml).split("\n"))
    return "\n".join(filter(None, lines))


def _cells(row: str, shared: list[str]) -> list[str]:
    cells: list[str] = []
    for attributes, inside in _CELL.findall(row):
        column = _COLUMN.search(attributes)
        number = _number_of(column[1]) if column else len(cells)
        cells += [""] * (min(number, _MOST_COLUMNS) - len(cells))
        cells.append(_value(attributes, inside, shared))
    return cells


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1


def _value(attributes: str, inside: str, shared: list[str]) -> str:
    value = _plain(inside)
    if 't="s"' in attributes and value.isdigit():
        return shared[int(value)] if int(value) < len(shared) else ""
    # A long number is stored as a float: `3.575014708990005E15`.
    return str(int(float(value))) if _FLOAT.fullmatch(value) else value
