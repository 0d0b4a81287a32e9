"""Colours as readers tell them apart: mixing, and contrast as WCAG 2 measures it."""

from __future__ import annotations

import re

Colour = tuple[int, int, int]

BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)
_CODE = re.compile(r"#[0-9a-fA-F]{6}")
_STEPS = 100


def parse(code: str) -> Colour:
    """`#14241c` → (20, 36, 28). Raises ValueError."""
    if not _CODE.fullmatch(code):
        raise ValueError(f"not a colour: {code!r}")
    red, green, blue = bytes.fromhex(code[1:])
    return red, green, blue


def code(colour: Colour) -> str:
    return f"#{bytes(colour).hex()}"


def mixed(colour: Colour, ground: Colour, share: float) -> Colour:
    """So much of `colour` on the ground: 0 is the ground, 1 the colour."""
    red, green, blue = (
        round(below + (above - below) * share) for above, below in zip(colour, ground, strict=True)
    )
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """From 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: Colour, towards: Colour, least: float, *grounds: Colour) -> Colour:
    """The colour, mixed with `towards` until it has the contrast on each of the grounds."""
    for step in range(_STEPS):
        shade = mixed(towards, colour, step / _STEPS)
        if all(contrast(shade, ground) >= least for ground in grounds):
            return shade
    return towards


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(value / 255) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    linear: float = value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
    return linear
