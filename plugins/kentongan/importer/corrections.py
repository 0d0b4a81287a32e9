"""Correction notices: which release they correct, and what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kentongan.domain.dates_in_text import find
from kentongan.importer.forms import Form

_NOTICE = re.compile(
    r"^\W*(?:permohonan maaf (?:dan|atas) )?(?:ralat|koreksi|pembetulan|revisi)\b", re.IGNORECASE
)
_SAYS_SO = re.compile(
    r"\b(?:(?:kami |di|ada |i[jz]in |mohon |minta )(?:ralat|koreksi)"
    r"|(?:ralat|revisi|koreksi) (?:berita|rilis|untuk|utk|sebagai berikut)"
    r"|perlu (?:di(?:perbaiki|ralat|betulkan|koreksi)|perbaikan)|meralat|merevisi|mengoreksi)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:rilis|berita)\b[^“\n]{0,40}?\b(?:tentang|berjudul|soal|mengenai)\s+(?P<title>[^“”\n]{8,160}?)"
    r",?\s+(?:tertulis|tanggal|yang (?:terbit|tayang)|kami ralat)",
    re.IGNORECASE,
)
# `ralat rilis tadi pagi Polsek Kraton Panen Melon: tertulis …`
_ABOUT_UNMARKED = re.compile(
    r"\b(?:rilis|berita)\b(?: [a-z]+){0,4} (?P<title>[A-Z][^“”\n:]{12,160}):"
    r"\s+(?i:tertulis|disebut)"
)
_NAMED = re.compile(r"“([^“”\n]{8,200})”")
_PAIR = re.compile(
    r"\b(?:tertulis|(?:di)?sebut(?:kan)?)\s*:?\s*(?P<wrong>[^\n]{1,200}?)[,;]?\s*(?:(?:yang|yg)\s+(?:benar|betul)|seharusnya|menjadi)"
    r"\s*:?\s*(?:adalah\s+)?(?P<right>[^\n]{1,200}?)(?=[.;](?:\s|$)|\s*$)",
    re.IGNORECASE | re.MULTILINE,
)
# `Luas yang benar 2 hektare, bukan 20 hektare`
_RIGHT_FIRST = re.compile(
    r"\b(?:yang|yg)\s+(?:benar|betul)\s*:?\s*(?:adalah\s+|ialah\s+)?(?P<right>[^\n,]{1,120}?),?\s+"
    r"bukan(?:lah)?\s+(?P<wrong>[^\n]{1,120}?)(?=[.;](?:\s|$)|\s*$)",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Correction:
    """`title` and `day` are those of the release that is corrected, as far as they are named."""

    title: str = ""
    day: date | None = None
    pairs: tuple[tuple[str, str], ...] = ()  # what was wrong, what is right

    def __str__(self) -> str:
        return "; ".join(f"{wrong} | {right}" for wrong, right in self.pairs)


def read_correction(title: str, lines: Sequence[str], form: Form) -> Correction | None:
    """What a notice corrects; None for every other text."""
    text = "\n".join(lines)
    pairs = tuple(_pairs(text, form))
    says_so = _SAYS_SO.search(text) or _NOTICE.match(text)
    if not (_NOTICE.match(title) or (pairs and says_so)):
        return None
    named = _NAMED.search(text)
    days = [mention.date for mention in find(text) if mention.date]
    about = _ABOUT.search(text) or _ABOUT_UNMARKED.search(text)
    stated = named[1] if named else about["title"] if about else ""
    name = form.first("title") or stated.strip(" ,.")
    return Correction(name.strip("“” "), days[0] if days else None, pairs)


def states_correction(line: str) -> bool:
    """Whether a line says what it corrects: `Ralat rilis “Panen Raya”: tertulis dua ekor …`."""
    says_so = _NOTICE.match(line) or _SAYS_SO.search(line)
    return bool(_PAIR.search(line) or (says_so and _NAMED.search(line)))


def _pairs(text: str, form: Form) -> list[tuple[str, str]]:
    wrong = ""
    pairs = []
    for entry in form.entries:
        if entry.role == "wrong":
            wrong = entry.value
        elif entry.role == "right" and wrong:
            pairs.append((wrong, entry.value))
            wrong = ""
    return pairs or [
        (match["wrong"].strip(" .,;"), match["right"].strip())
        for pattern in (_PAIR, _RIGHT_FIRST)
        for match in pattern.finditer(text)
    ]
