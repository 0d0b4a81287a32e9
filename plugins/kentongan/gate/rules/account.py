"""Bank accounts and payment cards."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.numerals import Chain, Number, from_here
from kentongan.gate.pattern import Pattern
from kentongan.gate.tables import words_of

_BANKS = (
    r"(?:bca|bri|bni|mandiri|bsi|btn|bjb|cimb(?: niaga)?|danamon|permata|bank [a-z]+|bpd [a-z]+|"
    r"panin|maybank|ocbc(?: nisp)?|muamalat|neo commerce|sinarmas|bukopin|jenius|blu|superbank|"
    r"seabank|jago|allo(?: bank)?|dana|ovo|gopay|shopeepay|linkaja|flip)"
)
_ACCOUNT = Pattern(
    r"\b(?:(?:no(?:mor|mer|\.)?\s?)?(?:rekening|rek|norek)|a/c|virtual account|no(?:mor|\.)? va|"
    r"kartu (?:kredit|debit|atm))\b(?P<gap>[^\d\n]{0,60})\n?$"
)
_BANK = Pattern(
    rf"\b{_BANKS}\b(?P<gap>[ :.,(-]{{1,4}}(?:(?:a\.?\s?n\.?|atas nama|milik)\s[^\d\n]{{1,40}})?"
    r"(?:(?:no(?:mor|\.)?|nomor rekening|rek\.?)[ :.-]{1,3})?)$"
)
_BANK_BEHIND = Pattern(rf"\W{{0,3}}\({_BANKS}\)")
_REACH = 110
_OF_ACCOUNT, _OF_BANK = 8, 9  # digits at least, behind which word
_WORDS = words_of(
    "rekening rek norek virtual va kartu bca bri bni mandiri bsi btn bjb cimb danamon permata "
    "bank bpd panin maybank ocbc muamalat neo sinarmas bukopin jenius blu superbank seabank jago "
    "allo dana ovo gopay shopeepay linkaja flip c"
)
_MONEY = Pattern(r"\b(?:rp|idr|senilai|sebesar|sejumlah|saldo)\b\.?\s*$")
_MONEY_GROUPS = Pattern(r"\d{1,3}(?:\.\d{3}){2,}")


def find(document: Document) -> Iterator[Hit]:
    if _WORDS.isdisjoint(document.words):
        return
    for chain in document.numerals:
        number = _account(document, chain)
        if number:
            yield Hit(number.start, number.end, document.text[number.start : number.end])


def _account(document: Document, chain: Chain) -> Number | None:
    start = chain[0].start
    before = document.lowered[max(0, start - _REACH) : start]
    told = _ACCOUNT.search(before)
    bank = None if told else _BANK.search(before)
    label = told or bank
    if label and _MONEY.search(label["gap"]):
        return None
    number = from_here(document.text, chain, _OF_ACCOUNT if told else _OF_BANK, 19, is_told=True)
    if number is None or _MONEY_GROUPS.fullmatch(document.text, number.start, number.end):
        return None
    return number if label or _BANK_BEHIND.match(document.lowered, number.end) else None


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
