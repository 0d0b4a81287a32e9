"""Regular expressions that are compiled when they are first asked: most texts need few of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from kentongan.domain.folding import with_ascii_signs
from kentongan.gate.lazy import lazy
from kentongan.storage.compiled import pattern_of_code

Match = re.Match[str]


class Pattern:
    """Like `re.Pattern`. Its methods are those of the compiled pattern from the second use on.

    What it is made of stands in the code, never in a text.
    """

    def __init__(self, text: str, flags: int = 0) -> None:
        self.text = text
        self.flags = flags

    @lazy
    def compiled(self) -> re.Pattern[str]:
        return pattern_of_code(self.text, self.flags)

    @lazy
    def search(self) -> Callable[..., Match | None]:
        return self.compiled.search

    @lazy
    def match(self) -> Callable[..., Match | None]:
        return self.compiled.match

    @lazy
    def fullmatch(self) -> Callable[..., Match | None]:
        return self.compiled.fullmatch

    @lazy
    def finditer(self) -> Callable[..., Iterator[Match]]:
        return self.compiled.finditer

    @lazy
    def findall(self) -> Callable[..., list[str]]:
        return self.compiled.findall

    @lazy
    def sub(self) -> Callable[..., str]:
        return self.compiled.sub


class Phrases(Pattern):
    """Words and phrases, `a|b c`, any of which may stand in a text in lower case.

    `others` are patterns that begin with a word. `lead` is a pattern of what comes before.
    """

    def __init__(self, options: str, *others: str, lead: str = r"\b") -> None:
        self._options = (*options.split("|"), *others)
        self._lead = lead
        super().__init__(rf"{lead}(?:{'|'.join(self._options)})\b")
        self.words = frozenset(option for option in self._options if option.isalpha())

    @lazy
    def hints(self) -> frozenset[str]:
        """One word of each: a text that has none of them has none of the phrases."""
        return self.words.union(self._longer)

    @lazy
    def _longer(self) -> dict[str, list[str]]:
        """What is more than a word, by the longest word of it."""
        longer: dict[str, list[str]] = {}
        for option in self._options:
            if not option.isalpha():
                hint = max(re.findall("[a-z]+", option.partition("(")[0]), key=len)
                longer.setdefault(hint, []).append(option)
        return longer

    @lazy
    def _by_hint(self) -> dict[str, Pattern]:
        return {
            hint: Pattern(rf"{self._lead}(?:{'|'.join(options)})\b")
            for hint, options in self._longer.items()
        }

    def stand_in(self, text: str, words: frozenset[str]) -> bool:
        """Whether one of them stands in a text that has these words: cheaper than to search it."""
        if not self.words.isdisjoint(words):
            return True
        return any(
            self._may_stand(hint, text) and self._by_hint[hint].search(text)
            for hint in words.intersection(self._longer)
        )

    def _may_stand(self, hint: str, text: str) -> bool:
        """The cheap question before: phrases without signs are sought as they are."""
        return any("(" in option or option in text for option in self._longer[hint])


class Endings:
    """Phrases of which one may end a text in lower case, before blanks and `marks`."""

    def __init__(self, options: Iterable[str], marks: str = "") -> None:
        self._options = tuple(options)
        self._marks = " \n" + marks

    def search(self, text: str) -> bool:
        plain = text.rstrip(self._marks)
        if len(plain) == len(text) or not plain.endswith(self._options):
            return False
        return any(
            plain.endswith(option) and not plain[: -len(option)][-1:].isalnum()
            for option in self._options
        )


def alone(text: str, word: str, *, glue: str = "") -> Iterator[int]:
    """Where a word stands by itself, joined neither to letters nor to the marks of `glue`."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        before, after = text[start - 1 : start], text[end : end + 1]
        if before == after == " " or not (_joins(before, glue) or _joins(after, glue)):
            yield start
        else:
            end = start + 1
        start = text.find(word, end)


def _joins(mark: str, glue: str) -> bool:
    return mark.isalnum() or mark == "_" or (mark != "" and mark in glue)


def matches(pattern: Pattern, text: str, openings: Iterable[str]) -> list[Match]:
    """As `pattern.finditer`, for a pattern that begins with one of these at the start of a word."""
    kept: list[Match] = []
    done = 0
    for start in sorted({start for opening in openings for start in _starts(text, opening)}):
        match = pattern.match(text, start) if start >= done else None
        if match:
            kept.append(match)
            done = match.end()
    return kept


def _starts(text: str, opening: str) -> Iterator[int]:
    start = text.find(opening)
    while start >= 0:
        before = text[start - 1 : start]
        if before == " " or not _joins(before, ""):
            yield start
        start = text.find(opening, start + 1)


_DIGITS = Pattern(r"\d+")
_WORD = Pattern(r"[^\W\d_]+")
_DIGIT_MARKS = bytes(48) + b"1" * 10 + bytes(198)
_LETTERS_ONLY = bytes(code if chr(code).isalpha() else 32 for code in range(128)) + bytes(128)


def runs_of_digits(text: str) -> list[tuple[int, int]]:
    """Start and end of each run of digits."""
    plain = with_ascii_signs(text)
    if not plain.isascii():
        return [match.span() for match in _DIGITS.finditer(text)]
    marks = plain.encode().translate(_DIGIT_MARKS) + b"\0"
    runs = []
    start = marks.find(b"1")
    while start >= 0:
        end = marks.find(b"\0", start)
        runs.append((start, end))
        start = marks.find(b"1", end)
    return runs


def words_in(text: str) -> frozenset[str]:
    """All words of a text. Most stand between spaces as they are."""
    plain = with_ascii_signs(text)
    if plain.isascii():
        return frozenset(plain.encode().translate(_LETTERS_ONLY).decode().split())
    pieces = set(text.split())
    mixed = {piece for piece in pieces if not piece.isalpha()}
    return frozenset(pieces - mixed).union(_WORD.findall(" ".join(mixed)))
