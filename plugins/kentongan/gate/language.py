"""Sentences of Indonesian press text."""

from __future__ import annotations

import re

from kentongan.gate.pattern import Pattern
from kentongan.gate.tables import words_of

_BREAK = Pattern(r"[.!?…\n](?:(?<=\n)|[”\"’')\]]*(?=\s+[“\"‘'(\[]?[A-Z0-9“]))")
_LONGEST = 1200  # characters
_ITEM = Pattern(r"\s*(?:[-•+]\s|\d{1,2}[.)]\s|#+\s|>|[A-Z][\w /-]{1,24}\s?:)")
ABBREVIATIONS = words_of(
    "a.n an moch alm almh bin binti br dr drs dra ds dsn dk gg h hj hp ir jl jln jend kab kec kel "
    "ket kh kol kom kombes komjen irjen brigjen kompol let lt mgr m moh muh muhd abd mr ny no "
    "nn nop pol prof ps psl pt rp s sdr sdri st sh s.h s.ik tgl th thn tlp telp tn ust ustadz "
    "wa yth dll dsb dkk kapt kep lk rek norek cv ud al v ach plt kompol ipda iptu akp akbp "
    "aiptu aipda bripka hi dg komisaris kel em purn inf cpm czi kav art arm caj chb ckm cke mar "
)
_DOTTED = Pattern(r"[A-Z]|(?:[A-Za-z]{1,2}\.)+[A-Za-z]{1,2}")
_LAST_WORD = Pattern(r"[\w.]+$")
_LONG_WORD = Pattern(r"[^\W\d_]{3,}")
_JOINING = words_of(
    "dan yang dari untuk pada dengan oleh karena atas saat usai bagi agar itu ini akibat"
)
_LONGEST_SHORT = 4  # letters of a title that is cut
_VOWELS = frozenset("aeiouy")
_HEADLINE = 0.9


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Start and end of each sentence from `start`, the start of one, to the line that has `end`.

    A soft line break inside a sentence does not end it.
    """
    spans = []
    for match in _BREAK.finditer(text, start):
        if match.start() > end:
            break
        if not _ends(text, match, start):
            continue
        spans += _bounded(text, start, match.end())
        start = match.end()
    return spans + _bounded(text, start, end)


def _bounded(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence, in pieces where it is longer than anybody writes; nothing for blanks."""
    pieces = []
    while end - start > _LONGEST:
        cut = max(text.rfind(" ", start, start + _LONGEST), start + _LONGEST // 2)
        pieces.append((start, cut))
        start = cut
    if text[start:end].strip():
        pieces.append((start, end))
    return pieces


def _ends(text: str, match: re.Match[str], start: int) -> bool:
    mark = text[match.start()]
    if mark == "\n":
        return _ends_line(text, match.start(), start)
    if mark != ".":
        return True
    if match.end() > match.start() + 1:
        return True
    before = text[max(start, match.start() - 20) : match.start()]
    plain = before.rpartition(" ")[2]
    if len(plain) > 1 and plain.isalpha():  # most sentences end in a plain word
        return not is_shortened(plain)
    word = _LAST_WORD.search(text, match.start() - len(before), match.start())
    if not word:
        return True
    last = word.group()
    if _DOTTED.fullmatch(last) or (last.isdigit() and _is_item(text, word.start())):
        return False
    return not is_shortened(last)


def is_shortened(word: str) -> bool:
    """Whether a full stop behind it ends no sentence: what nobody can speak, and is no body."""
    if word.lower() in ABBREVIATIONS:
        return True
    return len(word) <= _LONGEST_SHORT and word.istitle() and _VOWELS.isdisjoint(word.lower())


def _is_item(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].strip(" ")
    return not before or before.endswith(("\n", "(", ":"))


def _ends_line(text: str, at: int, start: int) -> bool:
    before = text[max(start, at - 200) : at].rstrip()
    if not before or before[-1] in '.!?:;”"…':
        return True
    rest = text[at + 1 : at + 60]
    if not rest.strip() or rest[0] == "\n" or _ITEM.match(rest):
        return True
    line = before[before.rfind("\n") + 1 :]
    return len(line) < 50


def is_caseless(sentence: str) -> bool:
    """Whether capitals say nothing here: a headline, or a text in capitals throughout.

    A full stop ends no headline: `Keduanya Vina (29) dan Anto Kribo (35).`
    """
    words = [word for word in _LONG_WORD.findall(sentence) if word not in _JOINING]
    if len(words) < 4 or (sentence.rstrip().endswith(".") and not sentence.isupper()):
        return False
    return sum([word[0].isupper() for word in words]) >= _HEADLINE * len(words)
