"""Marks that enclose words in a line, and the words between them, found in linear time."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a line that is more than words.

    `text` is what it means. A `mark` may open or close a span, and counts as words where
    its other half is missing.
    """

    start: int
    end: int
    text: str = ""
    mark: str = ""
    opens: bool = False
    closes: bool = False


def convert(
    line: str,
    tokens: Sequence[Token],
    words: Callable[[int, int], str],
    enclose: Callable[[Token, Token, str], str],
) -> str:
    """The line with its pieces converted.

    `words(start, end)` gives what the words of that part of the line become, `enclose` what a
    span becomes of its two marks and what they enclose. A mark is closed by the next equal
    mark that may close.
    """
    closers: defaultdict[str, list[int]] = defaultdict(list)
    for number, token in enumerate(tokens):
        if token.closes:
            closers[token.mark].append(number)

    def closer(number: int, last: int) -> int | None:
        known = closers.get(tokens[number].mark, [])
        at = bisect_right(known, number)
        return known[at] if at < len(known) and known[at] < last else None

    def part(first: int, last: int, start: int, end: int) -> str:
        pieces: list[str] = []
        number = first
        while number < last:
            token = tokens[number]
            partner = closer(number, last) if token.opens else None
            if partner is not None:
                inner = part(number + 1, partner, token.end, tokens[partner].start)
                pieces += [words(start, token.start), enclose(token, tokens[partner], inner)]
                start, number = tokens[partner].end, partner
            elif not token.mark:
                pieces += [words(start, token.start), token.text]
                start = token.end
            number += 1
        return "".join([*pieces, words(start, end)])

    return part(0, len(tokens), 0, len(line))
