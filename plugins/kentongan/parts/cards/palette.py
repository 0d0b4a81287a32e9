"""PNG pictures of sixteen colours, put together from bands of rows that are compressed apart.

What many cards share is compressed once. A band ends in a full flush, so any bands in any order
are one valid stream (RFC 1950, RFC 1951); the checksum runs over their rows.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image

from kentongan.domain.colours import Colour, mixed

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_BITS, _INDEXED = 4, 3
_HEAD = b"\x78\x01"
_LAST_BLOCK = b"\x03\x00"


@dataclass(frozen=True, slots=True)
class Band:
    """Rows of a picture: as PNG holds them, and compressed."""

    height: int
    rows: bytes
    packed: bytes


@dataclass(frozen=True)
class Palette:
    """At most sixteen colours; the first is the ground."""

    colours: tuple[Colour, ...]

    def index(self, colour: Colour) -> int:
        """The place of the colour that comes nearest."""
        return min(range(len(self.colours)), key=lambda at: _distance(self.colours[at], colour))

    def ramp(self, colour: Colour, ground: Colour) -> list[int]:
        """For each of 256 degrees of cover, the place of the mixed colour."""
        return _ramp(self, colour, ground)


@lru_cache(64)
def _ramp(palette: Palette, colour: Colour, ground: Colour) -> list[int]:
    return [palette.index(mixed(colour, ground, cover / 255)) for cover in range(256)]


def _distance(one: Colour, other: Colour) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def band(indices: Image.Image, level: int) -> Band:
    """Rows whose pixels ("L") are places in a palette; zlib's `level` of compression."""
    width, height = indices.size
    indices.putpalette([0] * 48)
    # Each row begins with a byte that says "not filtered": the padding of the row before.
    rows = b"\0" + indices.tobytes("raw", "P;4", (width + 1) // 2 + 1)[:-1] if height else b""
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(rows) + packer.flush(zlib.Z_FULL_FLUSH)
    return Band(height, rows, packed)


def png(width: int, palette: Palette, bands: Sequence[Band]) -> bytes:
    """The picture with these bands from top to bottom."""
    size = struct.pack(
        ">IIBBBBB", width, sum(band.height for band in bands), _BITS, _INDEXED, 0, 0, 0
    )
    check = 1
    for part in bands:
        check = zlib.adler32(part.rows, check)
    stream = _HEAD + b"".join(part.packed for part in bands) + _LAST_BLOCK
    colours = bytes(value for colour in palette.colours for value in colour)
    chunks = (
        (b"IHDR", size),
        (b"PLTE", colours),
        (b"IDAT", stream + struct.pack(">I", check)),
        (b"IEND", b""),
    )
    return _SIGNATURE + b"".join(_chunks(chunks))


def _chunks(chunks: Iterable[tuple[bytes, bytes]]) -> Iterable[bytes]:
    for name, data in chunks:
        yield struct.pack(">I", len(data)) + name + data
        yield struct.pack(">I", zlib.crc32(name + data))
