"""Dates that are written out are read, and dates in figures are left to their own grammar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kentongan.domain.calendar import MONTH_NAMES, WEEKDAY_NAMES
from kentongan.domain.dates_in_text import find

ONES = "nol satu dua tiga empat lima enam tujuh delapan sembilan".split()


def spelled_out(number: int) -> str:
    if number < 10:
        return ONES[number]
    if number < 20:
        return {10: "sepuluh", 11: "sebelas"}.get(number) or f"{ONES[number - 10]} belas"
    tens, ones = divmod(number, 10)
    return f"{ONES[tens]} puluh {ONES[ones] if ones else ''}".strip()


DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))
FORMS = [
    "tanggal {words} {month} dua ribu {year_words}",
    "{weekday} tanggal {words} bulan {month} tahun dua ribu {year_words}",
    "{weekday}, {day} ({words}) {month} {year}",
    "tanggal {day} bulan {number} tahun {year}",
    "TANGGAL {words} BULAN {number_words} TAHUN DUA RIBU {year_words}",
]


@settings(max_examples=150, deadline=None)
@given(DAYS, st.sampled_from(FORMS), st.booleans())
def test_a_date_in_words_is_the_day_it_says(day: date, form: str, capitals: bool) -> None:
    written = form.format(
        weekday=WEEKDAY_NAMES[day.weekday()], day=day.day, words=spelled_out(day.day),
        month=MONTH_NAMES[day.month - 1], number=day.month, number_words=spelled_out(day.month),
        year=day.year, year_words=spelled_out(day.year - 2000),
    )  # fmt: skip
    (found,) = find(f"Pada hari ini {written.title() if capitals else written}, pukul 10.00 WIB.")
    assert (found.date, found.impossible) == (day, False)
    assert found.weekday_ok is (True if "weekday" in form else None)


@settings(max_examples=80, deadline=None)
@given(DAYS, st.integers(1, 6))
def test_a_wrong_weekday_is_noticed(day: date, off: int) -> None:
    weekday = WEEKDAY_NAMES[(day + timedelta(off)).weekday()]
    written = (
        f"{weekday}, {day.day} ({spelled_out(day.day)}) {MONTH_NAMES[day.month - 1]} {day.year}"
    )
    (found,) = find(written)
    assert found.weekday_ok is False


@pytest.mark.parametrize(
    "text",
    [
        "sejak dua bulan terakhir tahun 2026",
        "lima Mei bersaudara",
        "denda dua ribu rupiah",
        "tiga puluh satu orang di bulan November",
        "dua puluh personel, November 2026",
    ],
)
def test_other_words_are_no_date(text: str) -> None:
    assert not [found for found in find(text) if found.date]


def test_a_day_that_no_calendar_has_is_said() -> None:
    (found,) = find("tanggal tiga puluh satu Februari dua ribu dua puluh enam")
    assert found.impossible
    assert found.date is None
