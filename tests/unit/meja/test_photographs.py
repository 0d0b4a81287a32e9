"""Photographs leave their data behind; whatever is sent, the answer is a sentence."""

from __future__ import annotations

import io
import os
import zlib

import piexif
import pytest
from kentongan.domain import blur
from kentongan.domain.release import Blur
from kentongan.meja import photographs
from kentongan.meja.photographs import PhotographError
from kentongan.parts.images import metadata
from PIL import Image, ImageStat


def picture(size: tuple[int, int] = (640, 480), form: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, form, **options)
    return out.getvalue()


def with_gps(size: tuple[int, int] = (640, 480), turned: int = 6) -> bytes:
    exif = {
        "0th": {piexif.ImageIFD.Make: b"Ponsel", piexif.ImageIFD.Orientation: turned},
        "GPS": {
            piexif.GPSIFD.GPSLatitude: ((7, 1), (38, 1), (0, 1)),
            piexif.GPSIFD.GPSLatitudeRef: b"S",
        },
        "1st": {},
    }
    return picture(size, exif=piexif.dump(exif), comment=b"rahasia")


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def png_of_claimed_size(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"
    pixels = zlib.compress(b"\0" * 100_000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def test_a_photograph_is_upright_and_holds_pixels_alone() -> None:
    data = with_gps()
    assert metadata.scrub_check(data)
    clean = photographs.clean(data, "IMG_1.jpg")
    assert metadata.scrub_check(clean.data) == []
    assert not dict(opened(clean.data).getexif())
    assert (clean.width, clean.height) == opened(clean.data).size == (480, 640)


@pytest.mark.parametrize("form", ["PNG", "WEBP", "GIF", "BMP", "AVIF", "HEIF"])
def test_other_formats_become_jpeg(form: str) -> None:
    if form == "HEIF":
        pytest.importorskip("pillow_heif").register_heif_opener()
    clean = photographs.clean(picture((64, 40), form))
    assert opened(clean.data).format == "JPEG"
    assert (clean.width, clean.height) == (64, 40)


def test_fifty_megapixels_are_made_small() -> None:
    clean = photographs.clean(picture((8160, 6144), quality=30))
    assert (clean.width, clean.height) == (2048, 1542)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "kosong"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "bukan foto"),
        (picture()[:900], "rusak"),
        (picture(form="PNG")[:300], "rusak"),
        (png_of_claimed_size(60_000, 60_000), "terlalu besar"),
        (png_of_claimed_size(4_000, 4_000), "rusak"),
        (b"%PDF-1.7\n" + os.urandom(2000), "bukan foto"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 5000, "foto"),
        (b"GIF89a" + b"\xff" * 200, "foto"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\1" * 500, "foto"),
    ],
    ids=["empty", "svg", "cut", "cut-png", "bomb", "empty-png", "pdf", "jpeg", "gif", "heic"],
)
def test_what_is_no_photograph_is_answered_in_words(data: bytes, sentence: str) -> None:
    with pytest.raises(PhotographError, match=sentence) as refused:
        photographs.clean(data, "foto.jpg")
    assert "Error" not in str(refused.value)
    assert refused.value.status == 422


def test_a_region_is_burnt_into_the_pixels() -> None:
    checks = Image.effect_noise((400, 300), 120).convert("RGB")
    out = io.BytesIO()
    checks.save(out, "JPEG", quality=95)
    clean = photographs.clean(out.getvalue())
    burnt = photographs.burnt(clean.data, [Blur(25, 25, 50, 50)])
    before, after = opened(clean.data).convert("L"), opened(burnt.data).convert("L")
    inside, outside = (120, 90, 280, 210), (0, 0, 90, 60)
    assert _spread(before, inside) > 200 > 60 > _spread(after, inside)
    assert _spread(after, outside) > 150
    assert burnt.data == photographs.burnt(clean.data, [Blur(25, 25, 50, 50)]).data


def _spread(image: Image.Image, box: tuple[int, int, int, int]) -> float:
    low, high = ImageStat.Stat(image.crop(box)).extrema[0]
    return high - low


def test_regions_are_written_and_read() -> None:
    regions = (Blur(1, 2.5, 30, 40), Blur(50, 0, 10, 10))
    assert photographs.regions_of(blur.written(regions)) == regions
    assert photographs.regions_of(" ") == ()
    with pytest.raises(PhotographError, match="tandai lagi"):
        photographs.regions_of("1,2,3")
