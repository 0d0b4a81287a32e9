"""Draws the mark of a site: the kentongan, or the emblem that its settings name."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageDraw, ImageOps

from kentongan.domain.colours import Colour

_FINE = 4  # shapes are drawn so much larger and made smaller, for smooth edges
_LEAST, _MOST = 192, 4096
_MOST_BYTES = 2_000_000
_HEIGHT = 32  # CSS pixels in the bar
_DENSITY = 3
_WIDEST = 3  # times its height
_INSIDE = 0.6  # share of an icon that launchers never cut


def fault(data: bytes) -> str:
    """What is wrong with the bytes of an emblem, in words for staff; empty where it is fine."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            kind, width, height = image.format, image.width, image.height
            if kind == "PNG" and max(width, height) <= _MOST:
                image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return "bukan gambar yang dapat dibaca"
    if kind != "PNG":
        return f"harus PNG, bukan {kind}"
    if min(width, height) < _LEAST or max(width, height) > _MOST or len(data) > _MOST_BYTES:
        return f"sisinya harus {_LEAST} sampai {_MOST} piksel, berkasnya paling besar 2 MB"
    if width > _WIDEST * height:
        return f"terlalu lebar; paling lebar {_WIDEST} kali tingginya"
    return ""


@lru_cache(8)
def kentongan(size: int) -> tuple[Image.Image, Image.Image]:
    """Drum and beater (components/mark.html) as masks of `size` pixels."""
    scale = size * _FINE / 32

    def at(*places: float) -> tuple[float, ...]:
        return tuple(place * scale for place in places)

    def thick(stroke: float) -> int:
        return max(1, round(stroke * scale))

    drum = Image.new("L", (size * _FINE, size * _FINE))
    pen = ImageDraw.Draw(drum)
    pen.arc(at(11.1, 1.6, 18.9, 9.4), 180, 360, fill=255, width=thick(1.8))
    pen.rounded_rectangle(at(8, 5, 22, 29), radius=5 * scale, fill=255)
    pen.rounded_rectangle(at(13.5, 10.5, 16.5, 23.5), radius=1.5 * scale, fill=0)
    beater = Image.new("L", drum.size)
    pen = ImageDraw.Draw(beater)
    pen.line(at(25.2, 16.5, 29.8, 24.5), fill=255, width=thick(2.2))
    pen.ellipse(at(28.7, 23.4, 30.9, 25.6), fill=255)
    pen.ellipse(at(22.3, 12.3, 26.9, 16.9), fill=255)
    small = (size, size)
    return (
        drum.resize(small, Image.Resampling.LANCZOS),
        beater.resize(small, Image.Resampling.LANCZOS),
    )


@lru_cache(8)
def silhouette(emblem: bytes, size: int) -> Image.Image:
    """The emblem in one colour, as a mask of `size` pixels: light parts cover, dark ones do not."""
    image = _fitted(emblem, size, size)
    alpha = image.getchannel("A")
    light = ImageOps.autocontrast(image.convert("RGB").convert("L"), mask=alpha)
    light = light.point([70 + level * 185 // 255 for level in range(256)])
    mask = Image.new("L", (size, size))
    place = ((size - image.width) // 2, (size - image.height) // 2)
    mask.paste(Image.composite(light, Image.new("L", image.size), alpha), place)
    return mask


def icon(size: int, ground: Colour, drum: Colour, beater: Colour, emblem: bytes = b"") -> bytes:
    """A square PNG for browsers and launchers: the emblem, else the kentongan."""
    image = Image.new("RGB", (size, size), ground)
    inner = round(size * _INSIDE)
    if emblem:
        mark = _fitted(emblem, inner, inner)
        place = ((size - mark.width) // 2, (size - mark.height) // 2)
        image.paste(mark, place, mark.getchannel("A"))
    else:
        corner = ((size - inner) // 2,) * 2
        for mask, colour in zip(kentongan(inner), (drum, beater), strict=True):
            image.paste(colour, corner, mask)
    out = io.BytesIO()
    image.quantize(128).save(out, "PNG", optimize=True)
    return out.getvalue()


def size_in_bar(emblem: bytes) -> tuple[int, int]:
    """Width and height in CSS pixels."""
    with Image.open(io.BytesIO(emblem)) as image:
        return max(1, round(image.width * _HEIGHT / image.height)), _HEIGHT


def for_bar(emblem: bytes) -> bytes:
    """A small WebP for the bar of every page."""
    width, height = size_in_bar(emblem)
    out = io.BytesIO()
    _fitted(emblem, width * _DENSITY, height * _DENSITY).save(out, "WEBP", quality=82, method=6)
    return out.getvalue()


def _fitted(emblem: bytes, width: int, height: int) -> Image.Image:
    image = Image.open(io.BytesIO(emblem)).convert("RGBA")
    image.thumbnail((width, height), Image.Resampling.LANCZOS)
    return image
