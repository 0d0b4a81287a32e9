"""National identity numbers (NIK) and family card numbers, which have the same form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.numerals import Chain, Number, from_here, signs
from kentongan.gate.pattern import Match, Pattern
from kentongan.gate.tables import words_of

_LENGTH = 16
_LABEL = Pattern(
    r"\b(?:nik|n\.i\.k|(?:e-)?ktp|induk kependudukan|kk|"
    r"kartu keluarga|identitas)\b"
    r"\.?[^\d\n]{0,30}\n?$"
)
_LABEL_REACH = 60
_TIGHT = frozenset(".,-/")  # behind one of these alone a number goes on
_USUAL_GAP = Pattern(r"[ .:\-–—·•_/|()\n]{0,3}")
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


def find(document: Document) -> Iterator[Hit]:
    for chain in document.numerals:
        if sum(len(group.digits) for group in chain) < _LENGTH - 2:
            continue
        found = _in_chain(document, chain)
        if found:
            yield Hit(found.start, found.end, document.text[found.start : found.end])


def _in_chain(document: Document, chain: Chain) -> Number | None:
    is_labelled = bool(_label(document, chain[0].start))
    for number, group in enumerate(chain):
        if number and document.text[chain[number - 1].end : group.start] in _TIGHT:
            continue
        rest = chain[number : number + _LENGTH + 1]
        found = from_here(document.text, rest, _LENGTH, _LENGTH)
        if found and group.digits[0] != "0" and _is_nik(document, rest, found):
            return found
    whole = (
        from_here(document.text, chain, _LENGTH - 2, _LENGTH + 2, is_told=True)
        if is_labelled
        else None
    )
    return whole if whole and len(chain[0].digits) < 19 else None


def _label(document: Document, start: int) -> Match | None:
    return _LABEL.search(document.lowered, max(0, start - _LABEL_REACH), start)


def _is_nik(document: Document, rest: Chain, found: Number) -> bool:
    if not is_identity(found.digits):
        return False
    text = document.text[found.start : found.end]
    groups = [len(group) for group in re.split(r"\D+", text)]
    if _DATE.match(text) or (
        len(groups) > 1 and max(groups[1:]) <= 3 and "." in text and groups[-1] == 3
    ):
        return False  # money, and a date with more behind it
    before = document.lowered[max(0, found.start - 50) : found.start]
    if _IDENTITY.search(before):
        return True
    if _MONEY.search(before) or _THING.search(before):
        return False
    return _stands_alone(document, rest, found)


def _stands_alone(document: Document, rest: Chain, found: Number) -> bool:
    """Whether the number, which no word announces, goes on neither before nor behind."""
    inside = [group for group in rest if group.end <= found.end]
    between = signs(document.text, inside)
    is_spelt = document.text[found.start].isalpha()
    is_uniform = len(set(between)) == 1 and (is_spelt or between[0] != ", ")
    if not is_uniform and not all(_USUAL_GAP.fullmatch(sign) for sign in between):
        return False
    before = document.text[max(0, found.start - 2) : found.start]
    if before[1:] in (".", ",") or (before[:1].isdigit() and before[1:] in ("-", "/")):
        return False
    after = document.text[found.end : found.end + 2]
    return not (after[:1] in (".", ",", "-") and after[1:].isdigit())


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
