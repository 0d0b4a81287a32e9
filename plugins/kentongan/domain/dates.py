"""Indonesian dates: read from front matter, printed for readers.

Day first always: `05/08/2024` is 5 August. Nothing here depends on the system locale.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from typing import TYPE_CHECKING

from kentongan.domain.calendar import (
    AT,
    BETWEEN,
    CLOCK,
    FIRST_YEAR,
    FLAGS,
    LAST_YEAR,
    MONTH,
    MONTHS,
    TABLE,
    WEEKDAYS,
    WORD,
    YEAR,
    ZONES,
    any_of,
    full_year,
    key_of,
    month_number,
)
from kentongan.domain.calendar import MONTH_NAMES as MONTH_NAMES
from kentongan.domain.calendar import WEEKDAY_NAMES as WEEKDAY_NAMES

if TYPE_CHECKING:
    from kentongan.domain.dates_in_text import FoundDate as FoundDate

_ZONE_NAMES = {7: "WIB", 8: "WITA", 9: "WIT", 0: "UTC"}


class DateError(ValueError):
    """A text is not a date. `reason` and `hint` are for staff; the hint may be empty."""

    def __init__(self, text: str, reason: str, hint: str = "") -> None:
        super().__init__(f"not a date: {text!r} ({reason})")
        self.text = text
        self.reason = reason
        self.hint = hint


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A moment of the front matter, in the zone that it states or else in the given one."""

    moment: datetime
    has_time: bool
    weekday_ok: bool | None  # None: no weekday stated
    weekday: str  # as it should be


_GAP = r"[\s,/(\[:.\-–—]*"
_ISO = re.compile(
    r"(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})"
    rf"(?:(?:T|,?\s+)(?:{AT}\s*)?{CLOCK})?",
    FLAGS,
)
_LEAD = (
    rf"(?:(?:hari\s+)?(?P<weekday>(?!(?:tanggal|tgl)\b){WORD})\.?(?=[\W\d])"
    rf"(?:\s+{BETWEEN})*)?{_GAP}(?:(?:tanggal|tgl)\.?\s+)?"
)
_TAIL = (
    rf"[\s,()\]]*(?:{any_of(TABLE['between']['parts'])})?"
    rf"(?:[\s,)\]–—-]*(?:sekitar|sekira|pada)?\s*(?:{AT}\s*)?{CLOCK})?[\s.)\]]*"
)
_DAY_FIRST = re.compile(
    rf"{_LEAD}(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?\s*[/.,-]?\s*(?P<m>\d{{1,2}}(?=\s*[/.-])|{WORD})"
    rf"(?:[\s,/.-]*(?:tahun\s+|thn\.?\s+)?(?P<y>{YEAR})(?!\d|[.:]\d))?{_TAIL}",
    FLAGS,
)
_MONTH_FIRST = re.compile(
    rf"(?:(?P<weekday>{WORD})\.?,?\s+)?(?P<m>{MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?"
    rf",?\s+(?P<y>\d{{4}}){_TAIL}",
    FLAGS,
)
_WEEKDAY_BEFORE_ISO = re.compile(rf"(?P<weekday>{WORD})[\s,/(]+(?=\d{{4}}[-/])", FLAGS)


# Front matter


def parse(text: str, zone: tzinfo) -> ParsedDate:
    """The moment that a front matter value states. Raises DateError.

    `zone` holds where the text names none. Without a time: midnight.
    """
    value = text.replace("\xa0", " ").strip()
    weekday, rest = _split_weekday(value)
    match = _ISO.fullmatch(rest) or _DAY_FIRST.fullmatch(value) or _MONTH_FIRST.fullmatch(value)
    if match is None:
        raise DateError(text, "bentuknya tidak dikenali", _nearest_month(value))
    groups = match.groupdict()
    day = _calendar_day(text, groups["d"], groups["m"], groups["y"])
    clock = _clock(text, groups)
    moment = datetime.combine(day, clock or time(), _stated_zone(text, groups["zone"]) or zone)
    stated = _stated_weekday(text, weekday or groups.get("weekday"))
    return ParsedDate(
        moment=moment,
        has_time=clock is not None,
        weekday_ok=None if stated is None else stated == day.weekday(),
        weekday=WEEKDAY_NAMES[day.weekday()],
    )


