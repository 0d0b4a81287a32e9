"""Names of grown-up persons in the role of suspect."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.rules import names


def find(document: Document) -> Iterator[Hit]:
    for person in names.of_adults(document, "suspect"):
        yield names.hit(document, person)


RULE = Rule(
    code="privasi.E009",
    type="suspect-name",
    message="Nama tersangka atau terduga pelaku tertulis.",
    fix='tulis inisial: "terduga pelaku berinisial B.S. (34)".',
    ground="KUHAP (UU 20/2025) pasal 91",
    find=find,
    must=(
        "Tersangka Budi Santoso (34) warga Desa Sidogiri ditangkap.",
        "Para pelaku yakni Budi Santoso (34), Agus Salim (29) dan Rudi Hartono (31).",
        "Agus Salim ditetapkan sebagai tersangka.",
        "Polisi menangkap Rudi Hartono di Kraton.",
    ),
    must_not=(
        "Terduga pelaku berinisial BS (34) ditangkap.",
        "Pelaku usaha di Pasar Kebonagung diimbau waspada.",
        "Tersangka dibawa ke Polres Pasuruan Kota oleh Bripka Budi Santoso.",
        "Hakim Budi Santoso membacakan putusan bagi tersangka.",
    ),
)
