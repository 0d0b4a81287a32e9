"""Which unit acts, and which are above it."""

from __future__ import annotations

import pytest
from kentongan.domain.units import Registry, Unit
from kentongan.importer.acting import find_acting

from tests.unit.importer.test_corpus import REGISTRY


@pytest.mark.parametrize(
    ("title", "dateline", "text", "unit", "parents"),
    [
        (
            "Polsek Kraton Gelar Patroli", "Polresta Pasuruan", "Polsek Kraton menggelar patroli.",
            "Polsek Kraton", ("Polresta Pasuruan", "Polda Jawa Timur"),
        ),
        (
            "Kapolres Malang Kunjungi Polsek Singosari", "MALANG",
            "Kapolres Malang mengunjungi Polsek Singosari.", "Polres Malang", (),
        ),
        (
            "Warga Serahkan Senpi ke Polsek Grati", "", "Warga datang ke Polsek Grati kemarin.",
            "Polsek Grati", ("Polresta Pasuruan", "Polda Jawa Timur"),
        ),
        (
            "Patroli Malam di Bangil", "Pasuruan",
            "Polsek Bangil Polres Pasuruan Polda Jatim menggelar patroli.",
            "Polsek Bangil", ("Polres Pasuruan", "Polda Jawa Timur"),
        ),
        (
            "Polres Malang Melalui Polsek Dau Bagikan Bibit", "",
            "Polres Malang melalui Polsek Dau membagikan bibit.", "Polsek Dau", ("Polres Malang",),
        ),
        (
            "Satlantas Polres Madiun Kota Gelar Razia", "", "Satlantas Polres Madiun Kota merazia.",
            "Satlantas Polres Madiun Kota", ("Polres Madiun Kota",),
        ),
        (
            "Kepolisian Resor Trenggalek Salurkan Bantuan", "",
            "Kepolisian Resor Trenggalek menyalurkan bantuan.", "Polres Trenggalek", (),
        ),
        (
            "POLRES METRO JAKARTA BARAT GELAR APEL", "",
            "Polres Metro Jakarta Barat menggelar apel.",
            "Polres Metro Jakarta Barat", (),
        ),
        (
            "Polsek Pasar Minggu Sambang Warga", "", "Polsek Pasar Minggu menyambangi warga.",
            "Polsek Pasar Minggu", (),
        ),
        (
            "Kapolsek Lekok Berganti, Ini Pesan Kapolresta", "",
            "Polresta Pasuruan menggelar serah terima jabatan Kapolsek Lekok.",
            "Polresta Pasuruan", ("Polda Jawa Timur",),
        ),
        ("Korlantas Polri Siapkan One Way", "", "Korlantas Polri bersiap.", "Korlantas Polri",
         ("Mabes Polri",)),
        ("Warga Gotong Royong", "", "Warga membersihkan selokan.", None, ()),
        (
            "Libur Natal", "", "Layanan SKCK Sat Intelkam Polres Kotabaru LIBUR besok.",
            "Sat Intelkam Polres Kotabaru", ("Polres Kotabaru",),
        ),
        (
            "Polda Sulut Ungkap Pencurian", "MANADO",
            "Ditreskrimum Polda Sulawesi Utara mengungkap pencurian.",
            "Ditreskrimum Polda Sulawesi Utara", ("Polda Sulawesi Utara",),
        ),
        (
            "Khitan Massal", "", "Rumah Sakit Bhayangkara Kediri menggelar khitan massal.",
            "Rumah Sakit Bhayangkara Kediri", (),
        ),
        (
            "Kapolres Flotim Kunjungi Pengungsi", "",
            "Kapolres Flores Timur mengunjungi pengungsi.", "Polres Flores Timur", (),
        ),
        ("Kapolres Flotim Kunjungi Pengungsi", "", "Warga senang.", "Polres Flotim", ()),
        ("Korban Dirawat", "", "Korban dibawa ke RS Bhayangkara Kediri.", None, ()),
        (
            "Layanan SIM Gratis di Satpas Polres Kudus", "",
            "Satlantas Polres Kudus membuka layanan di Satpas Polres Kudus.",
            "Satlantas Polres Kudus", ("Polres Kudus",),
        ),
    ],
)  # fmt: skip
def test_the_lowest_unit_that_acts_is_found(
    title: str, dateline: str, text: str, unit: str | None, parents: tuple[str, ...]
) -> None:
    found = find_acting(title, dateline, text, REGISTRY)
    assert (found.name, found.parents) == (unit, parents)


def test_an_alias_leads_to_the_units_own_name() -> None:
    found = find_acting("Polres Pasuruan Kota Gelar Apel", "", "", REGISTRY)
    assert found.name == "Polresta Pasuruan"
    assert found.unit is not None


def test_a_name_of_two_units_is_asked_about_and_not_guessed() -> None:
    registry = Registry(
        [
            Unit("satu", "Polsek Purworejo", level="polsek"),
            Unit("dua", "Polsek Purworejo Kota", aliases=("Polsek Purworejo",), level="polsek"),
        ]
    )
    found = find_acting("Polsek Purworejo Gelar Apel", "", "Polsek Purworejo apel.", registry)
    assert found.ambiguous
    assert found.unit is None


