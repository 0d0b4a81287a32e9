"""A face that may be recognised where a suspect or a child is told of."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.domain.problems import masked
from kentongan.domain.release import PERSON_KINDS, Picture
from kentongan.gate import pictures
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
    for picture in of_protected(document):
        yield pictures.hit(document, picture, f": {masked(pictures.name_of(picture))}.")


def of_protected(document: Document) -> list[Picture]:
    """The pictures as they were taken, where a face on one may be that of a suspect or a child."""
    taken = [] if document.kind in PERSON_KINDS else pictures.as_taken(document)
    return taken if taken and is_protected(document) else []


def is_protected(document: Document) -> bool:
    """Whether somebody in it must not be recognised."""
    if not _PROTECTED.isdisjoint(document.words):
        return True
    return document.is_sexual or (document.is_criminal and bool(_CHILD.search(document.lowered)))


RULE = Rule(
    code="redaksi.W015",
    type="picture",
    message="Rilis ini menyebut tersangka, terduga pelaku, atau anak dalam "
    "perkara, dan gambarnya tidak disamarkan",
    fix="periksa wajah pada gambar itu; `humas samarkan FOTO` mengusulkan baris Samarkan. Untuk "
    "gambar dalam isi, tulis {samarkan=x,y,lebar,tinggi} rapat di belakangnya.",
    ground="KUHAP (UU 20/2025) pasal 91; UU 11/2012 (SPPA) pasal 19",
    find=find,
    must=(
        "Gambar: foto.jpg\nGambar-Alt: Barang bukti\n\nTersangka BS (34) ditangkap.",
        "Gambar: foto.jpg\nGambar-Alt: Lokasi\n\nSeorang anak (14) menjadi korban penganiayaan.",
        "Tag: curanmor\n\nTersangka BS (34) ditangkap.\n\n![Barang bukti](foto.jpg)",
        "Tag: curanmor\n\nTersangka BS (34) ditangkap.\n\n[Foto penangkapan](foto.jpg)",
        "Gambar: a.jpg\nGambar-Alt: Barang bukti\nSamarkan: 10,10,20,20\n\n"
        "Tersangka BS (34) ditangkap.\n\n![Penangkapan](b.jpg)",
    ),
    must_not=(
        "Gambar: foto.jpg\nGambar-Alt: Barang bukti\nSamarkan: 10,10,20,20\n\nTersa"
        "ngka BS (34) ditangkap.",
        "Gambar: foto.jpg\nGambar-Alt: Pasar\n\nPetugas berpatroli.",
        "Tersangka BS (34) ditangkap.",
        "Tag: curanmor\n\nTersangka BS (34) ditangkap.\n\n"
        "![Barang bukti](foto.jpg){samarkan=10,10,20,20}",
        "Tag: curanmor\n\nTersangka BS (34) ditangkap.\n\n"
        '<img src="foto.jpg" alt="Barang bukti" samarkan="10,10,20,20">',
        "Gambar: foto.jpg\nGambar-Alt: Barang bukti\nSamarkan: 10,10,20,20\n\n"
        "Tersangka BS (34) ditangkap.\n\n![Barang bukti](foto.jpg)",
        "Tag: pasar\n\nPetugas berpatroli.\n\n![Pasar](foto.jpg)",
    ),
)
