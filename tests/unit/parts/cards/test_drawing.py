"""Cards hold every title, stay small and are the same every time."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from kentongan.domain.release import Release
from kentongan.parts.cards import breaking, core, drawing, hooks, lettering
from kentongan.parts.cards.core import Card
from kentongan.site.entry import Links
from kentongan.site.model import Site
from PIL import Image, ImageDraw

from tests.unit.parts.images.pictures import photo, stored

TITLES = [
    "",
    "A",
    "Imbauan banjir",
    "Polsek Kraton Pantau Kegiatan Kampanye, Warga Diimbau Tetap Jaga Kerukunan",
    "Kapolresta Pasuruan Pimpin Apel Gelar Pasukan Operasi " * 12,
    "Pertanggungjawaban" * 15,
    "WWWWWWWWWW " * 30,
    "i " * 400,
]


def card(title: str) -> Card:
    return Card(
        title,
        "Humas Polresta Pasuruan",
        "Siaran pers",
        "Polsek Kraton",
        "Jumat, 30 Agustus 2024",
        "4K7-Q2M-9XC",
    )


def noise(width: int, height: int) -> bytes:
    return stored(Image.effect_noise((width, height), 120).convert("RGB"), "JPEG", quality=95)


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize(
    ("address", "picture", "kind", "most"),
    [
        ("", None, "PNG", 25_000),
        ("/gambar/a.jpg", photo(1200, 800), "JPEG", 300_000),
        ("/gambar/lost.jpg", None, "JPEG", 300_000),
    ],
)
def test_every_title_gives_a_card_of_the_right_size(
    title: str, address: str, picture: bytes | None, kind: str, most: int
) -> None:
    shown = replace(card(title), picture=address)
    data = drawing.draw(shown, picture)
    image = Image.open(io.BytesIO(data))
    image.load()
    assert (image.format, image.size) == (kind, (1200, 630))
    assert len(data) < most
    assert data == drawing.draw(shown, picture)


@pytest.mark.parametrize("size", [(1, 1), (1200, 800), (360, 1000), (1000, 40), (1200, 1200)])
def test_every_picture_fills_the_card_and_stays_small(size: tuple[int, int]) -> None:
    shown = replace(card("Judul"), picture="/gambar/a.jpg")
    data = drawing.draw(shown, noise(*size))
    assert Image.open(io.BytesIO(data)).size == (1200, 630)
    assert len(data) < 300_000


@pytest.mark.parametrize("title", TITLES[1:])
@pytest.mark.parametrize(("height", "most"), [(342, 5), (220, 3)])
def test_lines_fit_the_room(title: str, height: int, most: int) -> None:
    size, lines = breaking.fit(title, (92, 64, 44), 1072, height, most)
    assert 1 <= len(lines) <= most
    assert len(lines) * size * 1.12 <= height
    font = lettering.font("Bold", size)
    assert all(font.getlength(line) <= 1072 + 2 for line in lines)


def test_a_short_title_is_large_and_a_long_one_small() -> None:
    sizes = (92, 64, 44)
    assert breaking.fit("Imbauan banjir", sizes, 1072, 342, 5)[0] == 92
    assert breaking.fit(TITLES[4], sizes, 1072, 342, 5)[0] == 44


def test_a_title_too_long_ends_in_an_ellipsis() -> None:
    assert breaking.fit(TITLES[4], (92, 44), 1072, 342, 5)[1][-1].endswith("…")


def test_no_word_is_lost_while_there_is_room() -> None:
    title = TITLES[3]
    assert " ".join(breaking.fit(title, (92, 64, 44), 1072, 342, 5)[1]) == title


def test_lines_are_of_about_equal_length() -> None:
    _, lines = breaking.fit("Polsek Kraton Ajak Warga Jaga Kamtibmas", (76,), 1072, 342, 5)
    assert len(lines) == 2
    assert abs(len(lines[0]) - len(lines[1])) <= 6


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“Jaga” – kata ‘dia’ … é ½ – —", "“Jaga” – kata ‘dia’ … é ½ – —"),
        ("Cafe\u0301 Ratu", "Café Ratu"),
        ("Awas 🚓🔥 banjir 👮‍♂️!", "Awas banjir !"),
        ("a\u200bb\tc\nd", "ab c d"),
        ("漢字 Kraton", "Kraton"),
        ("🚓", ""),
    ],
)
def test_what_the_font_cannot_show_is_dropped(text: str, wanted: str) -> None:
    assert lettering.printable(text) == wanted


# Receivers


@pytest.fixture
def site(make_site: Callable[..., Site], tmp_path: Path) -> Site:
    site = make_site()
    site.cache = tmp_path
    return site


def files(site: Site, release: Release) -> dict[str, Any]:
    return dict(hooks.release_files(site, release, Links()))


def test_a_card_is_published_under_its_address(site: Site, make_release: Any) -> None:
    release = make_release()
    ((name, path),) = files(site, release).items()
    assert "/" + name == core.card_path(release, site)
    assert Image.open(path).size == (1200, 630)


def test_a_card_is_drawn_once(
    site: Site, make_release: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = files(site, make_release())
    monkeypatch.setattr(drawing, "draw", None)
    assert files(site, make_release(text="Teks lain.")) == first


def test_drafts_and_closed_releases_write_no_card(site: Site, make_release: Any) -> None:
    assert files(site, make_release(status="draf")) == {}


def test_the_card_of_the_site_is_a_task_of_its_own(site: Site) -> None:
    (task,) = hooks.collect(site)
    ((name, data),) = task.make(site, *task.args)
    assert "/" + name == core.site_card_path(site)
    assert isinstance(data, bytes)
    assert len(data) < 300_000


def test_templates_learn_the_addresses(site: Site, make_release: Any) -> None:
    helpers = hooks.template_helpers(site)
    release = make_release()
    assert helpers["card_url"](release) == core.card_path(release, site)
    assert helpers["site_card_url"] == core.site_card_path(site)


@pytest.mark.parametrize("word", ["Kraton", "Wajo", "“Jaga”", "jyf", "AVATAR", "ÉÅ", "4K7-Q2M-9XC"])
@pytest.mark.parametrize(("weight", "size"), [("Bold", 92), ("Bold", 44), ("Regular", 30)])
def test_a_word_of_kept_letters_is_the_word_that_the_font_draws(
    word: str, weight: str, size: int
) -> None:
    kept, drawn = (Image.new("L", (700, 200)) for _ in range(2))
    lettering.write(kept, word, weight, size, 20, 120)
    pen = ImageDraw.Draw(drawn)
    pen.text((20, 120), word, fill=255, font=lettering.font(weight, size), anchor="ls")
    assert kept.tobytes() == drawn.tobytes()
