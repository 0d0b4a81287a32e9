"""A release without a picture, or a picture without a usable description."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.domain.release import Picture
from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule

_ADD = "taruh foto di sebelah berkas ini, lalu tambahkan baris Gambar: dengan nama fotonya."


def find(document: Document) -> Iterator[Hit]:
    release = document.release
    if release is None:
        return
    if release.picture:
        yield from _description(release.picture, "Gambar")
    for picture in release.pictures:
        if picture.is_shown and not (release.picture and picture.path == release.picture.path):
            yield from _description(picture, "gambar dalam teks")
    none = not release.picture and not release.pictures
    if document.thorough and none and release.kind == "siaran-pers":
        yield Hit(0, 0, "gambar", ": rilis ini tidak bergambar.", fix=_ADD)


def _description(picture: Picture, place: str) -> Iterator[Hit]:
    name = picture.path.rsplit("/", 1)[-1]
    alt = picture.alt.strip()
    if not alt:
        yield Hit(0, 0, name, f": {place} tidak memiliki teks alternatif.")
    elif _plain(alt) in (_plain(name), _plain(name.rsplit(".", 1)[0])):
        yield Hit(0, 0, name, f": teks alternatif {place} sama dengan nama berkas.")


def _plain(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


RULE = Rule(
    code="redaksi.W011",
    type="picture",
    message="Gambar belum lengkap",
    fix="isi Gambar-Alt dengan apa yang terlihat, tanpa nama orang yang dilindungi.",
    ground="WCAG 2.2 kriteria 1.1.1",
    find=find,
    must=(
        "Gambar: foto.jpg\n\nTeks.",
        "Gambar: foto.jpg\nGambar-Alt: Foto\n\nTeks.",
        "Teks tanpa gambar.",
    ),
    must_not=(
        "Gambar: foto.jpg\nGambar-Alt: Petugas berjalan di lorong pasar\n\nTeks.",
        "Jenis: imbauan\n\nTeks tanpa gambar.",
    ),
)
