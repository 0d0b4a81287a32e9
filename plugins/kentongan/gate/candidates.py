"""Runs of capitalised words that may be a private person's name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kentongan.gate.language import ABBREVIATIONS
from kentongan.gate.pattern import Pattern
from kentongan.gate.tables import is_name_word, phrases, table, words_of

_WORD = r"(?:[A-Z][\w]*(?:['’`-][A-Za-z]\w*)*(?:\.(?:[A-Z]\.)*)?)"
_RUN = Pattern(
    rf"{_WORD}"
    rf"(?:[ \n]+(?:(?:bin|binti|bt|al|el|als|alias|a\.k\.a\.?)[ ]+)?{_WORD})*"
)
_GLUED = frozenset("_@#/")
_BLANKS = frozenset(("", " ", "\n"))
_LONG_WORD = Pattern(r"[^\W\d_]{3,}")
_ABBREVIATED = words_of(
    "h hj m mh moch moh muh muhd abd ach a st hm ny tn sdr sdri alm almh bpk kh"
)
# Common words inside the name of a thing: Kapal Motor …, Kereta Api …
_MIDDLE = words_of(
    "motor api cepat laut pertama dua tiga empat lima enam ikan barang penumpang rumah anak tani "
    "besar"
)
# Small words of headlines, and the share of capitals among the others.
_JOINING = words_of(
    "dan yang dari untuk pada dengan oleh karena atas saat usai bagi agar itu ini akibat"
)
_HEADLINE = 0.9
_MONTHS = words_of("mei juni juli april agustus maret september")
PARTICLES = words_of("bin binti bt al el als alias")

_SET_OFF = frozenset('(,.)\n;”"')
_STOPS_SENTENCE = frozenset(".!?\n")
_OPENING = " “\"'"
_LEADS = ("nama", ":", ",", "yakni", "yaitu", "inisial", "=")

Token = tuple[int, int, str]
Run = tuple[Token, ...]


class Candidate(NamedTuple):
    """Words at `start:end`, in lower case. `civil`: Pak, Ibu, H. and the like come before.

    `is_thing`: the words are the name of a place or a thing, told by its first word.
    """

    start: int
    end: int
    words: tuple[str, ...]
    civil: bool = False
    is_thing: bool = False


@cache
def offices() -> frozenset[str]:
    """Ranks and offices: the name after one is an officer's."""
    words = table("words")
    return words["ranks"] | words["titles"]


@cache
def _heads() -> frozenset[str]:
    words = table("words")
    return words["places"] | words["organisations"] | words["things"]


@cache
def _others() -> frozenset[str]:
    words = table("words")
    return _stops() | words["towns"] | _heads() | offices() | words["civil"]


@cache
def _stops() -> frozenset[str]:
    """What begins a sentence with a capital: also the nouns that lead to a name, `Aksi Sutopo`."""
    nouns = {
        word
        for key in ("of_suspect", "of_victim", "owns", "glad_before", "naming", "somebody")
        for phrase in phrases("phrases")[key]
        for word in phrase.split()
    }
    words = table("words")
    free = {word for word in nouns if not is_name_word(word) and word not in _heads()}
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


def is_other(word: str) -> bool:
    """Whether the lower-case word names something else than a private person."""
    return word in _others()


def is_caseless(sentence: str) -> bool:
    """Whether capitals say nothing here: a headline, or a text in capitals throughout."""
    words = [word for word in _LONG_WORD.findall(sentence) if word not in _JOINING]
    if len(words) < 4:
        return False
    return sum([word[0].isupper() for word in words]) >= _HEADLINE * len(words)


def runs(text: str, sentence: Callable[[int], object]) -> list[Run]:
    """All runs of capitalised words in which not every word is known to be something else.

    `sentence` tells the one around a position: no run goes over its end.
    """
    found: list[Run] = []
    nameless = _nameless()
    for match in _RUN.finditer(text):
        start, end = match.span()
        before = text[start - 1 : start]
        if before not in _BLANKS and (before in _GLUED or before.isalnum()):
            continue
        words = match[0]
        if " " not in words and "\n" not in words:
            word = _unless_nameless(words)
            if word:
                found.append(((start, end, word),))
            continue
        if not any(map(_unless_nameless, words.split())):
            continue
        for tokens in _sentence_parts(words, start, sentence if "\n" in words else None):
            if not nameless.issuperset([word for _, _, word in tokens]):
                found.append(tokens)
    return found


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
        if raw.endswith(".") and len(word) > 1 and "." not in word and word not in ABBREVIATIONS:
            yield tuple(current)
            current = []
    if current:
        yield tuple(current)


