"""Every spelling of a date with its meaning, alone in front matter and within a sentence."""

from __future__ import annotations

from datetime import date, datetime
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kentongan.domain import dates
from kentongan.domain.calendar import MONTHS, ROMAN_MONTHS
from kentongan.domain.dates_in_text import find

JAKARTA = ZoneInfo("Asia/Jakarta")
NOW = date(2026, 11, 24)
DAY = date(2026, 5, 12)  # a Tuesday

SPELT = [
    "12 Mei 2026", "12 MEI 2026", "12-05-2026", "12/05/2026", "12.05.2026", "12/5/26", "12-5-26",
    "12.5.26", "12 Mei '26", "12Mei2026", "12 Mei2026", "12 bulan Mei 2026", "12 Mei tahun 2026",
    "12 mei thn 2026", "2026-05-12", "2026/05/12", "12 - 5 - 2026", "12 / 5 / 2026", "12–05–2026",
    "12 May 2026", "May 12, 2026", "12th May 2026", "12 Mei, 2026", "12-Mei-2026", "12/Mei/2026",
    "12-Mei-26", "12. Mei 2026", "12\u00a0Mei\u00a02026",
]  # fmt: skip
BEFORE = [
    "", "Selasa, ", "Selasa ", "Selasa (", "(Selasa) ", "Hari Selasa, ", "hari Selasa tanggal ",
    "Hari/Tanggal : Selasa, ", "Hari, tanggal: Selasa, ", "Tanggal: ", "tgl ", "Selasa/",
    "Selasa malam, ", "Selasa Wage, ", "SELASA, ", "Tuesday, ", "Sel, ", "Grati, ",
    "Pasuruan, Selasa ", "Kab. Pasuruan, ", "pada ",
]  # fmt: skip
HOURS = [
    ("", None), (", 14.30 WIB", (12, 14, 30)), (" pukul 14:30", (12, 14, 30)),
    (" jam 2 siang", (12, 14, 0)), (" 14.30", (12, 14, 30)), (" | 14.30 WIB", (12, 14, 30)),
    (" pukul 14.30 s.d. 16.00 WIB", (12, 14, 30)),
    (" pukul 14.30 WIB sampai selesai", (12, 14, 30)),
    (" pukul 14.30-16.00", (12, 14, 30)), (" (14.30 WIB)", (12, 14, 30)),
    (" jam 7 malam", (12, 19, 0)), (" pukul 24.00 WIB", (13, 0, 0)), (" 2:30 PM", (12, 14, 30)),
    (" sekitar pukul 14.30 WIB", (12, 14, 30)), (", Pukul : 14.30 WIB", (12, 14, 30)),
    (" pukul 14 WIB", (12, 14, 0)), (" (pukul 14.30)", (12, 14, 30)),
]  # fmt: skip


def closed(before: str, spelt: str) -> str:
    return f"{before}{spelt}{')' if before.endswith('(') else ''}"


@pytest.mark.parametrize(("hours", "moment"), HOURS)
def test_every_spelling_of_a_value_is_read(hours: str, moment: tuple[int, int, int] | None) -> None:
    expected = datetime(2026, 5, *(moment or (12, 0, 0)), tzinfo=JAKARTA)
    for before, spelt in product(BEFORE, SPELT):
        value = closed(before, spelt) + hours
        read = dates.parse(value, JAKARTA, NOW)
        assert (read.moment, read.has_time) == (expected, moment is not None), value


FORMS = [
    "{d} {month} {y}", "{d} {month}, {y}", "{d}-{month}-{y}", "{d}/{month}/{y}", "{d}{month}{y}",
    "{d}. {month} {y}", "{d} bulan {month} tahun {y}", "{d} {month} thn. {y}", "{d} {month} th {y}",
    "{d} {month} '{yy:02}", "{d}-{month}-{yy:02}", "{d}th {month} {y}", "{month} {d}, {y}",
    "{month} {d}th {y}", "{y}-{m:02}-{d:02}", "{y}/{m:02}/{d:02}", "{d}/{m}/{y}", "{d}-{m}-{y}",
    "{d:02}.{m:02}.{y}", "{d} - {m} - {y}", "{d} / {m} / {y}", "{d}–{m}–{y}",
    "{d:02}/{m:02}/{yy:02}", "{d:02}-{m:02}-{yy:02}", "{d:02}.{m:02}.{yy:02}",
    "{d}/{roman}/{y}", "{d}-{roman}-{y}", "{d} {roman} {y}", "{d:02}.{roman}.{y}",
    "{d} / {roman} / {y}", "{d}/{roman}/{yy:02}",
]  # fmt: skip
# A text has other things in these forms: sections, versions, lists.
VALUES_ONLY = ["{d}, {month} {y}", "{y}.{m:02}.{d:02}"]


