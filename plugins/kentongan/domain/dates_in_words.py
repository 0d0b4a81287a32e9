"""Dates written out, as letters and minutes do: `tanggal lima belas November dua ribu dua puluh
enam`, `30 (tiga puluh) November 2026`, `tanggal 30 bulan 11 tahun 2026`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kentongan.domain.calendar import FLAGS, MISSPELT, MONTH, MONTHS, WEEKDAY, key_of
from kentongan.domain.folding import DIGIT_NAMES

_UNITS = {name: number for number, name in enumerate(DIGIT_NAMES, 1)}
_ONES = "|".join(_UNITS)
# Up to ninety-nine: `sebelas`, `lima belas`, `dua puluh`, `tiga puluh satu`.
_NUMBER = rf"(?:sepuluh|sebelas|(?:{_ONES})\s+belas|(?:{_ONES})\s+puluh(?:\s+(?:{_ONES}))?|{_ONES})"
_YEAR = rf"dua\s+ribu(?:\s+{_NUMBER})?"
_BRACKETS = rf"(?:\s*\(\s*(?:{_YEAR}|{_NUMBER})\s*\))?"
# One of which every such date holds.
_SIGN = re.compile(rf"\bdua\s+ribu\b|\bbulan\s+(?:\d|{_NUMBER}\b)|\d\s?\(\s?(?:{_NUMBER})\b", FLAGS)


class SpelledDate(NamedTuple):
    start: int
    end: int
    day: int
    month: int
    year: int
    weekday: str


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?:\b(?P<weekday>{WEEKDAY})\b\s*,?\s*)?(?:\b(?:tanggal|tgl\.?)\s+)?"
        rf"\b(?:(?P<day>\d{{1,2}}){_BRACKETS}|(?P<day_words>{_NUMBER}))\s+"
        rf"(?:(?:bulan\s+)?(?P<month>{MONTH})|bulan\s+(?P<number>\d{{1,2}}|{_NUMBER}))\b{_BRACKETS}"
        rf",?\s+(?:tahun\s+)?(?:(?P<year>20\d\d)\b{_BRACKETS}|(?P<year_words>{_YEAR})\b)",
        FLAGS,
    )


def spelled(text: str) -> Iterator[SpelledDate]:
    """The dates of a text whose day, month or year is written out or has a word before it."""
    if not _SIGN.search(text):
        return
    for match in _pattern().finditer(text):
        if not (match["day_words"] or match["number"] or match["year_words"] or "(" in match[0]):
            continue  # in figures
        day = int(match["day"]) if match["day"] else _value(match["day_words"])
        year = int(match["year"]) if match["year"] else 2000 + _value(match["year_words"][8:])
        yield SpelledDate(*match.span(), day, _month(match), year, match["weekday"] or "")


def _month(match: re.Match[str]) -> int:
    if name := match["month"]:
        return MONTHS.get(key_of(name)) or MISSPELT[key_of(name)]
    number = match["number"]
    return int(number) if number.isdecimal() else _value(number)


def _value(words: str) -> int:
    """The number that words up to ninety-nine say; 0 for none."""
    total = 0
    for word in words.casefold().split():
        if word in ("sepuluh", "sebelas"):
            total += 10 if word == "sepuluh" else 11
        elif word == "belas":
            total += 10
        elif word == "puluh":
            total *= 10
        else:
            total += _UNITS.get(word, 0)
    return total
