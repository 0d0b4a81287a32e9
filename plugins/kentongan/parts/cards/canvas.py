"""What a card is drawn on: a painting in full colour, or rows of a palette."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from PIL import Image, ImageDraw

from kentongan.domain.colours import Colour
from kentongan.parts.cards import lettering, palette
from kentongan.parts.cards.palette import Band, Palette

Box = tuple[int, int, int, int]
_FINE = 4  # shapes are drawn so much larger and made smaller, for smooth edges


@dataclass(frozen=True, slots=True)
class Words:
    """A text and where its baseline begins."""

    text: str
    left: int
    baseline: int
    weight: str
    size: int


class Canvas(Protocol):
    """Takes masks ("L"): the colour goes where they cover."""

    size: tuple[int, int]

    def stamp(
        self, at: tuple[int, int], mask: Image.Image, colour: Colour, ground: Colour | None = None
    ) -> None:
        """A mask at its upper left corner; `ground` is the plain colour below it."""


class Painting:
    """A picture in full colour."""

    def __init__(self, image: Image.Image) -> None:
        self._image = image
        self.size = image.size

    def stamp(
        self, at: tuple[int, int], mask: Image.Image, colour: Colour, ground: Colour | None = None
    ) -> None:
        self._image.paste(colour, at, mask)


class Indexed:
    """Rows of a picture whose pixels are places in a palette."""

    def __init__(self, colours: Palette, width: int, height: int) -> None:
        self._palette = colours
        self._pixels = Image.new("L", (width, height))
        self.size = (width, height)

    def stamp(
        self, at: tuple[int, int], mask: Image.Image, colour: Colour, ground: Colour | None = None
    ) -> None:
        ramp = self._palette.ramp(colour, ground or self._palette.colours[0])
        self._pixels.paste(mask.point(ramp), at)

    def band(self, level: int) -> Band:
        """The rows, compressed with zlib's `level`; the canvas is used up."""
        return palette.band(self._pixels, level)


def write(
    canvas: Canvas, texts: Iterable[Words], colour: Colour, ground: Colour | None = None
) -> None:
    """Texts of one colour. The rectangle that holds them holds nothing else."""
    placed = [words for words in texts if words.text]
    if not placed:
        return
    left = min(words.left for words in placed)
    top = max(0, min(words.baseline - words.size for words in placed))
    right = max(
        words.left + lettering.length(words.text, words.weight, words.size) for words in placed
    )
    bottom = min(canvas.size[1], max(words.baseline + words.size // 3 for words in placed))
    mask = Image.new("L", (right - left, bottom - top))
    for words in placed:
        lettering.write(
            mask, words.text, words.weight, words.size, words.left - left, words.baseline - top
        )
    canvas.stamp((left, top), mask, colour, ground)


def bar(canvas: Canvas, box: Box, radius: int, colour: Colour) -> None:
    """A rectangle with round corners."""
    width, height = box[2] - box[0], box[3] - box[1]
    large = Image.new("L", (width * _FINE, height * _FINE))
    edge = (0, 0, width * _FINE - 1, height * _FINE - 1)
    ImageDraw.Draw(large).rounded_rectangle(edge, radius * _FINE, fill=255)
    canvas.stamp(box[:2], large.reduce(_FINE), colour)
