"""Telephone numbers that are not those of a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.numerals import Chain, Number, from_here, joined, signs
from kentongan.gate.pattern import Pattern

_MOST = 13  # digits of a mobile number, in its national form
_FEWEST = 10
_MOBILE = Pattern(r"(?P<code>0|(?:00)?620?)?8[1-9]")
_LANDLINE = Pattern(r"(?:0|(?P<abroad>620?))[2-79]")
_LABEL = Pattern(
    r"\b(?:hp|wa|whatsapp|telp|tlp|tlpn|telepon|telpon|(?:me|di)nele?pon|ponsel|handphone|seluler|"
    r"(?:di|meng)?hubungi|kontak|cp|hub|nomor|nomer|no)\b[^\d\n]{0,30}\n?$"
)
_LABEL_REACH = 50
# What parts the groups of a number where no word says that it is one.
_USUAL_SIGN = Pattern(r"[ .\-–—()]{1,3}|[·•_/|\n]")
_TIGHT = frozenset(".,-:")
_MONEY = Pattern(r"(?:rp|idr)\.? ?$")
_ACCOUNT = Pattern(
    r"\b(?:rekening|rek|norek|virtual account|imei|nomor resi|resi|nik|ktp|nomor rangka|bca|bri|"
    r"bni|mandiri|bsi|btn)\b"
    r"[^\d\n]{0,40}$"
)
_SERVICE = Pattern(
    r"\b(?:call ?cent(?:er|re)|hotline|hot line|lapor|layanan|pengaduan|spkt|lapor(?:an)? (?:cepat|"
    r"polisi)|contact center|"
    r"halo polisi|piket|nomor darurat|darurat|posko|command center|polsek|polres\w*|polda|polri|"
    r"kepolisian|"
    r"mapolsek|mapolres|kantor|satlantas|satreskrim|humas|rsud|puskesmas|pmi|damkar|bpbd|dinas|"
    r"customer service)\b"
)
_PRIVATE = Pattern(
    r"\b(?:korban|pelaku|tersangka|terduga|saksi|pelapor|terlapor|miliknya|pribadi|"
    r"(?:keluarga|kerabat|ibu|ayah|bapak|anak|istri|suami|kakak|adik|cucu|keponakan|menantu|mertua|"
    r"paman|bibi|tante|nenek|kakek|sepupu|tetangga|teman|rekan|ahli waris)(?:nya)?|sdr|"
    r"sdri|saudara|saudari|penipu|mengaku|kanit|kasat|bripka|aipda|"
    r"aiptu|briptu|bripda|iptu|ipda|akp|kompol|penyidik|bhabinkamtibmas|kades|rumah)\b"
)


def find(document: Document) -> Iterator[Hit]:
    for chain in document.numerals:
        for start, end in _in_chain(document, chain):
            yield Hit(start, end, document.text[start:end])


def _in_chain(document: Document, chain: Chain) -> Iterator[tuple[int, int]]:
    done = chain[0].start
    is_labelled = _is_labelled(document, done)
    for number, group in enumerate(chain):
        if group.start < done or group.digits[0] not in "068":
            continue
        rest = chain[number : number + _MOST + 2]
        found = _mobile(document, rest, is_labelled=is_labelled, is_first=not number)
        is_landline = found is None
        if is_landline and not document.is_apart and not _goes_on(chain, number, done):
            found = _landline(document, rest, is_labelled=is_labelled)
        if found is None or not _may_begin(document, chain, number, done, is_labelled):
            continue
        if _is_allowed(document, rest):
            done = found.end
        elif _is_phone(document, found, landline=is_landline):
            done = found.end
            yield _start(document, found.start), found.end


def _goes_on(chain: Chain, number: int, done: int) -> bool:
    """Whether a longer number, such as a NIK, goes on with this group: `3573 0245 0699 0002`."""
    before = chain[number - 1] if number else None
    return before is not None and before.start >= done and len(before.digits) > 3


def _is_labelled(document: Document, start: int) -> bool:
    begin = max(0, start - _LABEL_REACH)
    return bool(_LABEL.search(document.lowered[begin:start].rstrip("(+ ")))


def _may_begin(document: Document, chain: Chain, number: int, done: int, is_labelled: bool) -> bool:
    """Whether nothing right before says that a longer number, or money, goes on here."""
    start = chain[number].start
    if number:
        last = chain[number - 1].end
        gap = document.text[last:start]
        return gap not in _TIGHT and (gap != "/" or last == done)
    before = document.text[max(0, start - 4) : start]
    if before[-1:].isalnum() or _MONEY.search(before.lower()):
        return False
    return is_labelled or before[-1:] != "/" or before[-2:] == "//"


def _mobile(
    document: Document, groups: Chain, *, is_labelled: bool, is_first: bool
) -> Number | None:
    opening = _MOBILE.match("".join([group.digits for group in islice(groups, 6)]))
    if not opening:
        return None
    code = opening["code"]
    if code is None and not (is_labelled and is_first and len(groups[0].digits) > 2):
        return None
    more = 1 if code is None else 1 - len(code)
    found = from_here(document.text, groups, _FEWEST - more - is_labelled, _MOST - more)
    if found is None or _is_list_of_codes(groups, found):
        return None
    return found if is_labelled or _is_plain(document, groups, found) else None


def _is_list_of_codes(groups: Chain, found: Number) -> bool:
    """`0812, 0813, 0815`, `081, 082`: each begins like the first."""
    first = groups[0].digits[:2]
    inside = [group.digits for group in groups if group.end <= found.end]
    return len(inside) > 2 and all(
        digits.startswith(first) and len(digits) > 2 for digits in inside
    )


def _is_plain(document: Document, groups: Chain, found: Number) -> bool:
    """Whether a number that no word announces is written as numbers are."""
    inside = [group for group in groups if group.end <= found.end]
    between = signs(document.text, groups[: len(inside) + 1])
    after = between[len(inside) - 1] if len(between) >= len(inside) else ""
    if after in (".", ","):
        return False
    between = between[: len(inside) - 1]
    sizes = {len(group.digits) for group in inside}
    if (
        inside[0].digits[0] == "0"
        and len(inside[0].digits) < 3
        and (max(sizes) > 4 or (document.is_apart and sizes != {1}))
    ):
        return False
    if all(_USUAL_SIGN.fullmatch(sign) for sign in between):
        return True
    return len(set(between)) == 1 and len(inside[0].digits) > 2 and "\n" not in between[0]


def _landline(document: Document, groups: Chain, *, is_labelled: bool) -> Number | None:
    digits = groups[0].digits
    if digits == "62" and len(groups) > 1:
        digits += groups[1].digits
    opening = _LANDLINE.match(digits)
    if not opening:
        return None
    if opening["abroad"]:
        is_told = document.text[groups[0].start - 1 : groups[0].start] == "+"
        return from_here(document.text, groups, 9, 13) if is_told or is_labelled else None
    if len(digits) > 4:
        return joined(groups[:1]) if _is_solid(document, groups) else None
    between = signs(document.text, groups)
    if len(digits) < 3 or not between or len(between[0].strip(" ")) > 2:
        return None
    found = from_here(document.text, groups, len(digits) + 5, len(digits) + 8)
    is_bracketed = ")" in between[0]
    if found is None or is_labelled or is_bracketed:
        return found
    usual = between[0].strip(" ") in ("", "-", ".") and len(groups[1].digits) >= 3
    return found if usual and _is_plain(document, groups, found) else None


def _is_solid(document: Document, groups: Chain) -> bool:
    """Whether a landline number is written without a sign, and none joins it to another."""
    if not 9 <= len(groups[0].digits) <= 11:
        return False
    beside = document.text[groups[0].start - 1 : groups[0].start]
    beside += document.text[groups[0].end : groups[0].end + 1]
    after = document.text[groups[0].end + 1 : groups[0].end + 2]
    return "/" not in beside and not (beside[-1:] in _TIGHT and after.isdigit())


def _start(document: Document, start: int) -> int:
    """With the sign of a call from abroad, and a bracket that is closed within."""
    while start and document.text[start - 1] in "+(":
        start -= 1
    return start


def normalise(number: str) -> str:
    """The digits of a number in its national form."""
    digits = re.sub(r"\D", "", number)
    if digits.startswith("0062"):
        digits = digits[2:]
    if digits.startswith("620"):
        return digits[2:]
    return "0" + digits[2:] if digits.startswith("62") and len(digits) > 8 else digits


def _is_allowed(document: Document, groups: Chain) -> bool:
    """Whether a number of a unit begins here, whatever follows it."""
    digits = ""
    for group in islice(groups, _MOST):
        digits += group.digits
        if normalise(digits) in document.allowed_phones:
            return True
    return False


def _is_phone(document: Document, found: Number, *, landline: bool) -> bool:
    number = normalise(found.digits)
    if number.startswith(("0800", "0804")) or len(set(number[2:])) == 1:
        return False
    start = found.start
    begin, end = document.sentence(start)
    before = document.lowered[max(begin, start - 60) : start]
    if _ACCOUNT.search(before) and (landline or "wa" not in before.split()):
        return False
    if document.knows_phones:
        return True
    near = document.lowered[max(begin, start - 110) : min(end, start + 60)]
    return not (_SERVICE.search(near) and not _PRIVATE.search(near))


RULE = Rule(
    code="privasi.E002",
    type="phone",
    message="Nomor telepon pribadi tertulis.",
    fix="hapus nomor itu. Bila nomor resmi, tulis di Telepon atau WhatsApp pada halaman satuan; "
    "laporan warga cukup lewat 110.",
    ground="UU 27/2022 (PDP) pasal 4",
    find=find,
    must=(
        "Keluarga dapat dihubungi di 081234567890.",
        "Nomor pelaku 0812-3456-7890 sudah diblokir.",
        "Hubungi Bapak Slamet +62 812 3456 7890.",
        "WA korban: 62 857 1234 5678.",
        "Telepon rumah (0343) 421987 milik saksi.",
        "Hubungi kami di wa.me/6281234567890",
        "No HP 85712345678 milik korban.",
        "Hub keluarga: 081 3 5566 7788",
        "08 12 34 50 98 76 milik pelapor",
        "Telepon 0821 (4433) 7788.",
        "Rumah pelapor (0341) 55 66 77.",
        "Hp pelapor 08 95 3344 5511 22.",
        "Hp pelapor 0813 dua dua 445566.",
        "Pelaku memakai nomor 0.8.1.2.3.4.5.6.7.8.9.0 untuk menipu.",
    ),
    must_not=(
        "Hubungi 110 bila melihat kejadian.",
        "Patroli pukul 08.15-10.30 WIB di pasar.",
        "Call center Polres Pasuruan Kota (0343) 424444 melayani 24 jam.",
        "Barang bukti uang Rp 812.345.678 disita.",
        "Laporan polisi nomor LP/B/0812/IX/2024 diterima.",
        "Nomor 0812xxxxx890 telah disamarkan.",
        "Hubungi posko 08.00 - 16.00 WIB, Senin 08-12-2024.",
        "Layanan bebas pulsa 0800 1 234 567 dibuka.",
    ),
)
