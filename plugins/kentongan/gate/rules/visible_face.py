"""A face that the detector sees where a suspect or a child is told of."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.domain.problems import masked
from kentongan.gate import pictures
from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.rules import face


def find(document: Document) -> Iterator[Hit]:
    if document.count_faces is None:
        return
    for picture in face.of_protected(document):
        count = document.count_faces(picture.path)
        if count:
            told = f": {masked(pictures.name_of(picture))} ({count} wajah)."
            yield pictures.hit(document, picture, told)


RULE = Rule(
    code="privasi.E017",
    type="picture",
    message="Wajah terlihat pada gambar rilis tentang tersangka, terduga pelaku, atau anak",
    fix="jalankan `humas samarkan FOTO` dan salin baris Samarkan ke rilis. Untuk gambar dalam "
    "isi, tulis {samarkan=x,y,lebar,tinggi} rapat di belakangnya.",
    ground="KUHAP (UU 20/2025) pasal 91; UU 11/2012 (SPPA) pasal 19",
    find=find,
    must=(
        "Gambar: foto.jpg\nGambar-Alt: Barang bukti\n\nTersangka BS (34) ditangkap.",
        "Tag: curanmor\n\nTersangka BS (34) ditangkap.\n\n![Barang bukti](foto.jpg)",
    ),
    must_not=(
        "Gambar: foto.jpg\nGambar-Alt: Barang bukti\nSamarkan: 10,10,20,20\n\nTersa"
        "ngka BS (34) ditangkap.",
        "Gambar: foto.jpg\nGambar-Alt: Pasar\n\nPetugas berpatroli.",
        "Tag: curanmor\n\nTersangka BS (34) ditangkap.\n\n"
        "![Barang bukti](foto.jpg){samarkan=10,10,20,20}",
    ),
)
