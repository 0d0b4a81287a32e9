"""The header line that WhatsApp and Telegram put before a message: time and sender.

One grammar for exported chats and for messages copied on the web, the desktop and the phone:
date and clock in either order, in brackets or before a dash, with and without a year, 12 and
24 hours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kentongan.domain.calendar import MONTH, WEEKDAY, full_year, month_number

_UNSEEN = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SPACES = re.compile(r"[\u00a0\u202f\u2009]")
_LONGEST_STAMP = 45  # characters of date and clock
_BRACKETS = re.compile(
    rf"(?:(?P<before>[^\[\]\n]{{1,60}}),\s)?\[(?P<stamp>[^\[\]\n]{{4,{_LONGEST_STAMP}}})\]:?\s?"
)
_DASH = re.compile(
    rf"(?P<stamp>(?:\d|(?:{MONTH})\s\d)[^\n]{{4,{_LONGEST_STAMP}}}?)\s[-–—]\s", re.IGNORECASE
)
_CLOCK = re.compile(
    r"(?:(?:pukul|pkl\.?|jam|at)\s)?(?P<hour>\d{1,2})[.:h](?P<minute>\d{2})(?P<seconds>[.:]\d{2})?"
    r"(?P<half>\s?[ap]\.?\s?m\b\.?)?(?:\s(?:wib|wita|wit)\b)?",
    re.IGNORECASE,
)
_DAY = re.compile(
    rf"(?:(?:{WEEKDAY})\.?,?\s)?(?:(?P<y>\d{{4}})(?P<sep>[/.-])(?P<m>\d{{1,2}})(?P=sep)(?P<d>\d{{1,2}})"
    r"|(?P<a>\d{1,2})(?P<sep2>[/.-]|\.\s)(?P<b>\d{1,2})(?:(?P=sep2)(?P<y2>\d{4}|\d{2}))?"
    rf"|(?P<d3>\d{{1,2}})\s(?P<m3>{MONTH})\b\.?(?:,?\s(?P<y3>\d{{4}}|['’]?\d{{2}}(?![.:h\d])))?"
    rf"|(?P<m4>{MONTH})\b\.?\s(?P<d4>\d{{1,2}})(?:,\s(?P<y4>\d{{4}}))?)(?![\d/])",
    re.IGNORECASE,
)
_DAY_WORD = re.compile(
    rf"\b(?:kemarin|hari ini|yesterday|today|(?P<weekday>{WEEKDAY}))\b", re.IGNORECASE
)
_SENDER = re.compile(r"(?P<sender>[^:\n]{1,70}):(?:\s|$)(?P<text>.*)$")


@dataclass(frozen=True, slots=True)
class Header:
    """A header in `lines[index]`, and the text after it.

    `sender` is empty in a line of the program (`Pesan dienkripsi …`). `style` is equal for all
    headers of one export. `year` is 0 where the header states none.
    """

    index: int
    sender: str
    text: str
    first: int  # the two numbers of the date, as written
    second: int
    year: int
    minute: int  # of the day
    style: tuple[str, ...]

    @property
    def in_brackets(self) -> bool:
        return self.style[0] == "["

    @property
    def is_stamp(self) -> bool:
        """Whether brackets hold a date and time written by a program: with a comma, or seconds."""
        return self.in_brackets and ("," in self.style[1] or "s" in self.style)

    def day(self, *, month_first: bool) -> date | None:
        """The day of the message; None where the header gives no year or no real day."""
        day, month = (self.second, self.first) if month_first else (self.first, self.second)
        try:
            return date(self.year, month, day) if self.year else None
        except ValueError:
            return None


def read_header(index: int, line: str) -> Header | None:
    """The header with which a line of a chat starts, or None."""
    shown = _SPACES.sub(" ", _UNSEEN.sub("", line)).rstrip("\r")
    match = _BRACKETS.match(shown) or _DASH.match(shown)
    if match is None:
        return None
    bracket = "[" if match.re is _BRACKETS else ""
    stamp = _read_stamp(match["stamp"].strip(), bracket)
    if stamp is None:
        return None
    first, second, year, minute, style = stamp
    sender, text = _sender(shown[match.end() :])
    if bracket and match["before"]:
        sender, text = match["before"], shown[match.end() :]
    if bracket and not sender:
        return None  # `[15/5 09.00] Apel` in a text is an item of a list
    return Header(index, sender, text, first, second, year, minute, (bracket, *style))


def _sender(rest: str) -> tuple[str, str]:
    match = _SENDER.match(rest)
    return (match["sender"].strip(), match["text"]) if match else ("", "")


def _read_stamp(text: str, bracket: str) -> tuple[int, int, int, int, tuple[str, ...]] | None:
    """The numbers of a date and a clock that fill `text`, in either order.

    Where both orders fit (`14.05, 10.11.26`), the year that one of them has decides.
    """
    stamps = [*_both_orders(text)]
    if stamps:
        return max(stamps, key=lambda stamp: stamp[2] > 0)
    return _without_date(text) if bracket else None


def _both_orders(text: str) -> Iterator[tuple[int, int, int, int, tuple[str, ...]]]:
    for patterns in ((_DAY, _CLOCK), (_CLOCK, _DAY)):
        first = patterns[0].match(text)
        if first is None:
            continue
        gap = re.compile(r",?\s+").match(text, first.end())
        second = patterns[1].fullmatch(text, gap.end()) if gap else None
        if gap is not None and second is not None:
            day, clock = (first, second) if patterns[0] is _DAY else (second, first)
            order = "day" if patterns[0] is _DAY else "clock"
            yield _numbers(day, clock, order + ("," if "," in gap[0] else ""))


def _without_date(text: str) -> tuple[int, int, int, int, tuple[str, ...]] | None:
    """A clock alone or with a word for the day, which the text of the release dates itself."""
    word = _DAY_WORD.search(text)
    rest = _DAY_WORD.sub("", text, count=1).strip(" ,")
    clock = _CLOCK.fullmatch(rest)
    if clock is None:
        return None
    style = "clock"
    if word:  # `[Senin, 09.00] Apel: …` may be a line of a timetable
        style = "weekday" if word["weekday"] else "day,"
    return 0, 0, 0, _minute(clock), (style,)


def _numbers(
    day: re.Match[str], clock: re.Match[str], order: str
) -> tuple[int, int, int, int, tuple[str, ...]]:
    sep, year = (
        day["sep"] or day["sep2"] or " ",
        day["y"] or day["y2"] or day["y3"] or day["y4"] or "",
    )
    if month := day["m3"] or day["m4"]:
        first, second = int(day["d3"] or day["d4"]), month_number(month) or 0
    elif day["y"]:
        first, second = int(day["d"]), int(day["m"])
    else:
        first, second = int(day["a"]), int(day["b"])
    style = (
        order,
        sep,
        str(len(year)),
        "s" if clock["seconds"] else "",
        "h" if clock["half"] else "",
    )
    return first, second, full_year(year) if year else 0, _minute(clock), style


def _minute(clock: re.Match[str]) -> int:
    hour = int(clock["hour"])
    half = (clock["half"] or "").strip().lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return hour * 60 + int(clock["minute"])
