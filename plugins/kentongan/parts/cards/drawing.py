"""Draws a card: text on a dark background or over the picture of the release."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources

from PIL import Image, ImageDraw, ImageFont

from kentongan.parts.cards.core import Card

WIDTH, HEIGHT = 1200, 630
MAX_BYTES = 295_000
_MARGIN = 64
_HEADER = 138  # its height in pixels
_ROOM = WIDTH - 2 * _MARGIN

# The colours of the theme.
_GROUND, _GROUND_HIGH = (20, 36, 28), (30, 52, 41)
_INK, _SOFT, _ACCENT = (250, 249, 240), (185, 198, 182), (244, 166, 58)

_BOLD, _SEMIBOLD, _REGULAR = "Bold", "Semibold", "Regular"
_TITLE_SIZES = (92, 84, 76, 70, 64, 58, 53, 48, 44)
_PICTURE_TITLE_SIZES = (58, 53, 48, 44, 40)
_LINE = 1.12
_ELLIPSIS = "…"


def draw(card: Card, picture: bytes | None = None, quality: int = 82) -> bytes:
    """The card as JPEG under 300 kB; `picture` are the bytes of its published JPEG."""
    image = _over_picture(card, picture) if picture else _on_ground(card)
    while True:
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality, subsampling="4:2:0")
        if out.tell() <= MAX_BYTES or quality <= 30:
            return out.getvalue()
        quality -= 10


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
        tall = len(lines) * size * _LINE
        if len(lines) <= max_lines and tall <= height and _widest(lines, size) <= width:
            return size, _balanced(words, width, size, len(lines))
    size = sizes[-1]
    most = max(1, min(max_lines, int(height / (size * _LINE))))
    lines = _break(words, width, size)
    return size, _shortened(lines, most, width, size)


def _on_ground(card: Card) -> Image.Image:
    image = _ground().copy()
    image.paste(_strip(card.site, card.kind))
    pen = ImageDraw.Draw(image)
    room = HEIGHT - _HEADER - 150
    size, lines = fit(printable(card.title), _TITLE_SIZES, _ROOM, room, 5)
    start = _HEADER + max(0, (room - len(lines) * size * _LINE) * 0.4)
    _write_lines(pen, lines, size, start)
    _beat(pen, HEIGHT - 122)
    _footer(pen, card)
    return image


def _over_picture(card: Card, picture: bytes) -> Image.Image:
    image = _filled(picture)
    title = printable(card.title)
    size, lines = fit(title, _PICTURE_TITLE_SIZES, _ROOM, 220, 3)
    block = len(lines) * size * _LINE
    start = HEIGHT - 130 - block
    image.paste(_GROUND, (0, 0), _shade(int(start) // 20 * 20))
    pen = ImageDraw.Draw(image)
    _header(pen, card.site, card.kind)
    _write_lines(pen, lines, size, start)
    _beat(pen, HEIGHT - 98)
    _footer(pen, card)
    return image


def _header(pen: ImageDraw.ImageDraw, site: str, kind: str) -> None:
    """Mark and name of the site, kind at the right."""
    pen.bitmap((_MARGIN - 12, 40), _mark(72), fill=_ACCENT)
    label = printable(kind).upper()
    right = WIDTH - _MARGIN
    if label:
        font = _font(_BOLD, 26)
        length = font.getlength(label)
        box = (right - length - 40, 50, right, 100)
        pen.rounded_rectangle(box, radius=25, fill=_ACCENT)
        pen.text((right - 20, 75), label, font=font, fill=_GROUND, anchor="rm")
        right -= int(length) + 64
    name = _cut(printable(site), _font(_SEMIBOLD, 32), right - _MARGIN - 72)
    pen.text((_MARGIN + 64, 75), name, font=_font(_SEMIBOLD, 32), fill=_INK, anchor="lm")


def _footer(pen: ImageDraw.ImageDraw, card: Card) -> None:
    line = HEIGHT - 58
    right = WIDTH - _MARGIN
    if card.code:
        code = _font(_SEMIBOLD, 30)
        pen.text((right, line), card.code, font=code, fill=_ACCENT, anchor="rm")
        right -= int(code.getlength(card.code)) + 40
    unit = _cut(printable(card.unit), _font(_SEMIBOLD, 32), right - _MARGIN)
    pen.text((_MARGIN, line), unit, font=_font(_SEMIBOLD, 32), fill=_INK, anchor="lm")
    left = _MARGIN + (_font(_SEMIBOLD, 32).getlength(unit) + 28 if unit else 0)
    day = printable(card.date)
    if left + _font(_REGULAR, 30).getlength(day) <= right:
        pen.text((left, line + 1), day, font=_font(_REGULAR, 30), fill=_SOFT, anchor="lm")


def _beat(pen: ImageDraw.ImageDraw, top: int) -> None:
    """The strokes of a kentongan: two short, one long."""
    left = _MARGIN
    for length in (20, 20, 88):
        pen.rounded_rectangle((left, top, left + length, top + 7), radius=3, fill=_ACCENT)
        left += length + 16


def _write_lines(pen: ImageDraw.ImageDraw, lines: Sequence[str], size: int, top: float) -> None:
    font = _font(_BOLD, size)
    for number, line in enumerate(lines):
        baseline = top + number * size * _LINE + size * 0.86
        pen.text((_MARGIN, baseline), line, font=font, fill=_INK, anchor="ls")


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


def _cut(text: str, font: ImageFont.FreeTypeFont, width: float) -> str:
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(text + _ELLIPSIS) > width:
        text = text[:-1].rstrip()
    return text + _ELLIPSIS if text else ""


def _line_length(line: str) -> float:
    return sum(map(_length, line.split(" "))) + line.count(" ") * _length(" ")


@lru_cache(4096)
def _length(word: str) -> float:
    return _font(_BOLD, 100).getlength(word)


# Parts that many cards share; each process makes them once and only copies them.


@lru_cache(16)
def _strip(site: str, kind: str) -> Image.Image:
    """The upper part of a card without a picture."""
    strip = _ground().crop((0, 0, WIDTH, _HEADER))
    _header(ImageDraw.Draw(strip), site, kind)
    return strip


@cache
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    name = f"SourceSansPro-{weight}.ttf"
    source = resources.files("font_source_sans_pro") / "files" / name
    return ImageFont.truetype(
        io.BytesIO(source.read_bytes()), size, layout_engine=ImageFont.Layout.BASIC
    )


@cache
def _has_glyph(character: str) -> bool:
    if character.isspace():
        return False
    font = _font(_BOLD, 32)
    return bytes(font.getmask(character)) != _missing_glyph()


@cache
def _missing_glyph() -> bytes:
    return bytes(_font(_BOLD, 32).getmask("\U0010fffd"))


@cache
def _ground() -> Image.Image:
    """A plain background, lighter towards the upper right, with large faint strokes."""
    light = Image.linear_gradient("L").rotate(180).resize((WIDTH, HEIGHT))
    image = Image.composite(
        Image.new("RGB", (WIDTH, HEIGHT), _GROUND_HIGH),
        Image.new("RGB", (WIDTH, HEIGHT), _GROUND),
        light,
    )
    faint = _mark(760).point(lambda value: value * 14 // 255)
    image.paste(_ACCENT, (640, -20), faint)
    return image


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
