"""QR codes of the site's short addresses, as small SVG files.

With version and mask fixed, a QR code is linear: the difference that one bit of the text makes
in the picture is always the same. So when many codes are drawn for addresses that differ only
in a few characters, they are combined from the differences, which takes a tenth of the time
that segno needs for each. The result is the same.
"""

from __future__ import annotations

import re
from functools import lru_cache

Rows = tuple[int, int]  # the picture as one number, row by row, and its width
MASK = 3
BORDER = 4
ENCODED_ONE_BY_ONE = 24
_BITS = 7
_RUNS = re.compile("1+").finditer


def qr_svg(url: str) -> str:
    """A QR code that leads to `url`, as a compact SVG without style or script.

    Quick for many addresses that differ in their last twelve characters.
    """
    data = url.encode()
    return _svg(_family(data[:-12], len(data)).matrix(data[-12:]))


class _Family:
    """The codes of all texts with one beginning and length."""

    def __init__(self, start: bytes, length: int) -> None:
        self._start = start
        self._zero = bytes(length - len(start))
        self._calls = 0
        self._differences: dict[tuple[int, int], int] = {}

    def matrix(self, end: bytes) -> Rows:
        self._calls += 1
        if self._calls <= ENCODED_ONE_BY_ONE or max(end, default=0) >= 1 << _BITS:
            return _encode(self._start + end)
        if not self._differences:
            self._learn()
        picture = self._base
        for position, byte in enumerate(end):
            picture ^= self._differences[position, byte]
        return picture, self._width

    def _learn(self) -> None:
        self._base, self._width = _encode(self._start + self._zero)
        for position in range(len(self._zero)):
            bits = []
            for bit in range(_BITS):
                changed = bytearray(self._zero)
                changed[position] = 1 << bit
                bits.append(_encode(self._start + changed)[0] ^ self._base)
            for byte in range(1 << _BITS):
                difference = 0
                for bit in range(_BITS):
                    if byte >> bit & 1:
                        difference ^= bits[bit]
                self._differences[position, byte] = difference


@lru_cache(maxsize=4)
def _family(start: bytes, length: int) -> _Family:
    return _Family(start, length)


def _encode(data: bytes) -> Rows:
    import segno

    code = segno.make(data, error="m", micro=False, mask=MASK, mode="byte")
    rows = code.matrix
    text = "".join("1" if dark else "0" for row in rows for dark in row)
    return int(text, 2), len(rows)


def _svg(rows: Rows) -> str:
    picture, width = rows
    size = width + 2 * BORDER
    text = f"{picture:0{width * width}b}"
    parts = []
    x = y = 0
    for row in range(width):
        line = text[row * width : (row + 1) * width]
        for run in _RUNS(line):
            column, end = run.span()
            parts.append(f"m{column - x} {row - y}h{end - column}")
            x, y = end, row
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/>'
        f'<path stroke="#000" d="M{BORDER} {BORDER}.5{"".join(parts)}"/></svg>\n'
    )
