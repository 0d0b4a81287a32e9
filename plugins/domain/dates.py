"""Indonesian dates: read from front matter and press texts, printed for readers.

Day first always: `05/08/2024` is 5 August. Nothing here depends on the system locale.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache

from plugins.domain.tables import load

_TABLE = load("calendar")
_MONTHS: Mapping[str, int] = {
    name: int(number) for number, names in _TABLE["months"].items() for name in names
}
_MISSPELT: Mapping[str, int] = {
    name: int(number) for number, names in _TABLE["misspelt"].items() for name in names
}
_WEEKDAYS: Mapping[str, int] = {
    name: int(number) for number, names in _TABLE["weekdays"].items() for name in names
}
_ZONES: Mapping[str, tzinfo] = {
    name: timezone(timedelta(hours=hours)) if hours else UTC
    for name, hours in _TABLE["zones"].items()
}
WEEKDAY_NAMES = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTH_NAMES: tuple[str, ...] = tuple(
    _TABLE["months"][str(number)][0].capitalize() for number in range(1, 13)
)
_ZONE_NAMES = {7: "WIB", 8: "WITA", 9: "WIT", 0: "UTC"}
Day = date
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


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


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in running text, at `text[start:end]`.

    `date` is None where the year is not known, or where the calendar has no such day
    (`impossible`). A range (`30-31/8/2024`) has its first day as `date` and its last as `until`.
    """

    start: int
    end: int
    day: int
    month: int
    date: Day | None
    year_inferred: bool = False
    weekday_stated: str = ""
    weekday_ok: bool | None = None  # None: no weekday stated, or no date to compare with
    impossible: bool = False
    until: Day | None = None


# Pieces of the grammar


def _any(names: Mapping[str, object] | list[str]) -> str:
    ordered = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in ordered)


_WORD = r"[^\W\d_]+(?:['’‘`´][^\W\d_]+)?"
_WEEKDAY = rf"(?:{_any(_WEEKDAYS)}|jum['’‘`´]+\s?at)"
_MONTH = rf"(?:{_any([*_MONTHS, *_MISSPELT])})"
_ZONE = rf"(?P<zone>{_any(_ZONES)}|(?:gmt|utc)?\s?[+-]\d{{1,2}}(?::?\d{{2}})?)"
_CLOCK = (
    r"(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2})(?:[.:](?P<second>\d{2})(?:[.,]\d+)?)?)?"
    rf"\s*(?P<half>[ap]\.?m\b\.?)?\s*{_ZONE}?"
)
_AT = r"(?P<at>pukul|pkl\.?|jam|at)"
_BETWEEN = (
    rf"(?:{_any([*_TABLE['between']['parts'], *_TABLE['between']['market_days']])}"
    rf"|{_any(_TABLE['between']['others'])}|malam\s+{_WEEKDAY})"
)
_YEAR = r"(?:\d{4}|['’]?\d{2})"
_GAP = r"[\s,/(\[:.\-–—]*"

_FLAGS = re.IGNORECASE
_ISO = re.compile(
    r"(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})"
    rf"(?:(?:T|,?\s+)(?:{_AT}\s*)?{_CLOCK})?",
    _FLAGS,
)
_LEAD = (
    rf"(?:(?:hari\s+)?(?P<weekday>(?!(?:tanggal|tgl)\b){_WORD})\.?(?=[\W\d])"
    rf"(?:\s+{_BETWEEN})*)?{_GAP}(?:(?:tanggal|tgl)\.?\s+)?"
)
_TAIL = (
    rf"[\s,()\]]*(?:{_any(_TABLE['between']['parts'])})?"
    rf"(?:[\s,)\]–—-]*(?:sekitar|sekira|pada)?\s*(?:{_AT}\s*)?{_CLOCK})?[\s.)\]]*"
)
_DAY_FIRST = re.compile(
    rf"{_LEAD}(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?\s*[/.,-]?\s*(?P<m>\d{{1,2}}(?=\s*[/.-])|{_WORD})"
    rf"(?:[\s,/.-]*(?:tahun\s+|thn\.?\s+)?(?P<y>{_YEAR})(?!\d|[.:]\d))?{_TAIL}",
    _FLAGS,
)
_MONTH_FIRST = re.compile(
    rf"(?:(?P<weekday>{_WORD})\.?,?\s+)?(?P<m>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?"
    rf",?\s+(?P<y>\d{{4}}){_TAIL}",
    _FLAGS,
)
_WEEKDAY_BEFORE_ISO = re.compile(rf"(?P<weekday>{_WORD})[\s,/(]+(?=\d{{4}}[-/])", _FLAGS)


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
    number = _month_number(month)
    if number is None:
        raise DateError(text, f"bulan “{month}” tidak dikenal", _nearest_month(month))
    if year is None:
        raise DateError(text, "tahunnya tidak disebut")
    full_year = _full_year(year)
    if not _FIRST_YEAR <= full_year <= _LAST_YEAR:
        raise DateError(text, f"tahun {full_year} tidak mungkin")
    try:
        return date(full_year, number, int(day))
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
    if name in _ZONES:
        return _ZONES[name]
    digits = name.removeprefix("gmt").removeprefix("utc").replace(":", "")
    sign = -1 if digits[0] == "-" else 1
    hours, minutes = int(digits[1:3]), int(digits[3:] or 0)
    if hours > 14 or minutes > 59:
        raise DateError(text, f"zona waktu {stated} tidak ada")
    return timezone(sign * timedelta(hours=hours, minutes=minutes))


