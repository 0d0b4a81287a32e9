"""What words with capitals look like: an abbreviation, a word of the language, of none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kentongan.gate.capitals import is_other
from kentongan.gate.pattern import Pattern
from kentongan.gate.phrases import CASE_WORDS
from kentongan.gate.tables import table
from kentongan.manuscripts import dictionary

_LONGEST_SHORT = 5  # letters of an abbreviation in capitals
_UNSPEAKABLE = Pattern(r"(?:(?:ng|ny|sy|kh|sh|[bcdfghjklmnpqrstvwxyz])){4}")  # `BBKSDA`
_VOWELS = frozenset("aeiouyéèü")
_PREFIXES = tuple("antar pasca pra non anti multi inter sub semi".split())


def is_short(text: str, start: int, end: int) -> bool:
    """`UMKM`, `Tlh`: an abbreviation is nobody's name."""
    if _VOWELS.isdisjoint(text[start:end].lower()):
        return True
    if not text[start:end].isupper():
        return False
    return end - start <= _LONGEST_SHORT or bool(_UNSPEAKABLE.search(text[start:end].lower()))


def is_strange(words: Sequence[str]) -> bool:
    """Whether none of them is a word of the language or the name of a town."""
    plain = [word for word in words if len(word) > 2]
    return bool(plain) and not any(map(_is_known, plain))


@cache
def _is_known(word: str) -> bool:
    if not word.replace("'", "").replace("’", "").isalpha() or is_other(word.removesuffix("nya")):
        return True
    if _VOWELS.isdisjoint(word):  # `Tlh`, as people write who are in a hurry
        return True
    if word in table("words")["towns"] or word in CASE_WORDS or dictionary.is_word(word):
        return True
    led = next((prefix for prefix in _PREFIXES if word.startswith(prefix)), "")
    return bool(led) and dictionary.is_word(word.removeprefix(led))  # `Antarkabupaten`
