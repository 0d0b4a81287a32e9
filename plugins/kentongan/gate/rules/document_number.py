"""Numbers of passports, driving licences and other cards that prove who somebody is."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.pattern import Pattern
from kentongan.gate.tables import words_of

_PASSPORT = Pattern(r"\b(?:paspor|passport)\w*\b[^\d\n.]{0,40}?(?P<n>\b[a-z]{1,2}[ -]?\d{6,8})\b")
_CARD = Pattern(
    r"\b(?:no(?:mor|\.)? ?(?:sim|npwp|bpjs|kis|kitas|kitap|visa|karpeg|nrp|nip)|npwp|"
    r"bpjs(?: \w+)?|kitas|kitap|"
    r"sim [abcd]1?\d?|(?<!kartu )sim(?= \d))\b[^\d\n.]{0,25}?(?P<n>\d(?:[ .\-/]?\d){9,17})(?![\d/])"
)
_WORDS = words_of("paspor passport paspornya sim npwp bpjs kis kitas kitap visa karpeg")


def find(document: Document) -> Iterator[Hit]:
    if not document.digits or document.words.isdisjoint(_WORDS):
        return
    for pattern in (_PASSPORT, _CARD):
        for match in pattern.finditer(document.lowered):
            start, end = match.span("n")
            yield Hit(start, end, document.text[start:end])


RULE = Rule(
    code="privasi.E032",
    type="document-number",
    message="Nomor paspor, SIM, NPWP, atau kartu pribadi lain tertulis.",
    fix="hapus nomor itu; jenis dokumennya saja sudah cukup.",
    ground="UU 27/2022 (PDP) pasal 4",
    find=find,
    must=(
        "Korban membawa paspor nomor B9912345.",
        "Tersangka memegang paspor C 7654321.",
        "Nomor SIM 1234-5678-901234 milik korban ikut tersebar.",
        "Di tasnya ditemukan SIM 1234-5678-901234 dengan foto yang diganti.",
        "NPWP 09.254.294.3-407.000 atas nama pelapor.",
        "Nomor BPJS 0001234567890 terlihat pada foto.",
    ),
    must_not=(
        "Pembuatan paspor 2026 dilayani di kantor imigrasi.",
        "Kartu SIM 1234567890123 dibuang pelaku.",
        "Layanan SIM 24 jam dibuka di Satpas.",
        "Warga diimbau waspada penipuan berkedok paspor haji.",
        "Pemohon SIM C berusia 17 tahun ke atas.",
        "BPJS Kesehatan membantu 1000 korban.",
    ),
)