@given(
    day=st.dates(date(1970, 1, 1), date(2069, 12, 31)), form=st.sampled_from(FORMS), data=st.data()
)
def test_value_and_text_are_read_alike(day: date, form: str, data: st.DataObject) -> None:
    names = [name for name, number in MONTHS.items() if number == day.month]
    month = data.draw(st.sampled_from(names))
    spelt = form.format(
        d=day.day, m=day.month, y=day.year, yy=day.year % 100, month=month,
        roman=ROMAN_MONTHS[day.month - 1],
    )  # fmt: skip
    assert dates.parse(spelt, JAKARTA).moment.date() == day
    assert [mention.date for mention in find(f"Kegiatan berlangsung pada {spelt}.")] == [day]


@pytest.mark.parametrize("form", VALUES_ONLY)
def test_some_forms_are_dates_only_where_a_date_must_stand(form: str) -> None:
    spelt = form.format(d=12, m=5, y=2026, month="Mei")
    assert dates.parse(spelt, JAKARTA).moment.date() == DAY
    assert find(f"Kegiatan berlangsung pada {spelt}.") == []


NO_YEAR = ["28/11", "28-11", "28.11", "28 / 11", "28–11", "28 November", "28 Nov", "28-Nov",
           "November 28"]  # fmt: skip
NO_DAY = [
    "281126", "28112026", "2026", "November 2026", "11/2026", "28/11-2026", "28-11/2026",
    "28.11/26", "28 11 2026", "32/11/2026", "28/13/2026", "29/2/2026", "31 Juni 2026", "0/5/2026",
    "28 November 20266", "28/11/206", "besok", "kemarin", "Senin depan", "28-29 November 2026",
    "28 s.d. 30 November 2026", "28/11/2026-30/11/2026", "28 dan 29 November 2026",
    "28 Nopmber 2026",
]  # fmt: skip


@pytest.mark.parametrize("written", [*NO_YEAR, *NO_DAY])
def test_what_is_not_one_full_day_is_never_guessed(written: str) -> None:
    for before, (hours, _) in product(BEFORE, [*HOURS, (" 20.26", None), (" 20.26 WIB", None)]):
        with pytest.raises(dates.DateError):
            dates.parse(closed(before, written) + hours, JAKARTA, NOW)


BESIDE = [
    "", "Selasa ", "Selasa, ", "Selasa (", "(Selasa, ", "Selasa/", "Selasa malam, ",
    "Selasa malam (", "hari Selasa tanggal ", "hari Selasa, tgl ", "SELASA (", "Selasa(",
    "hari ini Selasa ", "Selasa Wage, ", "Selasa, 12.30 WIB (",
]  # fmt: skip
BEHIND = [
    "", ".", ", pukul 14.30 WIB.", " sekitar pukul 02.00 WIB.", " jam 3 sore di Kraton.",
    " malam.", " dini hari.", ", di Balai Desa.", " yang lalu.",
]  # fmt: skip


@pytest.mark.parametrize("spelt", SPELT)
def test_every_spelling_in_a_sentence_is_found_with_its_weekday(spelt: str) -> None:
    for beside, behind in product(BESIDE, BEHIND):
        bracket = ")" if "(" in beside else ""
        text = f"PASURUAN - Polsek Kraton menangkap 2 orang pada {beside}{spelt}{bracket}{behind}"
        (found,) = find(text)
        stated = True if "selasa" in beside.lower() else None
        assert (found.date, found.weekday_ok) == (DAY, stated), text


@pytest.mark.parametrize(
    "number",
    ["Nomor DPO/14/XI/2026/Reskrim", "LP/B/14/XI/2026/SPKT", "Nomor: B/14/XI/2026",
     "14/XI/2026/Lantas", "Surat nomor 14/XI/2026", "Sprin 14/XI/2026", "pasal 14 V 2026 halaman"],
)  # fmt: skip
def test_the_number_of_a_letter_is_no_date(number: str) -> None:
    assert not find(f"Sesuai {number} tim bergerak.")


@pytest.mark.parametrize(
    "written",
    ["Semarang, 14/XI/2026", "Sabtu (14/XI/2026)", "Sabtu, 14-XI-2026", "tanggal 14 XI 2026",
     "pada 14.XI.2026", "Sabtu 14/xi/26", "(14/XI/2026)"],
)  # fmt: skip
def test_a_month_in_roman_figures_is_read_beside_a_place_or_a_day(written: str) -> None:
    assert [item.date for item in find(f"Apel digelar {written}.")] == [date(2026, 11, 14)]
