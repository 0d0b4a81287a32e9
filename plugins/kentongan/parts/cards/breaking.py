"""The title of a card in lines that fit.

Widths are measured once at 100 pixels: they grow in step with the size.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kentongan.parts.cards.lettering import BOLD, ELLIPSIS, font

LINE = 1.12  # the height of a line, in parts of the size of its letters


def fit(
    text: str, sizes: Sequence[int], width: int, height: int, max_lines: int
) -> tuple[int, list[str]]:
    """The largest size in which the text fits, and its lines, of about equal length.

    A text too long for the smallest size ends in an ellipsis.
    """
    words = _words(text, width, sizes[-1])
    for size in sizes:
        lines = _break(words, width, size)
        tall = len(lines) * size * LINE
        if len(lines) <= max_lines and tall <= height and _widest(lines, size) <= width:
            return size, _balanced(words, width, size, len(lines))
    size = sizes[-1]
    most = max(1, min(max_lines, int(height / (size * LINE))))
    lines = _break(words, width, size)
    return size, _shortened(lines, most, width, size)


def _words(text: str, width: int, smallest: int) -> list[str]:
    """The words of a text; one wider than a line of the smallest size is cut in pieces."""
    words = []
    for word in text.split():
        while len(word) > 1 and _length(word) * smallest / 100 > width:
            keep = max(1, int(len(word) * width / (_length(word) * smallest / 100)) - 1)
            words.append(word[:keep])
            word = word[keep:]
        words.append(word)
    return words


def _break(words: Sequence[str], width: float, size: int) -> list[str]:
    lines: list[str] = []
    room = 0.0
    space = _length(" ") * size / 100
    for word in words:
        length = _length(word) * size / 100
        if lines and space + length <= room:
            lines[-1] += " " + word
            room -= space + length
        else:
            lines.append(word)
            room = width - length
    return lines


def _balanced(words: Sequence[str], width: int, size: int, count: int) -> list[str]:
    """The lines broken at the smallest width that needs no further line."""
    low, high = width // 2, width
    while high - low > 8:
        middle = (low + high) // 2
        lines = _break(words, middle, size)
        if len(lines) <= count and _widest(lines, size) <= middle:
            high = middle
        else:
            low = middle
    return _break(words, high, size)


def _shortened(lines: list[str], most: int, width: int, size: int) -> list[str]:
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and (_line_length(last) + _length(ELLIPSIS)) * size / 100 > width:
        last = last.rpartition(" ")[0] if " " in last else last[:-1]
    return [*lines[: most - 1], last.rstrip(" ,;:.–—-") + ELLIPSIS]


def _widest(lines: Sequence[str], size: int) -> float:
    return max((_line_length(line) for line in lines), default=0.0) * size / 100


def _line_length(line: str) -> float:
    return sum(map(_length, line.split(" "))) + line.count(" ") * _length(" ")


@lru_cache(4096)
def _length(word: str) -> float:
    return font(BOLD, 100).getlength(word)