def _stated_weekday(text: str, word: str | None) -> int | None:
    if not word:
        return None
    number = _WEEKDAYS.get(_key(word))
    if number is None:
        near = difflib.get_close_matches(_key(word), [n.casefold() for n in WEEKDAY_NAMES], n=1)
        hint = near[0].capitalize() if near else ""
        raise DateError(text, f"hari “{word}” tidak dikenal", hint)
    return number


def _month_number(word: str) -> int | None:
    if word.isdecimal():
        return int(word)
    return _MONTHS.get(_key(word))


def _full_year(digits: str) -> int:
    year = int(digits.lstrip("'’"))
    if year >= 100:
        return year
    return year + (2000 if year < 70 else 1900)


def _key(word: str) -> str:
    return re.sub(r"[\W_]+", "", word).casefold()


def _nearest_month(text: str) -> str:
    """The month that a misspelt word of `text` was most likely meant to be, or nothing."""
    names = [name.casefold() for name in MONTH_NAMES]
    for match in re.finditer(r"[^\W\d_]{3,}", text):
        word = match[0]
        if _key(word) in _WEEKDAYS or _key(word) in _MONTHS:
            continue
        near = difflib.get_close_matches(word.casefold(), names, n=1, cutoff=0.7)
        if near:
            return near[0].capitalize()
    return ""


# Running text

