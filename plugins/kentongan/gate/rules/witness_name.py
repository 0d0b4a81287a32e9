"""Names of grown-up persons in the role of witness."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.rules import names


def find(document: Document) -> Iterator[Hit]:
    for person in names.of_adults(document, "witness"):
        yield names.hit(document, person)


RULE = Rule(
    code="privasi.E008",
    type="witness-name",
    message="Nama saksi atau pelapor tertulis.",
    fix='tulis "seorang saksi" atau inisial.',
    ground="UU 14/2008 (KIP) pasal 17 huruf a; UU 31/2014 pasal 5",
    find=find,
    must=(
        "Menurut saksi mata, Joko Susilo, kejadian berlangsung cepat.",
        "Pelapor bernama Sri Wahyuni datang ke polsek.",
        "Budi Hartono (50), saksi, melihat asap.",
    ),
    must_not=(
        "Menurut saksi mata, kejadian berlangsung cepat.",
        "Saksi ahli Dr. Budi Hartono memberi keterangan.",
        "Petugas memeriksa tiga saksi di Polsek Kraton.",
    ),
)
