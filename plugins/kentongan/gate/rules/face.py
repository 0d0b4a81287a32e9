"""A face that may be recognised where a suspect or a child is told of."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.domain.release import PERSON_KINDS
from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.pattern import Pattern
from kentongan.gate.tables import words_of

_PROTECTED = words_of("tersangka terduga pelaku terdakwa abh residivis")
_CHILD = Pattern(
    r"\banak \((?:1[0-7]|\d)|\banak (?:korban|pelaku|saksi)\b|\((?:1[0-7]|\d)(?: ?(?:tahun|thn|"
    r"th))?\)|"
    r"\b(?:bocah|balita)\b"
)


def find(document: Document) -> Iterator[Hit]:
    release = document.release
    if release is None or not release.picture or release.picture.blur:
        return
    if release.kind in PERSON_KINDS or not is_protected(document):
        return
    yield Hit(0, 0, "wajah")


def is_protected(document: Document) -> bool:
    """Whether somebody in it must not be recognised."""
    if not _PROTECTED.isdisjoint(document.words):
        return True
    return document.is_sexual or (document.is_criminal and bool(_CHILD.search(document.lowered)))


RULE = Rule(
    code="redaksi.W015",
    type="picture",
    message="Rilis ini menyebut tersangka, terduga pelaku, atau anak dalam "
    "perkara, dan gambarnya tidak disamarkan.",
    fix="periksa wajah pada gambar; `humas samarkan FOTO` mengusulkan baris Samarkan.",
    ground="KUHAP (UU 20/2025) pasal 91; UU 11/2012 (SPPA) pasal 19",
    find=find,
    must=(
        "Gambar: foto.jpg\nGambar-Alt: Barang bukti\n\nTersangka BS (34) ditangkap.",
        "Gambar: foto.jpg\nGambar-Alt: Lokasi\n\nSeorang anak (14) menjadi korban penganiayaan.",
    ),
    must_not=(
        "Gambar: foto.jpg\nGambar-Alt: Barang bukti\nSamarkan: 10,10,20,20\n\nTersa"
        "ngka BS (34) ditangkap.",
        "Gambar: foto.jpg\nGambar-Alt: Pasar\n\nPetugas berpatroli.",
        "Tersangka BS (34) ditangkap.",
    ),
)
