"""Ranks and officials as press texts write them. All people are invented."""

from __future__ import annotations

import pytest
from kentongan.domain import officials, ranks
from kentongan.domain.release import Official
from kentongan.domain.units import Registry, Unit


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("AKP", "AKP"),
        ("A.K.P.", "AKP"),
        ("KOMPOL", "Kompol"),
        ("Kombes. Pol.", "Kombes Pol."),
        ("Kombespol", "Kombes Pol."),
        ("Ajun Komisaris Polisi", "AKP"),
        ("Ajun Komisaris Besar Polisi", "AKBP"),
        ("Inspektur Polisi Satu", "Iptu"),
        ("Brigadir", "Brigpol"),
        ("Brigadir Jenderal Polisi", "Brigjen Pol."),
        ("Abrippol", "Abripol"),
        ("Bhayangkara Dua", "Bharada"),
        ("AKBP Pol.", "AKBP"),
        ("Letkol", None),
        ("Peltu", None),
        ("Pembina", None),
    ],
)
def test_a_rank_is_known_however_it_is_written(written: str, name: str | None) -> None:
    assert ranks.police_rank(written) == name


@pytest.mark.parametrize(
    "text", ["Brigjen TNI Andi Wirawan", "di Jalan Brigjen Katamso", "di Jl. Jenderal Pol. Hoegeng"]
)
def test_army_ranks_and_street_names_are_no_police_ranks(text: str) -> None:
    assert ranks.police_ranks(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "oleh Kapolsek Kraton, AKP Safiudin, S.Pd., patroli kali ini",
            [("Kapolsek Kraton", "AKP", "Safiudin", "S.Pd.")],
        ),
        (
            "Kapolres Pasuruan Kota AKBP Bima Wirasena, S.I.K., M.I.Kom. mengatakan",
            [("Kapolres Pasuruan Kota", "AKBP", "Bima Wirasena", "S.I.K., M.I.Kom.")],
        ),
        (
            "Kombes. Pol. Bagas Prakoso SIK MH selaku Kapolresta Malang hadir",
            [("Kapolresta Malang", "Kombes Pol.", "Bagas Prakoso", "SIK MH")],
        ),
        (
            "Kasat Lantas Iptu Deni Kurnia S.H, M.H bersama Kanit Gakkum Ipda Rudi, S.H. dan "
            "Bhabinkamtibmas Desa Kalirejo Aipda Joko Susanto.",
            [
                ("Kasat Lantas", "Iptu", "Deni Kurnia", "S.H, M.H"),
                ("Kanit Gakkum", "Ipda", "Rudi", "S.H."),
                ("Bhabinkamtibmas Desa Kalirejo", "Aipda", "Joko Susanto", ""),
            ],
        ),
        (
            "KOMPOL AGUS WIBAWA, S.H., Wakapolres Probolinggo, menyatakan",
            [("Wakapolres Probolinggo", "Kompol", "AGUS WIBAWA", "S.H.")],
        ),
        (
            "Ajun Komisaris Polisi Siti Aminah, S.H., M.Si menjelaskan",
            [("", "AKP", "Siti Aminah", "S.H., M.Si")],
        ),
        ("AKP Iptu Hendra Wijaya memimpin", [("", "AKP", "Hendra Wijaya", "")]),
        (
            "Plt. Kasi Humas Polres Batu Aiptu Moch. Fauzi Amin. Kegiatan ini",
            [("Plt. Kasi Humas Polres Batu", "Aiptu", "Moch. Fauzi Amin", "")],
        ),
        (
            "Kasi Humas Polres Pasuruan Kota, Budi Santika, mengatakan hal itu di sela acara.",
            [("Kasi Humas Polres Pasuruan Kota", "", "Budi Santika", "")],
        ),
        (
            "Kanit Reskrim Polsek Bangil Polres Pasuruan, IPDA Eko Prasetya, S.Sos mengatakan",
            [("Kanit Reskrim Polsek Bangil Polres Pasuruan", "Ipda", "Eko Prasetya", "S.Sos")],
        ),
        (
            "Kapolsek Kraton yang dijabat oleh AKP Safiudin S.Pd menyampaikan",
            [("Kapolsek Kraton", "AKP", "Safiudin", "S.Pd")],
        ),
        ("Bripka I Made Suardana, S.H bertugas", [("", "Bripka", "I Made Suardana", "S.H")]),
        ("Danramil Kraton Kapten Inf Suwarna dan Babinsa Serda Agus hadir", []),
        ("Camat Kraton Penata Budi dan Kapolsek Kraton hadir", []),
        ("Bripda MS menjadi tersangka", []),
        ("Kapolsek Kraton beserta anggota, Muspika, dan warga", []),
    ],
)
def test_officials_are_found(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    found = officials.find_officials(text)
    assert [(o.position, o.rank, o.name, o.degrees) for o in found] == expected


def test_one_person_is_one_official() -> None:
    text = (
        "Kapolsek Kraton AKP Safiudin Pimpin Patroli Malam\n"
        "Dipimpin Kapolsek Kraton, AKP Safiudin Hadi, S.Pd., patroli menyasar pasar.\n"
        "“Mari jaga keamanan,” ujar Kapolsek Safiudin."
    )
    assert officials.find_officials(text) == [
        Official("Safiudin Hadi", "Kapolsek Kraton", "AKP", "S.Pd.")
    ]


def test_a_name_without_rank_is_told_from_the_place_by_the_registry() -> None:
    registry = Registry([Unit("polsek-bugul", "Polsek Bugul Kidul", level="polsek")])
    (found,) = officials.find_officials("ujar Kapolsek Bugul Kidul Darmawan kemarin", registry)
    assert (found.position, found.name) == ("Kapolsek Bugul Kidul", "Darmawan")


@pytest.mark.parametrize(
    ("entry", "official"),
    [
        (
            "Kapolsek Kraton | AKP | Safiudin | S.Pd.",
            Official("Safiudin", "Kapolsek Kraton", "AKP", "S.Pd."),
        ),
        (
            "Kapolsek Kraton AKP Safiudin, S.Pd.",
            Official("Safiudin", "Kapolsek Kraton", "AKP", "S.Pd."),
        ),
        ("Kepala Desa Kalirejo, Bapak Sumarna", Official("Kepala Desa Kalirejo, Bapak Sumarna")),
    ],
)
def test_entries_of_front_matter(entry: str, official: Official) -> None:
    assert officials.parse_official(entry) == official


@pytest.mark.parametrize("place", ["", " Kupang", " Sartika Asih Bandung", " Tk. III Kupang"])
@pytest.mark.parametrize(
    "head",
    ["Karumkit Bhayangkara", "Wakarumkit Bhayangkara", "Kepala Rumah Sakit Bhayangkara",
     "Kepala RS Bhayangkara", "Ka Rumkit Bhayangkara"],
)  # fmt: skip
@pytest.mark.parametrize("rank", ["AKBP", "Kombes Pol."])
def test_the_head_of_a_hospital_has_a_position(head: str, place: str, rank: str) -> None:
    (official,) = officials.find_officials(
        f"{head}{place} {rank} dr. Febri Wira, Sp.B. membuka acara."
    )
    assert (official.position, official.rank) == (f"{head}{place}", rank)
    assert official.name == "Febri Wira"
