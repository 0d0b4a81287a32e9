"""The letters of a card: its font, the characters it has, and lines that fit."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources

from PIL import Image, ImageFont

BOLD, SEMIBOLD, REGULAR = "Bold", "Semibold", "Regular"
LINE = 1.12  # the height of a line, in parts of the size of its letters
_ELLIPSIS = "…"


def printable(text: str) -> str:
    """The text in characters that the font has; emoji and other signs are dropped."""
    kept = [
        character if _has_glyph(character) else " "
        for character in unicodedata.normalize("NFC", text)
        if unicodedata.category(character) not in ("Cf", "Cs", "Co", "Cn", "Mn", "Me")
    ]
    return " ".join("".join(kept).split())


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


# Breaking lines. Widths are measured once at 100 pixels: they grow in step with the size.


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
    while last and (_line_length(last) + _length(_ELLIPSIS)) * size / 100 > width:
        last = last.rpartition(" ")[0] if " " in last else last[:-1]
    return [*lines[: most - 1], last.rstrip(" ,;:.–—-") + _ELLIPSIS]


def _widest(lines: Sequence[str], size: int) -> float:
    return max((_line_length(line) for line in lines), default=0.0) * size / 100


def cut(text: str, weight: str, size: int, width: int) -> str:
    """As much of the text as the width holds."""
    if length(text, weight, size) <= width:
        return text
    while text and length(text + _ELLIPSIS, weight, size) > width:
        text = text[:-1].rstrip()
    return text + _ELLIPSIS if text else ""


def _line_length(line: str) -> float:
    return sum(map(_length, line.split(" "))) + line.count(" ") * _length(" ")


@lru_cache(4096)
def _length(word: str) -> float:
    return font(BOLD, 100).getlength(word)


@cache
def font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    name = f"SourceSansPro-{weight}.ttf"
    source = resources.files("font_source_sans_pro") / "files" / name
    return ImageFont.truetype(
        io.BytesIO(source.read_bytes()), size, layout_engine=ImageFont.Layout.BASIC
    )


@lru_cache(4096)
def length(text: str, weight: str, size: int) -> int:
    """Its width in pixels."""
    return int(font(weight, size).getlength(text))


def write(mask: Image.Image, text: str, weight: str, size: int, left: int, baseline: int) -> None:
    """Set a text into a mask ("L"); words recur from card to card, so they are kept."""
    space = length(" ", weight, size)
    for word in text.split(" "):
        if word:
            drawn, (across, down), advance = _word(word, weight, size)
            mask.paste(255, (left + across, baseline + down), drawn)
            left += advance
        left += space


@lru_cache(256)
def _word(word: str, weight: str, size: int) -> tuple[Image.Image, tuple[int, int], int]:
    """Its mask, where that stands from the pen on the baseline, and how far the pen moves on.

    Put together from letters, which is exact: this font asks for no kerning.
    """
    placed, pen = [], 0
    for letter in word:
        mask, (across, down), advance = _letter(letter, weight, size)
        if mask:
            placed.append((pen + across, down, mask))
        pen += advance
    left = min((across for across, _, _ in placed), default=0)
    top = min((down for _, down, _ in placed), default=0)
    right = max((across + mask.width for across, _, mask in placed), default=0)
    bottom = max((down + mask.height for _, down, mask in placed), default=0)
    whole = Image.new("L", (right - left, bottom - top))
    for across, down, mask in placed:
        whole.paste(255, (across - left, down - top), mask)
    return whole, (left, top), pen


@lru_cache(2048)
def _letter(letter: str, weight: str, size: int) -> tuple[Image.Image | None, tuple[int, int], int]:
    letters = font(weight, size)
    core, offset = letters.getmask2(letter, "L", anchor="ls")
    mask = Image.frombytes("L", core.size, bytes(core)) if core.size[0] and core.size[1] else None
    return mask, offset, int(letters.getlength(letter))


@cache
def _has_glyph(character: str) -> bool:
    if character.isspace():
        return False
    return bytes(font(BOLD, 32).getmask(character)) != _missing_glyph()


@cache
def _missing_glyph() -> bytes:
    return bytes(font(BOLD, 32).getmask("\U0010fffd"))
