"""Pictures that go out as they were taken: the lead, those of the text, those behind links."""

from __future__ import annotations

from itertools import product

import pytest
from kentongan.gate.core import check_release
from kentongan.gate.document import Document
from kentongan.gate.pictures import as_taken
from kentongan.gate.text import Part

from .examples import UNITS, release_of

BLUR = "10,10,20,20"
PLACES = {
    "lead": "Gambar: {path}\nGambar-Alt: Barang bukti\n{key}\n",
    "text": "![Barang bukti]({path}){mark}",
    "tag": '<img src="{path}" alt="Barang bukti"{attribute}>',
    "link": "[foto penangkapan]({path})",
    "poster": '<video src="rekaman.mp4" poster="{path}"></video>',
    "reference": "![Barang bukti][foto]{mark}\n\n[foto]: {path}",
}
BLURRED = ("lead", "text", "tag", "reference")


def written(*pictures: tuple[str, str, bool]) -> str:
    """The file of a release about a suspect, with these pictures: place, path, blurred or not."""
    head, body = "Tag: curanmor\n", "Tersangka BS (34) ditangkap."
    for place, path, blurred in pictures:
        text = PLACES[place].format(
            path=path,
            key=f"Samarkan: {BLUR}" if blurred else "Lokasi: Raci",
            mark=f"{{samarkan={BLUR}}}" if blurred else "",
            attribute=f' samarkan="{BLUR}"' if blurred else "",
        )
        if place == "lead":
            head += text
        else:
            body += f"\n\n{text}"
    return f"{head.strip()}\n\n{body}"


def told(text: str, code: str = "redaksi.W015") -> int:
    problems, _ = check_release(release_of(text), UNITS, count_faces=lambda path: 1)
    return sum(problem.code == code for problem in problems)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("code", ["redaksi.W015", "privasi.E017"])
def test_a_picture_is_asked_about_wherever_it_stands(place: str, code: str) -> None:
    assert told(written((place, "foto.jpg", False)), code) == 1


@pytest.mark.parametrize("place", BLURRED)
@pytest.mark.parametrize("code", ["redaksi.W015", "privasi.E017"])
def test_a_blurred_picture_is_left_alone(place: str, code: str) -> None:
    assert told(written((place, "foto.jpg", True)), code) == 0


@pytest.mark.parametrize(("blurred", "other"), [*product(BLURRED, PLACES)])
def test_a_picture_blurred_once_is_blurred_everywhere(blurred: str, other: str) -> None:
    if blurred == other:
        return
    assert told(written((blurred, "foto.jpg", True), (other, "foto.jpg", False))) == 0
    assert told(written((blurred, "foto.jpg", True), (other, "lain.jpg", False))) == 1


def test_an_order_to_blur_that_is_not_understood_hides_all() -> None:
    assert told("Tag: a\n\nTersangka BS (34) ditangkap.\n\n![Bukti](a.jpg){samarkan=di wajah}") == 0


def test_nothing_is_asked_of_a_text_without_a_release() -> None:
    assert as_taken(Document([Part("text", "![foto](foto.jpg) Tersangka BS (34).", 1)])) == []


@pytest.mark.parametrize("code", ["privasi.E033", "privasi.E017", "redaksi.W015"])
def test_a_permit_falls_when_the_file_of_the_picture_changes(code: str) -> None:
    release = release_of(
        f"Izin: {code} | Siti Aminah, Kasi Humas | sudah dilihat\n\n"
        "Tersangka BS (34) ditangkap.\n\n![Tangkapan layar pesan](layar.jpg)"
    )

    def codes(data: bytes, remembered: dict[str, str]) -> tuple[set[str], dict[str, str]]:
        problems, permits = check_release(
            release,
            UNITS,
            remembered=remembered,
            read=lambda path: data,
            count_faces=lambda path: 1,
        )
        return {problem.code for problem in problems}, permits

    first, permits = codes(b"one", {})
    again, _ = codes(b"one", permits)
    changed, _ = codes(b"two", permits)
    assert "privasi.W023" in first & again
    assert code not in first | again
    assert {code, "privasi.E022"} <= changed


@pytest.mark.parametrize("code", ["redaksi.W015", "privasi.E017"])
@pytest.mark.parametrize("beside", ["rekaman.jpg", "rekaman.webp"])
def test_a_picture_that_bears_the_name_of_a_video_is_asked_about(code: str, beside: str) -> None:
    text = "Tag: curanmor\n\nTersangka BS (34) ditangkap.\n\n[Rekaman](rekaman.mp4)"

    def read(path: str) -> bytes:
        if path.endswith(beside):
            return b"pixels"
        raise FileNotFoundError(path)

    problems, _ = check_release(release_of(text), UNITS, read=read, count_faces=lambda path: 1)
    assert sum(problem.code == code for problem in problems) == 1
