"""What follows a date: `pukul 09.00-11.00 WIB`, `jam 3 sore`, `s.d. selesai`, `(Selasa)`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta, timezone, tzinfo

from kentongan.domain.calendar import (
    AT,
    FLAGS,
    TABLE,
    TO,
    UNKNOWN_FORM,
    WEEKDAY,
    WEEKDAYS,
    ZONE,
    ZONES,
    DateError,
    any_of,
    key_of,
)

_GAP = r"[\s,;()\[\]–—-]*"
_PART = rf"(?:{any_of(TABLE['between']['parts'])})"
_TIME = (
    r"(?P<hour{0}>\d{{1,2}})(?:[.:](?P<minute{0}>\d{{2}})(?:[.:](?P<second{0}>\d{{2}})"
    r"(?:[.,]\d+)?)?)?(?:\s*(?P<half{0}>[ap]\.?m\b\.?))?"
)
_TAIL = re.compile(
    rf"{_GAP}(?:(?:hari\s+)?(?P<weekday>{WEEKDAY})\b)?{_GAP}(?:{_PART}\b)?{_GAP}"
    rf"(?:(?:sekitar|sekira|pada|mulai)\b\s*)*(?:(?P<at>{AT})\s*:?\s*)?"
    rf"(?:{_TIME.format('')}(?:\s*(?P<part>{_PART})\b)?(?:\s*{ZONE.replace('<zone>', '<zone1>')})?"
    rf"(?:\s*(?:[-–—]|{TO})\s*(?:selesai|(?:(?:{AT})\s*)?{_TIME.format('2')}"
    rf"(?:\s*(?P<part2>{_PART})\b)?))?)?"
    rf"{_GAP}{ZONE.replace('<zone>', '<zone2>')}?[\s.,)\]]*",
    FLAGS,
)
_SMALL_HOURS = ("pagi", "dini hari", "dinihari", "subuh", "morning")


@dataclass(frozen=True, slots=True)
class Tail:
    """Hours since the midnight at which the day begins: 24.00 is the end of it."""

    begin: timedelta | None = None
    end: timedelta | None = None
    zone: tzinfo | None = None
    weekday: int | None = None


def read(text: str, tail: str) -> Tail:
    """What the words behind a date say. Raises DateError about the whole `text`."""
    match = _TAIL.fullmatch(tail)
    if match is None:
        raise DateError(text, UNKNOWN_FORM)
    return Tail(
        _hours(text, match, ""),
        _hours(text, match, "2"),
        _zone(text, match["zone2"] or match["zone1"]),
        WEEKDAYS[key_of(match["weekday"])] if match["weekday"] else None,
    )


def _hours(text: str, match: re.Match[str], which: str) -> timedelta | None:
    hour, minute = match[f"hour{which}"], match[f"minute{which}"]
    half, part = match[f"half{which}"], match[f"part{which}"]
    if hour is None:
        return None
    if minute is None and not (match["at"] or half or part):
        raise DateError(text, "jamnya tidak lengkap", f"pukul {hour}.00")
    hours = int(hour)
    if half:
        if not 1 <= hours <= 12:
            raise DateError(text, "jam itu tidak ada")
        hours = hours % 12 + (12 if half[0] in "pP" else 0)
    elif part:
        hours = _of_part(hours, part.casefold())
    time = timedelta(
        hours=hours, minutes=int(minute or 0), seconds=int(match[f"second{which}"] or 0)
    )
    if time > timedelta(hours=24) or max(int(minute or 0), int(match[f"second{which}"] or 0)) > 59:
        raise DateError(text, "jam itu tidak ada")
    return time


def _of_part(hour: int, part: str) -> int:
    """The hour on a 24-hour clock for one on a 12-hour clock in a part of the day."""
    if not 1 <= hour <= 12:
        return hour
    if part in _SMALL_HOURS:
        return hour % 12
    if part in ("malam", "tengah malam", "night"):
        return hour + 12 if hour > 5 else hour
    return hour + 12 if hour < (6 if part in ("siang", "tengah hari") else 12) else hour


def _zone(text: str, stated: str | None) -> tzinfo | None:
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