def test_parents_come_from_the_text_where_the_registry_has_none() -> None:
    registry = Registry([Unit("polres-gowa", "Polres Gowa", level="polres")])
    text = "Satreskrim Polres Gowa Polda Sulawesi Selatan mengamankan dua orang."
    found = find_acting("Polres Gowa Amankan Dua Orang", "Gowa", text, registry)
    assert found.parents == ("Polres Gowa", "Polda Sulawesi Selatan")


@pytest.mark.parametrize(
    ("letterhead", "parent"),
    [
        ("RESOR KOTA BALIKPAPAN", "Polresta Balikpapan"),
        ("RESORT KOTA BESAR SEMARANG", "Polrestabes Semarang"),
        ("RESOR PASURUAN", "Polres Pasuruan"),
    ],
)
def test_a_letterhead_names_what_stands_above(letterhead: str, parent: str) -> None:
    text = "Polsek Utara mencari seorang warga."
    assert find_acting("Dicari", "", text, Registry([]), frame=[letterhead]).parents == (parent,)


def test_the_part_that_a_report_names_acts_and_not_whom_it_goes_to() -> None:
    frame = [
        "Yth. Bapak Kapolres Bintan",
        "Izin melaporkan ungkap kasus Satresnarkoba Polres Bintan",
    ]
    found = find_acting("", "", "Barang bukti dikirim ke labfor.", Registry([]), frame=frame)
    assert (found.name, found.parents) == ("Satresnarkoba Polres Bintan", ("Polres Bintan",))


UNITS = [
    ("Satlantas Polres Nagekeo", "Polres Nagekeo"),
    ("Sat Samapta Polresta Kendari", "Polresta Kendari"),
    ("Satresnarkoba Polres Ogan Ilir", "Polres Ogan Ilir"),
    ("Sat Polairud Polres Bima", "Polres Bima"),
    ("Sattahti Polres Bantul", "Polres Bantul"),
    ("Sidokkes Polres Alor", "Polres Alor"),
    ("SPKT Polres Belu", "Polres Belu"),
    ("Ditresnarkoba Polda Riau", "Polda Riau"),
    ("Itwasda Polda Riau", "Polda Riau"),
    ("Polsek Loa Janan", "Polres Kutai Kartanegara"),
]
ACTING = [
    "{unit} mengamankan dua orang di pasar, Kamis (3/12/2026).",
    "Personel {unit} membagikan air bersih, Kamis (3/12/2026).",
    "Jajaran {unit} menyisir sungai sejak pagi, Kamis (3/12/2026).",
    "Tim {unit} memeriksa pos jaga di kampung, Kamis (3/12/2026).",
    "Dua orang diamankan anggota {unit} di pasar, Kamis (3/12/2026).",
    "Sebanyak 40 pelajar mengikuti pelatihan yang digelar {unit}, Kamis (3/12/2026).",
    "{unit} bersama Polsek Tanah Merah menyisir sungai, Kamis (3/12/2026).",
    "{unit} dibantu Satbrimob Polda Bali menyisir sungai, Kamis (3/12/2026).",
    "Perahu terbalik. Tiga penumpang diselamatkan kapal patroli {unit}, Kamis (3/12/2026).",
    "{unit} {above} menyisir sungai sejak pagi, Kamis (3/12/2026).",
]
FURTHER = [
    "",
    "“Terima kasih kepada Satbrimob Polda Bali,” katanya.",
    "Ia berterima kasih kepada Polsek Tanah Merah yang membantu.",
    "Kapolsek Tanah Merah menyambut mereka di Mapolsek Tanah Merah.",
    "Korban dibawa ke RS Bhayangkara Denpasar.",
    "Hadir pula perwakilan Polsek Tanah Merah dan Satbinmas Polres Badung.",
]


@pytest.mark.parametrize(("unit", "above"), UNITS)
@pytest.mark.parametrize("lead", ACTING)
@pytest.mark.parametrize("title", ["Dua Warga Ditolong", "{unit} Menolong Warga"])
def test_what_acts_is_the_unit_whoever_else_is_named(
    unit: str, above: str, lead: str, title: str
) -> None:
    for further in FURTHER:
        told = f"{lead}\n{further}".format(unit=unit, above=above)
        found = find_acting(title.format(unit=unit), "KOTA", told, Registry([]))
        assert found.name == unit, told


