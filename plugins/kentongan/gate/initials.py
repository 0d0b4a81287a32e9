"""Initials in a text: those that hide a name, and those of children, which hide too little."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kentongan.gate import ages, candidates, capitals
from kentongan.gate.pattern import Match, Pattern
from kentongan.gate.person import Person
from kentongan.gate.tables import words_of

if TYPE_CHECKING:
    from kentongan.gate.roles import CastText

_IN_WORD = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.0123456789_")
_INITIALS = Pattern(r"(?:[A-Z]\.?){1,4}$")
_BEFORE_AGE = Pattern(
    r"(?P<n>[A-Z](?:\.(?:[A-Z]\.){0,3}|[A-Z]{0,3}))\s*(?:\(|,\s*|\busia\s+|\bumur\s+|"
    r"berusia\s+)(?:[LP]\s*[,/]\s*)?\Z"
)
_NUMERALS = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
}
_LEADS = ("(", ",", "/", "usia", "umur")
_AGE_UNIT = Pattern(r"\s*(?:tahun|thn|th|[),/])")
_AGE_BEHIND = Pattern(r"\s*[(,]?\s*\d")
_YOUNG = words_of("anak bocah balita bayi pelajar siswa siswi santri santriwati murid abh")
_NAMED = Pattern(
    rf"\b(?i:{'|'.join(sorted(_YOUNG))})\b"
    r"(?P<gap>[\w\s,()]{0,40}?)\b(?i:berinisial|inisial)\s+(?P<n>(?:[A-Z]\.?\s?){1,4})(?![\w])"
)


def is_hidden(name: str, words: tuple[str, ...]) -> bool:
    """Whether the words of a name are initials."""
    letters = [word for word in words if word not in candidates.PARTICLES]
    if any(len(word) > 3 and "." not in word for word in letters):
        return False
    kept = [word for word in name.split() if word.lower() not in candidates.PARTICLES]
    return bool(_INITIALS.fullmatch("".join(kept)))


def of_children(document: CastText) -> Iterator[Person]:
    """Initials of a child: allowed only with an override."""
    yield from _with_age(document)
    if document.words.isdisjoint(("berinisial", "inisial")) or document.words.isdisjoint(_YOUNG):
        return
    for match in _NAMED.finditer(document.text):
        if not _AGE_BEHIND.match(document.text, match.end()):  # with an age: decided above
            yield _person(match, None)


def _with_age(document: CastText) -> Iterator[Person]:
    """`AF (16)`: from the age backwards, because most numbers are none."""
    text, done = document.text, 0
    for start, end in document.digits:
        if end - start > 2 or not _AGE_UNIT.match(text, end):
            continue
        lead = text[max(0, start - 20) : start].rstrip()
        if not lead.endswith(_LEADS):
            continue
        match = _BEFORE_AGE.search(text, max(done, start - 60), start)
        if not match:
            continue
        done = end
        age = int(text[start:end])
        if _NUMERALS.get(match["n"]) == age or ages.counts_parts(document.lowered, match.start()):
            continue
        before = text[match.start() - 1 : match.start()]
        if age < 18 and before not in _IN_WORD and not capitals.is_other(match["n"].lower()):
            yield _person(match, age)


def _person(match: Match, age: int | None) -> Person:
    text = match.group("n").strip()
    start = match.start("n")
    return Person(start, start + len(text), text, "child", age, True, is_initials=True)
