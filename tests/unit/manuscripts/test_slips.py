"""Slips in lines that protect: whatever is typed, the text is hidden or somebody is told."""

from __future__ import annotations

import random
import string
import unicodedata
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from kentongan.domain.lifecycle import public_view
from kentongan.domain.units import Registry, Unit
from kentongan.manuscripts import frontmatter, slips
from kentongan.manuscripts.keys import PAGE, RELEASE, UNIT, Table
from kentongan.manuscripts.release import Reader
from kentongan.manuscripts.source import Field

CORPUS = Path(__file__).parents[2] / "corpus"
ZONE = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 11, 24, 12, tzinfo=ZONE)
READER = Reader(Registry([Unit("polsek-uji", "Polsek Uji")]), ZONE, NOW)
LEAD = "Polsek Uji - Petugas berpatroli pada Senin (23/11/2026) pagi."
HEAD = "Judul: Uji\nTanggal: 23 November 2026\nSatuan: Polsek Uji\nKode: D8X-J8A-K82\n"

# What is typed, and what must stand around it so that it has something to protect.
LINES = {
    "Status: draf": "",
    "Terbit: 30 Desember 2026": "",
    "Dicabut: privasi": "Alasan: Salah orang.\n",
    "Samarkan: 0,0,50,50": "Gambar: a.png\nGambar-Alt: Petugas\n",
    "Status-Kasus: ditemukan": (
        "Jenis: orang-hilang\nNama: Warga\nDiperbarui: 23 November 2026\n"
        "Berlaku-Sampai: 1 Januari 2027\n"
    ),
    "Berlaku-Sampai: 23 November 2026, 10.00": (
        "Jenis: dpo\nNama: Warga\nStatus-Kasus: dicari\nBerlaku-Mulai: 20 November 2026\n"
    ),
}


def is_protected(text: str) -> bool:
    """Whether a reader is told of an error, or the text is hidden, closed, withdrawn, blurred."""
    manuscript = READER.read(text.encode("utf-8", "surrogatepass"), "rilis/2026/11/uji.md")
    if any(problem.severity == "error" for problem in manuscript.problems):
        return all(problem.fix for problem in manuscript.problems)
    release = manuscript.value
    assert release is not None
    blurred = release.picture is not None and bool(release.picture.blur)
    return public_view(release, NOW).state != "shown" or blurred


def file_of(line: str, more: str) -> str:
    return f"{HEAD}{more}{line}\n\n{LEAD}\n\nKegiatan aman.\n"


def slip(line: str, chance: random.Random) -> str:
    """The line with one thing wrong that a thumb or a word processor does."""
    key, _, value = line.partition(": ")
    place = chance.randrange(len(key))
    letter = chance.choice(string.ascii_letters)
    marks = chance.choice(["*", "**", "_", "~", "`", "***", '"', "“", "[", "("])
    blank = chance.choice("\xa0\u2007\u2009\u202f\u3000\u200a\t")
    unseen = chance.choice("\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u2063\u200e\ufe0f\u061c")
    bullet = chance.choice(["- ", "* ", "• ", "+ ", "1. ", "2) ", "> ", "# ", "– ", "📌 ", "☑️ "])
    wide = "".join(chr(ord(sign) + 0xFEE0) if sign.isalpha() else sign for sign in key)
    look = key.translate(str.maketrans("aeopcxysijBCEHKMPT", "аеорсхуѕіјВСЕНКМРТ"))
    forms = [
        f"{key[:place]}{key[place + 1 :]}: {value}",
        f"{key[:place]}{key[place]}{key[place:]}: {value}",
        f"{key[:place]}{letter}{key[place:]}: {value}",
        f"{key[:place]}{letter}{key[place + 1 :]}: {value}",
        f"{key[:place]}{key[place : place + 2][::-1]}{key[place + 2 :]}: {value}",
        f"{key}:{blank}{value}",
        f"{key}{blank}: {value}",
        f"{blank}{key}: {value}",
        f"{key}:{value}",
        f"{key} :{value}",
        f"{key[:place]}{unseen}{key[place:]}: {value}",
        f"{unseen}{key}: {value}",
        f"{key}{unseen}: {value}",
        f"{key}:{unseen} {value}",
        f"{key}: {unseen}{value}{unseen}",
        f"{marks}{key}{marks}: {value}",
        f"{marks}{key}:{marks} {value}",
        f"{marks}{key}: {value}{marks}",
        f"{bullet}{key}: {value}",
        f"{bullet}{marks}{key}{marks}: {value}",
        f"{key}{chance.choice('：﹕︓ː∶꞉׃')} {value}",
        f"{key}{chance.choice(['=', ' = ', ' - ', ' – ', ';', ' -> ', ' → ', ' | ', '=>'])}{value}",
        f"{wide}: {value}",
        f"{look}: {value}",
        f"{key.upper()}: {value.upper()}",
        f"{key.swapcase()}: {value}",
        f"{key.replace('-', chance.choice(['', '_', ' ', '–', '‑', '/', '.']))}: {value}",
        f"{key}:",
        f"{key}: {chance.choice(['~', 'null', '-', '?', '…', 'TBA', 'ya'])}",
        f"{key}: {value}\n{key}: {chance.choice(['terbit', '1 Mei 2026', 'tetap', 'dicari'])}",
        f"\n{key}: {value}",
        f"\u200b\n{key}: {value}",
        f"\n{marks}{key}:{marks} {value}",
        f"---\n{key}: {value}",
        f"\n---\n{key}: {value}",
        f"  {key}: {value}",
        f"{unicodedata.normalize('NFD', key.replace('a', 'á'))}: {value}",
        f"{key}-{chance.choice(['Rilis', 'Pada', 'Naskah', 'Ini'])}: {value}",
        f"Tag: aman\n  {key}: {value}",
    ]
    return chance.choice(forms)


