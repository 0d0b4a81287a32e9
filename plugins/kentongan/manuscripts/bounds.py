"""Limits on a Markdown text, checked before anything is parsed.

Python-Markdown searches for the other half of every bracket, and copies a paragraph for every mark
in it. No real release comes near these limits; a text beyond them is a broken paste or an attack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST_BODY = 250_000  # characters of a text that holds marks
_MOST_BRACKET_STEPS = 4_000_000
_MOST_MARK_STEPS = 500_000_000
_MOST_DEFINITIONS = 100
_MOST_OPEN_TAGS = 100
MOST_NESTED = 12

_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_OWN_LINE = re.compile(r"[ \t]*(?:[-*+•|]|\d+[.)])")
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
_MARKS = re.compile(r"[\\`*_~\[<&!]|  \n")
_NESTED = re.compile(
    rf"[ \t]*(?:>[ \t]*|•[ \t]*|(?:[-*+]|\d+[.)])[ \t]+){{{MOST_NESTED},}}[^-*+•>\s]"
)
_RULE_OR_NESTED = re.compile(rf"(?:[-*+][ \t]+){{{3 * MOST_NESTED},}}")
_QUOTED = re.compile(rf"[ ]{{0,3}}(?:>[ \t]*){{{MOST_NESTED},}}")
_DEFINITION = re.compile(r"^[ ]{0,3}:[ ]", re.MULTILINE)
_INLINE_TAG = re.compile(
    r"<(/?)(?:a|b|i|u|s|em|strong|small|code|big|font|nobr|tt)\b", re.IGNORECASE
)


class TooTangled(ValueError):
    """A body that would cost too much to read; `position` is where that begins."""

    def __init__(self, reason: str, position: int = 0) -> None:
        """`reason` is an Indonesian clause that quotes nothing of the text."""
        super().__init__(reason)
        self.reason = reason
        self.position = position


def check(body: str) -> None:
    """Raises TooTangled for a body that holds too much, too deeply nested or unclosed."""
    if len(body) > LONGEST_BODY:
        raise TooTangled(f"isinya lebih dari {LONGEST_BODY // 1000} ribu huruf")
    _check_lines(body)
    bracket_steps = mark_steps = 0
    for position, text in _units(body):
        bracket_steps += _bracket_steps(text)
        mark_steps += len(text) * (len(_MARKS.findall(text)) if len(text) > 1000 else 1)
        if bracket_steps > _MOST_BRACKET_STEPS:
            raise TooTangled("terlalu banyak kurung siku", position)
        if mark_steps > _MOST_MARK_STEPS:
            raise TooTangled("terlalu banyak tanda dalam satu paragraf", position)
        if len(_DEFINITION.findall(text)) > _MOST_DEFINITIONS:
            raise TooTangled("terlalu banyak baris yang diawali titik dua", position)


def _check_lines(body: str) -> None:
    position = open_tags = 0
    for line in body.split("\n"):
        if len(line) > MOST_NESTED and (
            _NESTED.match(line) or _QUOTED.match(line) or _RULE_OR_NESTED.match(line)
        ):
            raise TooTangled("tanda daftar atau kutipan bersarang terlalu dalam", position)
        if "<" in line:
            for tag in _INLINE_TAG.finditer(line):
                open_tags += -1 if tag[1] else 1
            if open_tags > _MOST_OPEN_TAGS:
                raise TooTangled("terlalu banyak tag HTML yang tidak ditutup", position)
        position += len(line) + 1


def _units(body: str) -> Iterator[tuple[int, str]]:
    """The pieces that Markdown reads at once: paragraphs, and the lines of lists and tables."""
    position = 0
    for block in _BLANK_LINES.split(body):
        start = body.index(block, position)
        position = start + len(block)
        if not _OWN_LINE.match(block):
            yield start, block
            continue
        for line in block.split("\n"):
            yield start, line
            start += len(line) + 1


def _bracket_steps(text: str) -> int:
    """How many characters Markdown would look at to find the closing brackets."""
    if "[" not in text:
        return 0
    opened: list[int] = []
    steps = text.count("](") * len(text)
    for match in _BRACKET.finditer(text):
        if match[0] == "[":
            opened.append(match.start())
        elif match[0] == "]" and opened:
            steps += match.start() - opened.pop()
    return steps + len(opened) * len(text)
