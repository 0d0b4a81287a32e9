"""Releases whose text is nearly that of an earlier one.

Of each text the smallest hashes of its runs of five words are kept (a bottom-k sketch). Two
texts are near duplicates when most of these agree; only releases that changed since the last
look are compared, each with the nearest other one.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable, Mapping
from itertools import accumulate
from zlib import crc32

from plugins.domain.problems import Problem
from plugins.lint.pattern import Pattern

CODE = "redaksi.W013"
SIZE = 24  # hashes of a sketch
_KEYS = 6  # the smallest of them lead to candidates
_RUN = 5  # words
_ALIKE = 0.8
_SHORTEST = 40  # words
_MANY = 20  # releases that share a hash: a phrase of the house, not a copy
_FIRST = struct.Struct(f"{_KEYS}I")
_MARKS = ".,:;()“”‘’\"'/-–?!%"
_WORD = Pattern(r"\w+")


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


def find(changed: Iterable[str], known: Mapping[str, Known]) -> dict[str, Problem]:
    """A warning for each changed release that repeats an earlier one, by code."""
    wanted = [code for code in changed if known[code][2]]
    keys = {key for code in wanted for key in _keys(known[code][2])}
    sharing: dict[int, list[str]] = {}
    for code, (_, _, data) in known.items():
        for key in _keys(data):
            if key in keys:
                sharing.setdefault(key, []).append(code)
    found = {}
    for code in sorted(wanted):
        other = _nearest(code, sharing, known)
        if other:
            found[code] = _problem(known[code][0], other, known[other][0])
    return found


def _keys(data: bytes) -> tuple[int, ...]:
    return _FIRST.unpack_from(data) if len(data) >= _FIRST.size else ()


def _nearest(code: str, sharing: Mapping[int, list[str]], known: Mapping[str, Known]) -> str:
    _, moment, data = known[code]
    best, most = "", _ALIKE
    others = {one for key in _keys(data) for one in sharing.get(key, ())[:_MANY]}
    for other in sorted(others - {code}):
        _, earlier, others_data = known[other]
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


def _problem(path: str, other: str, other_path: str) -> Problem:
    return Problem(
        path,
        0,
        CODE,
        f"Teks ini hampir sama dengan rilis {other} ({other_path}).",
        "terbitkan satu saja; bila salinan, hapus atau cabut dengan jenis digabung.",
        type="duplicate",
    )