@pytest.mark.parametrize("line", LINES)
def test_a_line_as_it_should_be_protects_and_is_no_mistake(line: str) -> None:
    text = file_of(line, LINES[line])
    assert is_protected(text)
    problems = READER.read(text.encode(), "rilis/2026/11/uji.md").problems
    assert [problem for problem in problems if problem.code == slips.CODE] == []


@settings(max_examples=1500, deadline=None)
@given(st.sampled_from(sorted(LINES)), st.integers(0, 10**9))
def test_no_slip_makes_anything_public(line: str, seed: int) -> None:
    typed = slip(line, random.Random(seed))
    assert is_protected(file_of(typed, LINES[line])), typed


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(sorted(LINES)), st.integers(0, 10**9))
def test_no_slip_in_yaml_makes_anything_public(line: str, seed: int) -> None:
    typed = slip(line, random.Random(seed))
    assume(not typed.startswith("#"))  # a comment, as one is meant
    text = file_of(typed, LINES[line])
    assert is_protected(
        f"---\n{text.replace(f'{chr(10) * 2}{LEAD}', f'{chr(10)}---{chr(10)}{LEAD}')}"
    ), typed


KIN = [
    "Embargo: 30 Desember 2026", "Publish-Date: 2026-12-30", "Publish Date: besok",
    "Cabut: privasi", "Pencabutan: privasi", "Ditarik: ya", "Konsep: ya", "Draft: mungkin",
    "Published: false", "Visibility: private", "Hidden: true", "Keadaan: draf", "Catatan: draf",
    "Jangan-Terbit: ya", "Jadwal-Terbit: 30 Desember 2026", "Tanggal-Terbit: 30 Desember 2026",
    "Terbit-Pada: 30 Desember 2026", "Terbitkan: 30 Desember 2026", "Embargo-Sampai: 30/12/2026",
    "Release-Date: 30/12/2026", "Pub-Date: 30/12/2026", "Sensor: 0,0,50,50", "Muka: 0,0,50,50",
    "Buramkan: 0,0,50,50", "Berlaku-Hingga: 1/1/2027", "Sampai: 1/1/2027", "Expiry: 1/1/2027",
    "Kedaluwarsa: 1/1/2027", "Kategori: dpo", "Type: dpo", "Status-Rilis: draf", "Stat: draf",
]  # fmt: skip


