"""Who is a party of a case, told before the name, behind it, in its row or for all of a list."""

from __future__ import annotations

import pytest
from kentongan.gate.core import check_text

CATCHING = "menahan menangkap membekuk meringkus menjerat menuntut".split()
OFFICES = ("Kades", "Lurah", "Camat", "Bendahara", "dr.", "dokter", "Kadis", "Ustaz")
NAMES = ("Sumarno", "Widyastuti", "Hartono", "Bramantyo")


def named(text: str) -> set[str]:
    return {finding.text for finding in check_text(text)}


@pytest.mark.parametrize("verb", CATCHING)
@pytest.mark.parametrize("office", OFFICES)
def test_whoever_holds_an_office_and_is_caught_is_a_suspect(verb: str, office: str) -> None:
    texts = [f"Penyidik {verb} {office} {name} dalam perkara korupsi dana desa." for name in NAMES]
    assert [text for text in texts if not named(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Malapraktik yang diduga dilakukan dr. Bramantyo dilaporkan keluarga pasien.",
        "Polisi menetapkan Lurah Hartono sebagai tersangka.",
        "Korban pencabulan adalah keponakan Pak Lurah Darmo.",
        "Nurlela dilaporkan atas dugaan penggelapan.",
        '"Si Wawan ini memang sudah lama kami incar," kata Kasat Reskrim.',
        "Polisi menangkap Si Doel.",
        '"Fitri saya setubuhi tiga kali," aku tersangka.',
        '"Uangnya sudah saya kembalikan ke Sulastri," ucap tersangka.',
        '"Sabu itu saya beli dari Marwan," ucap tersangka.',
        "Dari Marisi Sitorus polisi menyita 5 butir ekstasi.",
        "Tubuh Bulan terlempar sejauh lima meter setelah tertabrak pikap.",
        "Satria ditusuk temannya.",
        "Adik korban, Satria (7), selamat.",
    ],
)
def test_what_stands_beside_a_name_makes_it_a_party(text: str) -> None:
    assert named(text)


@pytest.mark.parametrize(
    "text",
    [
        "Setelah menahan pelaku, Kapolres Budi Santoso mengimbau warga.",
        "Presiden menetapkan Menteri Hadi Tjahjanto sebagai ketua panitia.",
        "Istri Bupati Andi Wijaya membuka acara untuk korban banjir.",
        "Dari Kampung Rambutan disita 5 butir ekstasi.",
        "Pelaku menjual motor curian ke Bangkalan.",
        "Pelaku mencuri Satria FU milik korban.",
        "Korban mengendarai Satria dari arah barat.",
        "Bulan itu pelaku mencuri dua kali.",
        "Pada Bulan Ramadan, polisi menahan pelaku.",
        "Api atau Si Jago Merah menghanguskan rumah korban.",
        "Umat Kristiani merayakan Natal dengan aman.",
        "Basarnas mengerahkan Rigid Inflatable Boat untuk mencari korban.",
        "Pelaku menebang jati di lahan Perhutani BKPH Ambulu.",
    ],
)
def test_offices_places_and_things_beside_a_case_are_left_alone(text: str) -> None:
    assert named(text) == set()


@pytest.mark.parametrize("joint", [" dan ", ", ", " & ", " serta "])
@pytest.mark.parametrize(
    "told", [", keduanya pelajar, dikeroyok", " kini ditahan", " (40), korban"]
)
def test_what_is_told_of_the_last_of_a_list_holds_for_the_others(joint: str, told: str) -> None:
    assert {"Dimas", "Rizal"} <= named(f"Dimas{joint}Rizal{told}.")


def test_an_officer_beside_a_party_is_none() -> None:
    assert named("Polisi tiba. AKP Dodi Prasetya memeriksa. Dodi, Rizal (40) ditahan.") == {"Rizal"}


def _table(*rows: str) -> str:
    return "\n".join(["| No | Nama | Peran |", "|---|---|---|", *rows])


@pytest.mark.parametrize("part", ["eksekutor", "Penadah", "saksi", "**korban** luka", "kurir sabu"])
def test_a_row_of_a_table_tells_the_part_of_whom_it_names(part: str) -> None:
    assert named(_table(f"| 1 | Kuncoro | {part} |")) == {"Kuncoro"}
    assert named(_table("| 1 | Kuncoro | pengepul |", f"| 2 | S | {part} |")) == {"Kuncoro"}


def test_a_table_of_duties_and_one_of_other_names_hold_nobody() -> None:
    assert named(_table("| 1 | Suyadi | ketua panitia |", "| 2 | Lastri | bendahara |")) == set()
    text = "| Nama Polsek | Peran |\n|---|---|\n| Kraton | mengejar pencuri |"
    assert named(text) == set()
