"""Telephone numbers that are not those of a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.pattern import Pattern
from kentongan.gate.tables import words_of

_MOBILE = Pattern(
    r"(?<![\d/])(?<!\d[.,-])\(?(?:\+\s?62|(?:00)?62|"
    r"0)(?:\(0\))?\)?[ .\-(]{0,2}8[1-9]\d{0,2}\)?(?:[ .\-–—]{1,3}\d{2,6}|\d){5,10}(?!\d|[.,]\d)"
)
_SPACED = Pattern(r"(?<![\d/.])(?:\+6[ .-]?2|6[ .-]2|0)(?:[ .\-]?)8(?:[ .\-]\d){7,11}(?!\d)")
_LANDLINE = Pattern(
    r"(?<![\d/.,])(?<!\d-)(?:\(\s?0[2-9]\d{1,2}\s?\)[ .\-]?|"
    r"\+62[ .\-]?\(?[2-79]\d{1,2}\)?[ .\-]?|0[2-79]\d{1,2}[ .\-])"
    r"\d{3,4}[ .\-]?\d{2,5}(?![\d/]|[.,-]\d)"
)
_SOLID = Pattern(r"(?<![\d/.,-])0[2-79]\d{7,9}(?![\d/]|[.,-]\d)")
# Groups in brackets or by twos: `0821 (4433) 7788`, `(0341) 55 66 77`.
_BRACKETED = Pattern(
    r"(?<![\d/.,-])(?:\+?62|0)8\d{1,2} ?\(\d{3,4}\) ?\d{3,4}(?!\d)"
    r"|\(0[2-9]\d{1,2}\)(?: \d\d){3,4}(?!\d| \d)"
)
# In groups of any length: `08 12 34 50 98 76`.
_UNEVEN = Pattern(r"(?<![\d/.,:-])(?:\+?62[ -]?|0)8(?:[ -]?\d){8,11}(?![ -]?\d|[.,:/]\d)")
_LABELLED = Pattern(
    r"\b(?:hp|wa|whatsapp|telp|tlp|telepon|telpon|ponsel|handphone|seluler|hubungi|kontak|nomor|"
    r"no)\b"
    r"[^\d\n]{0,20}(?P<n>8[1-9]\d{1,2}(?:[ .\-]?\d{2,5}){2,3})(?!\d)"
)
# Behind a word for a telephone the digits may stand in any groups: `hp 08 95 3344 5511 22`.
_GROUPED = Pattern(
    r"\b(?:hp|wa|whatsapp|telp|tlp|telepon|telpon|ponsel|handphone|seluler|hubungi|kontak)\b"
    r"[^\d\n+]{0,25}(?P<n>(?:\+?[ .\-]?6[ .\-]?2|0)(?:[ .\-]{0,3}\d){8,12})(?!\d|[.,-]\d)|"
    r"\b(?:nomor|no)\b[^\d\n+]{0,25}(?!\d\d[.-]\d\d[.-]\d{4})"
    r"(?P<p>(?:0|(?:\+ ?|00 ?)?6[ .\-]?2[ .\-]{0,3}0?)[ .\-]{0,3}8(?:[ .\-–—]{0,3}\d){7,11})"
    r"(?!\d|[.,-]\d)"
)
_DIGIT_WORDS = "nol kosong satu dua tiga empat lima enam tujuh delapan sembilan".split()
_SPELT = Pattern(r"\b(?:nol|kosong) delapan(?:[ ,-]+(?:" + "|".join(_DIGIT_WORDS) + r")){7,11}\b")
# Begun in digits, gone on in words: `0813 dua dua 445566`.
_MIXED = Pattern(
    r"(?:0|62[ .-]?)8\d{0,4}(?:[ .,-]{1,2}(?:\d{1,6}(?!\d)|(?:"
    + "|".join(_DIGIT_WORDS)
    + r")\b)){2,11}"
)
_EVERYWHERE = (_MOBILE, _SPACED)
_IN_TEXTS = (*_EVERYWHERE, _UNEVEN, _BRACKETED, _LANDLINE, _SOLID)
_LONGER = Pattern(r"\d[ .\-]$")
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
    r"\b(?:korban|pelaku|tersangka|terduga|saksi|pelapor|terlapor|keluarga|miliknya|pribadi|ibu|"
    r"ayah|bapak|anak|"
    r"istri|suami|kakak|adik|sdr|sdri|saudara|saudari|penipu|mengaku|kanit|"
    r"kasat|bripka|aipda|"
    r"aiptu|briptu|bripda|iptu|ipda|akp|kompol|penyidik|bhabinkamtibmas|kades|rumah)\b"
)
_WORDS = words_of(
    "hp wa whatsapp telp tlp telepon telpon ponsel handphone seluler hubungi kontak nomor no"
)


def find(document: Document) -> Iterator[Hit]:
    spans: list[tuple[int, int]] = []
    if document.numbers:
        spans = _by_form(document)
    if "delapan" in document.words:
        spans += [(m.start(), m.end()) for m in _SPELT.finditer(document.lowered)]
    if not document.words.isdisjoint(_DIGIT_WORDS):
        spans += _mixed(document)
    for start, end in sorted(spans):
        yield Hit(start, end, document.text[start:end])


def _mixed(document: Document) -> Iterator[tuple[int, int]]:
    for start, _ in document.digits:
        match = _MIXED.match(document.lowered, start)
        if not match or match.group()[-1].isspace():
            continue
        words = [word for word in re.findall("[a-z]+", match.group()) if word in _DIGIT_WORDS]
        if words and 9 <= _length(match.group()) + len(words) <= 14:
            yield match.span()


def _by_form(document: Document) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    taken = bytearray(len(document.text) + 1)
    for pattern in _EVERYWHERE if document.is_apart else _IN_TEXTS:
        for match in pattern.finditer(document.figures):
            if taken.find(1, match.start(), match.end()) >= 0:
                continue
            if _is_phone(
                document, match.start(), match.group(), pattern is _LANDLINE or pattern is _SOLID
            ):
                spans.append(match.span())
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    if not _WORDS.isdisjoint(document.words):
        for match in _GROUPED.finditer(document.lowered_figures):
            group = "n" if match["n"] else "p"
            number = match.span(group)
            if taken.find(1, *number) < 0 and _is_phone(document, number[0], match[group], False):
                spans.append(number)
                taken[slice(*number)] = b"\1" * (number[1] - number[0])
        for match in _LABELLED.finditer(document.lowered_figures):
            if taken.find(1, *match.span("n")) >= 0:
                continue
            if 9 <= _length(match.group("n")) <= 12 and _is_phone(
                document, match.start("n"), "0" + match.group("n"), False
            ):
                spans.append((match.start("n"), match.end("n")))
    return spans


def _length(text: str) -> int:
    return sum(character.isdigit() for character in text)


def normalise(number: str) -> str:
    """The digits of a number in its national form."""
    digits = re.sub(r"\D", "", number)
    if digits.startswith("0062"):
        digits = digits[2:]
    if digits.startswith("620"):
        return digits[2:]
    return "0" + digits[2:] if digits.startswith("62") and len(digits) > 8 else digits


def _is_phone(document: Document, start: int, text: str, landline: bool) -> bool:
    number = normalise(text)
    shortest = 8 if landline else 10 if document.is_apart else 9
    if number in document.allowed_phones or not shortest <= len(number) <= 14:
        return False
    if number.startswith("0800") or number.startswith("0804") or len(set(number[2:])) == 1:
        return False
    if landline and _LONGER.search(document.text[max(0, start - 2) : start]):
        return False
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