@pytest.mark.parametrize("line", KIN)
def test_a_key_that_means_the_same_is_an_error_with_its_line(line: str) -> None:
    manuscript = READER.read(file_of(line, "").encode(), "rilis/2026/11/uji.md")
    errors = [problem for problem in manuscript.problems if problem.severity == "error"]
    assert [problem.line for problem in errors] == [5], manuscript.problems
    assert all(problem.fix and problem.message.endswith(".") for problem in errors)


@pytest.mark.parametrize(
    "line",
    ["Judull: B", "Catatan: periksa lagi", "Redaktur: Humas", "Nomor: 12", "Umur: 71 tahun",
     "Jenis-Kelamin: perempuan", "Tanggal-Lahir: 1955", "Layout: post", "Editor: Wie",
     "Sumber: Polsek", "Foto: pos.jpg", "Wartawan: Anu", "Keywords: aman", "Weight: 3"],
)  # fmt: skip
def test_other_unknown_keys_stay_warnings(line: str) -> None:
    manuscript = READER.read(file_of(line, "").encode(), "rilis/2026/11/uji.md")
    assert [problem.code for problem in manuscript.problems] == ["releases.W004"]


BODIES = [
    LEAD,
    "Status jalan raya di Kecamatan Uji kembali normal pada Senin (23/11/2026).",
    "Terbitan koran lokal memuat kabar itu pada 23 November 2026.",
    "Pasuruan, 23 November 2026 - Petugas menutup jalan: dua lajur dari arah barat.",
    "Nama: Sukinah\nUmur: 71 tahun\nCiri: kebaya biru\n\nTelah hilang.",
    "Lokasi: Balai Desa Uji\nWaktu: pukul 08.00 WIB s.d. selesai\n\nLayanan SIM keliling.",
    "Hari/Tanggal: Senin, 30 November 2026\nTempat: Balai Desa\n\nDatanglah.",
    "Bukti: satu sepeda motor.\n\nAlasan: rem blong.",
    "Petugas mengimbau warga.\n\nStatus: Waspada.\n\nJenis: layanan SIM.\n\nTanggal: menyusul.",
    "Draf aturan itu dibahas bersama warga.\n\nEmbargo senjata dibahas pula.",
    "Kontak: 110\n\nGambar: petugas di pos.",
    "1. Patroli\n2. Sambang\n\n- Bukti: nihil\n- Lokasi: Pasar",
]  # fmt: skip


@pytest.mark.parametrize("body", BODIES)
def test_a_text_is_not_taken_for_front_matter(body: str) -> None:
    manuscript = READER.read(f"{HEAD}\n{body}\n".encode(), "rilis/2026/11/uji.md")
    assert manuscript.problems == ()


@pytest.mark.parametrize("table", [UNIT, PAGE], ids=["unit", "page"])
def test_units_and_pages_cannot_be_hidden_and_say_so(table: Table) -> None:
    for key in ("Status", "Draft", "Terbit", "Embargo", "Dicabut", "Satus"):
        problem = slips.of_key(Field(key, ("draf",), 2), table)
        assert problem and problem.code == slips.CODE and "tidak berlaku" in problem.message
    for key in ("Tanggal", "Jenis", "Kota", "Alamat-Web"):
        assert slips.of_key(Field(key, ("x",), 2), table) is None


def test_every_protecting_key_of_the_contract_is_marked() -> None:
    assert {name for name, key in RELEASE.keys.items() if key.protects} == {
        "Status", "Terbit", "Dicabut", "Samarkan", "Status-Kasus", "Berlaku-Sampai", "Jenis",
        "Tanggal",
    }  # fmt: skip


def test_a_message_does_not_repeat_the_number_of_a_person() -> None:
    text = file_of("NIK 3575014708990003: draf", "")
    problems = READER.read(text.encode(), "rilis/2026/11/uji.md").problems
    assert problems and not any("3575" in f"{problem.message}{problem.fix}" for problem in problems)


@pytest.mark.parametrize(
    "line",
    [
        *("Keadaan: draf", "State: draft", "Visibility: draft", "Status Rilis: draf"),
        *("Published: false", "Terbitkan: tidak", "Rilis-Pada: 30 Desember 2026"),
        *("Tahan-Sampai: 30 Desember 2026", "Ditarik: privasi", "Takedown: privasi", "Hapus: ya"),
        "<b>Status</b>: draf",
    ],
)
def test_a_word_that_means_the_same_counts_behind_a_blank_line_too(line: str) -> None:
    assert is_protected(file_of(line, "Alasan: Salah orang.\n"))
    assert is_protected(f"{HEAD}\n{line}\n\n{LEAD}\n\nKegiatan aman.\n")


