"""A face that the detector sees where a suspect or a child is told of."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.rules import face


def find(document: Document) -> Iterator[Hit]:
    release = document.release
    if document.count_faces is None or release is None or not release.picture:
        return
    for _ in face.find(document):
        count = document.count_faces(release.picture.path)
        if count:
            yield Hit(0, 0, f"wajah {release.picture.path}", f" ({count} wajah).")


RULE = Rule(
    code="privasi.E017",
    type="picture",
    message="Wajah terlihat pada gambar rilis tentang tersangka, terduga pelaku, atau anak",
    fix="jalankan `humas samarkan FOTO` dan salin baris Samarkan ke rilis.",
    ground="KUHAP (UU 20/2025) pasal 91; UU 11/2012 (SPPA) pasal 19",
    find=find,
    must=("Gambar: foto.jpg\nGambar-Alt: Barang bukti\n\nTersangka BS (34) ditangkap.",),
    must_not=(
        "Gambar: foto.jpg\nGambar-Alt: Barang bukti\nSamarkan: 10,10,20,20\n\nTersa"
        "ngka BS (34) ditangkap.",
        "Gambar: foto.jpg\nGambar-Alt: Pasar\n\nPetugas berpatroli.",
    ),
)
