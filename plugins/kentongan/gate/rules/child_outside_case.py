"""Names of children where there is no case: a festivity, a prize, a visit."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.rules import names


def find(document: Document) -> Iterator[Hit]:
    if not document.persons or document.is_criminal:
        return
    for person in document.persons:
        if person.is_child and not person.is_initials and not person.is_family:
            yield names.hit(document, person)


RULE = Rule(
    code="privasi.E014",
    type="child-name",
    message="Nama anak di bawah 18 tahun tertulis.",
    fix='ganti dengan "seorang siswa", atau beri Izin bila orang tuanya sudah '
    "setuju secara tertulis.",
    ground="UU 27/2022 (PDP) pasal 4 ayat (2) dan pasal 25",
    find=find,
    must=(
        "Juara lomba mewarnai adalah Ahmad Fauzi (8) dari Kraton.",
        "Hadiah diterima siswi bernama Nur Aini dengan gembira.",
    ),
    must_not=(
        "Juara lomba mewarnai adalah seorang siswa (8) dari Kraton.",
        "Ketua panitia Ahmad Fauzi (48) membuka lomba.",
    ),
)
