"""Draws a card: text on a dark ground as a small PNG, or over a picture as a JPEG."""

from __future__ import annotations

import io
from functools import cache, lru_cache

from PIL import Image, ImageDraw

from kentongan.parts.cards import palette
from kentongan.parts.cards.canvas import Canvas, Indexed, Painting, Words, bar, write
from kentongan.parts.cards.core import Card
from kentongan.parts.cards.lettering import (
    BOLD,
    LINE,
    REGULAR,
    SEMIBOLD,
    cut,
    fit,
    length,
    printable,
)
from kentongan.parts.cards.palette import Band, Colour, Palette, mixed

WIDTH, HEIGHT = 1200, 630
MAX_BYTES = 295_000
_MARGIN = 64
_HEADER = 138  # its height in pixels
_FOOTER = 92
_BEAT = 122  # the strokes, above the lower edge
_BASELINE = 47  # of the last line, above the lower edge
_ROOM = WIDTH - 2 * _MARGIN

# The colours of the theme.
_GROUND: Colour = (20, 36, 28)
_INK: Colour = (250, 249, 240)
_SOFT: Colour = (185, 198, 182)
_ACCENT: Colour = (244, 166, 58)
# Degrees between each colour and the ground, for smooth letters.
_DEGREES = {_INK: 6, _SOFT: 3, _ACCENT: 3}
_BETWEEN = tuple(
    mixed(colour, _GROUND, degree / (count + 1))
    for colour, count in _DEGREES.items()
    for degree in range(1, count + 1)
)
_PALETTE = Palette((_GROUND, *_DEGREES, *_BETWEEN))

_TITLE_SIZES = (92, 84, 76, 70, 64, 58, 53, 48, 44)
_PICTURE_TITLE_SIZES = (58, 53, 48, 44, 40)
# zlib's levels: what is packed for one card, and what is packed once for many.
_QUICK, _SMALL = 2, 9


def draw(card: Card, picture: bytes | None = None, quality: int = 82) -> bytes:
    """The card; a JPEG under 300 kB where the card names a picture, else a PNG.

    `picture` are the bytes of the published JPEG; without them the card shows text alone.
    """
    if not card.picture:
        return _on_ground(card)
    if picture:
        return _jpeg(_over_picture(card, picture), quality)
    return _jpeg(Image.open(io.BytesIO(_on_ground(card))).convert("RGB"), quality)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    while True:
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality, subsampling="4:2:0")
        if out.tell() <= MAX_BYTES or quality <= 30:
            return out.getvalue()
        quality -= 10


def _on_ground(card: Card) -> bytes:
    room = HEIGHT - _HEADER - 150
    size, lines = fit(printable(card.title), _TITLE_SIZES, _ROOM, room, 5)
    above = int(max(0, (room - len(lines) * size * LINE) * 0.4))
    title = Indexed(_PALETTE, WIDTH, int(len(lines) * size * LINE + size * 0.25))
    _title(title, lines, size, 0)
    below = HEIGHT - _HEADER - above - title.size[1] - _BEAT
    bands = (
        _header_band(card.site, card.kind),
        _empty_band(above),
        title.band(_QUICK),
        _empty_band(below),
        _beat_band(),
        _footer_band(card),
    )
    return palette.png(WIDTH, _PALETTE, bands)


