"""A quick way to try a large pattern only where one of its first words stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = re.compile(r"(?<![\w-])[^\W\d_]+")


class WordPattern:
    """A pattern that starts with a word: `finditer` and `match` as of `re`, much faster.

    `first` are the words that it may start with, `beginnings` the beginnings of such words;
    both in small letters.
    """

    def __init__(
        self, pattern: str, first: frozenset[str], beginnings: tuple[str, ...] = ()
    ) -> None:
        self._pattern = re.compile(pattern, re.IGNORECASE)
        self._first = first
        self._beginnings = beginnings

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        end = 0
        for word in _WORD.finditer(text):
            if word.start() < end:
                continue
            start = word[0].lower()
            if start in self._first or (self._beginnings and start.startswith(self._beginnings)):
                match = self._pattern.match(text, word.start())
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
