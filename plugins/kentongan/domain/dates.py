"""Indonesian dates: read from front matter, printed for readers.

Day first always: `05/08/2024` is 5 August. Nothing here depends on the system locale.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache
from typing import TYPE_CHECKING

from kentongan.domain import clocks
from kentongan.domain.calendar import (
    BETWEEN,
    FIRST_YEAR,
    FLAGS,
    LAST_YEAR,
    MONTHS,
    ORDINAL,
    ROMAN,
    TO,
    WEEKDAYS,
    WORD,
    YEAR,
    YEAR_WORD,
    any_of,
    full_year,
    key_of,
    month_number,
)
from kentongan.domain.calendar import MONTH_NAMES as MONTH_NAMES
from kentongan.domain.calendar import UNKNOWN_FORM as UNKNOWN_FORM
from kentongan.domain.calendar import WEEKDAY_NAMES as WEEKDAY_NAMES
from kentongan.domain.calendar import DateError as DateError
from kentongan.domain.text import most_like

if TYPE_CHECKING:
    from kentongan.domain.dates_in_text import FoundDate as FoundDate

_WEEKDAYS = {
    "id": WEEKDAY_NAMES,
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "id": MONTH_NAMES,
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ),
}  # fmt: skip
_ZONE_NAMES = {7: "WIB", 8: "WITA", 9: "WIT", 0: "UTC"}


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A moment in the front matter, in the zone that it names, or else in the given one.

    `until` is the end of a stretch of hours (`09.00-11.00`).
    """

    moment: datetime
    has_time: bool
    weekday_ok: bool | None  # None: no weekday stated
    weekday: str  # as it should be
    until: datetime | None = None


_ISO = re.compile(
    r"(?<!\d)(?P<y>\d{4})(?P<sign>[-/.])(?P<m>\d{1,2})(?P=sign)(?P<d>\d{1,2})(?!\d)(?:T(?=\d))?",
    FLAGS,
)
_AFTER = r"(?!\d|[.:]\d)"
_IN_WORDS = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:{ORDINAL}|\.)?[\s/,-]*(?:bulan\s+)?"
    rf"(?P<m>{any_of(MONTHS)})(?![^\W\d_])"
    rf"(?:[\s,/.-]*{YEAR_WORD}?(?P<y>{YEAR}){_AFTER})?",
    FLAGS,
)
_MONTH_FIRST = re.compile(
    rf"(?P<m>{any_of(MONTHS)})\.?\s+(?P<d>\d{{1,2}}){ORDINAL}?,?\s+(?P<y>\d{{4}}){_AFTER}",
    FLAGS,
)
# Numbers are parted by the same sign throughout.
_NUMERIC = re.compile(
    r"(?<![\d.–-])(?<!\d/)(?P<d>\d{1,2})\s*(?P<sign>[/.–-])\s*(?P<m>\d{1,2})"
    rf"(?:\s*(?P=sign)\s*(?P<y>{YEAR}))?(?!\d|\s*[/.–-]\s*\d)",
    FLAGS,
)
_ROMAN = re.compile(
    rf"(?<![\w/.–-])(?P<d>\d{{1,2}})\s*(?P<sign>[/.–-]|\s)\s*(?P<m>{ROMAN})\s*(?P=sign)\s*"
    rf"(?P<y>{YEAR})(?!\w|\s*[/.–-]\s*\d)",
    FLAGS,
)
_TO_DAY = re.compile(
    rf"(?<![\d/.–-])\d{{1,2}}\s*(?:[-–—]|{TO})\s*(?=\d{{1,2}}\s+(?:bulan\s+)?(?:{any_of(MONTHS)})\b)",
    FLAGS,
)
_LABEL = re.compile(r"\s*(?:hari\s*[/,&]\s*)?(?:tanggal|tgl)\b\.?\s*:\s*", FLAGS)
_AROUND = re.compile(rf"({WORD})|[\s,/()\[\]:.–—-]", FLAGS)
_FILLERS = frozenset("hari pada tanggal tgl".split())
_BETWEEN_WORDS = re.compile(rf"{BETWEEN}\b", FLAGS)


# Front matter


def parse(text: str, zone: tzinfo, now: date | None = None) -> ParsedDate:
    """The moment that a front matter value states. Raises DateError.

    `zone` applies where the text names none. Without a time: midnight. With `now`, the error about
    a date without a year proposes one: by the weekday, else the nearest past.
    """
    value = _LABEL.sub("", text.replace("\xa0", " ").replace("|", ","), count=1).strip()
    if _TO_DAY.search(value):
        raise DateError(text, "itu lebih dari satu hari", "hari pertamanya saja")
    match = _day_in(value)
    if match is None:
        raise DateError(text, UNKNOWN_FORM, _nearest_month(value))
    stated = _weekday_before(text, value[: match.start()])
    tail = clocks.read(text, value[match.end() :])
    weekday = stated if stated is not None else tail.weekday
    day = _calendar_day(text, match, weekday, now)
    begin = datetime.combine(day, time(), tail.zone or zone)
    return ParsedDate(
        moment=begin + (tail.begin or timedelta()),
        has_time=tail.begin is not None,
        weekday_ok=None if weekday is None else weekday == day.weekday(),
        weekday=WEEKDAY_NAMES[day.weekday()],
        until=begin + tail.end if tail.end is not None else None,
    )