def _over_picture(card: Card, picture: bytes) -> Image.Image:
    image = _filled(picture)
    title = printable(card.title)
    size, lines = fit(title, _PICTURE_TITLE_SIZES, _ROOM, 220, 3)
    block = len(lines) * size * LINE
    start = HEIGHT - 130 - block
    image.paste(_GROUND, (0, 0), _shade(int(start) // 20 * 20))
    painting = Painting(image)
    _header(painting, card.site, card.kind)
    _title(painting, lines, size, start)
    _beat(painting, HEIGHT - 98)
    _footer(painting, card, HEIGHT - _BASELINE)
    return image


def _header(canvas: Canvas, site: str, kind: str) -> None:
    """Mark and name of the site, kind at the right."""
    canvas.stamp((_MARGIN - 12, 40), _mark(72), _ACCENT)
    label = printable(kind).upper()
    right = WIDTH - _MARGIN
    if label:
        width = length(label, BOLD, 26)
        bar(canvas, (right - width - 40, 50, right, 100), 25, _ACCENT)
        write(canvas, [Words(label, right - width - 20, 84, BOLD, 26)], _GROUND, _ACCENT)
        right -= width + 64
    name = cut(printable(site), SEMIBOLD, 32, right - _MARGIN - 72)
    write(canvas, [Words(name, _MARGIN + 64, 86, SEMIBOLD, 32)], _INK)


def _footer(canvas: Canvas, card: Card, line: int) -> None:
    """Unit, day and code on a baseline."""
    right = WIDTH - _MARGIN
    if card.code:
        width = length(card.code, SEMIBOLD, 30)
        write(canvas, [Words(card.code, right - width, line, SEMIBOLD, 30)], _ACCENT)
        right -= width + 40
    unit = cut(printable(card.unit), SEMIBOLD, 32, right - _MARGIN)
    write(canvas, [Words(unit, _MARGIN, line, SEMIBOLD, 32)], _INK)
    left = _MARGIN + (length(unit, SEMIBOLD, 32) + 28 if unit else 0)
    day = printable(card.date)
    if left + length(day, REGULAR, 30) <= right:
        write(canvas, [Words(day, left, line, REGULAR, 30)], _SOFT)


def _beat(canvas: Canvas, top: int) -> None:
    """The strokes of a kentongan: two short, one long."""
    left = _MARGIN
    for width in (20, 20, 88):
        bar(canvas, (left, top, left + width, top + 7), 3, _ACCENT)
        left += width + 16


def _title(canvas: Canvas, lines: list[str], size: int, top: float) -> None:
    baselines = (int(top + number * size * LINE + size * 0.86) for number in range(len(lines)))
    texts = zip(lines, baselines, strict=True)
    write(canvas, [Words(line, _MARGIN, at, BOLD, size) for line, at in texts], _INK)


# Parts that many cards share; each process makes them once.


@lru_cache(64)
def _header_band(site: str, kind: str) -> Band:
    canvas = Indexed(_PALETTE, WIDTH, _HEADER)
    _header(canvas, site, kind)
    return canvas.band(_SMALL)


@lru_cache(HEIGHT)
def _empty_band(height: int) -> Band:
    return Indexed(_PALETTE, WIDTH, height).band(_SMALL)


@cache
def _beat_band() -> Band:
    canvas = Indexed(_PALETTE, WIDTH, _BEAT - _FOOTER)
    _beat(canvas, 0)
    return canvas.band(_SMALL)


def _footer_band(card: Card) -> Band:
    canvas = Indexed(_PALETTE, WIDTH, _FOOTER)
    _footer(canvas, card, _FOOTER - _BASELINE)
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


@cache
def _mark(size: int) -> Image.Image:
    """The kentongan of the theme (components/mark.html) as a mask of `size` pixels."""
    scale = size * 4 / 32
    mask = Image.new("L", (size * 4, size * 4))
    pen = ImageDraw.Draw(mask)

    def at(*places: float) -> tuple[float, ...]:
        return tuple(place * scale for place in places)

    def thick(stroke: float) -> int:
        return max(1, round(stroke * scale))

    pen.arc(at(11.1, 1.6, 18.9, 9.4), 180, 360, fill=255, width=thick(1.8))
    pen.rounded_rectangle(at(8, 5, 22, 29), radius=5 * scale, fill=255)
    pen.rounded_rectangle(at(13.5, 10.5, 16.5, 23.5), radius=1.5 * scale, fill=0)
    pen.line(at(25.2, 16.5, 29.8, 24.5), fill=255, width=thick(2.2))
    pen.ellipse(at(28.7, 23.4, 30.9, 25.6), fill=255)
    pen.ellipse(at(22.3, 12.3, 26.9, 16.9), fill=255)
    return mask.resize((size, size), Image.Resampling.LANCZOS)
