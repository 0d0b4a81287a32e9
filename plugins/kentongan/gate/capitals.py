"""Runs of capitalised words, and what kinds of words they may be made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from kentongan.gate.language import is_shortened
from kentongan.gate.pattern import Pattern
from kentongan.gate.phrases import KINDS
from kentongan.gate.tables import is_name_word, phrases, table

_WORD = r"(?:[A-Z][\w]*(?:['’`-][A-Za-z]\w*)*(?:\.(?:[A-Z]\.)*)?)"
_RUN = Pattern(
    rf"{_WORD}"
    rf"(?:[ \n]+(?:(?:bin|binti|bt|al|el|als|alias|a\.k\.a\.?)[ ]+)?{_WORD})*"
)
_GLUED = frozenset("_@#/")
_BLANKS = frozenset(("", " ", "\n"))
_LEADING_PARTS = frozenset({*KINDS, "tubuh", "jasad", "nyawa"})
_LEADING_NOUNS = ("of_suspect", "of_victim", "owns", "glad_before", "naming", "somebody")

Token = tuple[int, int, str]
Run = tuple[Token, ...]


@cache
def offices() -> frozenset[str]:
    """Ranks and offices: the name after one is an officer's."""
    words = table("words")
    return words["ranks"] | words["titles"]


@cache
def leading_to_names() -> frozenset[str]:
    """Offices and courtesies, which may stand right before a name."""
    return offices() | table("words")["courtesy"]


@cache
def heads() -> frozenset[str]:
    words = table("words")
    return words["places"] | words["organisations"] | words["things"]


@cache
def _others() -> frozenset[str]:
    words = table("words")
    return stops() | words["towns"] | heads() | offices() | words["civil"]


@cache
def stops() -> frozenset[str]:
    """What begins a sentence with a capital: also the nouns that lead to a name, `Aksi Sutopo`."""
    nouns = {
        word
        for key in (*_LEADING_NOUNS, "takes", "hurts")
        for phrase in phrases("phrases")[key]
        for word in phrase.split()
    }
    words = table("words")
    free = {word for word in nouns if not is_name_word(word) and word not in heads()}
    return words["stop"] | words["people"] | free


@cache
def _nameless() -> frozenset[str]:
    """Words that neither are a name nor lead to one."""
    return _others() - offices()


@cache
def _unless_nameless(written: str) -> str:
    """A word of a run in lower case; "" for one that neither is a name nor leads to one."""
    word = written.strip(".,").lower()
    return "" if word in _nameless() else word


def _if_name_too(written: str) -> str:
    """`Satria ditusuk`: a thing, a month, and the name of somebody where it stands alone."""
    return written.strip(".,").lower() if written.startswith(_names_too()) else ""


@cache
def _names_too() -> tuple[str, ...]:
    return tuple(word.capitalize() for word in table("words")["names_too"])


def _is_led(words: str) -> bool:
    """`Tubuh Bulan`: behind a word that leads to a person."""
    first, _, second = words.partition(" ")
    return second.startswith(_names_too()) and first.lower() in _LEADING_PARTS


def is_other(word: str) -> bool:
    """Whether the lower-case word names something else than a private person."""
    return word in _others()


def runs(text: str, sentence: Callable[[int], object]) -> list[Run]:
    """All runs of capitalised words in which not every word is known to be something else.

    `sentence` tells the one around a position: no run goes over its end.
    """
    runs_found: list[Run] = []
    nameless = _nameless()
    for match in _RUN.finditer(text):
        start, end = match.span()
        before = text[start - 1 : start]
        if before not in _BLANKS and (before in _GLUED or before.isalnum()):
            continue
        words = match[0]
        if " " not in words and "\n" not in words:
            word = _unless_nameless(words) or _if_name_too(words)
            if word:
                runs_found.append(((start, end, word),))
            continue
        if not any(map(_unless_nameless, words.split())) and not _is_led(words):
            continue
        for tokens in _sentence_parts(words, start, sentence if "\n" in words else None):
            if not nameless.issuperset([word for _, _, word in tokens]) or _is_led(words):
                runs_found.append(tokens)
    return runs_found


def _sentence_parts(
    words: str, start: int, sentence: Callable[[int], object] | None
) -> Iterator[Run]:
    """The words of a run, parted where a full stop or a line ends a sentence."""
    current: list[Token] = []
    behind = 0
    for raw in words.split():
        at = words.index(raw, behind)
        behind = at + len(raw)
        if sentence and current and sentence(start + at) != sentence(current[-1][0]):
            yield tuple(current)
            current = []
        word = raw.strip(".,").lower()
        current.append((start + at, start + behind, word))
        if raw.endswith(".") and len(word) > 1 and "." not in word and not is_shortened(raw[:-1]):
            yield tuple(current)
            current = []
    if current:
        yield tuple(current)


def placed(found: Sequence[Run]) -> frozenset[str]:
    """The words behind that of a place or a body: `Keboncandi` where `Polsek Keboncandi` stands."""
    words: set[str] = set()
    for run in found:
        if len(run) == 1:
            continue
        behind = False
        for _, _, word in run:
            if behind and not is_other(word):
                words.add(word)
            behind = word in heads() or (behind and not is_other(word))
    return frozenset(words)
