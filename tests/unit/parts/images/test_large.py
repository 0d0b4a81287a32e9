"""Large pictures: read in strips to the same pixels, and refused where a small file is a bomb."""

from __future__ import annotations

import io
import random
import zlib
from collections.abc import Iterator

import pytest
from kentongan.parts.images import core, errors, large, pixels
from PIL import Image, ImageChops

MODES = ("RGB", "RGBA", "L", "LA", "P")


@pytest.fixture(autouse=True)
def _small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "LARGE", 10_000)
    monkeypatch.setattr(large, "_STRIP", 3_000)
    monkeypatch.setattr(large, "_KEPT", 10_000)


def picture(mode: str, size: tuple[int, int]) -> Image.Image:
    """Noise on a slope, so that rows differ from those above."""
    noise = random.Random(f"{mode} {size}").randbytes(size[0] * size[1])
    grey = Image.frombytes("L", size, noise).point(lambda value: value // 8)
    slope = Image.linear_gradient("L").resize(size)
    return ImageChops.add(grey, slope).convert(mode)


def png(image: Image.Image, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", **options)
    return out.getvalue()


def joined(strips: Iterator[Image.Image], size: tuple[int, int]) -> Image.Image:
    parts = list(strips)
    whole = Image.new(parts[0].mode, size)
    top = 0
    for part in parts:
        whole.paste(part, (0, top))
        top += part.height
    return whole


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("size", [(130, 97), (200, 60), (1, 20_000)])
def test_strips_are_the_rows_of_the_picture(mode: str, size: tuple[int, int]) -> None:
    image = picture(mode, size)
    strips = large.strips_of_png(png(image))
    assert joined(strips, size).tobytes() == image.tobytes()


@pytest.mark.parametrize("mode", MODES)
def test_a_large_picture_looks_as_if_it_was_read_whole(mode: str) -> None:
    image = picture(mode, (450, 301))
    data = png(image, transparency=3) if mode == "P" else png(image)
    read = pixels.read(pixels.open_image(data, 10**6), data, 70)
    whole = pixels.flatten(pixels.decode(pixels.open_image(data, 10**6), 70))
    assert read.width >= 70
    near = ImageChops.difference(read.convert("RGB"), whole.convert("RGB").resize(read.size))
    assert max(near.tobytes()) < 60


def test_a_turned_picture_stays_upright_and_wide_enough() -> None:
    image = picture("RGB", (300, 200))
    exif = Image.Exif()
    exif[0x0112] = 6
    data = png(image, exif=exif)
    opened = pixels.open_image(data, 10**6)
    assert pixels.upright_size(opened) == (200, 300)
    read = pixels.read(opened, data, 40)
    assert read.height > read.width >= 40


def test_a_png_that_ends_early_is_broken() -> None:
    data = png(picture("RGB", (200, 200)))
    for cut in (60, len(data) // 2, len(data) - 30):
        with pytest.raises(errors.BrokenPicture):
            core.verify(data[:cut])


def test_rows_that_are_too_many_are_left_alone() -> None:
    image = picture("L", (200, 100))
    rows = b"".join(b"\0" + image.crop((0, y, 200, y + 1)).tobytes() for y in range(100))
    chunks = [(kind, bytes(body)) for kind, body in large._chunks(png(image))]
    header = next(body for kind, body in chunks if kind == b"IHDR")
    bomb = b"".join(
        (
            large._SIGNATURE,
            large._chunk(b"IHDR", header),
            large._chunk(b"IDAT", zlib.compress(rows + bytes(10**6))),
            large._chunk(b"IEND", b""),
        )
    )
    assert joined(large.strips_of_png(bomb), (200, 100)).tobytes() == image.tobytes()


@pytest.mark.parametrize("kind", ["WEBP", "AVIF", "GIF"])
def test_a_small_file_of_many_pixels_is_refused_before_it_is_decoded(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = io.BytesIO()
    Image.new("RGB", (400, 300)).save(out, kind)
    monkeypatch.setattr(large, "_MOST_DECODED", 400 * 300 * 4)
    with pytest.raises(errors.PictureTooLarge):
        core.verify(out.getvalue())


@pytest.mark.parametrize("format", ["WEBP", "HEIF", "AVIF", "GIF", "BMP", "JPEG"])
def test_what_is_decoded_as_a_whole_is_refused_whatever_the_size_of_its_file(format: str) -> None:
    image = Image.new("L", (1, 1))
    image.format = format
    image._size = (7600, 7600)
    assert large.is_bomb(image, b"x" * 3_000_000) == (format != "JPEG")
    image._size = (4000, 3000)
    assert not large.is_bomb(image, b"x")


def test_a_tall_picture_is_published_with_fewer_pixels() -> None:
    for width, height in core.target_sizes(1600, 36_000):
        assert width * height <= 9_600_000
    assert core.target_sizes(1200, 8000)[-1] == (1200, 8000)
