"""What phones do to a text, undone; its words stay."""

from __future__ import annotations

import re

import pytest
from kentongan.importer import structure
from kentongan.importer.cleaning import clean, to_markdown
from kentongan.importer.repair import repair, straighten
from kentongan.importer.split import releases_of

from tests.unit.importer.test_corpus import cases
from tests.unit.importer.test_corpus import draft as read_draft


@pytest.mark.parametrize(
    ("raw", "clean_text"),
    [
        ('"Kami siap," ujar Kapolsek.', "“Kami siap,” ujar Kapolsek."),
        ("“Kami siap,“ ujar Kapolsek.", "“Kami siap,” ujar Kapolsek."),
        ('" Kami siap ,"ujar Kapolsek.', "“Kami siap ,” ujar Kapolsek."),
        ("''Kami siap'', ujar Kapolsek.", "“Kami siap”, ujar Kapolsek."),
        ("„Kami siap,” ujar Kapolsek.", "“Kami siap,” ujar Kapolsek."),
        ("Kapolsek berkata, ”Kami siap.”", "Kapolsek berkata, “Kami siap.”"),
        ('Program "Polisi Menyapa" digelar.', "Program “Polisi Menyapa” digelar."),
    ],
)
def test_quotation_marks_stand_where_they_belong(raw: str, clean_text: str) -> None:
    assert straighten(raw) == clean_text


@pytest.mark.parametrize(
    ("raw", "clean_text"),
    [
        ("â€œKamiâ€\x9d siap â€“ ya", "“Kami” siap – ya"),
        ("Jumâ€™at", "Jum’at"),
        ("satu\u00a0 dua\u200b", "satu dua"),
        ("a&nbsp;b &amp; c", "a b & c"),
        ("<p>Satu</p><p>Dua</p>", "Satu\nDua\n"),
    ],
)
def test_damage_of_the_way_is_repaired(raw: str, clean_text: str) -> None:
    assert repair(raw) == clean_text


@pytest.mark.parametrize(
    ("raw", "markdown"),
    [
        ("*tebal* dan _miring_", "**tebal** dan *miring*"),
        ("*_keduanya_*", "***keduanya***"),
        ("~coret~", "~~coret~~"),
        ("5*3*2 dan nama_berkas_ini", "5*3*2 dan nama_berkas_ini"),
    ],
)
def test_whatsapp_marks_become_markdown(raw: str, markdown: str) -> None:
    assert to_markdown(raw) == markdown


def test_what_surrounds_a_release_is_taken_off() -> None:
    cleaned = clean(
        "*Forwarded many times*\nSelamat siang, mohon izin melaporkan\n\n🚨 *Polsek Beji Gelar "
        "Patroli* 🚨\n\nPASURUAN – Polsek Beji menggelar patroli. (Wie/Red)\n\n"
        "#PolriPresisi #Beji\nViews: 0\nHumas Polsek Beji"
    )
    assert cleaned.paragraphs == (
        "*Polsek Beji Gelar Patroli*",
        "PASURUAN – Polsek Beji menggelar patroli.",
    )


def test_lines_broken_by_a_narrow_screen_are_joined() -> None:
    cleaned = clean(
        "Judul Rilis Polsek Beji\n\nPASURUAN – Polsek Beji menggelar patroli malam di jalan\n"
        "raya yang sepi dan gelap untuk mencegah kejahatan\njalanan yang meresahkan warga desa.\n\n"
        "Patroli berakhir pagi."
    )
    assert len(cleaned.paragraphs) == 3


@pytest.mark.parametrize(
    ("paragraph", "dateline"),
    [
        ("Polresta Pasuruan – Menjelang pemilihan", "Polresta Pasuruan"),
        ("SURABAYA - Polisi menangkap", "SURABAYA"),
        ("PASURUAN,- Polisi menangkap", "PASURUAN"),
        ("Serang // Nama Media - Polisi menangkap", "Serang // Nama Media"),
        ("Tribratanews Polres X | Kecamatan – Polisi", "Tribratanews Polres X | Kecamatan"),
        ("*PASURUAN* – Polisi menangkap", "PASURUAN"),
        ("Pasuruan, 30 Agustus 2024 – Polisi", "Pasuruan, 30 Agustus 2024"),
        ("Demak – Jateng – Polres Demak", "Demak – Jateng"),
        ("Polisi menangkap pelaku - yang buron - kemarin", None),
        ("Sebanyak 20 - 30 orang hadir", None),
    ],
)
def test_datelines_are_told_from_sentences(paragraph: str, dateline: str | None) -> None:
    found = structure.split_dateline(paragraph)
    assert (found[0] if found else None) == dateline


def test_two_releases_in_one_text_are_two() -> None:
    texts = [text for name, text, _ in cases() if name in ("pil-koplo", "longsor")]
    found = releases_of("\n\n".join(texts))
    titles = [structure.read(item.paragraphs).title for item in found]
    assert len(titles) == 2
    assert all(titles)


def test_the_words_of_the_corpus_are_never_changed() -> None:
    for name, text, _ in cases():
        draft = read_draft(text)
        source = re.findall(r"[^\W_]+", repair(text))
        written = re.findall(r"[^\W_]+", f"{draft.title or ''} {draft.body}")
        position = 0
        for word in written:
            assert word in source[position:], (name, word)
            position += source[position:].index(word) + 1
