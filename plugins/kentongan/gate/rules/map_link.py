"""A link to a map, or coordinates, that lead to somebody's home."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.pattern import Pattern

_SIGNS = ("maps", "goo.gl", "geo:", "waze", "openstreetmap", "osm.org", "what3words", "plus.codes")
_MAP = Pattern(
    r"(?i)geo:-?\d|(?:https?://)?(?:[a-z0-9-]+\.)*(?:maps\.(?:app\.goo\.gl|apple\.com|google\.[a-z.]+)|"
    r"goo\.gl/maps|g\.co/maps|google\.[a-z.]{2,6}/maps|waze\.com|openstreetmap\.org|osm\.org|"
    r"what3words\.com|w3w\.co|plus\.codes)[^\s\"'<>)\]]{0,200}"
)
_COORDINATES = Pattern(
    r"(?<![\d.])-?\d{1,2}[.,]\d{4,}°?\s*[,;/ ]\s*1[0-4]\d[.,]\d{4,}|"
    r"\d{1,2}°\s?\d{1,2}['′’][\d.\s\"″”]*[SUN](?:\W+)1[0-4]\d°"
)
_HOME = Pattern(
    r"\b(?:rumah|kediaman|alamat|tempat tinggal|domisili|kos|kosan|kontrakan|tinggal)(?:nya)?\b"
)
_SOMEBODY = Pattern(
    r"\b(?:korban|pelapor|saksi|tersangka|pelaku|terduga|terlapor|keluarga|orang ?tua|anak|"
    r"almarhum|almarhumah|duka|ibu|bapak|sdr|sdri|istri|suami|kerabat)(?:nya)?\b|"
    r"\(\d{1,2}(?: ?(?:tahun|thn|th))?\)|\binisial\b"
)


def find(document: Document) -> Iterator[Hit]:
    for position, datum in sorted([*_links(document), *_coordinates(document)]):
        start, end = document.sentence(position)
        home = _HOME.search(document.lowered, start, end)
        if home and _SOMEBODY.search(document.lowered, start, end):
            yield Hit(*home.span(), datum)


def _links(document: Document) -> Iterator[tuple[int, str]]:
    for number, part in enumerate(document.parts):
        if any(sign in part.text for sign in _SIGNS):
            for match in _MAP.finditer(part.text):
                yield document.position(number, match.start()), match.group()


def _coordinates(document: Document) -> Iterator[tuple[int, str]]:
    if document.numbers or "°" in document.text:
        for match in _COORDINATES.finditer(document.text):
            yield match.start(), match.group()


RULE = Rule(
    code="privasi.E034",
    type="address",
    message="Tautan peta atau koordinat menunjukkan rumah seseorang.",
    fix="hapus tautan atau koordinatnya; nama desa atau kecamatan sudah cukup.",
    ground="UU 27/2022 (PDP) pasal 4; UU 11/2012 (SPPA) pasal 19",
    find=find,
    must=(
        "Rumah korban dapat dilihat di https://maps.app.goo.gl/AbCdEf123 sesuai titik.",
        "Lokasi [rumah pelapor](https://www.google.com/maps?q=-7.645,112.908) di Raci.",
        '<a href="https://goo.gl/maps/xyz">Rumah duka</a> terbuka bagi pelayat.',
        "Titik rumah saksi -7.64512, 112.90834 sudah dicek petugas.",
    ),
    must_not=(
        "Posko keluarga korban: https://maps.app.goo.gl/AbCdEf123",
        "Rumah Sakit Bangil: https://maps.app.goo.gl/AbCdEf123 menerima rujukan.",
        "Titik kecelakaan -7.64512, 112.90834 sudah ditandai.",
        "Rumah korban di Desa Raci rusak diterjang angin.",
    ),
)