def _day_in(value: str) -> re.Match[str] | None:
    for form in (_ISO, _IN_WORDS, _MONTH_FIRST, _ROMAN, _NUMERIC):
        match = form.search(value)
        if match:
            return match
    return None


def _weekday_before(text: str, before: str) -> int | None:
    """The weekday in the words before a date. Raises DateError for words that do not belong."""
    rest = _BETWEEN_WORDS.sub(" ", before)
    words = [word for word in re.findall(WORD, rest) if word.casefold() not in _FILLERS]
    if _AROUND.sub("", rest).strip():
        raise DateError(text, UNKNOWN_FORM, _nearest_month(text))
    weekdays = [number for word in words if (number := WEEKDAYS.get(key_of(word))) is not None]
    other_words = [word for word in words if key_of(word) not in WEEKDAYS]
    names = [name.casefold() for name in WEEKDAY_NAMES]
    for word in other_words:
        near = most_like(key_of(word), names)
        if near or "," not in before:  # a place stands before a comma
            hint = near.capitalize() or _nearest_month(word)
            raise DateError(text, f"hari “{word}” tidak dikenal", hint)
    return weekdays[0] if weekdays else None


def _calendar_day(text: str, match: re.Match[str], weekday: int | None, now: date | None) -> date:
    month, day, year = month_number(match["m"]) or 0, int(match["d"]), match["y"]
    if year is None:
        raise DateError(text, "tahunnya tidak disebut", _proposed(day, month, weekday, now))
    number_of_year = full_year(year)
    if not FIRST_YEAR <= number_of_year <= LAST_YEAR:
        raise DateError(text, f"tahun {number_of_year} tidak mungkin")
    try:
        return date(number_of_year, month, day)
    except ValueError:
        raise DateError(text, "tanggal itu tidak ada dalam kalender") from None


def _proposed(day: int, month: int, weekday: int | None, now: date | None) -> str:
    """The date with the year that was most likely meant, or nothing."""
    if now is None:
        return ""
    from kentongan.domain.dates_in_text import likely_year

    name = WEEKDAY_NAMES[weekday] if weekday is not None else ""
    try:
        year = likely_year(day, month, name, now, ahead=timedelta())
        return short(date(year or now.year, month, day))
    except ValueError:
        return ""


def _nearest_month(text: str) -> str:
    """The month that a misspelt word of `text` was most likely meant to be, or nothing."""
    names = [name.casefold() for name in MONTH_NAMES]
    for match in re.finditer(r"[^\W\d_]{3,}", text):
        word = match[0]
        if key_of(word) in WEEKDAYS or key_of(word) in MONTHS:
            continue
        near = most_like(word.casefold(), names, least=0.7)
        if near:
            return near.capitalize()
    return ""


def find(text: str, *, year: int | None = None, reference: date | None = None) -> list[FoundDate]:
    """The dates in a press text: see `dates_in_text.find`, which loads only when it is asked."""
    from kentongan.domain import dates_in_text

    return dates_in_text.find(text, year=year, reference=reference)


# Printing


def long(moment: datetime, lang: str = "id") -> str:
    """`Jumat, 30 Agustus 2024, 14.30 WIB`; midnight is not printed."""
    words = f"{_weekday_names(lang)[moment.weekday()]}, {short(moment, lang)}"
    if moment.hour == moment.minute == 0:
        return words
    between = ":" if lang == "en" else "."
    return f"{words}, {moment:%H}{between}{moment:%M} {zone_name(moment)}"


def short(moment: date, lang: str = "id") -> str:
    """`30 Agustus 2024`."""
    return f"{moment.day} {_month_names(lang)[moment.month - 1]} {moment.year}"


def month(year: int, number: int, lang: str = "id") -> str:
    """`Agustus 2024`."""
    return f"{_month_names(lang)[number - 1]} {year}"


def zone_name(moment: datetime) -> str:
    """WIB, WITA or WIT by the offset; elsewhere `UTC+05:30`."""
    minutes = int((moment.utcoffset() or timedelta()).total_seconds()) // 60
    if minutes % 60 == 0 and minutes // 60 in _ZONE_NAMES:
        return _ZONE_NAMES[minutes // 60]
    sign = "+" if minutes >= 0 else "-"
    return f"UTC{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


@cache
def _weekday_names(lang: str) -> Sequence[str]:
    """From Monday on. Babel loads slowly, and most releases need no other languages than these."""
    if lang in _WEEKDAYS:
        return _WEEKDAYS[lang]
    from babel.dates import get_day_names

    return [name for _, name in sorted(get_day_names("wide", locale=lang).items())]


@cache
def _month_names(lang: str) -> Sequence[str]:
    """From January on."""
    if lang in _MONTHS:
        return _MONTHS[lang]
    from babel.dates import get_month_names

    return [name for _, name in sorted(get_month_names("wide", locale=lang).items())]
