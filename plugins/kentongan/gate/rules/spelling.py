"""Words that are not in standard spelling, outside quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.pattern import Pattern, alone
from kentongan.gate.tables import pairs

_TIMES = Pattern(r"(?<![\w.,/-])(\d{1,2})x(?![\w-])")
_DOUBLED = Pattern(r"([A-Z]?[a-z]{2,})2(nya|an)?(?![\w-])")
_NOT_DOUBLED = frozenset(
    "km cm mm dm hm kelas lantai tahap roda seri tipe blok bagian jilid".split()
)
_LONGEST_WORD = 24
_BEFORE_A_NAME = 3  # words that are looked at
_INITIAL = re.compile(r"\b[A-Z][a-z]?\. ?$")  # of a degree: `S.Pd.`, `S. Kom`
_APOSTROPHE = Pattern(r"\bjum['’`´]at\b")


def find(document: Document) -> Iterator[Hit]:
    for start, end, right in corrections(document.text, document.lowered, document.words):
        if not document.is_quoted(start):
            text = document.text[start:end]
            standard = as_written(text, right)
            mend = (f'Tulis "{standard}"', standard)
            yield Hit(start, end, text, f': tulis "{standard}".', mends=(mend,))


def corrections(text: str, lowered: str, words: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Start, end and standard form of each word that is not standard."""
    table = pairs("spelling")
    several = [entry for entry in _several_words() if words.issuperset(entry.split())]
    for word in sorted([*(words & table.keys()), *several]):
        for start in alone(lowered, word, glue="-"):
            if not _is_name(text, start):
                yield start, start + len(word), table[word]
    if "jum" in words:
        for match in _APOSTROPHE.finditer(lowered):
            yield match.start(), match.end(), "jumat"
    yield from _chat(text, lowered, words)


def _chat(text: str, lowered: str, words: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Words shortened as in a chat: `yg`, `3x`, `rekan2`."""
    table = pairs("chat")
    for word in sorted(words & table.keys()):
        for start in alone(lowered, word, glue="-/@_"):
            end = start + len(word)
            is_in_address = text[end : end + 1] == "." and text[end + 1 : end + 2].isalnum()
            is_in_degree = _INITIAL.search(text[max(0, start - 5) : start])
            if not (text[start:end].isupper() or is_in_address or is_in_degree):
                yield start, end, table[word]
    if "x" in words:
        for match in _TIMES.finditer(lowered):
            yield match.start(), match.end(), f"{match[1]} kali"
    at = text.find("2")
    while at >= 0:
        if text[at - 1 : at].islower():
            yield from _doubled(text, _start_of_word(text, at))
        at = text.find("2", at + 1)


def _doubled(text: str, start: int) -> Iterator[tuple[int, int, str]]:
    match = _DOUBLED.match(text, start)
    if match and match[1] not in _NOT_DOUBLED:
        right = f"{match[1]}-{match[1].lower()}{match[2] or ''}"
        yield match.start(), match.end(), right


def _start_of_word(text: str, at: int) -> int:
    start = at
    while start and at - start < _LONGEST_WORD and text[start - 1].isalnum():
        start -= 1
    return start


@cache
def _several_words() -> tuple[str, ...]:
    """The entries of the table that are more than one word."""
    return tuple(entry for entry in pairs("spelling") if " " in entry)


def _is_name(text: str, start: int) -> bool:
    """A capital inside a sentence: part of a name, which keeps its spelling."""
    if not text[start].isupper():
        return False
    before = text[max(0, start - 2) : start]
    after = re.match(r"\S+ (\S)", text[start : start + 60])
    if not (before.strip() and before[-1] == " " and before[0] not in ".!?:" and after):
        return False
    return after[1].isupper() or _ends_a_name(text, start)


def _ends_a_name(text: str, start: int) -> bool:
    """`Kapal Motor Sri Rejeki terbalik`; in a headline every word has a capital."""
    begin = text.rfind("\n", 0, start) + 1
    words = text[begin:start].split()[-_BEFORE_A_NAME:]
    rest = text[start : start + 200].partition("\n")[0].split()[1:6]
    is_headline = sum(word[0].isupper() for word in rest) * 2 > len(rest)
    return len(words) > 1 and words[-1][0].isupper() and not is_headline


def as_written(word: str, right: str) -> str:
    """The standard form with the capitals of the word."""
    if word.isupper() and len(word) > 1:
        return right.upper()
    if right in ("jumat", "november", "februari"):
        return right.capitalize()
    return right[:1].upper() + right[1:] if word[:1].isupper() else right


RULE = Rule(
    code="redaksi.W007",
    type="spelling",
    message="Ejaan belum baku",
    fix="pakai ejaan baku; `humas periksa --perbaiki` menggantinya di luar kutipan.",
    ground="KBBI; Pedoman Umum Ejaan Bahasa Indonesia",
    find=find,
    must=(
        "Polisi menghimbau warga agar waspada.",
        "Personil gabungan berpatroli pada hari Jum'at.",
        "Kegiatan ini untuk mengurangi resiko kecelakaan.",
        "Keselamatan menjadi tolak ukur kegiatan antar warga.",
        "Warga yg hadir dgn tertib pkl 08.00 wib.",
        "Polisi berpatroli 3x semalam bersama rekan2 wartawan.",
        "Polsek Kraton Himbau dan Ajak Warga Menjaga Sungai",
    ),
    must_not=(
        "Polisi mengimbau warga agar waspada.",
        '"Kami himbau warga waspada," ujar Kapolsek.',
        "Kegiatan ini mengurangi risiko kecelakaan.",
        '"Kami sdh siaga yg terbaik," ujar Kapolsek.',
        "Penertiban PKL berlangsung pukul 08.00 WIB di lahan 20 km2.",
        "Kapolsek Kraton, AKP Safiudin, S.Pd., hadir bersama Drs. Ahmad, M. Pd.",
        "Kendaraan roda2 dan surel yg@contoh.example tercatat.",
        "Kapal Motor Sri Rejeki terbalik di perairan Lekok.",
    ),
)
