"""Draws a card: text on a dark ground as a small PNG, or over a picture as a JPEG."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache, lru_cache

from PIL import Image, ImageChops

from kentongan.domain.colours import Colour, mixed
from kentongan.parts.cards import palette
from kentongan.parts.cards.breaking import LINE, fit
from kentongan.parts.cards.canvas import Canvas, Indexed, Painting, Words, bar, write
from kentongan.parts.cards.core import Card
from kentongan.parts.cards.lettering import BOLD, REGULAR, SEMIBOLD, cut, length, printable
from kentongan.parts.cards.palette import Band, Palette
from kentongan.site import emblem
from kentongan.site.appearance import STANDARD, Appearance

WIDTH, HEIGHT = 1200, 630
MAX_BYTES = 295_000
_MARGIN = 64
_HEADER = 138  # its height in pixels
_FOOTER = 92
_BEAT = 122  # the strokes, above the lower edge
_BASELINE = 47  # of the last line, above the lower edge
_ROOM = WIDTH - 2 * _MARGIN

_INK: Colour = (250, 249, 240)

_TITLE_SIZES = (92, 84, 76, 70, 64, 58, 53, 48, 44)
_PICTURE_TITLE_SIZES = (58, 53, 48, 44, 40)
# zlib's levels: what is packed for one card, and what is packed once for many.
_QUICK, _SMALL = 2, 9


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of a site, and its mark."""

    look: Appearance
    ground: Colour
    soft: Colour
    accent: Colour
    palette: Palette


@lru_cache(8)
def _inks(look: Appearance) -> Inks:
    # Degrees between each colour and the ground, for smooth letters.
    degrees = ((_INK, 6), (look.soft, 3), (look.accent, 3))
    between = (
        mixed(colour, look.bar, degree / (count + 1))
        for colour, count in degrees
        for degree in range(1, count + 1)
    )
    colours = Palette((look.bar, *(colour for colour, _ in degrees), *between))
    return Inks(look, look.bar, look.soft, look.accent, colours)


def draw(
    card: Card, picture: bytes | None = None, quality: int = 82, look: Appearance = STANDARD
) -> bytes:
    """The card; a JPEG under 300 kB where the card names a picture, else a PNG.

    `picture` are the bytes of the published JPEG; without them the card shows text alone.
    """
    inks = _inks(look)
    if not card.picture:
        return _on_ground(card, inks)
    if picture:
        return _jpeg(_over_picture(card, picture, inks), quality)
    return _jpeg(Image.open(io.BytesIO(_on_ground(card, inks))).convert("RGB"), quality)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    while True:
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality, subsampling="4:2:0")
        if out.tell() <= MAX_BYTES or quality <= 30:
            return out.getvalue()
        quality -= 10


def _on_ground(card: Card, inks: Inks) -> bytes:
    room = HEIGHT - _HEADER - 150
    size, lines = fit(printable(card.title), _TITLE_SIZES, _ROOM, room, 5)
    above = int(max(0, (room - len(lines) * size * LINE) * 0.4))
    title = Indexed(inks.palette, WIDTH, int(len(lines) * size * LINE + size * 0.25))
    _title(title, lines, size, 0)
    below = HEIGHT - _HEADER - above - title.size[1] - _BEAT
    bands = (
        _header_band(card.site, card.kind, inks),
        _empty_band(above, inks),
        title.band(_QUICK),
        _empty_band(below, inks),
        _beat_band(inks),
        _footer_band(card, inks),
    )
    return palette.png(WIDTH, inks.palette, bands)


