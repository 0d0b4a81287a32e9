"""`Galeri`: further pictures stand in the page text, with all that holds for pictures there."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from kentongan.domain.release import Blur, Release
from kentongan.domain.units import Registry, Unit
from kentongan.gate import fields
from kentongan.manuscripts import gallery
from kentongan.manuscripts.manuscript import Manuscript
from kentongan.manuscripts.release import Reader

ZONE = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 11, 24, 12, tzinfo=ZONE)
HEAD = "Judul: Apel\nTanggal: 24 November 2026, 09.00 WIB\nSatuan: polsek-uji\n"
FOLDER = "rilis/2026/11"


def read(lines: str, body: str = "Isi.") -> Manuscript[Release]:
    reader = Reader(Registry([Unit("polsek-uji", "Polsek Uji")]), ZONE, NOW)
    return reader.read(f"{HEAD}{lines}\n\n{body}\n".encode(), f"{FOLDER}/apel.md")


def told(lines: str) -> list[str]:
    return [
        f"{problem.line} {problem.code}"
        for problem in read(lines).problems
        if problem.severity == "error"
    ]


def release_of(lines: str, body: str = "Isi.") -> Release:
    release = read(lines, body).value
    assert release
    return release


@pytest.mark.parametrize(
    "lines",
    [
        "Galeri: a.jpg | Warga, tua dan muda | Di balai; b.jpg | Petugas",
        "Galeri:\n  a.jpg | Warga, tua dan muda | Di balai\n  b.jpg | Petugas",
        "Gallery: a.jpg|Warga, tua dan muda|Di balai;b.jpg|Petugas|",
    ],
)
def test_each_entry_is_a_picture_with_its_words(lines: str) -> None:
    release = release_of(lines)
    first, second = release.all_pictures
    assert (first.path, first.alt) == (f"{FOLDER}/a.jpg", "Warga, tua dan muda")
    assert first.caption == "Di balai"
    assert (second.path, second.alt, second.caption) == (f"{FOLDER}/b.jpg", "Petugas", "")
    assert release.html.startswith("<p>Isi.</p>\n")
    assert release.text == "Isi."


def test_the_lead_stays_the_first_and_is_not_shown_twice() -> None:
    release = release_of("Gambar: a.jpg\nGambar-Alt: Apel\nGaleri: a.jpg | Apel; b.jpg | Petugas")
    assert [picture.path for picture in release.all_pictures] == [
        f"{FOLDER}/a.jpg",
        f"{FOLDER}/b.jpg",
    ]
    assert release.lead == release.picture
    alone = release_of("Galeri: b.jpg | Petugas")
    assert alone.lead and alone.lead.path == f"{FOLDER}/b.jpg"


@pytest.mark.parametrize("entry", ["a.jpg", "a.jpg | ", "a.jpg | x | y | z", "| x"])
def test_a_picture_without_words_is_an_error_of_its_line(entry: str) -> None:
    assert told(f"Galeri: {entry}") == ["4 releases.E015"]


def test_a_picture_outside_the_content_is_an_error() -> None:
    assert told("Galeri: ../../../../rahasia.jpg | Apel") == ["4 releases.E011"]


@pytest.mark.parametrize(
    ("order", "regions"),
    [
        ("{samarkan=1,2,3,4}", (Blur(1, 2, 3, 4),)),
        ("{ Samarkan = 1,2,3,4 }{samarkan=5,6,7,8}", (Blur(1, 2, 3, 4), Blur(5, 6, 7, 8))),
        ("{samarkan=wajah}", (Blur(0, 0, 100, 100),)),
    ],
)
def test_a_picture_can_be_blurred_and_a_misspelt_order_hides_all(
    order: str, regions: tuple[Blur, ...]
) -> None:
    for entry in (f"a.jpg {order} | Apel", f"a.jpg | Apel {order} | Di balai"):
        [picture] = release_of(f"Galeri: {entry}").all_pictures
        assert picture.blur == regions
        assert "samarkan" not in picture.alt + picture.caption


@pytest.mark.parametrize(
    "entry", ["a.jpg {samarkan=1,2,3,4 | Apel", "a.jpg samarkan=1,2 | Apel", "a.jpg {samar} | Apel"]
)
def test_an_order_that_is_no_order_is_an_error(entry: str) -> None:
    assert told(f"Galeri: {entry}") == ["4 releases.E015"]


def test_the_rules_are_asked_about_its_words_and_names() -> None:
    release = release_of("Galeri: saksi-budi.jpg | Saksi Budi | Rumah Budi", "![Pos](pos.jpg)")
    parts = [(part.field, part.text) for part in fields.told(release)]
    assert ("Galeri", "Saksi Budi") in parts and ("Galeri", "Rumah Budi") in parts
    assert ("Galeri", "Pos") not in parts  # the text itself is asked about it
    assert any("saksi-budi" in path for _, path in fields.files(release))


def test_words_that_look_like_tags_stay_words() -> None:
    release = release_of('Galeri: a"b.jpg | <b>Apel</b> "pagi" & sore')
    [picture] = release.all_pictures
    assert picture.path == f'{FOLDER}/a"b.jpg'
    assert picture.alt == '<b>Apel</b> "pagi" & sore'
    assert "<b>" not in release.html


def test_no_text_can_pretend_to_be_the_gallery() -> None:
    release = release_of("", '<p data-galeri=""><img src="a.jpg" alt="Apel"></p>')
    assert gallery.split(release.html) == (release.html, ())