def _split_weekday(value: str) -> tuple[str | None, str]:
    """The weekday before an ISO date, and what follows it."""
    match = _WEEKDAY_BEFORE_ISO.match(value)
    return (match["weekday"], value[match.end() :].rstrip(")")) if match else (None, value)


def _calendar_day(text: str, day: str, month: str, year: str | None) -> date:
    number = month_number(month)
    if number is None:
        raise DateError(text, f"bulan “{month}” tidak dikenal", _nearest_month(month))
    if year is None:
        raise DateError(text, "tahunnya tidak disebut")
    number_of_year = full_year(year)
    if not FIRST_YEAR <= number_of_year <= LAST_YEAR:
        raise DateError(text, f"tahun {number_of_year} tidak mungkin")
    try:
        return date(number_of_year, number, int(day))
    except ValueError:
        raise DateError(text, "tanggal itu tidak ada dalam kalender") from None


def _clock(text: str, groups: Mapping[str, str | None]) -> time | None:
    hour = groups["hour"]
    if hour is None:
        return None
    if groups["minute"] is None and not (groups["at"] or groups["half"]):
        raise DateError(text, "jamnya tidak lengkap", f"pukul {hour}.00")
    hours = int(hour)
    if groups["half"]:
        if not 1 <= hours <= 12:
            raise DateError(text, "jam itu tidak ada")
        hours = hours % 12 + (12 if groups["half"][0] in "pP" else 0)
    try:
        return time(hours, int(groups["minute"] or 0), int(groups["second"] or 0))
    except ValueError:
        hint = "00.00 pada tanggal berikutnya" if hours == 24 else ""
        raise DateError(text, "jam itu tidak ada", hint) from None


def _stated_zone(text: str, stated: str | None) -> tzinfo | None:
    if not stated:
        return None
    name = stated.casefold().replace(" ", "")
    if name in ZONES:
        return ZONES[name]
    digits = name.removeprefix("gmt").removeprefix("utc").replace(":", "")
    sign = -1 if digits[0] == "-" else 1
    hours, minutes = int(digits[1:3]), int(digits[3:] or 0)
    if hours > 14 or minutes > 59:
        raise DateError(text, f"zona waktu {stated} tidak ada")
    return timezone(sign * timedelta(hours=hours, minutes=minutes))


def _stated_weekday(text: str, word: str | None) -> int | None:
    if not word:
        return None
    number = WEEKDAYS.get(key_of(word))
    if number is None:
        near = difflib.get_close_matches(key_of(word), [n.casefold() for n in WEEKDAY_NAMES], n=1)
        hint = near[0].capitalize() if near else ""
        raise DateError(text, f"hari “{word}” tidak dikenal", hint)
    return number


def _nearest_month(text: str) -> str:
    """The month that a misspelt word of `text` was most likely meant to be, or nothing."""
    names = [name.casefold() for name in MONTH_NAMES]
    for match in re.finditer(r"[^\W\d_]{3,}", text):
        word = match[0]
        if key_of(word) in WEEKDAYS or key_of(word) in MONTHS:
            continue
        near = difflib.get_close_matches(word.casefold(), names, n=1, cutoff=0.7)
        if near:
            return near[0].capitalize()
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
    return f"{moment.day} {_month_names(lang)[moment.month]} {moment.year}"


def month(year: int, number: int, lang: str = "id") -> str:
    """`Agustus 2024`."""
    return f"{_month_names(lang)[number]} {year}"


def zone_name(moment: datetime) -> str:
    """WIB, WITA or WIT by the offset; elsewhere `UTC+05:30`."""
    minutes = int((moment.utcoffset() or timedelta()).total_seconds()) // 60
    if minutes % 60 == 0 and minutes // 60 in _ZONE_NAMES:
        return _ZONE_NAMES[minutes // 60]
    sign = "+" if minutes >= 0 else "-"
    return f"UTC{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


@cache
def _weekday_names(lang: str) -> Mapping[int, str]:
    from babel.dates import get_day_names

    return dict(get_day_names("wide", locale=lang))


@cache
def _month_names(lang: str) -> Mapping[int, str]:
    from babel.dates import get_month_names

    return dict(get_month_names("wide", locale=lang))
