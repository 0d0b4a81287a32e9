"""Dates as staff and phones write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from kentongan.domain import dates

JAKARTA = ZoneInfo("Asia/Jakarta")
WITA = timezone(timedelta(hours=8))
WIT = timezone(timedelta(hours=9))


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=JAKARTA)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("30 Agustus 2024, 14.30 WIB", at(2024, 8, 30, 14, 30)),
        ("Jumat, 30/08/2024", at(2024, 8, 30)),
        ("2024-08-30 14:30", at(2024, 8, 30, 14, 30)),
        ("2024-08-30", at(2024, 8, 30)),
        ("2024-08-30T14:30:00+07:00", at(2024, 8, 30, 14, 30)),
        ("2024-08-30T14:30:00+0700", at(2024, 8, 30, 14, 30)),
        ("2024-08-30T07:30:00.123Z", datetime(2024, 8, 30, 7, 30, tzinfo=UTC)),
        ("2024-08-30 14.30 WITA", datetime(2024, 8, 30, 14, 30, tzinfo=WITA)),
        ("30 nopember 2024 pukul 14.30 WIT", datetime(2024, 11, 30, 14, 30, tzinfo=WIT)),
        ("Jumat, 2024-08-30", at(2024, 8, 30)),
        ("Jum'at (30/8/24)", at(2024, 8, 30)),
        ("Jum’at, 30 Agt 2024", at(2024, 8, 30)),
        ("Jumat/06 September 2024", at(2024, 9, 6)),
        ("Rabu malam (10/9/2025)", at(2025, 9, 10)),
        ("Jumat 30 Agustus 2024", at(2024, 8, 30)),
        ("Jumat, 30 Agustus 2024 (malam)", at(2024, 8, 30)),
        ("Friday, August 30, 2024", at(2024, 8, 30)),
        ("August 30, 2024 2:30 PM", at(2024, 8, 30, 14, 30)),
        ("Fri, 30 Aug 2024 14:30:00 +0700", at(2024, 8, 30, 14, 30)),
        ("30-08-2024 08:05", at(2024, 8, 30, 8, 5)),
        ("30.08.2024, 08.05 WIB", at(2024, 8, 30, 8, 5)),
        ("30 Agt 24", at(2024, 8, 30)),
        ("30 Agustus 2024 pukul 7 WIB", at(2024, 8, 30, 7)),
        ("Selasa, 27 Agustus 2024, sekitar pukul 10.00", at(2024, 8, 27, 10)),
        ("hari Jumat tanggal 30 Agustus 2024", at(2024, 8, 30)),
        ("05/08/2024", at(2024, 8, 5)),
        ("29 Februari 2024", at(2024, 2, 29)),
        ("30 Agustus 2024 24.00", at(2024, 8, 31)),
        ("31 Desember 2026, 24.00 WIB", at(2027, 1, 1)),
        ("20-11-26", at(2026, 11, 20)),
        ("6-8-10", at(2010, 8, 6)),
        ("4.3.09", at(2009, 3, 4)),
        ("12 / 5 / 2026", at(2026, 5, 12)),
        ("12 Mei 2026, jam 3 sore", at(2026, 5, 12, 15)),
        ("12 Mei 2026 pukul 8 pagi", at(2026, 5, 12, 8)),
        ("12 Mei 2026 pukul 1 siang", at(2026, 5, 12, 13)),
        ("12 Mei 2026 pukul 11 siang", at(2026, 5, 12, 11)),
        ("12 Mei 2026 pukul 8.30 malam", at(2026, 5, 12, 20, 30)),
        ("12 Mei 2026 pukul 12 malam", at(2026, 5, 13)),
        ("12 Mei 2026 pukul 2 dini hari", at(2026, 5, 12, 2)),
        ("12 Mei 2026, pukul 09.00 WIB s.d. selesai", at(2026, 5, 12, 9)),
        ("12 Mei 2026 mulai pukul 09.00 sampai selesai", at(2026, 5, 12, 9)),
        ("12 Mei 2026, pukul 09.00-11.00 WIB", at(2026, 5, 12, 9)),
        ("12 Mei 2026, 09.00 s/d 11.00 WITA", datetime(2026, 5, 12, 9, tzinfo=WITA)),
        ("Hari/Tanggal: Selasa, 12 Mei 2026", at(2026, 5, 12)),
        ("Tanggal: 12 Mei 2026", at(2026, 5, 12)),
        ("Grati, 12 Mei 2026", at(2026, 5, 12)),
        ("Kota Pasuruan, 12 Mei 2026, 09.00", at(2026, 5, 12, 9)),
        ("12 Mei 2026, Selasa", at(2026, 5, 12)),
        ("12 Mei 2026 (Selasa), pukul 09.00", at(2026, 5, 12, 9)),
        ("12 Mei 2026 (WITA)", datetime(2026, 5, 12, tzinfo=WITA)),
        ("12 Mei 2026 | 09.00 WIB", at(2026, 5, 12, 9)),
        ("12 bulan Mei tahun 2026", at(2026, 5, 12)),
        ("Selasa Kliwon, 12 Mei 2026", at(2026, 5, 12)),
        ("2024-08-30T24:00:00+07:00", at(2024, 8, 31)),
    ],
)
def test_front_matter_dates_are_read_day_first(text: str, moment: datetime) -> None:
    assert dates.parse(text, JAKARTA).moment == moment


@pytest.mark.parametrize(
    ("text", "ok"),
    [
        ("Jumat, 30 Agustus 2024", True),
        ("Kamis, 30 Agustus 2024", False),
        ("Ahad, 1 September 2024", True),
        ("30 Agustus 2024", None),
    ],
)
def test_the_weekday_is_a_checksum(text: str, ok: bool | None) -> None:
    parsed = dates.parse(text, JAKARTA)
    assert parsed.weekday_ok is ok
    assert parsed.weekday == ("Minggu" if "September" in text else "Jumat")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("12 Febuari 2026", "Februari"),
        ("Jumt, 30 Agustus 2024", "Jumat"),
        ("31 Februari 2024", ""),
        ("29 Februari 2023", ""),
        ("30 Agustus 2024 25.00", ""),
        ("30 Agustus 2024 14", "pukul 14.00"),
        ("30 Agustus", ""),
        ("Agustus 2024", ""),
        ("2024-13-01", ""),
        ("besok", ""),
        ("", ""),
        ("27/11-2024", ""),
        ("27-11/2024", ""),
        ("27.11/24", ""),
        ("281124", ""),
        ("21.00", ""),
        ("12 Mei 20266", ""),
        ("12 Mei 206", ""),
        ("12/5/20266", ""),
        ("31 Juni 2026", ""),
        ("12 Mei 2026 dan 13 Mei 2026", ""),
        ("1-2 Desember 2026", "hari pertamanya saja"),
        ("1 s.d. 2 Desember 2026", "hari pertamanya saja"),
        ("1 sampai dengan 2 Desember 2026", "hari pertamanya saja"),
        ("12 Mei 2026 pukul 09.60", ""),
        ("12 Mei 2026 pukul 24.01", ""),
    ],
)
def test_what_is_no_date_is_refused_with_the_nearest_name(text: str, hint: str) -> None:
    with pytest.raises(dates.DateError) as error:
        dates.parse(text, JAKARTA)
    assert error.value.hint == hint
    assert error.value.reason


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("28/11", "28 November 2025"),
        ("Sabtu (28/11)", "28 November 2026"),
        ("Jumat (28/11)", "28 November 2025"),
        ("27-11", "27 November 2025"),
        ("27.11", "27 November 2025"),
        ("24/11", "24 November 2026"),
        ("2/1", "2 Januari 2026"),
        ("5 Oktober", "5 Oktober 2026"),
        ("5 Oktober, Senin, pukul 09.00 WIB", "5 Oktober 2026"),
        ("31/11", ""),
        ("28/13", ""),
    ],
)
def test_a_date_without_a_year_is_refused_and_the_year_proposed(text: str, proposed: str) -> None:
    with pytest.raises(dates.DateError) as error:
        dates.parse(text, JAKARTA, date(2026, 11, 24))
    assert error.value.hint == proposed


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("12 Mei 2026, pukul 09.00-11.30 WIB", at(2026, 5, 12, 11, 30)),
        ("12 Mei 2026, pukul 20.00 s.d. 24.00", at(2026, 5, 13)),
        ("12 Mei 2026, 9 pagi sampai 3 sore", at(2026, 5, 12, 15)),
        ("12 Mei 2026, pukul 09.00 s.d. selesai", None),
        ("12 Mei 2026", None),
    ],
)
def test_the_end_of_a_stretch_of_hours_is_told(text: str, until: datetime | None) -> None:
    assert dates.parse(text, JAKARTA).until == until


def test_whether_a_time_was_stated_is_told() -> None:
    assert dates.parse("30 Agustus 2024, 00.00 WIB", JAKARTA).has_time
    assert not dates.parse("30 Agustus 2024", JAKARTA).has_time


@pytest.mark.parametrize(
    ("text", "found", "day", "ok"),
    [
        ("di wilayah mereka. Jumat (30/08/24).", "Jumat (30/08/24)", date(2024, 8, 30), True),
        ("pada Jum’at ( 30 / 08 / 2024 )", "Jum’at ( 30 / 08 / 2024 )", date(2024, 8, 30), True),
        ("Jum'at(30/8/2024)", "Jum'at(30/8/2024)", date(2024, 8, 30), True),
        ("di balai desa. Kamis (30/8/2024).", "Kamis (30/8/2024)", date(2024, 8, 30), False),
        ("Kamis (30/8/2024)", "Kamis (30/8/2024)", date(2024, 8, 30), False),
        ("Jumat, 30 Agustus 2024", "Jumat, 30 Agustus 2024", date(2024, 8, 30), True),
        ("Jumat/06 September 2024 di", "Jumat/06 September 2024", date(2024, 9, 6), True),
        ("Rabu malam (10/9/2025)", "Rabu malam (10/9/2025)", date(2025, 9, 10), True),
        ("KAMIS (5/9/24)", "KAMIS (5/9/24)", date(2024, 9, 5), True),
        ("jumat 30/08/24 di", "jumat 30/08/24", date(2024, 8, 30), True),
        ("Jumat Kliwon (30/8/2024)", "Jumat Kliwon (30/8/2024)", date(2024, 8, 30), True),
        ("Jumat, pukul 14.30 WIB (30/8/2024)", None, date(2024, 8, 30), True),
        ("hari Minggu tanggal 1 September 2024", None, date(2024, 9, 1), True),
        ("30 Agustus 2024 (Jumat)", "30 Agustus 2024 (Jumat)", date(2024, 8, 30), True),
        ("pada 30-08-2024 pagi", "30-08-2024", date(2024, 8, 30), None),
        ("Posted on August 30, 2024 by", "August 30, 2024", date(2024, 8, 30), None),
        ("12 Sept 2024", "12 Sept 2024", date(2024, 9, 12), None),
        ("pada 12 Febuari 2026 lalu", "12 Febuari 2026", date(2026, 2, 12), None),
        ("Polsek Pasar Minggu (30/8/2024)", "(30/8/2024)", date(2024, 8, 30), None),
        ("minggu lalu (30/8/2024)", "(30/8/2024)", date(2024, 8, 30), None),
        ("dua Minggu (30/8/2024)", "(30/8/2024)", date(2024, 8, 30), None),
        ("Selasa (12-5-26)", "Selasa (12-5-26)", date(2026, 5, 12), True),
        ("Selasa (12 – 5 – 26)", None, date(2026, 5, 12), True),
        ("pada 12-05-26", "12-05-26", date(2026, 5, 12), None),
        ("Jumat (6-8-10)", None, date(2010, 8, 6), True),
        ("Senin (7-11-05)", None, date(2005, 11, 7), True),
        ("Rabu, 4.3.09", None, date(2009, 3, 4), True),
        ("12Mei2026", "12Mei2026", date(2026, 5, 12), None),
        ("Selasa pukul 21.30 WIB, 12Mei2026", None, date(2026, 5, 12), True),
        ("12 bulan Mei 2026", "12 bulan Mei 2026", date(2026, 5, 12), None),
        ("2026/05/12", "2026/05/12", date(2026, 5, 12), None),
        ("Hari/Tanggal : Selasa, 12 Mei 2026", None, date(2026, 5, 12), True),
        ("Grati, 12 Mei 2026", "12 Mei 2026", date(2026, 5, 12), None),
        ("Tuesday, May 12, 2026", None, date(2026, 5, 12), True),
        ("12th May 2026", None, date(2026, 5, 12), None),
        ("Jumat (30/8)", "Jumat (30/8)", None, None),
        ("Kamis, 5 September", "Kamis, 5 September", None, None),
    ],
)
def test_dates_in_press_texts(
    text: str, found: str | None, day: date | None, ok: bool | None
) -> None:
    (only,) = dates.find(text)
    assert found is None or text[only.start : only.end] == found
    assert only.date == day
    assert only.weekday_ok is ok


@pytest.mark.parametrize(
    "text",
    [
        "LP/B/12/8/2024/SPKT",
        "layanan 24/7 nonstop",
        "umur 30/40",
        "UU No. 22/2009",
        "pukul 08.00-12.00 WIB",
        "telepon 0812-34-56-78",
        "Rp 10.08.24",
        "RT 02/05",
        "nilai 1.000.000",
        "skor 6-8-10",
        "27/11-2024",
        "besok pagi, lusa, Jumat depan",
        "Selasa 21.30 WIB",
    ],
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert dates.find(text) == []


@pytest.mark.parametrize(
    ("text", "first", "last", "ok"),
    [
        ("Jumat-Sabtu (30-31/8/2024)", date(2024, 8, 30), date(2024, 8, 31), True),
        ("17-19 September 2024", date(2024, 9, 17), date(2024, 9, 19), None),
        ("30/8 - 2/9/2024", date(2024, 8, 30), date(2024, 9, 2), None),
        ("28 Agustus - 3 September 2024", date(2024, 8, 28), date(2024, 9, 3), None),
        ("Kamis malam hingga Jumat dini hari (29-30/8/2024)", date(2024, 8, 29), None, True),
    ],
)
def test_a_range_has_its_first_and_last_day(
    text: str, first: date, last: date | None, ok: bool | None
) -> None:
    (only,) = dates.find(text)
    assert only.date == first
    assert last is None or only.until == last
    assert only.weekday_ok is ok


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        (date(2024, 9, 1), date(2024, 8, 30)),
        (date(2024, 8, 30), date(2024, 8, 30)),
        (date(2025, 1, 2), date(2024, 8, 30)),
    ],
)
def test_a_missing_year_comes_from_the_message(reference: date, expected: date) -> None:
    (only,) = dates.find("Jumat (30/8)", reference=reference)
    assert only.date == expected
    assert only.year_inferred
    assert only.weekday_ok


@pytest.mark.parametrize(
    ("text", "reference", "expected"),
    [
        ("Sabtu (6/6)", date(2026, 5, 20), date(2026, 6, 6)),
        ("Sabtu (28/11)", date(2026, 11, 24), date(2026, 11, 28)),
        ("Jumat (28/11)", date(2026, 11, 24), date(2025, 11, 28)),
        ("(28/11)", date(2026, 11, 29), date(2026, 11, 28)),
        ("(21/12)", date(2026, 11, 24), date(2025, 12, 21)),
        ("Kamis (31/12)", date(2027, 1, 2), date(2026, 12, 31)),
    ],
)
def test_the_weekday_tells_the_year_before_the_nearest_past_does(
    text: str, reference: date, expected: date
) -> None:
    assert dates.find(text, reference=reference)[0].date == expected


@pytest.mark.parametrize("text", ["12 Mei 20266", "12 Mei 206", "12/5/20266", "31 Juni 2026"])
def test_a_wrong_year_is_never_taken_for_a_missing_one(text: str) -> None:
    (found,) = dates.find(text, reference=date(2026, 5, 20))
    assert (found.date, found.impossible) == (None, True)


def test_a_given_year_is_taken_before_the_message() -> None:
    (only,) = dates.find("Rabu (30/8)", year=2023, reference=date(2025, 1, 1))
    assert only.date == date(2023, 8, 30)
    assert only.weekday_ok


def test_a_day_that_no_calendar_has_is_marked() -> None:
    (only,) = dates.find("Jumat (31/2/2024)")
    assert only.impossible
    assert only.date is None


def test_dates_are_printed_in_indonesian_and_english() -> None:
    moment = at(2024, 8, 30, 14, 30)
    assert dates.long(moment) == "Jumat, 30 Agustus 2024, 14.30 WIB"
    assert dates.long(at(2024, 8, 30)) == "Jumat, 30 Agustus 2024"
    assert dates.long(moment, "en") == "Friday, 30 August 2024, 14:30 WIB"
    assert dates.short(moment) == "30 Agustus 2024"
    assert dates.month(2024, 8) == "Agustus 2024"


@pytest.mark.parametrize(
    ("hours", "name"), [(7, "WIB"), (8, "WITA"), (9, "WIT"), (0, "UTC"), (5.5, "UTC+05:30")]
)
def test_a_zone_is_named_by_its_offset(hours: float, name: str) -> None:
    zone = timezone(timedelta(hours=hours))
    assert dates.zone_name(datetime(2024, 8, 30, tzinfo=zone)) == name