def is_promising(text: str, start: int, end: int, words: Sequence[str]) -> bool:
    """Whether a closer look is worth its time: one unknown word in running text is not."""
    if len(words) > 1 or is_name_word(words[0]):
        return True
    after = text[end : end + 2]
    if (after.strip()[:1] or "\n") in _SET_OFF:
        return True
    if not start or text[start - 2 : start - 1] in _STOPS_SENTENCE:
        return False
    return text[max(0, start - 10) : start].lower().rstrip(_OPENING).endswith(_LEADS)


def may_hold_name(text: str, run: Run) -> bool:
    """The same question of a run, before its sentence is looked at."""
    if len(run) > 1:
        return True
    start, end, word = run[0]
    return is_promising(text, start, _visible_end(text, end), (word,))


def of_run(text: str, tokens: Run, *, caseless: bool) -> Iterator[Candidate]:
    """The candidates within a run."""
    yield from _caseless(text, tokens) if caseless else _split(text, tokens)


def _split(text: str, tokens: Sequence[Token]) -> Iterator[Candidate]:
    words = table("words")
    current: list[Token] = []
    civil = swallow = False
    head = 0
    for number, (start, end, word) in enumerate(tokens):
        raw = text[start:end]
        if word in offices():
            yield from _candidate(text, current, civil)
            return
        if word in words["civil"] and not current:
            civil = not swallow  # "Gang Haji Ridwan" is a place
        elif _is_given_month(text, tokens, number):
            current.append((start, end, word))
        elif _starts_other(word, raw) or (not current and _is_body(text, tokens[number:])):
            yield from _candidate(text, current, civil)
            current, civil = [], False
            head = start
            heads = word not in _stops() and word not in words["towns"]
            swallow = heads or (swallow and word in _MIDDLE)
        elif swallow:
            continue
        elif raw.endswith(".") and len(word) > 1 and word not in _ABBREVIATED and "." not in word:
            yield from _candidate(text, [*current, (start, end - 1, word)], civil)
            current, civil = [], False
        else:
            current.append((start, end, word))
    yield from _candidate(text, current, civil)
    if swallow and not current:
        yield Candidate(head, tokens[-1][1], (), is_thing=True)


def _is_given_month(text: str, tokens: Sequence[Token], number: int) -> bool:
    """`Lie Mei Hwa`, `April Susanti`: a month has a number beside it."""
    start, end, word = tokens[number]
    if word not in _MONTHS or len(tokens) == 1:
        return False
    beside = text[max(0, start - 3) : start] + text[end : end + 3]
    return not any(mark.isdigit() for mark in beside)


def _caseless(text: str, tokens: Sequence[Token]) -> Iterator[Candidate]:
    """Where every word has a capital, only usual names count."""
    words = table("words")
    current: list[Token] = []
    civil = official = False
    for start, end, word in tokens:
        named = is_name_word(word) and not _starts_other(word, text[start:end])
        if word in offices():
            yield from _candidate(text, current, civil)
            current, official = [], True
        elif word in words["civil"] and not current:
            civil = True
        elif named or (len(word) == 1 and current):
            current.append((start, end, word))
        else:
            if current and not official:
                yield from _candidate(text, current, civil)
            official = official and not current and word not in _stops()
            current, civil = [], False
    if not official:
        yield from _candidate(text, current, civil)


def _starts_other(word: str, raw: str) -> bool:
    words = table("words")
    if word in _stops() or word in words["towns"]:
        return True
    # "Man" and "Mi" may begin a name, "MAN" and "MI" are schools.
    return word in _heads() and not (is_name_word(word) and not raw[:2].isupper())


def _is_body(text: str, tokens: Sequence[Token]) -> bool:
    """`RSJ Radjiman`: an abbreviation before a name makes it a body, a ship, a firm."""
    if len(tokens) < 2:
        return False
    first, second = text[slice(*tokens[0][:2])], text[slice(*tokens[1][:2])]
    short = first.isalpha() and first.isupper() and 2 <= len(first) <= 5
    return short and not second.isupper() and not is_name_word(tokens[0][2])


def _candidate(text: str, tokens: list[Token], civil: bool) -> Iterator[Candidate]:
    while tokens and (tokens[0][2] in PARTICLES or tokens[0][2] in ("h", "hj")):
        tokens = tokens[1:]
    while tokens and tokens[-1][2] in PARTICLES:
        tokens = tokens[:-1]
    if tokens:
        end = _visible_end(text, tokens[-1][1])
        yield Candidate(tokens[0][0], end, tuple(word for _, _, word in tokens), civil)


def _visible_end(text: str, end: int) -> int:
    while text[end - 1] in ".'’`-":
        end -= 1
    return end


def name_words(name: str) -> list[str]:
    """The words of a name for comparison, without initials."""
    return [word for word in re.findall(r"[^\W\d_]+", name.lower()) if len(word) > 1]