def _over_picture(card: Card, picture: bytes, inks: Inks) -> Image.Image:
    image = _filled(picture)
    title = printable(card.title)
    size, lines = fit(title, _PICTURE_TITLE_SIZES, _ROOM, 220, 3)
    block = len(lines) * size * LINE
    start = HEIGHT - 130 - block
    image.paste(inks.ground, (0, 0), _shade(int(start) // 20 * 20))
    painting = Painting(image)
    _header(painting, card.site, card.kind, inks)
    _title(painting, lines, size, start)
    _beat(painting, HEIGHT - 98, inks)
    _footer(painting, card, HEIGHT - _BASELINE, inks)
    return image


def _header(canvas: Canvas, site: str, kind: str, inks: Inks) -> None:
    """Mark and name of the site, kind at the right."""
    _mark(canvas, (_MARGIN - 12, 40), 72, inks)
    label = printable(kind).upper()
    right = WIDTH - _MARGIN
    if label:
        width = length(label, BOLD, 26)
        bar(canvas, (right - width - 40, 50, right, 100), 25, inks.accent)
        write(canvas, [Words(label, right - width - 20, 84, BOLD, 26)], inks.ground, inks.accent)
        right -= width + 64
    name = cut(printable(site), SEMIBOLD, 32, right - _MARGIN - 72)
    write(canvas, [Words(name, _MARGIN + 64, 86, SEMIBOLD, 32)], _INK)


def _footer(canvas: Canvas, card: Card, line: int, inks: Inks) -> None:
    """Unit, day and code on a baseline."""
    right = WIDTH - _MARGIN
    if card.code:
        width = length(card.code, SEMIBOLD, 30)
        write(canvas, [Words(card.code, right - width, line, SEMIBOLD, 30)], inks.accent)
        right -= width + 40
    unit = cut(printable(card.unit), SEMIBOLD, 32, right - _MARGIN)
    write(canvas, [Words(unit, _MARGIN, line, SEMIBOLD, 32)], _INK)
    left = _MARGIN + (length(unit, SEMIBOLD, 32) + 28 if unit else 0)
    day = printable(card.date)
    if left + length(day, REGULAR, 30) <= right:
        write(canvas, [Words(day, left, line, REGULAR, 30)], inks.soft)


def _beat(canvas: Canvas, top: int, inks: Inks) -> None:
    """The strokes of a kentongan: two short, one long."""
    left = _MARGIN
    for width in (20, 20, 88):
        bar(canvas, (left, top, left + width, top + 7), 3, inks.accent)
        left += width + 16


def _title(canvas: Canvas, lines: list[str], size: int, top: float) -> None:
    baselines = (int(top + number * size * LINE + size * 0.86) for number in range(len(lines)))
    texts = zip(lines, baselines, strict=True)
    write(canvas, [Words(line, _MARGIN, at, BOLD, size) for line, at in texts], _INK)


# Parts that many cards share; each process makes them once.


@lru_cache(64)
def _header_band(site: str, kind: str, inks: Inks) -> Band:
    canvas = Indexed(inks.palette, WIDTH, _HEADER)
    _header(canvas, site, kind, inks)
    return canvas.band(_SMALL)


@lru_cache(HEIGHT)
def _empty_band(height: int, inks: Inks) -> Band:
    return Indexed(inks.palette, WIDTH, height).band(_SMALL)


@cache
def _beat_band(inks: Inks) -> Band:
    canvas = Indexed(inks.palette, WIDTH, _BEAT - _FOOTER)
    _beat(canvas, 0, inks)
    return canvas.band(_SMALL)


def _footer_band(card: Card, inks: Inks) -> Band:
    canvas = Indexed(inks.palette, WIDTH, _FOOTER)
    _footer(canvas, card, _FOOTER - _BASELINE, inks)
    return canvas.band(_QUICK)


@cache
def _shade(start: int) -> Image.Image:
    """The mask that darkens a picture: slightly at the header, strongly from the title on."""
    column = Image.new("L", (1, HEIGHT))
    for y in range(HEIGHT):
        header = 190 * (1 - y / 210) if y < 210 else 0
        below = 236 * min(1.0, max(0.0, (y - start + 110) / 140)) ** 1.3
        column.putpixel((0, y), int(max(header, below)))
    return column.resize((WIDTH, HEIGHT))


def _filled(picture: bytes) -> Image.Image:
    """The picture cut to fill the card; of a tall one the upper part, where faces are."""
    photo = Image.open(io.BytesIO(picture)).convert("RGB")
    scale = max(WIDTH / photo.width, HEIGHT / photo.height)
    width, height = WIDTH / scale, HEIGHT / scale
    left = (photo.width - width) / 2
    top = (photo.height - height) * (0.5 if photo.width >= photo.height else 0.3)
    box = (left, top, left + width, top + height)
    if scale == 1:
        return photo.crop((int(left), int(top), int(left) + WIDTH, int(top) + HEIGHT))
    return photo.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC, box=box)


def _mark(canvas: Canvas, at: tuple[int, int], size: int, inks: Inks) -> None:
    """The emblem of the site in one colour, else the kentongan."""
    if inks.look.emblem:
        canvas.stamp(at, emblem.silhouette(inks.look.emblem, size), _INK)
        return
    canvas.stamp(at, ImageChops.lighter(*emblem.kentongan(size)), inks.accent)
