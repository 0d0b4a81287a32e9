"""What a release opens with decides who in it is a party: all of a case, hardly anybody else."""

from __future__ import annotations

from itertools import product

import pytest
from kentongan.gate.core import check_text, findings_in

from tests.unit.gate.examples import release_of

CASES = (
    ("Pencuri Motor Ditangkap", "Polsek Kraton menangkap pencuri motor, Kamis (29/8/2024)."),
    ("Dua Orang Tewas Tertabrak Truk", "Dua orang tewas tertabrak truk, Kamis (29/8/2024)."),
    (
        "Penipuan Arisan Terungkap",
        "Polsek Kraton membongkar penipuan arisan dengan kerugian besar.",
    ),
    ("Rumah Dibobol, Emas Raib", "Sebuah rumah di Kecamatan Kraton dibobol dan emas 20 gram raib."),
    (
        "Bocah Tenggelam di Kolam",
        "Seorang bocah tenggelam di kolam wisata, Kamis (29/8/2024) siang.",
    ),
)
AT_EASE = (
    ("Polsek Kraton Gelar Jumat Curhat", "Polsek Kraton menggelar Jumat Curhat di balai desa."),
    (
        "Kapolsek Resmikan Sumur Bor",
        "Kapolsek Kraton AKP Safiudin meresmikan sumur bor, Kamis pagi.",
    ),
    ("Panen Raya Jagung di Kraton", "Polsek Kraton bersama petani mengikuti panen raya jagung."),
    ("Donor Darah Hari Bhayangkara", "Polsek Kraton menggelar donor darah di halaman mapolsek."),
    (
        "Polisi Ajari Warga Kenali Penipuan",
        "Polsek Kraton memberi penyuluhan penipuan daring, Kamis.",
    ),
    (
        "Polsek Kraton Gelar Simulasi SAR",
        "Polsek Kraton menggelar simulasi menolong orang tenggelam.",
    ),
)
FILLING = (
    "Kegiatan berlangsung sejak pagi dan arus lalu lintas di sekitarnya tetap lancar. Petugas "
    "mengatur kendaraan yang keluar dan masuk, lalu kembali ke mapolsek sebelum tengah hari. "
    "Masyarakat dapat menyampaikan masukan melalui layanan 110 setiap saat tanpa biaya."
)
NAMES = ("Sukmawati Zebua", "Ronal Sihite", "Ni Made Ariani", "Yohana Lero", "Tjong Fuk Sin")
# Of somebody without an office; no word says a part.
OF_SOMEBODY = (
    "Nama {} muncul dalam catatan petugas sejak awal.",
    "Tiga jam kemudian giliran {}.",
    "Di tempat itu ada pula {} dan sebuah tas hitam.",
)
# What people at ease tell or do.
OF_GUESTS = (
    "{}, warga setempat, bercerita bahwa rumahnya pernah dibobol maling dan motornya hilang.",
    "“Dulu di sini sering ada yang dijambret,” kata {}.",
    "{} bertanya cara melapor bila menjadi korban penipuan.",
    "Menurut {}, pada 2019 seorang warga hanyut dan meninggal di sungai itu.",
    "Salah satu tamu, {}, datang bersama istrinya sejak pagi.",
)
RANKS = ("Kompol", "AKP", "Ipda", "Aiptu", "Bripka", "Briptu", "Praka", "Sertu", "Koptu")
# `{}` is a rank and a name.
HARMED = (
    "Kedua korban, {} dan Budi Santoso, mengalami luka di kepala.",
    "Korban tewas ialah {}.",
    "{} terluka di bahu akibat sabetan parang.",
    "{} yang mencoba menghadang pelaku ditusuk di paha.",
    "Dua penumpang meninggal, yakni Sri Lestari (34) dan {} (35).",
    "Mobil itu terguling dan pengemudinya, {}, dirawat di rumah sakit.",
)
ON_DUTY = (
    "Usai menjenguk korban, {} meminta warga tetap tenang.",
    "Menurut {}, korban tewas karena tertimpa pohon.",
    "{} yang memimpin penangkapan menyebut tersangka melawan dan ditembak.",
    "“Korban dirawat di rumah sakit,” kata {}.",
    "{} gugur dalam tugas dan dimakamkan secara kedinasan.",
    "Pelaku dibawa {} dan anggotanya ke mapolsek.",
)


