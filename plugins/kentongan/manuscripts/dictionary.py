"""Which words are of the language: what is not may be a name, or a slip.

The roots are those of Sastrawi's dictionary. Affixes are taken off freely: it is asked whether a
word may be one, not which.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

_ENDINGS = ("nya", "lah", "kah", "pun", "ku", "mu")
_SUFFIXES = ("", "kan", "an", "i")
_SHORTEST = 3
# Behind each prefix, with what its nasal may stand for.
_PREFIXES = (
    *(("memper", ("",)), ("diper", ("",)), ("menge", ("",)), ("penge", ("",))),
    *(("meng", ("", "k")), ("peng", ("", "k")), ("meny", ("s",)), ("peny", ("s",))),
    *(("mem", ("", "p")), ("pem", ("", "p")), ("men", ("", "t")), ("pen", ("", "t"))),
    *(("ber", ("", "r")), ("ter", ("", "r")), ("per", ("", "r")), ("be", ("",)), ("se", ("",))),
    *(("me", ("",)), ("pe", ("",)), ("di", ("",)), ("te", ("",))),
)


@cache
def roots() -> frozenset[str]:
    found = find_spec("Sastrawi")
    folder = Path(next(iter(found.submodule_search_locations or [""]))) if found else Path()
    text = (folder / "Stemmer" / "data" / "kata-dasar.txt").read_text("utf-8")
    return frozenset(text.split())


@cache
def is_word(word: str) -> bool:
    """Whether the lower-case word may be one of the language, in any of its forms."""
    return _is_form(word) or any(
        _is_form(word.removesuffix(ending)) for ending in _ENDINGS if word.endswith(ending)
    )


def _is_form(word: str) -> bool:
    if word in roots():
        return True
    rests = [word, word[2:]] if word.startswith("ke") and word.endswith("an") else [word]
    for prefix, starts in _PREFIXES:
        if word.startswith(prefix):
            rests += [start + word[len(prefix) :] for start in starts]
    return any(_has_root(rest) for rest in rests)


def _has_root(rest: str) -> bool:
    return any(
        len(rest) - len(suffix) >= _SHORTEST and rest.removesuffix(suffix) in roots()
        for suffix in _SUFFIXES
        if rest.endswith(suffix)
    )


@cache
def is_derived(word: str) -> bool:
    """Whether the lower-case word is made from a root by affixes: a noun or a verb, no name."""
    return word not in roots() and _is_form(word)
