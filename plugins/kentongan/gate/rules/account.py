"""Bank accounts and payment cards."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.pattern import Pattern
from kentongan.gate.tables import words_of

_ACCOUNT = Pattern(
    r"\b(?:(?:no(?:mor|\.)?\s?)?(?:rekening|rek|norek)|a/c|virtual account|no(?:mor|\.)? va|"
    r"kartu (?:kredit|debit|atm))\b"
    r"(?P<gap>[^\d\n]{0,60}?)(?P<n>\d(?:[ .\-]{0,3}\d){6,18})(?!\d|[.,]\d)"
)
_BANK = Pattern(
    r"\b(?:bca|bri|bni|mandiri|bsi|btn|bjb|cimb(?: niaga)?|danamon|permata|bank [a-z]+|bpd [a-z]+|"
    r"panin|maybank|ocbc(?: nisp)?|muamalat|neo commerce|sinarmas|bukopin|jenius|blu|superbank|"
    r"seabank|jago|allo(?: bank)?|dana|ovo|gopay|shopeepay|linkaja|flip)"
    r"\b(?P<gap>[ :.,(-]{1,4}(?:(?:a\.?\s?n\.?|atas nama|milik)\s[^\d\n]{1,40}?)?"
    r"(?:(?:no(?:mor|\.)?|nomor rekening|"
    r"rek\.?)[ :.-]{1,3})?)(?P<n>\d(?:[ .\-]{0,3}\d){8,17})(?!\d|[.,]\d)"
)
_WORDS = words_of(
    "rekening rek norek virtual va kartu bca bri bni mandiri bsi btn bjb cimb danamon permata "
    "bank bpd panin maybank ocbc muamalat neo sinarmas bukopin jenius blu superbank seabank jago "
    "allo dana ovo gopay shopeepay linkaja flip c"
)
_MONEY = Pattern(r"\b(?:rp|idr|senilai|sebesar|sejumlah|saldo)\b\.?\s*$")
_MONEY_GROUPS = Pattern(r"\d{1,3}(?:\.\d{3}){2,}")


def find(document: Document) -> Iterator[Hit]:
    if not document.numbers or _WORDS.isdisjoint(document.words):
        return
    taken: set[int] = set()
    for pattern in (_ACCOUNT, _BANK):
        for match in pattern.finditer(document.lowered_figures):
            start, end = match.span("n")
            number = match.group("n")
            if (
                start in taken
                or _MONEY.search(match.group("gap"))
                or _MONEY_GROUPS.fullmatch(number)
            ):
                continue
            if len(re.sub(r"\D", "", number)) < 8:
                continue
            taken.add(start)
            yield Hit(start, end, document.text[start:end])


RULE = Rule(
    code="privasi.E005",
    type="account",
    message="Nomor rekening atau kartu tertulis.",
    fix="hapus nomor itu; nama bank saja sudah cukup.",
    ground="UU 27/2022 (PDP) pasal 4 ayat (2)",
    find=find,
    must=(
        "Korban mentransfer ke rekening BCA 1234567890 milik pelaku.",
        "No. rek: 0012-01-123456-50-1 atas nama pelaku.",
        "Uang dikirim ke BRI 001201123456501.",
        "Nomor rekening Bank Jatim 0123456789 dipakai menipu.",
        "Transfer ke virtual account 8808081234567890.",
    ),
    must_not=(
        "Rekening pelaku berisi Rp150.000.000 telah diblokir.",
        "Korban mentransfer Rp 12.500.000 lewat BCA.",
        "Bank Jatim menyalurkan bantuan 1000 paket.",
        "Saldo rekening senilai 12.500.000 dibekukan.",
        "BRI Pasuruan diresmikan 30082024.",
    ),
)
