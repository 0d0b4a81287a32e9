"""Families of words in press texts: one root for each, and no root that the rules cannot make."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kentongan.parts.search.affixes import candidates, light
from kentongan.parts.search.stems import stem
from kentongan.parts.search.tables import table

# Forms of a root as releases write them, and as readers type them.
FAMILIES = """
selidik: selidik menyelidiki diselidiki penyelidik penyelidikan
sidik: menyidik penyidik penyidikan disidik
rampok: merampok dirampok perampok perampokan
rampas: merampas dirampas perampasan
culik: menculik diculik penculik penculikan
bacok: membacok dibacok pembacokan
rusak: merusak dirusak kerusakan perusakan
cek: mengecek dicek pengecekan
bom: mengebom dibom pengeboman
gerak: bergerak digerakkan pergerakan menggerakkan
tangkap: menangkap ditangkap tertangkap penangkapan
curi: mencuri dicuri pencuri pencurian
periksa: memeriksa diperiksa pemeriksa pemeriksaan
aman: mengamankan diamankan pengamanan keamanan
adu: mengadu diadukan pengaduan mengadukan
tabrak: menabrak ditabrak tabrakan bertabrakan tertabrak
celaka: kecelakaan
bakar: membakar dibakar terbakar kebakaran pembakaran
bunuh: membunuh dibunuh pembunuh pembunuhan terbunuh
sita: menyita disita penyitaan
edar: mengedarkan diedarkan pengedar peredaran beredar
ungkap: mengungkap diungkap terungkap pengungkapan
tutup: menutup ditutup penutupan tertutup
alih: mengalihkan dialihkan pengalihan
langgar: melanggar dilanggar pelanggar pelanggaran
minta: meminta diminta permintaan
masuk: memasuki dimasukkan masuknya
kawal: mengawal dikawal pengawalan
kunjung: mengunjungi berkunjung kunjungan dikunjungi
ukur: mengukur diukur pengukuran
begal: membegal dibegal pembegalan
viral: diviralkan memviralkan
keroyok: mengeroyok dikeroyok pengeroyokan
aniaya: menganiaya dianiaya penganiayaan
hilang: menghilang kehilangan menghilangkan
temu: menemukan ditemukan bertemu pertemuan penemuan
jaga: menjaga dijaga berjaga penjagaan
tugas: bertugas petugas penugasan menugaskan
ubah: mengubah berubah perubahan diubah
alat: peralatan
rawat: merawat dirawat perawatan
imbau: mengimbau diimbau imbauan
patuh: mematuhi dipatuhi kepatuhan patuhi
waspada: mewaspadai waspadai kewaspadaan
"""
PAIRS = [
    (form, root)
    for line in FAMILIES.strip().splitlines()
    for root, forms in [line.split(": ")]
    for form in forms.split()
]


@pytest.mark.parametrize(("form", "root"), PAIRS)
def test_a_form_has_the_root_of_its_family(form: str, root: str) -> None:
    assert stem(form) == root


def test_a_reader_s_form_that_no_release_holds_leads_to_the_root_nearly_always() -> None:
    missed = [form for form, root in PAIRS if root not in candidates(form)]
    assert len(missed) / len(PAIRS) <= 0.03, missed


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("penyelidikan", "lidi"),
        ("kerusakan", "rusa"),
        ("perampasan", "ampas"),
        ("berisi", "risi"),
        ("pencari", "pencar"),
        ("bekasi", "kasi"),
        ("disabilitas", "sabilitas"),
        ("dirlantas", "lantas"),
    ],
)
def test_a_word_is_not_taken_for_another_family(word: str, other: str) -> None:
    assert stem(word) != other


@pytest.mark.parametrize("word", ["kediri", "pasuruan", "perempuan", "keluarga", "bali", "serang"])
def test_names_and_whole_words_stay(word: str) -> None:
    assert stem(word) == word


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20))
def test_a_stem_is_a_word_and_what_a_browser_guesses_holds_the_word_itself(word: str) -> None:
    assert stem(word) and light(word) == candidates(word)[0]
    assert all(guess and len(guess) <= len(word) + 1 for guess in candidates(word))


def test_no_word_of_the_tables_contradicts_itself() -> None:
    known = table()
    assert not known.roots & known.no_roots
    assert all(root not in others for root, others in known.same.items())


def finds(query: str, word: str) -> bool:
    """Whether the browser finds a release that holds `word` alone, as `lib/postings.js` asks."""
    root = stem(word)
    stated = {} if light(word) == root else {word: root}
    return query in (word, root) or any(
        stated.get(guess, guess) == root for guess in candidates(query)
    )


def test_what_is_typed_finds_what_is_written() -> None:
    """`pairs.txt`: a word as readers type it, and one of its family as a release writes it."""
    lines = (Path(__file__).parent / "pairs.txt").read_text("utf-8").splitlines()
    pairs = [line.split() for line in lines]
    missed = [(query, word) for query, word in pairs if not finds(query, word)]
    assert len(pairs) > 300
    assert len(missed) <= 0.01 * len(pairs), missed
