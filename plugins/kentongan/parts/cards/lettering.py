"""The letters of a card: its font, the characters it has, and how wide they are."""

from __future__ import annotations

import io
import unicodedata
from functools import cache, lru_cache
from importlib import resources

from PIL import Image, ImageFont

BOLD, SEMIBOLD, REGULAR = "Bold", "Semibold", "Regular"
ELLIPSIS = "…"


def printable(text: str) -> str:
    """The text in characters that the font has; emoji and other signs are dropped."""
    kept = [
        character if _has_glyph(character) else " "
        for character in unicodedata.normalize("NFC", text)
        if unicodedata.category(character) not in ("Cf", "Cs", "Co", "Cn", "Mn", "Me")
    ]
    return " ".join("".join(kept).split())


def cut(text: str, weight: str, size: int, width: int) -> str:
    """As much of the text as the width holds."""
    if length(text, weight, size) <= width:
        return text
    while text and length(text + ELLIPSIS, weight, size) > width:
        text = text[:-1].rstrip()
    return text + ELLIPSIS if text else ""


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
