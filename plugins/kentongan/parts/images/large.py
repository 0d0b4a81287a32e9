"""A large picture made smaller in strips, so that it and its copies never fill the memory.

Pillow decodes a PNG only as a whole. Here its rows are unpacked a few at a time, and each lot is
decoded as a small PNG of its own, which begins with the last row of the lot before, because rows
are written as differences from the one above.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from math import ceil, sqrt
from typing import NamedTuple

from PIL import Image

from kentongan.parts.images.errors import BROKEN, BrokenPicture

LARGE = 16_000_000  # pixels: smaller pictures are decoded whole, with all copies
_KEPT = 16_000_000  # pixels of a large picture after its strips were made smaller
_STRIP = 1_000_000  # pixels at a time
_SMALL_FILE = 2_000_000  # bytes: a picture of many pixels in so few is none that a camera took
_MOST_DECODED = 220_000_000  # bytes that a file may take while it is decoded

_SCALED = 2400  # pixels of width from which a JPEG is decoded at a half or less

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by the colour type of a PNG
# Bytes a pixel while a file of the format is decoded, as measured.
_COST = {"WEBP": 16, "AVIF": 9, "HEIF": 9, "GIF": 6, "BMP": 8, "PNG": 4}


class _Header(NamedTuple):
    width: int
    height: int
    depth: int
    colour: int
    interlaced: int

    @property
    def stride(self) -> int:
        return self.width * _CHANNELS[self.colour]


def is_large(image: Image.Image) -> bool:
    return image.width * image.height > LARGE


def is_bomb(image: Image.Image, data: bytes) -> bool:
    """Whether a file would take more memory than pictures may. Asked before decoding.

    Cameras take large JPEG pictures, so only a small file of that kind is refused.
    """
    if not is_large(image) or (len(data) > _SMALL_FILE and image.format in ("JPEG", "MPO")):
        return False
    if image.format == "PNG" and can_stream(data):
        return False
    return image.width * image.height * _bytes_a_pixel(image) > _MOST_DECODED


def _bytes_a_pixel(image: Image.Image) -> float:
    layers: list[tuple[int, int, int, int]] = getattr(image, "layer", [])
    if image.format in ("JPEG", "MPO") and layers:
        if not image.info.get("progressive"):
            # Read row by row, at a smaller scale where it is wide enough.
            return 1 if image.width >= _SCALED else 4
        largest = max(across * down for _, across, down, *_ in layers)
        return 2 * sum(across * down for _, across, down, *_ in layers) / largest
    return _COST.get(image.format or "", 4)


def exif_of(image: Image.Image) -> Image.Exif:
    """The EXIF; of a large picture only what stands before the pixels.

    Pillow decodes a whole PNG to look for EXIF behind them.
    """
    return Image.Image.getexif(image) if is_large(image) else image.getexif()


def can_stream(data: bytes) -> bool:
    """Whether the file is a PNG whose rows can be read one after the other."""
    try:
        header = _header(data)
    except (struct.error, ValueError):
        return False
    return header.depth == 8 and not header.interlaced and header.colour in _CHANNELS


def strips_of_png(data: bytes) -> Iterator[Image.Image]:
    """The rows of a PNG that `can_stream`, from top to bottom. Raises BrokenPicture."""
    try:
        yield from _strips(data, _header(data))
    except BROKEN as error:
        raise BrokenPicture(f"unreadable data: {error}") from None


def strips_of(image: Image.Image) -> Iterator[Image.Image]:
    """The rows of a decoded picture, from top to bottom."""
    rows = max(1, _STRIP // image.width)
    for top in range(0, image.height, rows):
        strip = image.crop((0, top, image.width, min(top + rows, image.height)))
        if "transparency" in image.info:
            strip.info["transparency"] = image.info["transparency"]
        yield strip


def factor_for(size: tuple[int, int], needed: int) -> int:
    """How many pixels become one, where `needed` pixels of width are wanted twice over."""
    width, height = size
    return max(1, width // (2 * needed), ceil(sqrt(width * height / _KEPT)))


class Smaller:
    """A picture that takes strips and keeps them by `factor` smaller, whatever their heights."""

    def __init__(self, size: tuple[int, int], factor: int) -> None:
        self._size = (ceil(size[0] / factor), ceil(size[1] / factor))
        self._factor = factor
        self._rest: Image.Image | None = None
        self._row = 0
        self.image: Image.Image | None = None

    def take(self, strip: Image.Image, *, is_last: bool) -> None:
        if self._rest:
            strip = _below(self._rest, strip)
        whole = strip.height if is_last else strip.height // self._factor * self._factor
        self._rest = None
        if whole < strip.height:
            self._rest = strip.crop((0, whole, strip.width, strip.height))
        if whole:
            self._keep(strip.crop((0, 0, strip.width, whole)))

    def _keep(self, strip: Image.Image) -> None:
        small = strip.reduce(self._factor) if self._factor > 1 else strip
        if self.image is None:
            self.image = Image.new(small.mode, self._size)
        self.image.paste(small, (0, self._row))
        self._row += small.height


def _below(upper: Image.Image, lower: Image.Image) -> Image.Image:
    both = Image.new(lower.mode, (lower.width, upper.height + lower.height))
    both.paste(upper, (0, 0))
    both.paste(lower, (0, upper.height))
    return both


def _header(data: bytes) -> _Header:
    if data[:8] != _SIGNATURE or data[12:16] != b"IHDR":
        raise ValueError("no PNG")
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", data[16:29])
    return _Header(width, height, depth, colour, interlaced)


def _strips(data: bytes, header: _Header) -> Iterator[Image.Image]:
    palette = b"".join(_chunk(kind, body) for kind, body in _chunks(data) if kind in _OF_COLOURS)
    above = bytes(header.stride)
    left = header.height
    for packed in _lots(data, header):
        rows = len(packed) // (header.stride + 1)
        small = _png(header, rows + 1, palette, b"\0" + above + packed)
        with Image.open(io.BytesIO(small), formats=("PNG",)) as image:
            image.load()
            strip = image.crop((0, 1, image.width, image.height))
            strip.info.update(image.info)
        above = strip.crop((0, rows - 1, strip.width, rows)).tobytes()
        left -= rows
        yield strip
    if left:
        raise ValueError("rows are missing")


_OF_COLOURS = (b"PLTE", b"tRNS")


def _lots(data: bytes, header: _Header) -> Iterator[bytes]:
    """The unpacked bytes of some whole rows at a time, never more than the picture has."""
    row = header.stride + 1
    size = max(1, _STRIP // header.width) * row
    wanted = header.height * row
    unpacking = zlib.decompressobj()
    held = bytearray()
    for kind, body in _chunks(data):
        packed: bytes | memoryview = body if kind == b"IDAT" else b""
        while packed and wanted:
            held += unpacking.decompress(packed, max(1, min(size, wanted) - len(held)))
            packed = unpacking.unconsumed_tail
            if len(held) >= min(size, wanted):
                yield bytes(held)
                wanted -= len(held)
                held.clear()
    if held and wanted:
        raise ValueError("rows are missing")


def _chunks(data: bytes) -> Iterator[tuple[bytes, memoryview]]:
    position, view = 8, memoryview(data)
    while position + 8 <= len(data):
        (length,) = struct.unpack_from(">I", data, position)
        kind = bytes(view[position + 4 : position + 8])
        yield kind, view[position + 8 : position + 8 + length]
        position += length + 12


def _png(header: _Header, height: int, palette: bytes, rows: bytes) -> bytes:
    shape = struct.pack(">IIBBBBB", header.width, height, header.depth, header.colour, 0, 0, 0)
    packed = zlib.compress(rows, 0)
    return b"".join(
        (_SIGNATURE, _chunk(b"IHDR", shape), palette, _chunk(b"IDAT", packed), _chunk(b"IEND", b""))
    )


def _chunk(kind: bytes, body: bytes | memoryview) -> bytes:
    data = kind + body
    return struct.pack(">I", len(body)) + data + struct.pack(">I", zlib.crc32(data))
