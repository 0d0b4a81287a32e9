"""When something happened or will happen, with its hours: for `Kejadian` and `Berlaku-…`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kentongan.domain.dates import short
from kentongan.domain.dates_in_text import FoundDate

_PARTS = r"pagi|siang|sore|petang|malam"
_TO = r"(?:-|–|—|s/d|s\.?\s?d\.?|sampai(?:\s+dengan)?|hingga)"
_ZONE = r"(?:wib|wita|wit)"
_HOURS = re.compile(
    rf"(?P<between>\bantara\s+)?(?:(?:pukul|pkl\.?|jam|waktu)\s*:?\s*(?:sekitar|sekira|kira-kira|mulai)?\s*"
    rf"|(?<![\d.])(?=\d{{1,2}}[.:]\d{{2}}[^\n]{{0,16}}?\b{_ZONE}\b))(?P<h>\d{{1,2}})"
    rf"(?:[.:](?P<m>\d{{2}}))?(?:\s*(?P<part>{_PARTS}))?\s*(?P<zone>{_ZONE})?"
    rf"(?:\s*(?(between)(?:{_TO}|dan)|{_TO})\s*(?:(?:pukul|pkl\.?|jam)\s*)?(?:(?P<h2>\d{{1,2}})(?:[.:](?P<m2>\d{{2}}))?"
    rf"(?:\s*(?P<part2>{_PARTS}))?\s*(?P<zone2>{_ZONE})?|(?P<open>selesai)))?",
    re.IGNORECASE,
)
_JOINS = re.compile(
    rf"[\s,).]*(?:(?:(?:mulai|dari|sejak)\s+)?{_TO}|dan\s+(?:berakhir|ditutup|selesai))"
    r"\s*(?:(?:hari|tanggal|pada)\s*)*",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:hingga|sampai(?:\s+dengan)?|s/d|s\.d\.?)\s*$", re.IGNORECASE)
_SINCE = re.compile(
    r"\b(?:mulai|terhitung(?: mulai)?|sejak)\s+(?:(?:hari|tanggal)\s+)*$", re.IGNORECASE
)
_CLOSED = re.compile(
    r"(?:tutup|alihkan|pengalihan|penutupan|rekayasa|satu arah|one way)\b[^.\n]*$", re.IGNORECASE
)
_REACH = 70  # characters after a date that are searched for its hours
_OTHER_SENTENCE = re.compile(r"(?<!\bs\.d)[.!?]\s+[A-Z“]|[–—-]\s*[A-Z]")


@dataclass(frozen=True, slots=True)
class Hours:
    """Minutes of the day; `end` is None where it is not stated or open."""

    start: int
    end: int | None = None
    zone: str = ""
    is_open: bool = False

    def __str__(self) -> str:
        zone = f" {self.zone}" if self.zone else ""
        if self.is_open:
            return f"pukul {_clock(self.start)}{zone} s.d. selesai"
        to = f"–{_clock(self.end)}" if self.end is not None else ""
        return f"pukul {_clock(self.start)}{to}{zone}"


@dataclass(frozen=True, slots=True)
class Period:
    """The days and hours of an event. `until` is None for a single day."""

    day: date
    until: date | None = None
    hours: Hours | None = None
    weekday: str = ""
    is_daily: bool = False  # `mulai Senin, 2 November, pukul 08.00–14.00`: no end is stated

    def __str__(self) -> str:
        """`Sabtu, 6 Juni 2026, pukul 18.00–23.00 WIB`, as front matter has it."""
        if self.until:
            words = f"{short(self.day)} – {short(self.until)}"
        else:
            words = f"{self.weekday}, {short(self.day)}" if self.weekday else short(self.day)
        return f"{words}, {self.hours}" if self.hours else words

    @property
    def starts(self) -> str:
        """A value for Berlaku-Mulai: `6 Juni 2026, 18.00 WIB`."""
        return _moment(self.day, self.hours.start if self.hours else None, self.hours)

    @property
    def ends(self) -> str:
        """A value for Berlaku-Sampai; empty where the text states no end."""
        end = self.hours.end if self.hours else None
        if self.until is None and (end is None or self.is_daily):
            return ""
        day = self.until or self.day
        if end is not None and self.hours and self.until is None and end <= self.hours.start:
            day += timedelta(days=1)  # pukul 18.00–05.00
        return _moment(day, end, self.hours)


def period_of(text: str, mention: FoundDate, following: FoundDate | None = None) -> Period | None:
    """The period that a date in a text means, with the hours after or just before it.

    `following` is the next date of the text: `Senin (25/5/2026) hingga 30 Juni 2026`.
    """
    if mention.date is None:
        return None
    until = mention.until
    hours = _hours_near(text, mention)
    if until is None and following and following.date and following.date > mention.date:
        between = text[mention.end : following.start]
        if _JOINS.fullmatch(_HOURS.sub("", between, count=1)):
            until = following.date
            last = _hours_near(text, following)  # `… pukul 12.00 s.d. Minggu, … pukul 06.00`
            if hours and last and hours.end is None and _HOURS.search(between):
                hours = replace(hours, end=last.start, is_open=False)
    weekday = mention.weekday_stated if mention.weekday_ok else ""
    is_daily = until is None and _is_daily(text[max(0, mention.start - 120) : mention.start])
    return Period(mention.date, until, hours, weekday, is_daily)


def with_only_hours(period: Period | None, text: str) -> Period | None:
    """A period without hours gets those from … to … that the text states, if it states one pair."""
    if period is None or period.hours:
        return period
    ranges = [_hours(match) for match in _HOURS.finditer(text) if match["h2"]]
    pairs = {(hours.start, hours.end): hours for hours in ranges if hours and hours.end is not None}
    return replace(period, hours=next(iter(pairs.values()))) if len(pairs) == 1 else period


def _is_daily(before: str) -> bool:
    """Whether a rule starts on the day and goes on; a closure with hours lasts that day."""
    return bool(_SINCE.search(before)) and not _CLOSED.search(before)


def _hours_near(text: str, mention: FoundDate) -> Hours | None:
    after = text[mention.end : mention.end + _REACH]
    match = _HOURS.search(after)
    if match and not _OTHER_SENTENCE.search(after[: match.start()]):
        only_ends = match["h2"] is None and _UNTIL.search(after[: match.start()])
        return None if only_ends else _hours(match)
    before = text[max(0, mention.start - 45) : mention.end].rpartition("\n")[2]
    inside = [m for m in _HOURS.finditer(before) if not _OTHER_SENTENCE.search(before[m.end() :])]
    return _hours(inside[-1]) if inside else None


def _hours(match: re.Match[str]) -> Hours | None:
    start = _minutes(match["h"], match["m"], match["part"] or "")
    if start is None:
        return None
    end = _minutes(match["h2"], match["m2"], match["part2"] or "") if match["h2"] else None
    zone = (match["zone"] or match["zone2"] or "").upper()
    return Hours(start, end, zone, bool(match["open"]))


def _minutes(hour: str, minute: str | None, part: str) -> int | None:
    hours, minutes = int(hour), int(minute or 0)
    later = part.lower() in ("sore", "petang", "malam") or (part.lower() == "siang" and hours < 10)
    if later and hours < 12:
        hours += 12
    return hours * 60 + minutes if hours <= 24 and minutes < 60 else None


def _clock(minutes: int | None) -> str:
    hours, rest = divmod(minutes or 0, 60)
    return f"{hours:02}.{rest:02}"


def _moment(day: date, minutes: int | None, hours: Hours | None) -> str:
    if minutes is None or hours is None:
        return short(day)
    if minutes >= 24 * 60:  # 24.00 is the start of the next day
        day, minutes = day + timedelta(days=1), minutes - 24 * 60
    return f"{short(day)}, {_clock(minutes)}{f' {hours.zone}' if hours.zone else ''}"
