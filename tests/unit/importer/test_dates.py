"""A date in any spelling and place of a text is read right or asked for, never read wrong."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from kentongan.domain.calendar import MONTH_NAMES, WEEKDAY_NAMES
from kentongan.domain.units import Registry
from kentongan.importer.core import draft_of
from kentongan.importer.draft import proposed_day
from kentongan.importer.when import choose

ENGLISH = (
    "January February March April May June July August September October November December"
).split()
FULL = [  # with day, month and year
    "{weekday} ({d}/{m}/{year})", "{weekday} malam ({d:02}-{m:02}-{year})",
    "{weekday}, {d} {month} {year}", "{weekday} tanggal {d} {month} {year}",
    "{weekday}/{d}-{m}-{year}", "{d} {month} {year}",
    "{d}-{short}-{year}", "{d}/{month}/{year}", "{english} {d}, {year}", "{d:02}.{m:02}.{year}",
    "{year}-{m:02}-{d:02}", "{d} {month} '{yy:02}", "tanggal {d} bulan {m} tahun {year}",
    "{d}{month}{year}", "{d}. {month} {year}",
]  # fmt: skip
UNSURE = [  # a year, a sign or a letter is missing
    "{weekday} ({d}/{m})", "{weekday}, {d} {month}", "{d}/{m}-{year}", "{d:02}{m:02}{year}",
    "{d} {cut} {year}", "{d:02}.{m:02}.{yy:02}", "{d}-{m}-{yy:02}", "kemarin", "{weekday} lalu",
]  # fmt: skip
HEAD = "Polsek Kraton Gelar Patroli Malam di Pasar\n\n"
PLACES = [
    "Pasuruan - Polsek Kraton berpatroli malam di Pasar Kraton, {}.\n\nPatroli akan rutin.\n",
    "PASURUAN, {} - Polsek Kraton menggelar patroli malam di Pasar Kraton.\n",
    "Pasuruan - Polsek Kraton berpatroli malam di sana.\n\nPasuruan, {}\nHumas Polsek Kraton\n",
    "Pasuruan - Pada hari {} pukul 20.00 WIB, Polsek Kraton menggelar patroli di Pasar Kraton.\n",
    "Polsek Kraton menggelar patroli malam.\n\nHari/Tanggal : {}\nPukul : 20.00 WIB\n",
    "Pasuruan - Polsek Kraton mengamankan AB, lahir di Grati, 3 Maret 1990, {}.\n\nIa diperiksa.\n",
    "Pasuruan - Polsek Kraton berpatroli, {}. Berikutnya dijadwalkan 25 Desember 2090.\n",
]
NOBODY = Registry([])


def written(form: str, day: date) -> str:
    month = MONTH_NAMES[day.month - 1]
    return form.format(
        d=day.day, m=day.month, year=day.year, yy=day.year % 100, month=month, short=month[:3],
        cut=month[:-1], english=ENGLISH[day.month - 1], weekday=WEEKDAY_NAMES[day.weekday()],
    )  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_no_date_is_wrong(place: str) -> None:
    drawn = random.Random(place)
    for form in [*FULL, *UNSURE]:
        day = date(2024, 1, 1) + timedelta(drawn.randrange(1_060))
        draft = draft_of(HEAD + place.format(written(form, day)), NOBODY)
        assert draft.day in ((day,) if form in FULL else (day, None)), written(form, day)
        assert draft.day or any("anggal" in doubt for doubt in draft.doubts)


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("Pelaku yang beraksi pada Minggu (22/11/2026) ditangkap polisi, Selasa (24/11/2026).", 24),
        ("Polres Bogor akan menggelar bazar pada Minggu (29/11/2026) mendatang.", None),
        ("Kecelakaan terjadi Sabtu (21/11/2026). Hingga Minggu (22/11/2026) ia dirawat, kata Budi.",
         22),
        ("Perkara nomor 12/Pid.B/2025/PN Cbi tanggal 3 Mei 2025 disidang, Selasa 24/11/2026.", 24),
        ("Menjelang Hari Guru 25 November 2026, polisi membagikan bunga, Selasa (24/11/2026).", 24),
        ("Polisi menghadiri rapat pilkades tanggal 13 Desember 2026, Selasa (24/11/2026).", 24),
        ("Operasi Zebra (10-23 November) dievaluasi, Selasa (24/11/2026).", 24),
        ("Polisi mencatat 40 tilang. Data itu dihimpun hingga Selasa (24/11/2026).\n\n"
         "Operasi berlangsung 16–29 November 2026.", 24),
        ("Polisi mencatat 40 tilang.\n\nOperasi berlangsung 16–29 November 2026.", None),
        ("Jam layanan SIM pukul 08.00–14.00 WIB.\n\nBerlaku mulai 24 November 2026.", None),
        ("Polisi membagikan beras, Selasa (24/11 2026).", 24),
        ("Polisi membagikan beras, Selasa (24/11) 2026.", 24),
        ("Polisi membagikan beras, Selasa (24/11) 2026 pagi.", 24),
        ("Polisi membagikan beras, Selasa (24 November) 2026.", 24),
        ("Kepada warga dibagikan, Selasa (24/11) 2026 paket beras.", None),
        ("Polisi membagikan beras, Selasa (2026/11/24).", 24),
        ("Polisi membagikan beras, Selasa (11/24/2026).", None),
        ("Polisi meronda bersama warga pada Selasa malam kemarin.", None),
    ],
)  # fmt: skip
def test_of_several_days_that_of_the_release_is_taken_or_none(told: str, day: int | None) -> None:
    found = draft_of(f"Kegiatan Polsek Ciawi\n\nBOGOR – {told}", NOBODY)
    assert found.day == (date(2026, 11, day) if day else None)


@pytest.mark.parametrize("verb", ["diumumkan", "disampaikan", "dijelaskan", "ditegaskan"])
@pytest.mark.parametrize("what", ["demikian", "Layanan itu", "Pengumuman ini", "Hal tersebut"])
@pytest.mark.parametrize("who", ["", "Kasat Lantas, ", "Kapolsek AKP Budi, "])
def test_the_day_of_an_announcement_is_that_on_which_it_was_told(
    verb: str, what: str, who: str
) -> None:
    joined = ", " if what == "demikian" else ". "
    for opens in ("mulai Senin (30/11/2026)", "hingga 30 November 2026", "Senin (30/11/2026)"):
        told = f"Polsek Ciawi membuka loket SKCK {opens}{joined}{what} {verb} {who}Selasa"
        found = draft_of(f"Loket SKCK Pindah\n\nBOGOR – {told} (24/11/2026).", NOBODY)
        assert found.day == date(2026, 11, 24), told


@pytest.mark.parametrize("told", ["Rabu (25/11)", "Kamis, 26 November", "Sabtu (28-11)"])
@pytest.mark.parametrize("where", ["lead", "speech"])
def test_a_later_day_without_its_year_is_a_doubt(told: str, where: str) -> None:
    lead = "Polsek Ciawi menangkap seorang pria pada hari Selasa, 24 November 2026"
    text = f"{lead}, dan membawanya ke Bogor, {told}." if where == "lead" else (
        f"{lead}.\n\n“Ia residivis,” ungkap Kapolsek Ciawi AKP Budi saat rilis, {told}."
    )  # fmt: skip
    found = draft_of(f"Pencuri Ditangkap\n\nBOGOR – {text}", NOBODY)
    assert found.day == date(2026, 11, 24)
    assert any("tanpa tahun" in doubt for doubt in found.doubts)


@pytest.mark.parametrize("told", ["sejak hari Selasa, 24 November 2026", "Selasa (24/11/2026)"])
def test_the_day_since_which_somebody_is_missing_is_not_that_of_the_release(told: str) -> None:
    text = f"INFO ORANG HILANG\n\nTelah pergi dari rumah {told} seorang ibu:\nNama : Ani Rahayu"
    sent = date(2026, 11, 27)
    found = draft_of(f"{text}\nCiri-ciri : rambut ikal\n", NOBODY, reference=sent)
    assert found.day is None
    assert found.event is not None
    assert "24 November" in found.event
    assert proposed_day(found, date(2026, 11, 30)) == sent


def test_the_days_of_a_programme_are_one_period() -> None:
    days = ("Selasa, 24 November 2026\n- 07.00 jalan sehat di alun-alun\n- 10.00 donor darah\n"
            "Rabu, 25 November 2026\n- 09.00 ziarah\n- 19.30 malam penganugerahan\n")  # fmt: skip
    found = draft_of(f"Rangkaian Acara Hari Bakti\n\n{days}\nBogor, 20 November 2026", NOBODY)
    assert found.day == date(2026, 11, 20)
    assert found.fields["Berlaku-Mulai"] == "24 November 2026"
    assert found.fields["Berlaku-Sampai"] == "25 November 2026"


@pytest.mark.parametrize("row", ["07.30 WITA : Apel", "- 07.30 WIB tiba", "Pukul 07.30 rapat"])
@pytest.mark.parametrize("title", ["AGENDA KAPOLDA", "Jadwal Kegiatan Kapolres Bima Hari Ini"])
def test_the_day_of_an_agenda_is_that_of_its_event(row: str, title: str) -> None:
    rows = [row, row.replace("07", "10"), row.replace("07", "13")]
    found = draft_of("\n".join([title, "Selasa, 24 November 2026", "", *rows]), NOBODY)
    assert (found.kind, found.day) == ("pengumuman", None)
    assert found.event is not None
    assert found.dateline is None
    headed = draft_of("\n".join([f"{title}, Selasa (24/11/2026)", "", *rows]), NOBODY)
    assert (headed.kind, headed.day) == ("pengumuman", None)
    several = draft_of("\n".join([f"{title}, 24–26 November 2026", "", *rows]), NOBODY)
    assert several.day is None
    assert several.event == "24 November 2026 – 26 November 2026"
    signed = draft_of(
        "\n".join([title, "Selasa, 24 November 2026", *rows, "Bima, 23 November 2026"]), NOBODY
    )
    assert signed.day == date(2026, 11, 23)


@pytest.mark.parametrize(
    "said",
    [
        "“Ia kesemutan,” kelakar Kapolsek Ampel Ipda Rikky, Jumat, 24 April 2026.",
        "Kasubdit Gakkum AKBP Ojo, Jumat (24/4/2026), menambahkan bahwa petugas berjaga.",
    ],
)
def test_the_day_on_which_somebody_spoke_is_that_of_the_release(said: str) -> None:
    lead = "Pencuri dikepung warga Desa Samba pada Kamis malam, 23 April 2026."
    assert choose("Pencuri Dikepung", "", f"{lead}\n{said}").day == date(2026, 4, 24)


def test_a_later_day_that_might_be_that_of_the_release_is_told() -> None:
    text = "Tawuran batal pada Sabtu (7/2/2026).\nOrang tua datang keesokannya, Minggu (8/2/2026)."
    found = choose("Tawuran Batal", "", text)
    assert {found.day, found.later} == {date(2026, 2, 7), date(2026, 2, 8)}
