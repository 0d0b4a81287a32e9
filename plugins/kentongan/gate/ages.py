"""The ages that a text states: anywhere, and right behind a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kentongan.gate.pattern import Pattern
from kentongan.gate.tables import words_of

if TYPE_CHECKING:
    from kentongan.gate.roles import CastText

_AFTER = Pattern(
    r"\s*(?:,?\s*(?:lk|pr|laki-laki|perempuan|[lp])\b\s*[,./]?\s*)?(?:"
    r"\(\s*(?:[LPlp]\s*[,/]\s*)?(?:(?:umur|usia|berusia|sekitar|kurang lebih|inisial|alias|"
    r"\w{1,12})\s+){0,2}"
    r"(?P<a>\d{1,2})(?P<u>\s*(?:tahun|thn|th|bulan|bln|hari)\b\.?)?(?=\s*[),/;]|"
    r"\s+[a-z])(?!\s*/\s*\d|\s+(?:menit|jam|detik|orang|unit|kali|km|meter|kg|gram|buah|ekor|poin|"
    r"persen|lembar|halaman|lokasi|titik|paket|botol|rumah|personel|kejadian|kasus)\b)|"
    r",?\s*(?:yang\s+)?(?:(?:baru|masih|kini|sudah)\s+)?(?:umur|usia|berumur|berusia|"
    r"usianya)\s*:?\s*(?P<b>\d{1,2})(?P<v>\s*(?:tahun|thn|th|bulan|bln))?|"
    r",?\s*(?:yang\s+)?(?:(?:baru|masih|baru berusia|"
    r"masih berusia)\s+)?(?P<c>\d{1,2})\s*(?P<w>tahun|thn|th|bulan|bln)\b(?!\s*\d{4})|"
    r",\s*(?P<d>[1-9]\d?)(?=,\s))"
)
_COUNTED = Pattern(r"\s*\d{1,2}\s*[tb]")  # 34 tahun, 8 bulan
_LINE = Pattern(r"\s*[\n,;|]?\s*[-•+]?\s*(?:umur|usia)\s*:?\s*(\d{1,2})")
_PART_OF_SERIES = Pattern(
    r"\b(?:bagian|seri|serial|edisi|jilid|episode|volume|vol|bab|sesi|babak|part|angkatan|gelombang|"
    r"tahap|putaran|batch|chapter|musim|season)\b\.?[\w\s:–-]{0,30}$"
)
# What an age behind a name may begin with: `(34)`, `, 34 tahun`, `usia`, `berumur`, `masih`.
_MARKS = frozenset("(,;|-•+yubmlpks")

_WORDS = words_of("umur usia berumur berusia")
_STATED = Pattern(r"\b(?:umur|usia|berumur|berusia)\s*:?\s*\d{1,2}\b")
_YEARS_BEHIND = Pattern(r"\s*(?:tahun|thn|th)\b")
_BRACKET = Pattern(r"\((?:[lp]\s*[,/]\s*)?(?:\w{1,12}\s+)?\Z")
_CLOSED = Pattern(r"(?:\s*(?:tahun|thn|th)\b\.?)?(?=\s*[),]|/[lp]\b)")


def after(lowered: str, position: int, end: int) -> int | None:
    """The age in years right behind a name that ends at `position`, in a sentence to `end`."""
    following = lowered[position : position + 1].strip() or lowered[position:].lstrip()[:1]
    if following.isdecimal():
        if not _COUNTED.match(lowered, position):
            return None
    elif following not in _MARKS:
        return None
    match = _AFTER.match(lowered, position, end)
    stated = match or _LINE.match(lowered, position)
    if not stated or counts_parts(lowered, position):
        return None
    if not match:
        return int(stated.group(1))
    number = next(match.group(name) for name in "abcd" if match.group(name))
    unit = (match.group("u") or match.group("v") or match.group("w") or "").strip()
    return 0 if unit.startswith(("bulan", "bln", "hari")) else int(number)


def counts_parts(lowered: str, position: int) -> bool:
    """Whether a number behind `position` counts the parts of a series: `Edisi Anak Hebat (7)`."""
    return bool(_PART_OF_SERIES.search(lowered, max(0, position - 45), position))


def is_stated(document: CastText) -> bool:
    """Whether an age stands anywhere: `umur 34`, `34 tahun`, `(34)`."""
    lowered = document.lowered
    if not _WORDS.isdisjoint(document.words) and _STATED.search(lowered):
        return True
    return any(
        end - start <= 2 and (_is_years(lowered, start, end) or _is_bracketed(lowered, start, end))
        for start, end in document.digits
    )


def _is_years(lowered: str, start: int, end: int) -> bool:
    before = lowered[start - 1 : start]
    return bool(_YEARS_BEHIND.match(lowered, end) and not (before.isalnum() or before == "_"))


def _is_bracketed(lowered: str, start: int, end: int) -> bool:
    left = max(0, start - 45)
    return (
        "(" in lowered[left:start]
        and bool(_BRACKET.search(lowered, left, start))
        and bool(_CLOSED.match(lowered, end))
    )