@pytest.mark.parametrize(
    "line",
    [
        *("Waktu: 30 Desember 2026", "Hari: Senin", "Status jalan: ramai", "Cuaca: cerah"),
        *("Jadwal: Rabu, 30 Desember 2026", "BBM: langka"),
        *(
            "Jadwal: 30 Desember 2026\nTempat: Balai Desa",
            "Honda: Beat",
            "Draf Perda Dibahas Warga",
        ),
        *("Situasi: kondusif", "Rilis: Humas Polsek Uji", "Embargo senjata dicabut", "Tahan emosi"),
        *("Belum ada korban", "Jangan sebarkan hoaks", "Terbit matahari pukul 05.10 WIB"),
    ],
)
def test_a_text_may_begin_with_lines_of_its_own(line: str) -> None:
    assert not is_protected(f"{HEAD}\n{line}\n\n{LEAD}\n\nKegiatan aman.\n")


LABELS = (
    "Status: draf|Satus: draf|STATUS: DRAF|Keadaan: draf|Kondisi naskah: belum final|Draft: ya|"
    "Embargo: 30 Desember 2026|Embargo sampai: 30/12/2026 17.00|Tayang: 30 Desember 2026|"
    "Jadwal: 30 Desember 2026|Jadwal tayang: 30 Desember 2026|Terbit: besok|Publish: 2026-12-30|"
    "Publish: no|Published: false|Unpublish: yes|Hidden: true|Visible: no|Private: yes|"
    "Estado: borrador|Statut: brouillon|Zustand: Entwurf|Stato: bozza|Publier: non|Concept: ja|"
    "Veröffentlichen: nein|État: brouillon|Статус: черновик|状态: 草稿|สถานะ: ร่าง|Terbitake: suk|"
    "Kahanan: draf|Dicabut: privasi|Ditarik: ya|Hapus: ya|Takedown: yes|Batal tayang: ya|"
    "Samarkan: 0,0,50,50|Sensor: 1,2,3,4|Status kasus: selesai|Persetujuan: belum|ACC: belum|"
    "Final: belum|Sifat: rahasia|Catatan: jangan tayang|Keterangan: tunda dulu|Review: pending|"
    "Tunda: ya|Siap-tayang: belum|Boleh-tayang: tidak|Sembunyikan: ya|Go-Live: 30/12/2026"
).split("|")
REMARKS = (
    "DRAF|Draft|(draf)|[DRAFT]|** DRAF **|DRAF - belum final|Draft 2|Konsep rilis|EMBARGO|"
    "Embargo 30 Desember 2026|Embargo sampai pukul 17.00|EMBARGO s.d. 30/12/2026|Tahan dulu|"
    "Jangan tayang dulu|Jangan ditayangkan sebelum jam 5|Belum boleh tayang|Mohon ditahan dulu|"
    "Tahan sampai besok|Status draf|Satus draf|Status. draf|Status/draf|Status » draf|"
    "Dicabut privasi|Terbit 30 Desember 2026|Tayang 30 Desember 2026|Belum di-ACC|Belum disetujui|"
    "Do not publish|Hold until 5 pm|Hanya untuk kalangan internal|Rahasia|Ojo terbit dhisik"
    "|Masih draf"
).split("|")
DRESSED = (
    *(
        "{}",
        "# {}",
        "// {}",
        "<!-- {} -->",
        "- {}",
        "> {}",
        "**{}**",
        '"{}"',
        "[{}]",
        "{{{{ {} }}}}",
    ),
    *(
        "1. {}",
        "%{}",
        "_{}_",
        "({})",
        "📌 {}",
        ";{}",
        "{}.",
        "{} # catatan",
        "\u200b{}",
        "<b>{}</b>",
    ),
)
PLACES = (
    HEAD + "{}\n\n" + LEAD + "\n",
    "{}\n" + HEAD + "\n" + LEAD + "\n",
    HEAD + "\n{}\n\n" + LEAD + "\n",
    HEAD + "\n{}\n" + LEAD + "\n",
    f"---\n{HEAD}{{}}\n---\n{LEAD}\n",
    f"---\n{HEAD}---\n{{}}\n\n{LEAD}\n",
)


