"""A picture that shows a document, a screen or a poster: words that nothing here can read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kentongan.domain.problems import masked
from kentongan.domain.release import PERSON_KINDS, Picture
from kentongan.gate import pictures
from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.pattern import Phrases

_WRITTEN = Phrases(
    "ktp|paspor|stnk|bpkb|ijazah|screenshot|tangkapan layar|kartu keluarga|kartu tanda penduduk|"
    "kartu identitas|kartu pelajar|buku tabungan|bukti transfer|surat keterangan|surat pernyataan|"
    "akta kelahiran|percakapan whatsapp|isi chat|isi percakapan|daftar nama|rekam medis|pindaian"
)

# Made to be read, and about somebody only in news of a case.
_MADE = Phrases("poster|pamflet|flyer|selebaran|brosur|infografis|surat panggilan|meme")
_ADVICE = frozenset(("imbauan", "pengumuman"))


def find(document: Document) -> Iterator[Hit]:
    is_news = document.kind not in PERSON_KINDS | _ADVICE and document.is_case
    told = (_WRITTEN, _MADE) if is_news else (_WRITTEN,)
    for picture in pictures.as_taken(document):
        if _is_written(picture, told):
            yield pictures.hit(document, picture, f": {masked(pictures.name_of(picture))}.")


def _is_written(picture: Picture, phrases: Sequence[Phrases]) -> bool:
    name = pictures.name_of(picture).rsplit(".", 1)[0]
    told = f"{picture.alt} {picture.caption} {name.replace('-', ' ').replace('_', ' ')}".lower()
    return any(kind.search(told) for kind in phrases)


RULE = Rule(
    code="privasi.E033",
    type="picture",
    message="Gambar dokumen, layar, atau poster memuat tulisan yang tidak dibaca gerbang",
    fix="baca semua tulisannya; samarkan data pribadi (Samarkan), atau bila tidak ada, tambahkan "
    "baris Izin: privasi.E033 | nama dan jabatan | sudah dibaca seluruhnya. Izin itu gugur bila "
    "berkas gambarnya diganti.",
    ground="UU 27/2022 (PDP) pasal 4",
    find=find,
    must=(
        "Gambar: ktp-tersangka.jpg\nGambar-Alt: Barang bukti\n\nTeks.",
        "Gambar: a.jpg\nGambar-Alt: Tangkapan layar pesan penipuan\n\nTeks.",
        "Gambar: a.jpg\nGambar-Alt: Barang bukti\nGambar-Keterangan: KTP korban.\n\nTeks.",
        "Tag: penipuan\n\n![Tangkapan layar pesan](a.jpg)\n\nTeks.",
        "Tag: penipuan\n\nTeks dengan [foto](ktp-pemohon.jpg).",
        "Tag: penipuan\nGambar: a.jpg\nGambar-Alt: Poster\n\nKorban penipuan melapor.",
        "Gambar: pamflet_pelaku.jpg\nGambar-Alt: Ajakan\n\nPelaku ditangkap.",
    ),
    must_not=(
        "Gambar: a.jpg\nGambar-Alt: Tangkapan layar pesan\nSamarkan: 0,0,50,50\n\nTeks.",
        "Tag: penipuan\n\n![Tangkapan layar pesan](a.jpg){samarkan=0,0,50,50}\n\nTeks.",
        "Gambar: layanan-sim-keliling.jpg\nGambar-Alt: Mobil SIM keliling\n\nTeks.",
        "Jenis: imbauan\nGambar: a.jpg\nGambar-Alt: Poster\n\nCegah kecelakaan.",
        "Gambar: a.jpg\nGambar-Alt: Poster lomba\n\nLomba digelar di alun-alun.",
        "Petugas memeriksa KTP dan tangkapan layar.",
    ),
)
