"""Releases whose text is nearly that of an earlier one.

Of each text the smallest hashes of its runs of five words are kept (a bottom-k sketch). Two
texts are near duplicates when most of these agree. Releases that changed since the last look are
compared, and those that share a hash with them.
"""

from __future__ import annotations

import marshal
import struct
from array import array
from bisect import insort
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import NamedTuple, Protocol
from zlib import crc32

from kentongan.domain.problems import Problem
from kentongan.gate.pattern import Pattern

CODE = "redaksi.W013"
SIZE = 24  # hashes of a sketch
_KEYS = 6  # the smallest of them lead to candidates
_RUN = 5  # words
ALIKE = 0.8  # from there on two texts are the same release
_SHORTEST = 40  # words
_ALIKE_SHORT = 0.9  # of the words of a shorter text: notices about two persons share most
_MANY = 20  # releases that share a hash: a phrase of the house, not a copy
_PIECES = 4096
_FIRST = struct.Struct(f"{_KEYS}I")
_MARKS = ".,:;()“”‘’\"'/-–?!%"
_WORD = Pattern(r"\w+")


class Table(Protocol):
    """Where bytes are kept by name."""

    def get(self, name: str, /) -> bytes | None: ...

    def put(self, name: str, data: bytes, /) -> None: ...


# Where a release stands, when it happened, and its sketch.
Known = tuple[str, float, bytes]


def sketch(text: str) -> bytes:
    """The kept hashes of a text, smallest first; nothing for a short one."""
    words = _words(text.lower())
    if len(words) < _SHORTEST:
        return b""
    data = " ".join(words).encode()
    starts = [0, *accumulate([len(word) + 1 for word in data.split(b" ")])]
    runs = [data[start : end - 1] for start, end in zip(starts, starts[_RUN:], strict=False)]
    hashes = set(map(crc32, runs))
    return array("I", sorted(hashes)[:SIZE]).tobytes()


def _words(text: str) -> list[str]:
    """All `\\w+`; where only the usual marks stand between words, without the pattern."""
    plain = text
    for mark in _MARKS:
        plain = plain.replace(mark, " ")
    words = plain.split()
    return words if "".join(words).isalnum() else _WORD.findall(text)


def keys(data: bytes) -> bytes:
    """The part of a sketch that leads to candidates."""
    return data[: _FIRST.size] if len(data) >= _FIRST.size else b""


class Sharing:
    """Which releases share a key: in pieces that are loaded and stored one by one."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._pieces: dict[int, dict[int, list[str]]] = {}
        self._changed: set[int] = set()

    def add(self, code: str, keys: bytes) -> None:
        for key in _numbers(keys):
            insort(self._piece(key).setdefault(key, []), code)
            self._changed.add(key % _PIECES)

    def remove(self, code: str, keys: bytes) -> None:
        for key in _numbers(keys):
            codes = self._piece(key).get(key, [])
            if code in codes:
                codes.remove(code)
                self._changed.add(key % _PIECES)

    def of(self, keys: bytes) -> set[str]:
        """The releases that share one of these keys, of each key no more than a few."""
        return {code for key in _numbers(keys) for code in self._piece(key).get(key, ())[:_MANY]}

    def store(self) -> None:
        for number in sorted(self._changed):
            piece = {key: codes for key, codes in self._pieces[number].items() if codes}
            self._table.put(f"k{number}", marshal.dumps(piece))

    def _piece(self, key: int) -> dict[int, list[str]]:
        number = key % _PIECES
        if number not in self._pieces:
            stored = self._table.get(f"k{number}")
            self._pieces[number] = marshal.loads(stored) if stored else {}
        return self._pieces[number]


def find(
    wanted: Iterable[str], known: Callable[[str], Known], sharing: Sharing
) -> dict[str, Problem]:
    """A warning for each of these releases that repeats an earlier one, by code."""
    problems = {}
    for code in sorted(wanted):
        other = _nearest(code, known, sharing)
        if other:
            problems[code] = _problem(known(code)[0], other, known(other)[0])
    return problems


def _numbers(keys: bytes) -> tuple[int, ...]:
    return _FIRST.unpack(keys) if keys else ()


def _nearest(code: str, known: Callable[[str], Known], sharing: Sharing) -> str:
    _, moment, data = known(code)
    best, most = "", ALIKE
    for other in sorted(sharing.of(keys(data)) - {code}):
        _, earlier, others_data = known(other)
        if (earlier, other) < (moment, code):
            alike = likeness(data, others_data)
            if alike >= most:
                best, most = other, alike
    return best


def likeness(one: bytes, other: bytes) -> float:
    """The estimated share of common runs of words."""
    left, right = array("I", one), array("I", other)
    if not left or not right:
        return 0.0
    union = sorted({*left, *right})[: max(len(left), len(right))]
    common = set(left) & set(right)
    return sum(value in common for value in union) / len(union)


class Compared(NamedTuple):
    """What is compared of a text: its sketch, or the words of one too short for a sketch."""

    sketch: bytes
    words: Counter[str]


def text_to_compare(text: str) -> Compared:
    kept = sketch(text)
    return Compared(kept, Counter() if kept else Counter(_words(text.lower())))


def share_of(one: Compared, other: Compared) -> float:
    """How much two texts have in common. Short ones must be all but equal."""
    if one.sketch or other.sketch:
        return likeness(one.sketch, other.sketch)
    longer = max(one.words.total(), other.words.total())
    share = (one.words & other.words).total() / longer if longer else 0.0
    return share if share >= _ALIKE_SHORT else 0.0


def _problem(path: str, other: str, other_path: str) -> Problem:
    return Problem(
        path,
        0,
        CODE,
        f"Teks ini hampir sama dengan rilis {other} ({other_path}).",
        "terbitkan satu saja; bila salinan, hapus atau cabut dengan jenis digabung.",
        type="duplicate",
    )