@example("État: brouillon", "<b>{}</b>", PLACES[4])
@example("Veröffentlichen: nein", "<b>{}</b>", PLACES[4])
@settings(max_examples=300, deadline=None)
@given(st.sampled_from((*LABELS, *REMARKS)), st.sampled_from(DRESSED), st.sampled_from(PLACES))
def test_whatever_may_be_meant_to_protect_is_told_of(line: str, dress: str, place: str) -> None:
    assert is_protected(place.format(dress.format(line)))


@pytest.mark.parametrize("key", ["Xyzzy", "Tilanne", "Quorn-Blat", "Ẅörk"])
@pytest.mark.parametrize("value", ["luonnos", "no", "2026-12-30", "30 Desember 2026"])
def test_a_key_that_nobody_knows_is_an_error_where_its_value_may_hide(key: str, value: str) -> None:
    assert is_protected(file_of(f"{key}: {value}", ""))


@pytest.mark.parametrize(
    "line",
    ["Xyzzy: satu dua tiga empat lima", "Xyzzy: blergh", "Warna: merah", "Lokasii: Uji",
     "Foto-2: pos.jpg", "Xyzzy: https://a.example/b", "Pewarta: Anu",
     "Keywords: aman, damai, tertib, jaya"],
)  # fmt: skip
def test_an_unknown_key_that_hides_nothing_is_a_warning(line: str) -> None:
    problems = READER.read(file_of(line, "").encode(), "rilis/2026/11/uji.md").problems
    assert [problem.code for problem in problems] == ["releases.W004"]


@pytest.mark.parametrize(
    "head",
    [
        *(HEAD.replace("Uji\n", f"{title}\n", 1) for title in (
            "[DRAF] Uji", "Uji (draft)", "DRAF - Uji", "EMBARGO: Uji", "Uji; Status: draf",
            "Uji, status: draf", "Uji # Status: draf", "Uji | Embargo: 30/12/2026")),
        HEAD + "Penulis: Humas  Status: draf\n",
    ],
)  # fmt: skip
def test_a_mark_within_another_line_is_told_of(head: str) -> None:
    assert is_protected(f"{head}\n{LEAD}\n")


@pytest.mark.parametrize("title", ["Warga Bahas Draf Perda", "Embargo Senjata: Polri Siap", "Uji"])
def test_a_title_may_speak_of_drafts(title: str) -> None:
    assert not is_protected(f"{HEAD.replace('Uji', title, 1)}\n{LEAD}\n")


def test_a_mark_below_the_text_is_told_of() -> None:
    text = "\n\n".join([LEAD] * 12)
    assert is_protected(f"{HEAD}\n{text}\n\nStatus: draf\n")
    assert not is_protected(f"{HEAD}\n{text}\n\nStatus: waspada\n")


def test_a_folder_does_not_hide_what_lies_in_it() -> None:
    problems = READER.read(file_of("Tag: aman", "").encode(), "rilis/draf/uji.md").problems
    assert [(problem.code, problem.severity) for problem in problems] == [(slips.CODE, "error")]


def test_texts_as_they_come_in_are_not_taken_for_front_matter() -> None:
    stopped = []
    for path in sorted(CORPUS.glob("*.txt")):
        text = path.read_text("utf-8", errors="replace")
        source, _ = frontmatter.split(f"{HEAD}\n{text}")
        if any(slips.of_lines(source, RELEASE)):
            stopped.append(path.name)
    # They begin with keys (`Judul : …`, `Penulis: …`) or with the head of a mail; an import takes
    # both off.
    keys = ["balik-r-byline-depan.txt", "penulis-di-awal.txt"]
    mails = [
        "giliran-surel-forward.txt",
        "rupa-t-salinan-surel.txt",
        "sebaran-rilis-email.txt",
        "unggah3-surel-rilis-penyelundupan-burung-ketapang.txt",
    ]
    assert stopped == sorted([*keys, *mails])
