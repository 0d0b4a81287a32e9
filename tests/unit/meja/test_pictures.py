"""Photographs of a text keep their order and words; what is not touched keeps its bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kentongan.manuscripts.markup import Renderer
from kentongan.meja import pictures
from kentongan.meja.editing import EditError

HEAD = b"Judul: Patroli\nTanggal: 4 Mei 2026\nSatuan: polsek-uji\n\nIsi berita.\n"
WORDS = st.text(
    st.sampled_from("aB é“”'\"()[]{}*_~`\\<>&!#|;:,-0/"), min_size=1, max_size=24
).filter(lambda text: any(letter.isalnum() for letter in text))


def with_photographs(*names: str) -> bytes:
    data = HEAD
    for name in names:
        data = pictures.add(data, name, f"Foto {name}")
    return data


def names(data: bytes) -> list[str]:
    return [photo.name for photo in pictures.read(data)]


def test_the_first_leads_and_the_others_follow_in_order() -> None:
    data = with_photographs("a.jpg", "b.jpg", "c.jpg")
    assert names(data) == ["a.jpg", "b.jpg", "c.jpg"]
    assert b"Gambar: a.jpg\nGambar-Alt: Foto a.jpg\n" in data
    assert data.endswith(b"\n\n![Foto b.jpg](b.jpg)\n\n![Foto c.jpg](c.jpg)\n")


def test_one_moves_up_until_it_leads_and_words_go_along() -> None:
    data = with_photographs("a.jpg", "b.jpg", "c.jpg", "d.jpg")
    orders = []
    for _ in range(4):
        orders.append("".join(name[0] for name in names(data)))
        data = pictures.move_up(data, "d.jpg")
    assert orders == ["abcd", "abdc", "adbc", "dabc"]
    assert all(photo.alt == f"Foto {photo.name}" for photo in pictures.read(data))


def test_another_leads_and_they_change_places() -> None:
    data = pictures.lead_with(with_photographs("a.jpg", "b.jpg", "c.jpg"), "c.jpg")
    assert names(data) == ["c.jpg", "b.jpg", "a.jpg"]
    assert pictures.read(data)[0].alt == "Foto c.jpg"


@pytest.mark.parametrize("dropped", ["a.jpg", "b.jpg", "c.jpg"])
def test_one_goes_and_the_others_stay(dropped: str) -> None:
    left = [name for name in ("a.jpg", "b.jpg", "c.jpg") if name != dropped]
    assert names(pictures.drop(with_photographs("a.jpg", "b.jpg", "c.jpg"), dropped)) == left


def test_the_last_one_leaves_the_file_as_it_was() -> None:
    assert pictures.drop(with_photographs("a.jpg"), "a.jpg") == HEAD


@given(WORDS, WORDS)
def test_any_words_come_back_and_reach_the_page(alt: str, caption: str) -> None:
    data = with_photographs("a.jpg", "b.jpg")
    for name in ("a.jpg", "b.jpg"):
        data = pictures.describe(data, name, alt, caption)
    line, below = " ".join(alt.split()), " ".join(caption.split())
    lead, other = pictures.read(data)
    assert (lead.alt, lead.caption) == (line, below)
    as_shown = str.maketrans("<>", "‹›")
    assert (other.alt, other.caption) == (line.translate(as_shown), below.translate(as_shown))
    page = Renderer().render(other.markdown, "rilis/2026/05/a.md")
    assert page.pictures == ("rilis/2026/05/b.jpg",)
    assert page.html.count("<img") == 1
    assert pictures.describe(data, "b.jpg", other.alt, other.caption) == data


def test_spaces_of_the_file_are_no_change() -> None:
    data = HEAD + b'\n![Dua  petugas](b.jpg  "Di  pasar")\n'
    (shown,) = pictures.read(data)
    assert pictures.describe(data, "b.jpg", shown.alt, shown.caption) == data


def test_the_credit_of_the_lead_stays_when_its_words_change() -> None:
    data = with_photographs("a.jpg").replace(b"\n\n", b"\nGambar-Kredit: Humas\n\n", 1)
    (lead,) = pictures.read(pictures.describe(data, "a.jpg", "Dua petugas", "Di pasar"))
    assert (lead.alt, lead.caption, lead.credit) == ("Dua petugas", "Di pasar", "Humas")


def test_a_photograph_that_is_not_there_is_refused() -> None:
    with pytest.raises(EditError, match="tidak ada"):
        pictures.describe(HEAD, "x.jpg", "a", "")
