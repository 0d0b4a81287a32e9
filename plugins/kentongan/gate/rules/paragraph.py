"""A paragraph that fills more than a phone's screen."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule

_LONGEST = 120  # words


def find(document: Document) -> Iterator[Hit]:
    start, end = document.body
    if end - start < 5 * _LONGEST:
        return
    for left, right in document.paragraphs:
        if right - left < 5 * _LONGEST:
            continue
        count = len(document.text[left:right].split())
        if count > _LONGEST:
            yield Hit(left, right, f"paragraf {left}", f" ({count} kata).")


RULE = Rule(
    code="redaksi.W014",
    type="paragraph",
    message="Paragraf terlalu panjang untuk layar ponsel",
    fix="bagi menjadi paragraf pendek, satu pokok satu paragraf.",
    ground="kaidah redaksi",
    find=find,
    must=("Polsek Kraton " + "berpatroli bersama warga dan pedagang " * 26,),
    must_not=("Polsek Kraton berpatroli bersama warga.",),
)
