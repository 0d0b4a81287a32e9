"""A service abbreviation that the text never spells out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.lint.document import Document
from plugins.lint.model import Hit, Rule
from plugins.lint.tables import pairs


def find(document: Document) -> Iterator[Hit]:
    start, end = document.body
    meanings = pairs("acronyms", "meanings")
    for word in sorted(document.words & meanings.keys()):
        if word not in document.lowered[start:end]:
            continue
        meaning = meanings[word]
        if _letters(meaning) in _letters(document.lowered):
            continue
        match = re.search(rf"(?<!\w){word}(?!\w)", document.lowered[start:end])
        if match:
            place = start + match.start()
            text = document.text[place : place + len(word)]
            yield Hit(place, place + len(word), text, f": {text} = {meaning}.")


def _letters(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


RULE = Rule(
    code="redaksi.W006",
    type="acronym",
    message="Singkatan dinas belum dijelaskan",
    fix="tulis panjangnya pada penyebutan pertama, singkatannya dalam kurung.",
    ground="kaidah redaksi",
    find=find,
    must=(),
    must_not=(),
)
