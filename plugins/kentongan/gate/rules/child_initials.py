"""Initials of a child: in a small village they say who it is."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule


def find(document: Document) -> Iterator[Hit]:
    for person in document.persons:
        if person.is_initials:
            yield Hit(person.start, person.end, person.name)


RULE = Rule(
    code="privasi.E013",
    type="child-name",
    message="Inisial anak di bawah 18 tahun tertulis.",
    fix='ganti dengan "anak (umur)", misalnya "anak (14)"; inisial hanya dengan Izin.',
    ground="UU 11/2012 (SPPA) pasal 19",
    find=find,
    must=(
        "Pelajar berinisial MR (17) diamankan karena tawuran.",
        "Anak korban berinisial S.A. dirawat di rumah sakit.",
        "Tiga pelaku, AF (16), RD (15) dan anak (14), diamankan.",
    ),
    must_not=(
        "Tersangka berinisial AS (34) ditangkap.",
        "Tiga pelaku, anak (16), anak (15) dan anak (14), diamankan.",
        "Pria berinisial B.S. diamankan warga.",
    ),
)
