"""Number plates of vehicles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.lint.document import Document
from plugins.lint.model import Hit, Rule
from plugins.lint.tables import table

_BEHIND = re.compile(r"\d{1,4}[ \-–.]{0,3}([A-Z]{1,3})(?![A-Za-z0-9]|-\d)")
_BEFORE = re.compile(r"(?<![A-Za-z0-9./])(?<!\d )([A-Z]{1,2})[ \-–.]{0,3}$")
_LABELLED = re.compile(
    r"\b(?:nopol|no\.? ?pol(?:isi)?|nomor polisi|nomor kendaraan|nomor registrasi|bernopol|"
    r"bernomor polisi|plat(?: nomor)?|"
    r"pelat(?: nomor)?|tnkb|berplat|berpelat(?: nomor)?)\b[^\w\n]{0,4}(?:nomor\s+|no\.?\s+|"
    r"polisi\s+)?"
    r"(?P<n>(?P<r>[a-z]{1,2})[ \-–.]{0,3}\d{1,4}(?:[ \-–.]{0,3}[a-z]{1,3}(?![a-z]))?)(?!\w)"
)
_VEHICLE = re.compile(
    r"\b(?:mobil|motor|sepeda motor|truk|truck|bus|pikap|pick ?up|kendaraan|nopol|nomor polisi|"
    r"pelat|plat|tnkb|"
    r"angkot|taksi|minibus|sedan|tronton|trailer|honda|yamaha|suzuki|toyota|daihatsu|mitsubishi|"
    r"r2|r4)\b"
)
_NOT_BEFORE = re.compile(
    r"\b(?:blok|ruang|gedung|lantai|kelas|tipe|type|model|formulir|form|pos|seri|jalur|unit)\s*$"
)


def find(document: Document) -> Iterator[Hit]:
    regions = table("plates")["regions"]
    taken: set[int] = set()
    for start, end in _plates(document):
        taken.add(start)
        yield Hit(start, end, document.text[start:end])
    if document.words.isdisjoint(
        (
            "nopol",
            "pol",
            "polisi",
            "plat",
            "pelat",
            "tnkb",
            "bernopol",
            "berplat",
            "berpelat",
            "kendaraan",
            "registrasi",
        )
    ):
        return
    for match in _LABELLED.finditer(document.lowered):
        if match.start("n") not in taken and match.group("r").upper() in regions:
            start, end = match.span("n")
            yield Hit(start, end, document.text[start:end])


def _plates(document: Document) -> Iterator[tuple[int, int]]:
    """From the digits outwards: most texts have few."""
    regions, ends = table("plates")["regions"], table("plates")["not_ends"]
    for match in _BEHIND.finditer(document.text):
        if match.group(1) in ends:
            continue
        first = match.start()
        before = _BEFORE.search(document.text, max(0, first - 8), first)
        if before and before.group(1) in regions:
            digits = sum(map(str.isdigit, match.group()))
            if _is_plate(document, before.start(), digits):
                yield before.start(), match.end()


def _is_plate(document: Document, start: int, digits: int) -> bool:
    if _NOT_BEFORE.search(document.lowered[max(0, start - 20) : start]):
        return False
    if digits >= 3:
        return True
    begin, end = document.sentence(start)
    return bool(_VEHICLE.search(document.lowered, begin, end))


RULE = Rule(
    code="privasi.E003",
    type="plate",
    message="Nomor polisi kendaraan tertulis.",
    fix='hapus nomor itu; tulis jenis kendaraannya, misalnya "sepeda motor matik".',
    ground="UU 27/2022 (PDP) pasal 4",
    find=find,
    must=(
        "Korban mengendarai sepeda motor N 1234 AB dari arah barat.",
        "Truk bernopol L-8765-UX menabrak pembatas.",
        "Honda Beat N6543VBA hilang dari parkiran.",
        "Mobil dengan nomor polisi b 1 xyz ditemukan.",
        "Pelat nomor DK 4321 terpasang di motor curian.",
    ),
    must_not=(
        "Pasal 363 KUHP dan UU No 22 Tahun 2009.",
        "Patroli memakai mobil bernomor lambung 801.",
        "Peringatan G 30 S PKI di Pasuruan.",
        "BB 250 GR sabu disita petugas.",
        "Perumahan Griya Blok B 12 C dijaga.",
        "1 Muharram 1446 H 2024 M diperingati.",
        "Berkas dinyatakan P 21 oleh kejaksaan.",
        "Formulir C 1 KWK dibawa ke PPK.",
    ),
)
