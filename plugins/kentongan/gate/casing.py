"""A title in capitals as a sentence has it: names and abbreviations as the text writes them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from kentongan.domain import tables
from kentongan.domain.calendar import MONTH_NAMES, WEEKDAY_NAMES
from kentongan.domain.units import Registry

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_DATELINE = re.compile(r"\s*([^\n]{2,40}?)\s*(?:,[^\n]{0,40}?)?\s[-–—]\s")
_ROMAN = re.compile(r"[IVX]{2,}\Z")
_BEGINS_SENTENCE = frozenset('.!?:\n“"')


def as_sentence(title: str, body: str, units: Registry | None = None) -> str:
    """The title with the capitals of a sentence.

    Each word is written as mostly inside the sentences of `body`, else as in the names of units,
    days, months and known abbreviations, else in small letters.
    """
    known = {**_names(units), **_spellings(body)}
    written = _WORD.sub(lambda word: _cased(word[0], known), title)
    first = _WORD.search(written)
    if first is None:
        return written
    start = first.start()
    return written[:start] + written[start].upper() + written[start + 1 :]


def _cased(word: str, known: Mapping[str, str]) -> str:
    if not word.isupper() or len(word) == 1:
        return word
    return known.get(word.lower()) or (word if _ROMAN.match(word) else word.lower())


def _spellings(body: str) -> dict[str, str]:
    """How the text writes each word that stands within one of its sentences."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word in _WORD.finditer(body):
        if not _begins_sentence(body, word.start()):
            counts[word[0].lower()][word[0]] += 1
    dateline = _DATELINE.match(body)
    places = _WORD.findall(dateline[1]) if dateline else ()
    return {word.lower(): word.capitalize() for word in places} | {
        word: spelt.most_common(1)[0][0] for word, spelt in counts.items()
    }


def _begins_sentence(body: str, start: int) -> bool:
    before = body[max(0, start - 4) : start].rstrip(" ")
    return not before or before[-1] in _BEGINS_SENTENCE


def _names(units: Registry | None) -> dict[str, str]:
    return {**_standing(), **_by_word(unit.name for unit in units or ())}


@cache
def _standing() -> dict[str, str]:
    table = tables.load("acronyms")
    return _by_word([*WEEKDAY_NAMES, *MONTH_NAMES, *table["known"]["words"], *table["meaning"]])


def _by_word(names: Iterable[str]) -> dict[str, str]:
    return {word.lower(): word for name in names for word in _words_of(name)}


def _words_of(name: str) -> Iterator[str]:
    yield from (word for word in _WORD.findall(name) if not word.islower())
