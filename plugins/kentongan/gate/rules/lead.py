"""A first paragraph that leaves out who, where or when."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.pattern import Pattern

_KINDS = ("siaran-pers", "lalu-lintas")
_WHO = Pattern(
    r"\b(?:pol(?:sek|res\w*|da|ri|isi|wan)|mapol\w+|kapol\w+|wakapol\w+|sat\w+|kasat\w*|tim|unit|"
    r"personel|personil|petugas|"
    r"anggota|aparat|warga|masyarakat|pria|wanita|pengendara|pelajar|siswa|korban|tersangka|"
    r"bhabinkamtibmas|tni|"
    r"penyidik|jajaran|kepolisian|bid\w+|dit\w+|brimob|pemuda|perempuan|laki-laki|anak|sopir|"
    r"nelayan|kapal|truk|bus|mobil|motor)\b"
)
_WHERE = Pattern(
    r"\b(?:di|ke|dari|wilayah|kawasan|perairan)\s+[\"“]?[A-Z]|\b(?:di|ke)\s+\w+|"
    r"^[^\n]{3,40}?\s[–—-]\s|\b(?:Kecamatan|Desa|Kelurahan|Kabupaten|"
    r"Kota|Jalan|Jl)\b"
)
_WHEN = Pattern(
    r"\b(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad|kemarin|hari ini|malam|pagi|siang|"
    r"sore|dini hari|"
    r"pukul|tadi|besok|januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|"
    r"november|desember|tahun|bulan|"
    r"selama|menjelang|pekan|usai|libur)\b|\d{1,2}[/.-]\d{1,2}"
)
_SHORT = 8  # words


def find(document: Document) -> Iterator[Hit]:
    release = document.release
    if release is None or release.kind not in _KINDS or not document.paragraphs:
        return
    start, end = document.paragraphs[0]
    text, lowered = document.text[start:end], document.lowered[start:end]
    missing = [
        word
        for word, known in (
            ("siapa", _WHO.search(lowered)),
            ("apa", len(text.split()) >= _SHORT),
            ("di mana", _says_where(text)),
            ("kapan", _WHEN.search(lowered)),
        )
        if not known
    ]
    if missing:
        yield Hit(start, end, "lead", f": {', '.join(missing)}.")


def _says_where(text: str) -> bool:
    at = text.find(" di ")
    if at >= 0 and text[at + 4 : at + 5].isalpha():  # as nearly everywhere
        return True
    return bool(_WHERE.search(text))


RULE = Rule(
    code="redaksi.W003",
    type="lead",
    message="Paragraf pertama belum menjawab pertanyaan pokok",
    fix="sebutkan siapa, melakukan apa, di mana, dan kapan dalam paragraf pertama.",
    ground="kaidah redaksi (5W+1H)",
    find=find,
    must=(
        "Kegiatan berjalan dengan lancar.",
        "Polsek Kraton berpatroli bersama warga.",
    ),
    must_not=(
        "Polsek Kraton berpatroli di Pasar Kraton, Jumat (30/8/2024) malam, ber"
        "sama pedagang dan petugas ronda untuk menjaga keamanan.",
        "Jenis: imbauan\n\nKunci rumah sebelum pergi.",
    ),
)
