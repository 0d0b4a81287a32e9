"""What somebody suffers from: data on health of a person who can be told apart."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.pattern import Pattern
from kentongan.gate.tables import words_of

_CONDITION = (
    r"hiv(?:/aids)?|aids|odha|tbc?|tuberkulosis|tuberculosis|hepatitis(?: [abc]\b)?|sifilis|"
    r"raja singa|"
    r"gonore|kanker(?: \w+)?|tumor(?: \w+)?|leukemia|diabetes(?: melitus)?|kencing manis|"
    r"epilepsi|ayan|"
    r"skizofrenia|bipolar|depresi(?: berat)?|gangguan (?:jiwa|kejiwaan|mental|bipolar)|"
    r"keterbelakangan mental|disabilitas (?:mental|intelektual)|autis\w*|down syndrome|stroke|"
    r"(?:sakit|penyakit|serangan|kelainan) (?:jantung|jiwa|ginjal|paru\w*|kelamin|menular|"
    r"lambung|kusta|"
    r"kronis|liver|gula)|jantung(?: koroner)?|gagal ginjal|darah tinggi|hipertensi|asma|kusta|"
    r"lepra|"
    r"covid(?:-19)?|demensia|pikun|alzheimer|odgj|lupus|vertigo|malaria|kolesterol"
)
_HAS = Pattern(
    r"\b(?:penyakit|mengidap|pengidap|menderita|penderita|positif|terinfeksi|terjangkit|tertular|"
    r"riwayat|didiagnosis|divonis|mengalami|memiliki|punya|sakit|penyintas|penyandang|kambuh\w*|"
    r"berobat|merupakan|adalah|akibat|karena|seorang|"
    r"(?<!menangani )(?<!merawat )(?<!melayani )(?<!memeriksa )pasien|"
    r"(?:pria|wanita|perempuan|laki-laki|lelaki|pemuda|remaja|anak|lansia) dengan)\s+"
    r"(?:(?:virus|penyakit|sakit|riwayat|"
    rf"menderita|kelainan|seorang|orang dengan|pasien|mengidap) ){{0,2}}(?P<n>{_CONDITION})\b"
)
_PREGNANT = Pattern(
    r"\b(?:tengah|sedang|diketahui|dalam (?:keadaan|kondisi)|yang|ternyata|kini|sudah|baru|masih|"
    r"itu|"
    r"(?:korban|tersangka|pelaku|istrinya)(?: [a-z]{1,3}\b\.?)?|[)])\s*"
    r"(?P<n>(?:mengandung|hamil)(?: (?:muda|tua|besar|"
    r"di luar nikah|"
    r"(?:\w+|\d+) (?:bulan|minggu|pekan)))?)\b"
)
_LOST = Pattern(r"\b(?:mengalami|melakukan|menjalani) (?P<n>keguguran|aborsi)\b")
_WORDS = words_of(
    "hiv aids odha tb tbc tuberkulosis tuberculosis hepatitis sifilis gonore kanker tumor leukemia "
    "diabetes kencing epilepsi ayan skizofrenia bipolar depresi gangguan keterbelakangan "
    "disabilitas "
    "autis autisme down stroke sakit penyakit serangan kelainan jantung ginjal darah hipertensi "
    "asma "
    "kusta lepra covid demensia pikun alzheimer odgj lupus vertigo malaria kolesterol hamil "
    "mengandung keguguran aborsi raja"
)
# One person, told apart from others: by an age, initials or a name.
_ONE = Pattern(
    r"\(\s*(?:[lp]\s*[,/]\s*)?\d{1,2}(?:\s*(?:tahun|thn|th))?\s*[),]|\b\d{1,2} (?:tahun|thn|th)\b"
    r"(?! penjara)|\b(?:berinisial|inisial|bernama)\b|"
    # Or by the part: there is one of whom the text tells.
    r"(?<!para )(?<!semua )\b(?:tersangka|pelaku|terduga|korban|saksi|pelapor|terlapor|tahanan)\b"
)
_PREVENTION = Pattern(
    r"\b(?:imbau\w*|mengimbau|diimbau|penyuluhan|sosialisasi|edukasi|bahaya|mencegah|pencegahan|"
    r"vaksin\w*|layanan|skrining|donor|bakti kesehatan|pemeriksaan kesehatan gratis)\b"
)


def find(document: Document) -> Iterator[Hit]:
    if document.words.isdisjoint(_WORDS):
        return
    for pattern in (_HAS, _PREGNANT, _LOST):
        for match in pattern.finditer(document.lowered):
            if _is_of_one(document, match.start()):
                start, end = match.span("n")
                yield Hit(start, end, document.text[start:end])


def _is_of_one(document: Document, position: int) -> bool:
    start, end = document.sentence(position)
    if _PREVENTION.search(document.lowered, start, end):
        return False
    before = (
        document.sentence(start - 1)[0] if start and document.text[start - 1] != "\n" else start
    )
    if _ONE.search(document.lowered, before, end):
        return True
    return any(before <= person.start < end for person in document.persons)


RULE = Rule(
    code="privasi.E030",
    type="health",
    message="Keadaan kesehatan seseorang tertulis.",
    fix='hapus nama penyakit atau keadaannya; cukup "dirawat" atau "didampingi petugas".',
    ground="UU 27/2022 (PDP) pasal 4 ayat (2) huruf a; UU 17/2023 (Kesehatan) pasal 4",
    find=find,
    must=(
        "Petugas mengamankan S.R. (34) yang positif mengidap HIV.",
        "Pria berinisial W (29) itu penderita bipolar dan rutin berobat.",
        "Tahanan berinisial N (40) menderita TBC paru.",
        "Tersangka perempuan (20) diketahui hamil empat bulan.",
        "Korban berinisial R (37) pengidap hepatitis C.",
        "Menurut keluarga, korban (61) memiliki riwayat penyakit jantung.",
        "Pria (33) itu diamankan warga. Ia mengalami gangguan jiwa.",
    ),
    must_not=(
        "Sosialisasi bahaya HIV/AIDS digelar untuk pelajar (16).",
        "Ibu hamil diprioritaskan saat evakuasi korban banjir.",
        "Tersangka (34) positif narkoba.",
        "Korban (45) mengalami luka di kepala dan dirawat.",
        "Petugas menyosialisasikan layanan kesehatan jiwa.",
        "Warga penderita diabetes mengikuti senam bersama.",
        "Korban (30) mengalami sakit kepala setelah terjatuh.",
    ),
)
