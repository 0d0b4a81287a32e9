"""Words of which a text must hold one for a pattern to match: a quick look before a search."""

from __future__ import annotations

import re
from collections.abc import Iterable

_TOKEN = re.compile(
    r"\\(?P<escaped>.)|\[\^?\]?(?:\\.|[^\]])*\]|(?P<open>\((?:\?(?:[:=!]|<[=!]|P<\w+>|[a-z-]+:))?)"
    r"|(?P<close>\))|(?P<bar>\|)|(?P<times>[?*+]|\{\d*,?\d*\})|(?P<sign>[.^$])|(?P<plain>.)",
    re.DOTALL,
)
Words = frozenset[str]
_NONE: Words = frozenset()


def required(pattern: str) -> Words:
    """One of these occurs in every match of a pattern; empty where nothing is certain."""
    words, _ = _alternatives(list(_TOKEN.finditer(pattern)), 0)
    return words


def may_match(words: Words, text: str) -> bool:
    for word in words:  # a loop: a generator takes three times as long
        if word in text:
            return True
    return not words


def _alternatives(tokens: list[re.Match[str]], at: int) -> tuple[Words, int]:
    """What the alternatives up to the closing bracket require, and where that stands."""
    required: list[Words] = []
    while True:
        words, at = _sequence(tokens, at)
        required.append(words)
        if at >= len(tokens) or tokens[at]["close"]:
            return (frozenset().union(*required) if all(required) else _NONE), at
        at += 1  # the bar


def _sequence(tokens: list[re.Match[str]], at: int) -> tuple[Words, int]:
    candidates: list[Words] = []
    run = ""
    while at < len(tokens) and not (tokens[at]["close"] or tokens[at]["bar"]):
        token = tokens[at]
        inner, sign = _NONE, ""
        if token["open"]:
            inner, at = _alternatives(tokens, at + 1)
            if re.match(r"\(\?<?[=!]", token["open"]):
                inner = _NONE
        elif token["plain"]:
            sign = token["plain"]
        elif token["escaped"] and not token["escaped"].isalnum():
            sign = token["escaped"]
        at += 1
        times = tokens[at]["times"] if at < len(tokens) else None
        if times:
            at += 1
        if sign and not times:
            run += sign
            continue
        candidates += [frozenset({run}), _NONE if times and times[0] in "?*{" else inner]
        run = ""
    return _best([*candidates, frozenset({run})]), at


def _best(candidates: Iterable[Words]) -> Words:
    """The set whose shortest word is longest."""
    return max(
        (words for words in candidates if all(words)),
        key=lambda words: (min(map(len, words), default=0), -len(words)),
        default=_NONE,
    )
