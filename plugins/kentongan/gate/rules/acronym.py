"""A service abbreviation that the text never spells out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from kentongan.domain import tables
from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.pattern import alone


def find(document: Document) -> Iterator[Hit]:
    meanings = _meanings()
    words = sorted(document.words & meanings.keys())
    letters = ""
    start, end = document.body
    for word in words:
        meaning = meanings[word]
        if meaning in document.lowered:
            continue
        letters = letters or _letters(document.lowered)
        if _letters(meaning) in letters:
            continue
        place = next((at for at in alone(document.lowered, word) if start <= at < end), None)
        if place is not None:
            text = document.text[place : place + len(word)]
            mend = ("Jelaskan", f"{meaning} ({text})")
            yield Hit(place, place + len(word), text, f": {text} = {meaning}.", mends=(mend,))


@cache
def _meanings() -> Mapping[str, str]:
    """What a text has to spell out, in lower case, without the English in brackets."""
    table = tables.load("acronyms")
    known = {word.lower() for word in table["known"]["words"]}
    meanings = {word.lower(): meaning.lower() for word, meaning in table["meaning"].items()}
    return {
        word: meaning.partition(" (")[0] for word, meaning in meanings.items() if word not in known
    }


def _letters(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


RULE = Rule(
    code="redaksi.W006",
    type="acronym",
    message="Singkatan dinas belum dijelaskan",
    fix="tulis panjangnya pada penyebutan pertama, singkatannya dalam kurung.",
    ground="kaidah redaksi",
    find=find,
    must=(
        "Polsek Kraton menjaga harkamtibmas di pasar.",
        "Petugas mengungkap curanmor di Kraton.",
    ),
    must_not=(
        "Polsek Kraton menjaga keamanan di pasar.",
        "Petugas mengungkap pencurian kendaraan bermotor (curanmor) di Kraton.",
    ),
)
