"""What a text names: pictures, players and links, with the words and orders that belong to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kentongan.manuscripts.markup import Renderer
from kentongan.parts.images import markup, named

PATH = "rilis/2026/05/patroli.md"
FOLDER = "rilis/2026/05"


def text_of(body: str) -> str:
    return Renderer().render(body, PATH).html


@pytest.mark.parametrize(
    ("body", "blur"),
    [
        ("![x](a.jpg){samarkan=10,20,30,40}", "10,20,30,40"),
        ("![x](a.jpg){ samarkan=10,20,30,40 }", "10,20,30,40"),
        ('![x](a.jpg){: samarkan="10, 20, 30, 40; 1,2,3,4"}', "10, 20, 30, 40; 1,2,3,4"),
        ("![x](a.jpg) {samarkan=10,20,30,40}", "10,20,30,40"),
        ("![x](a.jpg){Samarkan=10,20,30,40}", "10,20,30,40"),
        ('![x](a.jpg "judul"){samarkan=1,2,3,4}', "1,2,3,4"),
        ("Lihat ![x](a.jpg){samarkan=1,2,3,4} ini.", "1,2,3,4"),
        ('<img src="a.jpg" alt="x" samarkan="1,2,3,4">', "1,2,3,4"),
        ("![x](a.jpg)", None),
    ],
)
def test_the_order_to_blur_is_found_and_not_shown(body: str, blur: str | None) -> None:
    (found,) = named.read(text_of(body)).pictures
    assert found.path == "rilis/2026/05/a.jpg"
    assert found.blur == blur
    page = markup.public_text(text_of(body), markup.Published())
    assert "samarkan" not in page.lower()


def test_every_file_of_a_text_is_found() -> None:
    body = "[a](s.pdf) [b](lain.md) ![v](v.mp4) ![x](a.jpg) [luar](https://x.test/a.pdf) [s](s.pdf)"
    assert named.read(text_of(body)).paths == [
        f"rilis/2026/05/{name}" for name in ("s.pdf", "lain.md", "v.mp4")
    ]
    assert [picture.path for picture in named.read(text_of(body)).pictures] == [
        "rilis/2026/05/a.jpg"
    ]


@pytest.mark.parametrize("name", ["foto #2.jpg", "50%23.jpg", "a#b#c.jpg", "foto%2.jpg"])
def test_a_sign_in_the_name_of_a_file_cuts_nothing_off(name: str) -> None:
    written = name.replace("%", "%25").replace("#", "%23").replace(" ", "%20")
    text = text_of(f"![x]({written}) [b](lain.pdf#hal-2)")
    found = named.read(text)
    assert [picture.path for picture in found.pictures] == [f"rilis/2026/05/{name}"]
    assert found.paths == ["rilis/2026/05/lain.pdf"]


@pytest.mark.parametrize(
    ("body", "kind", "path", "poster"),
    [
        ("![x](a.jpg)", "picture", "a.jpg", ""),
        ('<img src="a.jpg" alt="x">', "picture", "a.jpg", ""),
        ("[x](a.jpg)", "link", "a.jpg", ""),
        ("[x](s.pdf)", "link", "s.pdf", ""),
        ("[x](lain.md)", "link", "lain.md", ""),
        ("![x](v.mp4)", "player", "v.mp4", ""),
        ('<video src="v.mp4"></video>', "player", "v.mp4", ""),
        ('<video src="v.mp4" poster="p.jpg"></video>', "player", "v.mp4", "p.jpg"),
        ('<audio src="r.mp3"></audio>', "player", "r.mp3", ""),
    ],
)
def test_a_text_tells_what_it_does_with_a_file(
    body: str, kind: str, path: str, poster: str
) -> None:
    things = named.read(text_of(f"Teks dan {body} di sini."))
    (thing,) = (*things.pictures, *things.files)
    assert (thing.kind, thing.path) == (kind, f"{FOLDER}/{path}")
    assert things.posters == ({f"{FOLDER}/{path}": f"{FOLDER}/{poster}"} if poster else {})


@pytest.mark.parametrize("body", ["Teks.", "[x](https://x.test/a.pdf)", "[x](/ralat/)"])
def test_a_text_without_files_names_nothing(body: str) -> None:
    assert named.read(text_of(body)) == named.NamedFiles()


def test_a_picture_of_another_site_has_no_path() -> None:
    (picture,) = named.read(text_of("![peta](https://peta.test/a.jpg)")).pictures
    assert (picture.path, picture.address) == ("", "https://peta.test/a.jpg")


PIECES = ("![x](a.jpg)", "[b](s.pdf)", "![v](v.mp4)", "[c](b.jpg)", "Warga.", "**tebal**", "\n\n")


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_the_order_of_the_text_is_kept(pieces: list[str]) -> None:
    things = named.read(text_of(" ".join(pieces)))
    files = {"[b](s.pdf)": "s.pdf", "![v](v.mp4)": "v.mp4", "[c](b.jpg)": "b.jpg"}
    assert len(things.pictures) == pieces.count("![x](a.jpg)")
    assert [file.path for file in things.files] == [
        f"{FOLDER}/{files[piece]}" for piece in pieces if piece in files
    ]
