"""The names of the calendar and the pieces from which the patterns for dates are built.

`dates` reads a value that is a date, `dates_in_text` finds dates among words. Both are made of
these pieces, and `tests/unit/domain/test_date_spellings.py` holds that they read a spelling alike.
They stay two, because they answer opposite doubts. Of a value all must be understood, and the rest
is an error with a mend: two days, a misspelt month, a day without a year. In a text most numbers
are no date: a range is one date, a misspelt month is understood, and a short year or a month that
is also a word needs more around it. One grammar would need a switch in each of these places.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, timedelta, timezone, tzinfo

from kentongan.domain.tables import load

TABLE = load("calendar")
MONTHS: Mapping[str, int] = {
    name: int(number) for number, names in TABLE["months"].items() for name in names
}
MISSPELT: Mapping[str, int] = {
    name: int(number) for number, names in TABLE["misspelt"].items() for name in names
}
WEEKDAYS: Mapping[str, int] = {
    name: int(number) for number, names in TABLE["weekdays"].items() for name in names
}
ZONES: Mapping[str, tzinfo] = {
    name: timezone(timedelta(hours=hours)) if hours else UTC
    for name, hours in TABLE["zones"].items()
}
WEEKDAY_NAMES = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTH_NAMES: tuple[str, ...] = tuple(
    TABLE["months"][str(number)][0].capitalize() for number in range(1, 13)
)
FIRST_YEAR, LAST_YEAR = 1900, 2199


UNKNOWN_FORM = "bentuknya tidak dikenali"


class DateError(ValueError):
    """A text is not a date. `reason` and `hint` are for staff; the hint may be empty."""

    def __init__(self, text: str, reason: str, hint: str = "") -> None:
        super().__init__(f"not a date: {text!r} ({reason})")
        self.text = text
        self.reason = reason
        self.hint = hint


def any_of(names: Mapping[str, object] | list[str]) -> str:
    ordered = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in ordered)


WORD = r"[^\W\d_]+(?:['’‘`´][^\W\d_]+)?"
WEEKDAY = rf"(?:{any_of(WEEKDAYS)}|jum['’‘`´]+\s?at)"
MONTH = rf"(?:{any_of([*MONTHS, *MISSPELT])})"
ZONE = rf"(?P<zone>{any_of(ZONES)}|(?:gmt|utc)?\s?[+-]\d{{1,2}}(?::?\d{{2}})?)"
CLOCK = (
    r"(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2})(?:[.:](?P<second>\d{2})(?:[.,]\d+)?)?)?"
    rf"\s*(?P<half>[ap]\.?m\b\.?)?\s*{ZONE}?"
)
AT = r"(?:pukul|pkl\.?|jam|at)"
TO = r"(?:s\.?\s?/?\s?d\b\.?|sampai(?:\s+dengan)?\b|hingga\b|to\b)"  # between two ends
BETWEEN = (
    rf"(?:{any_of([*TABLE['between']['parts'], *TABLE['between']['market_days']])}"
    rf"|{any_of(TABLE['between']['others'])}|malam\s+{WEEKDAY})"
)
YEAR = r"(?:\d{4}|['’]?\d{2})"
YEAR_WORD = r"(?:tahun\s+|thn\.?\s+|th\.?\s+)"
ORDINAL = r"(?:st|nd|rd|th)"  # 12th May
ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
ROMAN = r"(?:i{1,3}|i?v|vi{1,3}|i?x|xi{1,2})"  # the month of 14/XI/2026

FLAGS = re.IGNORECASE


def month_number(word: str) -> int | None:
    if word.isdecimal():
        return int(word)
    if word.upper() in ROMAN_MONTHS:
        return ROMAN_MONTHS.index(word.upper()) + 1
    return MONTHS.get(key_of(word))


def full_year(digits: str) -> int:
    year = int(digits.lstrip("'’"))
    if year >= 100:
        return year
    return year + (2000 if year < 70 else 1900)


def key_of(word: str) -> str:
    return re.sub(r"[\W_]+", "", word).casefold()
