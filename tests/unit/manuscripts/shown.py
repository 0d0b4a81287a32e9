"""The words that a reader of a page sees."""

from __future__ import annotations

import html
import re

_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def shown_words(page: str) -> list[str]:
    """The words of a page, with the numbers that a list shows."""
    numbers: list[int] = []
    pieces: list[str] = []
    for piece in re.split(r"(<[^>]*>)", page):
        if piece.startswith(("<ol", "<ul")):
            start = re.search(r'start="(\d+)"', piece)
            numbers.append((int(start[1]) if start else 1) if piece.startswith("<ol") else -1)
        elif piece.startswith(("</ol", "</ul")):
            numbers.pop()
        elif piece.startswith("<li") and numbers[-1] >= 0:
            pieces.append(f" {numbers[-1]} ")
            numbers[-1] += 1
        elif piece.startswith("<"):
            pieces.append("" if re.match(r"</?(?:strong|em|del|code|a)\b", piece) else " ")
        else:
            pieces.append(html.unescape(piece))
    return words("".join(pieces))
