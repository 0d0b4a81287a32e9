"""Numbers as short text in shards: base 64 digits, five bits each, all but the last above 31.

`theme/static/js/lib/` reads them in the browser.
"""

from __future__ import annotations

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
VALUES = {digit: value for value, digit in enumerate(DIGITS)}


def write(number: int) -> str:
    """The text of a number from 0; below 32 it is one of the first `DIGITS`."""
    text = DIGITS[number & 31]
    number >>= 5
    while number:
        text = DIGITS[32 + (number & 31)] + text
        number >>= 5
    return text


def read(text: str, position: int = 0) -> tuple[int, int]:
    """The number that stands at `position`, and the position behind it. Raises ValueError."""
    number = 0
    while position < len(text):
        value = VALUES.get(text[position])
        if value is None:
            raise ValueError(f"no digit: {text[position]!r}")
        position += 1
        number = number * 32 + value % 32
        if value < 32:
            return number, position
    raise ValueError("text ends within a number")