_WITH_TIME = rf"(?:,?\s*(?:sekitar|sekira|kira-kira|pada)?\s*{_AT.replace('?P<at>', '?:')}\s*"
_WITH_TIME += r"\d{1,2}(?:[.:]\d{2})?\s*(?:wib|wita|wit)?)?"
_UNTIL = r"(?:\s*(?:-|–|—|s/d|s\.d\.?|sampai(?:\s+dengan)?|hingga|dan|&)\s*)"
_STATED = (
    rf"(?P<weekday>{_WEEKDAY})\b\.?(?:,?\s*{_BETWEEN}\b\.?)*{_WITH_TIME}"
    rf"(?:{_UNTIL}(?P<last_weekday>{_WEEKDAY})\b(?:,?\s*{_BETWEEN}\b)*)?"
)
_OPEN = r"[\s,/:\-–—]*(?P<open>[(\[]?)\s*(?:(?:tanggal|tgl)\.?\s+)?"
_SEP = r"\s*[/.\-–]{1,2}\s*"
_NUMERIC = (
    rf"(?P<d>\d{{1,2}})(?:{_UNTIL}(?P<last>\d{{1,2}}))?(?P<sep>{_SEP})(?P<m>\d{{1,2}})"
    rf"(?:{_SEP}(?P<y>{_YEAR}))?(?![\d]|[/.\-–]\d|\s?/\s?\w)"
)
_NAMED = (
    rf"(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:(?:\s+{_MONTH})?(?:\s+{_YEAR})?"
    rf"{_UNTIL}(?P<last2>\d{{1,2}}))?"
    rf"[\s/\-–.]{{0,3}}(?P<m2>{_MONTH})\b\.?"
    r"(?:[\s,/\-–]*(?:tahun\s+|thn\.?\s+|th\.?\s+)?(?P<y2>\d{4}(?!\d)|['’]\d{2}(?!\d)"
    r"|\d{2}(?=\s*[).,;\]]|\s*$)(?![.:,]\d)))?"
)
_ENGLISH = (
    rf"(?P<m3>{_MONTH})\b\.?\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|\s+)(?P<y3>\d{{4}})(?!\d)"
)
_ISO_TEXT = r"(?P<y4>(?:19|20)\d{2})-(?P<m4>\d{2})-(?P<d4>\d{2})(?!\d)"
_FOUND = re.compile(
    rf"(?<![\w/])(?:{_STATED})?{_OPEN}(?:{_NAMED}|{_ISO_TEXT}|{_NUMERIC}|{_ENGLISH})"
    rf"(?P<close>\s*[)\]])?(?:\s*\((?P<weekday_after>{_WEEKDAY})\))?",
    _FLAGS | re.MULTILINE,
)
_NUMBER = re.compile(r"\d+")
_REACH_BEFORE, _REACH_AFTER = 90, 60  # characters around a number that belong to its date
_FULL_NAMES = frozenset(name.casefold() for name in MONTH_NAMES)
# Places and things that carry the name of a weekday: Pasar Minggu, Desa Rabu.
_PLACE_BEFORE = re.compile(
    r"\b(?:(?:pasar|desa|kampung|kelurahan|kecamatan|dusun|jalan|polsek|kapolsek|koramil|pantai"
    r"|sungai)\s+|(?:kel|kec|ds|jl)\.?\s+)$",
    _FLAGS,
)
_WEEK_BEFORE = re.compile(
    r"(?:\d|\b(?:satu|dua|tiga|empat|lima|enam|beberapa|per|tiap|setiap|akhir|awal|dalam|selama))"
    r"\s+$",
    _FLAGS,
)
_DAY_WORD_BEFORE = re.compile(r"\bhari\s+$", _FLAGS)
_WEEK_AFTER = re.compile(
    r"\s+(?:ini|lalu|depan|kemarin|ke|pertama|kedua|ketiga|terakhir)\b", _FLAGS
)
_OWN_MONTH = re.compile(rf"\d{{1,2}}\s+({_MONTH})\b(?:\s+(\d{{4}}))?", _FLAGS)
_NUMBER_BEFORE = re.compile(
    r"(?:\brp\.?|\b(?:no|nomor|pasal|ayat|rt|rw|nik|telp?)\b\.?:?)\s*$", _FLAGS
)


def find(text: str, *, year: int | None = None, reference: date | None = None) -> list[FoundDate]:
    """Every date in a press text, in its order.

    A date without a year takes `year`, or the year in which it lies last before (or within a
    week after) `reference`, and is then marked as inferred.
    """
    return list(_found(text, year, reference))


def _found(text: str, year: int | None, reference: date | None) -> Iterator[FoundDate]:
    for match in _matches(text):
        parts = match.groupdict()
        day, month, stated_year = _parts(parts)
        weekday = _weekday_in(text, match)
        if not _plausible(text, match, weekday):
            continue
        start = _visible_start(match, weekday)
        yield _resolve(match, start, day, month, stated_year, weekday, year, reference)


def _matches(text: str) -> Iterator[re.Match[str]]:
    """The matches of the grammar, tried only around numbers: that is where dates are."""
    done = 0
    for number in _NUMBER.finditer(text):
        if number.start() < done or not _may_open(text, number):
            continue
        begin = max(done, number.start() - _REACH_BEFORE)
        match = _FOUND.search(text, begin, number.end() + _REACH_AFTER)
        if match and match.end() > number.end() + _REACH_AFTER - 20:
            match = _FOUND.match(text, match.start())  # the window may have cut its year off
        if match:
            done = match.end()
            yield match


def _may_open(text: str, number: re.Match[str]) -> bool:
    """Whether a number can be part of a date at all, by what stands around it."""
    following = text[number.end() : number.end() + 4].lstrip()[:1]
    return following.isalpha() or (following != "" and following in "/.-–—,&(")


def _parts(parts: Mapping[str, str | None]) -> tuple[int, int, int | None]:
    for suffix in ("2", "4", "", "3"):
        day, month, year = parts["d" + suffix], parts["m" + suffix], parts["y" + suffix]
        if day and month:
            number = _month_number(month) or _MISSPELT.get(_key(month))
            return int(day), number or 0, _full_year(year) if year else None
    raise AssertionError("a match has a day and a month")