@pytest.mark.parametrize("part", ["Satlantas", "Satresnarkoba", "Sat Samapta", "Sidokkes"])
@pytest.mark.parametrize(
    "lead",
    [
        "Polres Belu melalui {part} menolong warga, Kamis (3/12/2026).",
        "Polres Belu lewat {part} menolong warga, Kamis (3/12/2026).",
        "Polres Belu menolong warga, Kamis (3/12/2026). Pertolongan diberikan {part} di pasar.",
        "Kapolres Belu menyebut dua orang ditangkap {part} di pasar, Kamis (3/12/2026).",
    ],
)
def test_a_part_acts_for_its_unit_where_it_stands_alone(part: str, lead: str) -> None:
    found = find_acting("Dua Warga", "BELU", lead.format(part=part), Registry([]))
    assert (found.name, found.parents) == (f"{part} Polres Belu", ("Polres Belu",))


@pytest.mark.parametrize("opens", ["", "Personel ", "Anggota ", "Unit Reskrim ", "Petugas "])
@pytest.mark.parametrize("name", ["Ulu Siau", "KPYS", "Kawasan Pelabuhan"])
def test_the_lower_unit_that_opens_the_lead_acts_for_the_one_in_the_headline(
    opens: str, name: str
) -> None:
    lead = f"{opens}Polsek {name} Polres Tual menyita miras di kapal, Kamis (26/11/2026)."
    found = find_acting("Polres Tual Sita Miras", "", lead, Registry([]))
    assert (found.name, found.parents) == (f"Polsek {name}", ("Polres Tual",))
    told = f"Polres Tual menyita miras bersama Polsek {name}, Kamis (26/11/2026)."
    assert find_acting("Polres Tual Sita Miras", "", told, Registry([])).name == "Polres Tual"


@pytest.mark.parametrize("way", ["diterima SPKT", "diterima oleh SPKT", "dibuat di SPKT"])
def test_the_desk_that_takes_a_report_does_not_act(way: str) -> None:
    lead = f"Keluarga mencari seorang warga. Laporan {way} Polres Indramayu, Senin (30/11/2026)."
    assert find_acting("Warga Dicari", "", lead, Registry([])).name == "Polres Indramayu"


def test_who_does_it_acts_and_not_the_head_above_who_speaks_of_it() -> None:
    text = (
        "Tiga penambang tertimbun, Minggu (29/11/2026).\n"
        "Personel Polsek Waelata Polres Buru menggali.\nKapolres Buru AKBP Ani ikut."
    )
    found = find_acting("Tambang Longsor", "", text, Registry([]))
    assert (found.name, found.parents) == ("Polsek Waelata", ("Polres Buru",))


def test_the_part_whose_letterhead_it_is_acts() -> None:
    frame = ["KEPOLISIAN DAERAH SULAWESI SELATAN", "DIREKTORAT RESERSE KRIMINAL UMUM"]
    text = "Polda Sulsel mencari AS.\nHarap menyerahkan kepada penyidik Ditreskrimum Polda Sulsel."
    found = find_acting("", "", text, Registry([]), frame=frame)
    assert (found.name, found.parents) == ("Ditreskrimum Polda Sulsel", ("Polda Sulsel",))
    assert find_acting("", "", text, Registry([]), frame=frame[:1]).name == "Polda Sulsel"


def test_a_unit_that_gets_a_head_does_not_act() -> None:
    lead = "Polsek Kintamani kini dipimpin polwan. Ia dilantik Kapolres Bangli AKBP Putra."
    title = "Iptu Sari Jabat Kapolsek Kintamani"
    assert find_acting(title, "", lead, Registry([])).name == "Polres Bangli"


@pytest.mark.parametrize(
    "written",
    ["Densus 88 Antiteror Polri", "Detasemen Khusus (Densus) 88 Antiteror Polri"],
)
def test_a_short_name_within_a_long_one_names_the_part(written: str) -> None:
    found = find_acting("", "", f"{written} menangkap dua orang.", Registry([]))
    assert (found.name, found.parents) == ("Densus 88 Antiteror Polri", ("Mabes Polri",))


@pytest.mark.parametrize("after", ["Desember 2026", "Nomor Kep/512", "Hari Ini"])
def test_what_follows_a_name_is_no_part_of_it(after: str) -> None:
    found = find_acting(f"Kegiatan Polres Tegal Kota {after}", "", "Apel pagi.", Registry([]))
    assert found.name == "Polres Tegal Kota"


@pytest.mark.parametrize("line", ["Unit Gakkum Satlantas", "Satlantas"])
def test_the_part_alone_in_one_of_the_last_lines_acts(line: str) -> None:
    text = f"Tanggal : 29 November 2026\nKronologi : truk menabrak bus.\n{line}"
    found = find_acting("Data Laka Wilkum Polres Tasikmalaya", "", text, Registry([]))
    assert found.name == "Satlantas Polres Tasikmalaya"


@pytest.mark.parametrize("visit", ["Tinjau", "Sidak", "Cek Pelayanan"])
def test_a_part_that_is_looked_at_does_not_act(visit: str) -> None:
    title = f"Kompolnas {visit} SPKT Polresta Kupang Kota"
    lead = "Komisi Kepolisian Nasional meninjau pelayanan SPKT Polresta Kupang Kota."
    assert find_acting(title, "", lead, Registry([])).name == "Polresta Kupang Kota"
