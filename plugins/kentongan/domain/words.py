"""A quick way to try a large pattern only at the words it can start with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_WORD = re.compile(r"(?<![\w-])[^\W\d_]+")


@lru_cache(maxsize=8)
def _words(text: str) -> tuple[tuple[str, int], ...]:
    """The words of a text in lower case, with their positions; cached for the next pattern."""
    return tuple((match[0].lower(), match.start()) for match in _WORD.finditer(text))


class WordPattern:
    """A pattern that starts with a word: `finditer` and `match` as of `re`, much faster.

    `first` are the words that it may start with, `beginnings` the beginnings of such words;
    both in lower case.
    """

    def __init__(
        self, pattern: str, first: frozenset[str], beginnings: tuple[str, ...] = ()
    ) -> None:
        self._pattern = re.compile(pattern, re.IGNORECASE)
        self._first = first
        self._beginnings = beginnings

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        end = 0
        first, beginnings, match_at = self._first, self._beginnings, self._pattern.match
        for word, start in _words(text):
            if word in first or (beginnings and word.startswith(beginnings)):
                match = match_at(text, start) if start >= end else None
                if match:
                    end = match.end()
                    yield match

    def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
        for match in self.finditer(text[:end]):
            if match.start() >= start:
                return match
        return None

    def match(self, text: str, position: int) -> re.Match[str] | None:
        return self._pattern.match(text, position)
