"""Dates in running text: every form that press releases use, with its weekday.

`calendar` says why this grammar and that of `dates` are two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from kentongan.domain.calendar import (
    AT,
    BETWEEN,
    FIRST_YEAR,
    FLAGS,
    LAST_YEAR,
    MISSPELT,
    MONTH,
    MONTH_NAMES,
    MONTHS,
    ORDINAL,
    ROMAN,
    ROMAN_MONTHS,
    WEEKDAY,
    WEEKDAY_NAMES,
    WEEKDAYS,
    YEAR,
    YEAR_WORD,
    full_year,
    key_of,
    month_number,
)
from kentongan.domain.dates_in_words import SpelledDate, spelled

Day = date


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


_ZONED = r"(?:wib|wita|wit)"
_WITH_TIME = (
    r"(?:,?\s*(?:sekitar|sekira|kira-kira|pada)?\s*"
    rf"(?:{AT}\s*\d{{1,2}}(?:[.:]\d{{2}})?\s*{_ZONED}?|\d{{1,2}}[.:]\d{{2}}\s*{_ZONED}\b))?"
)
_UNTIL = r"(?:\s*(?:-|–|—|s/d|s\.d\.?|sampai(?:\s+dengan)?|hingga|dan|&)\s*)"
_STATED = (
    rf"(?P<weekday>{WEEKDAY})\b\.?(?:,?\s*{BETWEEN}\b\.?)*{_WITH_TIME}"
    rf"(?:{_UNTIL}(?P<last_weekday>{WEEKDAY})\b(?:,?\s*{BETWEEN}\b)*)?"
)
_OPEN = r"[\s,/:\-–—]*(?P<open>[(\[]?)\s*(?:(?:tanggal|tgl)\.?\s+)?"
_SEP = r"\s*[/.\-–]{1,2}\s*"
_ANY_YEAR = r"\d{3,}|['’]?\d{2}"  # a wrong number is a date that no calendar has
# `Senin (23/11) 2026.`, but not `Senin (23/11) 2026 personel`
_YEAR_OUTSIDE = (
    r"\s?[)\]]\s*(?=20\d\d(?:\s*(?:[.,;:)|–—-]|$)"
    r"|\s+(?:pagi|siang|sore|petang|malam|dini|pukul|pkl|jam|sekitar|sekira)\b))"
)
_NUMERIC = (
    # 12/5/2026, 12-5-26: the same sign twice
    rf"(?P<d>\d{{1,2}})(?P<sep>\s*(?P<sign>[/.\-–])(?P=sign)?\s*)(?P<m>\d{{1,2}})"
    rf"\s*(?P=sign){{1,2}}\s*(?P<y>{_ANY_YEAR})"
    rf"(?:(?=\s?/\s?\d{{1,2}}[.:]\d{{2}}\s*{_ZONED}\b)|(?![\d]|[/.\-–]\d|\s?/\s?\w))"
    # 30/8 - 2/9/2026
    rf"|(?P<d7>\d{{1,2}})/(?P<m7>\d{{1,2}}){_UNTIL}(?P<last7>\d{{1,2}}/\d{{1,2}})/(?P<y7>\d{{4}})(?!\d)"
    # 30-31/8/2026, 30/8
    rf"|(?P<d5>\d{{1,2}})(?:{_UNTIL}(?P<last>\d{{1,2}}))?(?P<sep5>\s*(?P<sign5>[/.\-–])(?P=sign5)?\s*)"
    rf"(?P<m5>\d{{1,2}})(?:(?:\s*(?P=sign5){{1,2}}\s*|\s+(?=20\d\d\))|{_YEAR_OUTSIDE})"
    rf"(?P<y5>{YEAR}))?(?![\d]|[/.\-–]\d|\s?/\s?\w)"
)
_END_OF_WORD = r"(?![^\W\d_])"
_NAMED = (
    rf"(?P<d2>\d{{1,2}}){ORDINAL}?(?:(?:\s+{MONTH})?(?:\s+{YEAR})?"
    rf"{_UNTIL}(?P<last2>\d{{1,2}}))?"
    rf"(?:\s+bulan\s+|[\s/\-–.]{{0,3}})(?P<m2>{MONTH}){_END_OF_WORD}\.?"
    rf"(?:(?:{_YEAR_OUTSIDE}|[\s,/\-–]*{YEAR_WORD}?)(?P<y2>\d{{3,}}|['’]\d{{2}}(?!\d)"
    r"|(?<=[-/–])\d{2}(?![.:,]?\d)|\d{2}(?=\s*[).,;\]]|\s*$)(?![.:,]\d)))?"
)
_ENGLISH = rf"(?P<m3>{MONTH})\b\.?\s+(?P<d3>\d{{1,2}}){ORDINAL}?(?:,\s*|\s+)(?P<y3>\d{{4}})(?!\d)"
_ISO_TEXT = r"(?P<y4>(?:19|20)\d{2})(?P<sep4>[-/])(?P<m4>\d{2})(?P=sep4)(?P<d4>\d{2})(?!\d)"
# 14/XI/2026, 14 XI 2026; the number of a letter goes on: 14/XI/2026/Reskrim
_ROMAN = (
    rf"(?P<d8>\d{{1,2}})(?P<sep8>\s?[/.\-–]\s?|\s)(?P<m8>{ROMAN})(?P=sep8)(?P<y8>\d{{4}}|(?<!\s)\d{{2}})"
    r"(?![\d\w]|\s?[/-]\s?\w)"
)
_NUMBER = re.compile(r"\d+")
_YEAR_AFTER = re.compile(rf"{ORDINAL}?\s+\d{{4}}(?!\d)", FLAGS)
_LETTERS = re.compile(r"[^\W\d_]+")
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_GOING_ON = frozenset(
    {
        *MONTHS,
        *MISSPELT,
        *map(str.lower, ROMAN_MONTHS),
        "s",
        "sd",
        "sampai",
        "hingga",
        "dan",
        "bulan",
    }
)
_WEEKDAY_STARTS = frozenset(name.partition(" ")[0] for name in WEEKDAYS) | {"jum"}
_REACH_BEFORE, _REACH_AFTER = 90, 60  # characters around a number that belong to its date
_NEAR_BEFORE = 24  # the same where no weekday stands
_FULL_NAMES = frozenset(name.casefold() for name in MONTH_NAMES)
# Places and things that carry the name of a weekday: Pasar Minggu, Desa Rabu.
_PLACE_BEFORE = re.compile(
    r"\b(?:(?:pasar|desa|kampung|kelurahan|kecamatan|dusun|jalan|polsek|kapolsek|koramil|pantai"
    r"|sungai)\s+|(?:kel|kec|ds|jl)\.?\s+)$",
    FLAGS,
)
_WEEK_BEFORE = re.compile(
    r"(?:\d|\b(?:satu|dua|tiga|empat|lima|enam|beberapa|per|tiap|setiap|akhir|awal|dalam|selama))"
    r"\s+$",
    FLAGS,
)
_DAY_WORD_BEFORE = re.compile(r"\bhari\s+$", FLAGS)
_WEEK_AFTER = re.compile(r"\s+(?:ini|lalu|depan|kemarin|ke|pertama|kedua|ketiga|terakhir)\b", FLAGS)
_OWN_MONTH = re.compile(rf"\d{{1,2}}\s+({MONTH})\b(?:\s+(\d{{4}}))?", FLAGS)
_CLOCK_AFTER = re.compile(r"\s*(?:wib|wita|wit)\b", FLAGS)
_DATE_BEFORE = re.compile(r"\b(?:pada|tanggal|tgl\.?|hari)\s+$", FLAGS)
# `Semarang, 14/XI/2026`, `tanggal 14-XI-2026`
_PLACE_OR_DAY_BEFORE = re.compile(r"(?:[^\W\d_],|\b(?:pada|tanggal|tgl\.?|hari)\s?:?)\s*\Z", FLAGS)
_NUMBER_BEFORE = re.compile(
    r"(?:\brp\.?|\b(?:no|nomor|pasal|ayat|rt|rw|nik|telp?)\b\.?:?)\s*$", FLAGS
)


@cache
def _grammar() -> re.Pattern[str]:
    """The whole grammar of dates; costly to compile, and most texts hold none."""
    return re.compile(
        rf"(?<![\w/])(?:{_STATED})?{_OPEN}(?:{_NAMED}|{_ISO_TEXT}|{_NUMERIC}|{_ROMAN}|{_ENGLISH})"
        rf"(?P<close>\s*[)\]])?(?:\s*\((?P<weekday_after>{WEEKDAY})\))?",
        FLAGS | re.MULTILINE,
    )


@cache
def _goes_on() -> re.Pattern[str]:
    """What follows the first number of a date: a month, the end of a range, a second number."""
    return re.compile(
        rf"{ORDINAL}?(?:(?:\s+bulan\s+|[\s/\-–.]{{0,3}}){MONTH}{_END_OF_WORD}"
        rf"|(?:\s?[/.\-–]\s?|\s){ROMAN}(?:\s?[/.\-–]\s?|\s)\d{{2}}"
        rf"|(?:(?:\s+{MONTH})?(?:\s+{YEAR})?{_UNTIL}|,\s*|{_SEP})\d)",
        FLAGS,
    )


@cache
def _month_before() -> re.Pattern[str]:
    """The month before the day of an English date."""
    return re.compile(rf"\b{MONTH}\b\.?\s+\Z", FLAGS)


# Numbers and signs in such a row are no date; the grammar would try every cut of it.
_CHAIN = re.compile(r"(?:[ ]?[/.,()-][ ]?\d{1,4}(?!\d)){7}")
_MOST_TRIED = 1_000  # numbers that may be of a date; no press text holds as many


def find(text: str, *, year: int | None = None, reference: date | None = None) -> list[FoundDate]:
    """Every date in a press text, in its order.

    A date without a year takes `year`, or the year in which it lies last before (or within a
    week after) `reference`, and is then marked as inferred.
    """
    found = [*_found(text, year, reference)]
    written = [_spelled_out(date) for date in spelled(text)]
    if not written:
        return found
    apart = [a for a in found if not any(a.start < b.end and b.start < a.end for b in written)]
    return sorted([*apart, *written], key=lambda item: item.start)


def _spelled_out(item: SpelledDate) -> FoundDate:
    value = _day_or_none(item.year, item.month, item.day)
    return FoundDate(
        start=item.start,
        end=item.end,
        day=item.day,
        month=item.month,
        date=value,
        weekday_stated=_weekday_name(item.weekday),
        weekday_ok=_fits(item.weekday, "", value, None),
        impossible=value is None,
    )


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
    """The matches of the grammar, tried only around numbers, because every date holds one."""
    done = tried = 0
    for number in _NUMBER.finditer(text):
        if number.start() < done or not _may_open(text, number):
            continue
        tried += 1
        if tried > _MOST_TRIED:
            return
        begin = max(done, _first_start(text, number.start()))
        match = _grammar().search(text, begin, number.end() + _REACH_AFTER)
        if match and match.end() > number.end() + _REACH_AFTER - 20:
            match = _grammar().match(text, match.start())  # the window may have cut its year off
        if match:
            done = match.end()
            yield match


def _may_open(text: str, number: re.Match[str]) -> bool:
    """Whether a number can be part of a date, judged by the characters around it."""
    start, end = number.span()
    if _CHAIN.match(text, end):
        return False
    following = text[end : end + 4].lstrip()[:1]
    if following.isalpha():
        near = _may_go_on(text, end)
    else:
        near = following != "" and following in "/.-–—,&("
    if near and _goes_on().match(text, end):
        return True
    english = _YEAR_AFTER.match(text, end) and _month_before().search(
        text, max(0, start - 14), start
    )
    return bool(english)


def _may_go_on(text: str, position: int) -> bool:
    """Whether the next word can be part of a date."""
    word = _LETTERS.search(text, position)
    if word is None:
        return False
    return word[0].lower() in _GOING_ON or word[0][:2].lower() in _ORDINALS


def _first_start(text: str, number: int) -> int:
    """Where the date of a number may begin: at a weekday, else close before."""
    reach = max(0, number - _REACH_BEFORE)
    words = _LETTERS.findall(text[reach:number].lower())
    if not _WEEKDAY_STARTS.isdisjoint(words):
        for word in _LETTERS.finditer(text, reach, number):
            if word[0].lower() in _WEEKDAY_STARTS:
                return word.start()
    return max(0, number - _NEAR_BEFORE)


def _parts(parts: Mapping[str, str | None]) -> tuple[int, int, int | None]:
    for suffix in ("2", "4", "", "7", "5", "8", "3"):
        day, month, year = parts["d" + suffix], parts["m" + suffix], parts["y" + suffix]
        if day and month:
            number = month_number(month) or MISSPELT.get(key_of(month))
            return int(day), number or 0, full_year(year) if year else None
    raise AssertionError("a match has a day and a month")


def _weekday_in(text: str, match: re.Match[str]) -> str:
    """The weekday stated beside the date; one in the name of a place or a week does not count."""
    word = match["weekday"] or match["weekday_after"] or ""
    if not word or not match["weekday"]:
        return word
    before = text[max(0, match.start() - 24) : match.start("weekday")]
    if _PLACE_BEFORE.search(before):
        return ""
    if key_of(word) == "minggu" and not _DAY_WORD_BEFORE.search(before):
        lower = word[0].islower()
        after = text[match.end("weekday") : match.end("weekday") + 12]
        if lower or _WEEK_BEFORE.search(before) or _WEEK_AFTER.match(after):
            return ""
    return word


def _plausible(text: str, match: re.Match[str], weekday: str) -> bool:
    """Whether numbers that look like a date are one; bare numbers need a year."""
    bracketed = bool(match["open"]) and bool(match["close"])
    if match["m2"]:
        return bool(weekday or bracketed or match["y2"]) or key_of(match["m2"]) in _FULL_NAMES
    if match["m8"]:
        return bool(weekday or bracketed or _PLACE_OR_DAY_BEFORE.search(text[: match.start("d8")]))
    day, month = match["d"] or match["d5"], match["m"] or match["m5"]
    if not (day and month):
        return True
    possible = 1 <= int(day) <= 31 and 1 <= int(month) <= 12
    if not (match["y"] or match["y5"]) and _CLOCK_AFTER.match(text, match.end()):
        return False  # Selasa 08.05 WIB
    year, sign = match["y"] or match["y5"] or "", match["sep"] or match["sep5"] or ""
    if not weekday and not bracketed:
        two_digits = len(day) == len(month) == 2 or _DATE_BEFORE.search(text[: match.start()][-20:])
        bare = len(year.lstrip("'’")) == 4 or (year and ("/" in sign or two_digits))
        before = text[max(0, match.start() - 12) : match.start()]
        if not bare or _NUMBER_BEFORE.search(before) or (len(year) < 4 and not possible):
            return False
    if not weekday and not year and "/" not in sign:
        return False
    return possible or bool(weekday) or bool(year)


def _visible_start(match: re.Match[str], weekday: str) -> int:
    if weekday and match["weekday"]:
        return match.start()
    if match["open"]:
        return match.start("open")
    return min(
        match.start(name) for name in ("d", "d2", "m3", "y4", "d5", "d7", "d8") if match[name]
    )


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
    chosen = stated_year or year or likely_year(day, month, weekday, reference)
    value = _day_or_none(chosen, month, day)
    until = _end_of_range(match, chosen, month)
    if until and match["last2"]:
        value = _range_start(match, chosen, day, month) or value
    if until and value and until < value:
        until = None
    wrong_year = chosen is not None and not FIRST_YEAR <= chosen <= LAST_YEAR
    impossible = wrong_year or _day_or_none(chosen or 2024, month, day) is None
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


def _end_of_range(match: re.Match[str], year: int | None, month: int) -> date | None:
    if match["last7"]:
        day, _, month_written = match["last7"].partition("/")
        return _day_or_none(year, int(month_written), int(day))
    last = match["last"] or match["last2"]
    return _day_or_none(year, month, int(last)) if last else None


def _range_start(match: re.Match[str], year: int | None, day: int, month: int) -> date | None:
    """The first day of `28 Agustus - 3 September 2024`, which has a month of its own."""
    own = re.match(
        rf"\d{{1,2}}\s+({MONTH})\b(?:\s+(\d{{4}}))?",
        match[0][match.start("d2") - match.start() :],
        FLAGS,
    )
    if own is None:
        return None
    return _day_or_none(int(own[2]) if own[2] else year, month_number(own[1]) or month, day)


def _fits(weekday: str, last: str, day: date | None, until: date | None) -> bool | None:
    if not weekday or day is None:
        return None
    stated = WEEKDAYS[key_of(weekday)]
    if last:  # `Jumat hingga Minggu (30/8/2024)`: either may be meant
        either = {stated, WEEKDAYS[key_of(last)]}
        return bool(either & {day.weekday(), (until or day).weekday()})
    return stated in {day.weekday(), (until or day).weekday()}


def _weekday_name(word: str) -> str:
    return WEEKDAY_NAMES[WEEKDAYS[key_of(word)]] if word else ""


def likely_year(
    day: int,
    month: int,
    weekday: str,
    reference: date | None,
    ahead: timedelta = timedelta(days=7),
) -> int | None:
    """The year that a date without one most likely has, as seen on the day `reference`.

    That in which the stated weekday fits, nearest to the day; else the latest in which the date
    lies before it or at most `ahead` after it.
    """
    if reference is None:
        return None
    years = (reference.year + 1, reference.year, reference.year - 1)
    values = [value for year in years if (value := _day_or_none(year, month, day))]
    stated = WEEKDAYS.get(key_of(weekday)) if weekday else None
    fitting = [value for value in values if value.weekday() == stated]
    if fitting:
        return min(fitting, key=lambda value: abs(value - reference)).year
    past = [value for value in values if value <= reference + ahead]
    return past[0].year if past else reference.year


def _day_or_none(year: int | None, month: int, day: int) -> date | None:
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