def found(head: tuple[str, str], told: str) -> set[str]:
    title, lead = head
    text = f"Judul: {title}\n\nKRATON – {lead}\n\n{told}\n\n{FILLING}"
    return {finding.text for finding in findings_in(release_of(text))}


def missed(sentences: tuple[str, ...], heads: tuple[tuple[str, str], ...]) -> list[str]:
    return [
        f"{head[0]}: {sentence.format(name)}"
        for head, sentence, name in product(heads, sentences, NAMES)
        if not any(text in name or name in text for text in found(head, sentence.format(name)))
    ]


def test_in_news_of_a_case_whoever_has_no_office_is_kept() -> None:
    assert missed(OF_SOMEBODY, CASES) == []


@pytest.mark.parametrize("head", AT_EASE, ids=lambda head: head[0])
def test_elsewhere_guests_and_what_they_tell_are_left_alone(head: tuple[str, str]) -> None:
    texts = [sentence.format(name) for sentence, name in product(OF_GUESTS, NAMES)]
    assert {text: found(head, text) for text in texts if found(head, text)} == {}


def test_a_case_told_in_other_news_is_kept() -> None:
    told = "Sementara itu, {} ditangkap karena mencuri uang kotak amal."
    assert missed((told,), AT_EASE[:4]) == []


def test_what_a_rumour_says_makes_nobody_a_party() -> None:
    told = "Penjaga pasar, Kang Dodi, melihat sendiri bahwa anak itu digendong neneknya."
    text = (
        "Judul: Hoaks Penculikan Anak di Pasar\nJenis: klarifikasi\nPutusan: salah\n"
        "Klaim: Anak diculik di pasar\n\n"
        "Polsek Kraton menegaskan video yang menarasikan anak diculik di pasar tidak benar.\n\n"
        f"{told}\n\n{FILLING}"
    )
    assert not findings_in(release_of(text))


@pytest.mark.parametrize("rank", RANKS)
def test_whoever_has_a_rank_may_come_to_harm(rank: str) -> None:
    texts = [sentence.format(f"{rank} Dedi Kurniawan") for sentence in HARMED]
    kept = {text: {finding.text for finding in check_text(text)} for text in texts}
    assert [text for text, names in kept.items() if not any("Dedi" in name for name in names)] == []


@pytest.mark.parametrize("rank", RANKS)
def test_whoever_is_on_duty_is_left_alone(rank: str) -> None:
    texts = [sentence.format(f"{rank} Dedi Kurniawan") for sentence in ON_DUTY]
    assert [text for text in texts if check_text(text)] == []


def test_a_case_whose_words_come_late_is_one() -> None:
    head = (
        "Mobil Tersenggol Lokomotif di Kraton",
        "Sebuah mobil tersenggol lokomotif, Kamis siang.",
    )
    told = "Pengemudinya meninggal di lokasi.\n\nDi dalam mobil ada pula Yohana Lero."
    assert "Yohana Lero" in found(head, told)


def test_a_speaker_is_known_by_a_short_name_later() -> None:
    told = "Psikolog RSUD Bangil, Winda Ayu, mendampingi keluarga.\n\n“Mereka tabah,” kata Winda."
    assert found(CASES[1], told) == set()


@pytest.mark.parametrize("who", ["sopir travel", "aparatur desa", "kernet bus", "penjaga toko"])
def test_whoever_works_with_a_thing_is_no_thing(who: str) -> None:
    assert found(CASES[0], f"Polisi juga memeriksa seorang {who} bernama Hengki.") == {"Hengki"}
