"""National identity numbers (NIK) and family card numbers, which have the same form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.pattern import Pattern
from kentongan.gate.tables import words_of

_SIXTEEN = Pattern(r"(?<![\d.,])(?<!\d[-/])[1-9](?:[ .:\-–—]{0,3}\d){15}(?![.,-]?\d)")
_LABELLED = Pattern(
    r"\b(?:nik|n\.i\.k|no(?:mor|\.)? ?ktp|nomor induk kependudukan|ktp|no(?:mor|\.)? ?kk|"
    r"kartu keluarga|"
    r"identitas)\b\.?[^\d\n]{0,25}(?P<n>\d(?:[ .,:+\-–—]{0,3}\d){12,17})(?!\d)"
)
_DIGIT_WORDS = words_of("nol kosong satu dua tiga empat lima enam tujuh delapan sembilan")
_SPELT = Pattern(rf"\b(?:(?:{'|'.join(sorted(_DIGIT_WORDS))})[ ,-]+){{13,17}}[a-z]+\b")
_DAY_MONTH = Pattern(r"(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(?:0[1-9]|1[0-2])")
_PROVINCES = words_of(
    "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 71 72 73 74 75 76 "
    "81 82 91 92 93 94 95 96 97"
)
_MONEY = Pattern(r"(?:rp|idr)\.?\s*$")
_DATE = Pattern(r"\d{1,2}\D\d{1,2}\D(?:19|20)\d\d(?!\d)")
# Numbers of things. A card that proves who somebody is has a label of its own.
_THING = Pattern(
    r"\b(?:rekening|rek|norek|virtual account|va|kartu (?:kredit|debit|atm)|imei|"
    r"resi|kode|booking|reservasi|lisensi|ijazah|akta|"
    r"seri|serial|polis|produksi|batch|pengawasan|izin edar|registrasi (?:obat|produk)|"
    r"transaksi|referensi|invoice|faktur|nota|pesanan|pengiriman|barcode|voucher|token|tiket|"
    r"rangka|mesin|kontrak|inventaris|pelanggan|meter(?:an)?|lot|bpom|sertifikat|kupon|kontainer)"
    r"\b[^\d\n.!?]{0,40}$"
)
_IDENTITY = Pattern(r"\b(?:nik|ktp|kk|kependudukan|kartu keluarga|e-ktp)\b[^\d\n.!?]{0,40}$")
_LABELS = words_of("nik ktp kk kependudukan keluarga identitas")


def find(document: Document) -> Iterator[Hit]:
    if len(_DIGIT_WORDS & document.words) > 3:
        for match in _SPELT.finditer(document.lowered):
            yield Hit(match.start(), match.end(), match.group())
    if not document.numbers:
        return
    taken: set[int] = set()
    for match in _SIXTEEN.finditer(document.figures):
        if _is_nik(document, match):
            taken.add(match.start())
            yield Hit(match.start(), match.end(), match.group())
    if document.words.isdisjoint(_LABELS) and "n.i.k" not in document.lowered:
        return
    for match in _LABELLED.finditer(document.lowered_figures):
        if match.start("n") not in taken and len(re.sub(r"\D", "", match.group("n"))) >= 14:
            yield Hit(match.start("n"), match.end("n"), match.group("n"))


def _is_nik(document: Document, match: re.Match[str]) -> bool:
    text = match.group()
    digits = re.sub(r"\D", "", text)
    if not is_identity(digits):
        return False
    groups = [len(group) for group in re.split(r"\D+", text)]
    if _DATE.match(text) or (
        len(groups) > 1 and max(groups[1:]) <= 3 and "." in text and groups[-1] == 3
    ):
        return False  # money, and a date with more behind it
    before = document.lowered[max(0, match.start() - 50) : match.start()]
    if _IDENTITY.search(before):
        return True
    return not _MONEY.search(before) and not _THING.search(before)


def is_identity(digits: str) -> bool:
    """Whether sixteen digits are those of a NIK: province, and day and month of a birth."""
    return digits[:2] in _PROVINCES and bool(_DAY_MONTH.match(digits, 6))


RULE = Rule(
    code="privasi.E001",
    type="nik",
    message="Nomor induk kependudukan (NIK) atau nomor kartu keluarga tertulis.",
    fix="hapus nomor itu; identitas cukup dengan inisial dan umur.",
    ground="UU 27/2022 (PDP) pasal 4; UU 24/2013 (Adminduk) pasal 84",
    find=find,
    must=(
        "Pelaku dengan NIK 3514011203900001 diamankan petugas.",
        "Tercantum nomor 3514 0152 0390 0001 pada laporan.",
        "KTP atas nama yang bersangkutan: 351401.120390.0001.",
        "Nomornya 35-14-01-12-03-90-0001 menurut berkas.",
        "Nomor KK 3514011203100007 ikut tersebar.",
        "NIK: 3514019903900001 (salah ketik di laporan).",
    ),
    must_not=(
        "Kerugian mencapai Rp 3.514.011.203.900.001 menurut audit.",
        "Pada 12-08-2024 13-08-2024 dilakukan patroli.",
        "Laporan LP/B/3514/VIII/2024/SPKT diterima.",
        "Kode transaksi 2024083014300001 tercatat.",
        "Pasal 363 ayat (1) KUHP jo Pasal 65 KUHP.",
        "NIK 35xxxxxxxxxxxx01 sudah disamarkan.",
        "NIK 3575****0003 sudah disamarkan.",
        "Nomor resi ekspedisi 3514102705980003 dicocokkan.",
        "Nomor polis asuransi 3507121212850004 dicantumkan.",
        "Patroli 31/12/2024 07.00 - 09.00 berjalan lancar.",
    ),
)
