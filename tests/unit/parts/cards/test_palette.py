"""Pictures put together from bands are what a decoder says of the rows drawn."""

from __future__ import annotations

import io
import itertools
import random
import zlib

import pytest
from kentongan.parts.cards import palette
from kentongan.parts.cards.palette import Palette
from PIL import Image

COLOURS = Palette(tuple((16 * at, 255 - 16 * at, at) for at in range(16)))


def rows(width: int, height: int, seed: int) -> Image.Image:
    chance = random.Random(seed)
    return Image.frombytes("L", (width, height), bytes(chance.choices(range(16), k=width * height)))


@pytest.mark.parametrize("seed", range(12))
def test_bands_in_any_order_give_the_picture_of_their_rows(seed: int) -> None:
    chance = random.Random(seed)
    width = chance.choice([1, 2, 3, 255, 1200])
    drawn = [rows(width, chance.choice([0, 1, 2, 40]), at) for at in range(chance.randint(1, 6))]
    drawn.append(rows(width, 1, 99))
    chance.shuffle(drawn)
    wanted = [COLOURS.colours[at] for part in drawn for at in part.tobytes()]
    bands = [palette.band(part, chance.choice([1, 2, 9])) for part in drawn]
    image = Image.open(io.BytesIO(palette.png(width, COLOURS, bands)))
    assert image.mode == "P"
    assert image.convert("RGB").tobytes() == bytes(itertools.chain(*wanted))


def test_the_checksum_is_that_of_all_rows() -> None:
    bands = [palette.band(rows(64, 9, at), 9) for at in range(3)]
    data = palette.png(64, COLOURS, bands)
    stream = data[data.index(b"IDAT") + 4 : data.index(b"IEND") - 8]
    assert zlib.decompress(stream) == b"".join(band.rows for band in bands)


def test_a_ramp_runs_from_the_ground_to_the_colour() -> None:
    ramp = COLOURS.ramp(COLOURS.colours[15], COLOURS.colours[0])
    assert (ramp[0], ramp[255], len(ramp)) == (0, 15, 256)
    assert ramp == sorted(ramp)
