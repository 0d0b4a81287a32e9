"""Quotation marks that do not come in pairs."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.pattern import Pattern

_MARKS = Pattern("[“„”]")


def find(document: Document) -> Iterator[Hit]:
    if not any(mark in document.text for mark in '“”"„'):
        return
    for start, end in document.paragraphs:
        text = document.text[start:end]
        if text.count('"') % 2 or not _is_paired(text):
            yield Hit(start, end, f"kutipan {start}")


def _is_paired(text: str) -> bool:
    depth = 0
    for mark in _MARKS.findall(text):
        if mark != "”":
            depth += 1
        else:
            depth -= 1
        if depth not in (0, 1):
            return False
    return depth == 0


RULE = Rule(
    code="redaksi.W009",
    type="quotes",
    message="Tanda kutip tidak berpasangan.",
    fix="beri tanda kutip pembuka dan penutup pada paragraf ini.",
    ground="Pedoman Umum Ejaan Bahasa Indonesia",
    find=find,
    must=(
        "“Kami siaga, ujar Kapolsek.",
        "Kami siaga,” ujar Kapolsek.",
        '"Kami siaga, ujar Kapolsek.',
    ),
    must_not=(
        "“Kami siaga,” ujar Kapolsek.",
        '"Kami siaga," ujar Kapolsek, "setiap malam."',
        "Kapolsek menyebut warga Jum'at malam.",
    ),
)