def _weekday_in(text: str, match: re.Match[str]) -> str:
    """The weekday that the text states beside the date; a place or a week is none."""
    word = match["weekday"] or match["weekday_after"] or ""
    if not word or not match["weekday"]:
        return word
    before = text[max(0, match.start() - 24) : match.start("weekday")]
    if _PLACE_BEFORE.search(before):
        return ""
    if _key(word) == "minggu" and not _DAY_WORD_BEFORE.search(before):
        lower = word[0].islower()
        after = text[match.end("weekday") : match.end("weekday") + 12]
        if lower or _WEEK_BEFORE.search(before) or _WEEK_AFTER.match(after):
            return ""
    return word


def _plausible(text: str, match: re.Match[str], weekday: str) -> bool:
    """Whether numbers that look like a date are one: bare ones need a year."""
    bracketed = bool(match["open"]) and bool(match["close"])
    if match["m2"]:
        return bool(weekday or bracketed or match["y2"]) or _key(match["m2"]) in _FULL_NAMES
    if not match["d"]:
        return True
    year = match["y"] or ""
    if not weekday and not bracketed:
        bare = len(year.lstrip("'’")) == 4 or (year and "/" in match["sep"])
        before = text[max(0, match.start() - 12) : match.start()]
        if not bare or _NUMBER_BEFORE.search(before):
            return False
    if not weekday and not year and "/" not in match["sep"]:
        return False
    possible = 1 <= int(match["d"]) <= 31 and 1 <= int(match["m"]) <= 12
    return possible or bool(weekday) or bool(year)


def _visible_start(match: re.Match[str], weekday: str) -> int:
    if weekday and match["weekday"]:
        return match.start()
    if match["open"]:
        return match.start("open")
    return min(match.start(name) for name in ("d", "d2", "m3", "y4") if match[name])


def _resolve(
    match: re.Match[str],
    start: int,
    day: int,
    month: int,
    stated_year: int | None,
    weekday: str,
    year: int | None,
    reference: date | None,
) -> FoundDate:
    inferred = stated_year is None and (year is not None or reference is not None)
    chosen = stated_year or year or _likely_year(day, month, reference)
    value = _day_or_none(chosen, month, day)
    last = match["last"] or match["last2"]
    until = _day_or_none(chosen, month, int(last)) if last else None
    if until and match["last2"]:
        value = _range_start(match, chosen, day, month) or value
    if until and value and until < value:
        until = None
    impossible = _day_or_none(chosen or 2024, month, day) is None
    return FoundDate(
        start=start,
        end=match.end(),
        day=day,
        month=month,
        date=value,
        year_inferred=inferred and value is not None,
        weekday_stated=_weekday_name(weekday),
        weekday_ok=_fits(weekday, match["last_weekday"] or "", value, until),
        impossible=impossible,
        until=until,
    )


def _range_start(match: re.Match[str], year: int | None, day: int, month: int) -> date | None:
    """The first day of `28 Agustus - 3 September 2024`, which has a month of its own."""
    own = re.match(
        rf"\d{{1,2}}\s+({_MONTH})\b(?:\s+(\d{{4}}))?",
        match[0][match.start("d2") - match.start() :],
        _FLAGS,
    )
    if own is None:
        return None
    return _day_or_none(int(own[2]) if own[2] else year, _month_number(own[1]) or month, day)


def _fits(weekday: str, last: str, day: date | None, until: date | None) -> bool | None:
    if not weekday or day is None:
        return None
    stated = _WEEKDAYS[_key(weekday)]
    if last:  # `Jumat hingga Minggu (30/8/2024)`: either may be meant
        either = {stated, _WEEKDAYS[_key(last)]}
        return bool(either & {day.weekday(), (until or day).weekday()})
    return stated in {day.weekday(), (until or day).weekday()}


def _weekday_name(word: str) -> str:
    return WEEKDAY_NAMES[_WEEKDAYS[_key(word)]] if word else ""


def _likely_year(day: int, month: int, reference: date | None) -> int | None:
    if reference is None:
        return None
    for year in (reference.year + 1, reference.year, reference.year - 1):
        value = _day_or_none(year, month, day)
        if value and value <= reference + timedelta(days=7):
            return year
    return reference.year


def _day_or_none(year: int | None, month: int, day: int) -> date | None:
    if year is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


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
