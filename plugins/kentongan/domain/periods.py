"""The period in which something holds, in words: `24 sampai 25 November 2026`."""

from __future__ import annotations

from datetime import datetime, time

from kentongan.domain import dates

_WORDS = {
    "id": {"from": "mulai {}", "until": "sampai {}", "both": "{} sampai {}"},
    "en": {"from": "from {}", "until": "until {}", "both": "{} to {}"},
}
_BEGIN, _END = time(0, 0), time(23, 59)


def in_words(start: datetime | None, end: datetime | None, lang: str = "id") -> str:
    """The period in the zone of its moments; empty where neither end is stated.

    A beginning at 00.00 and an end at 23.59 are whole days: the hour is left out.
    """
    words = _WORDS[lang]
    if start and end:
        if _is_whole(start, end) and start.date() == end.date():
            return dates.short(start, lang)
        if start.date() == end.date():
            return f"{dates.short(start, lang)}, {_clock(start)}–{_clock(end)} {_zone(end)}"
        return words["both"].format(_first(start, end, lang), _last(end, lang))
    if end:
        return words["until"].format(_last(end, lang))
    return words["from"].format(_whole_or_timed(start, _BEGIN, lang)) if start else ""


def _is_whole(start: datetime, end: datetime) -> bool:
    return _minute(start) == _BEGIN and _minute(end) == _END


def _first(start: datetime, end: datetime, lang: str) -> str:
    """The first day, without the month or year that the last day repeats."""
    if _minute(start) != _BEGIN:
        return _whole_or_timed(start, _BEGIN, lang)
    if lang == "id" and (start.year, start.month) == (end.year, end.month):
        return str(start.day)
    day = dates.short(start, lang)
    return day.removesuffix(f" {start.year}") if start.year == end.year else day


def _last(end: datetime, lang: str) -> str:
    return _whole_or_timed(end, _END, lang)


def _whole_or_timed(moment: datetime, whole: time, lang: str) -> str:
    day = dates.short(moment, lang)
    return day if _minute(moment) == whole else f"{day}, {_clock(moment)} {_zone(moment)}"


def _minute(moment: datetime) -> time:
    return time(moment.hour, moment.minute)


def _clock(moment: datetime) -> str:
    return f"{moment:%H.%M}"


def _zone(moment: datetime) -> str:
    return dates.zone_name(moment)
