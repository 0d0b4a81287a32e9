"""Originals of every kind in, clean small pictures out."""

from __future__ import annotations

import io

import piexif
import pytest
from kentongan.domain.release import Blur
from kentongan.parts.images import core, metadata
from kentongan.parts.images.errors import ImageError, PictureTooLarge
from PIL import Image, ImageCms

from tests.unit.parts.images.pictures import (
    colour_at,
    opened,
    photo,
    revealing_photo,
    scene,
    stored,
)

RED, GREEN, WHITE = (200, 40, 30), (20, 140, 40), (255, 255, 255)


def is_near(found: tuple[int, ...], wanted: tuple[int, ...], by: int = 24) -> bool:
    return all(abs(one - other) <= by for one, other in zip(found, wanted, strict=True))


def widths(data: bytes) -> list[int]:
    return [form.width for form in core.render(data) if form.extension == "jpg"]


def test_a_photograph_becomes_avif_and_jpeg_in_three_widths() -> None:
    forms = core.render(photo())
    sizes = [(form.extension, form.width, form.height) for form in forms]
    three = [(360, 240), (720, 480), (1200, 800)]
    assert sizes == [(kind, *size) for kind in ("avif", "jpg") for size in three]
    for form in forms:
        image = opened(form.data)
        assert image.format == {"avif": "AVIF", "jpg": "JPEG"}[form.extension]
        assert image.size == (form.width, form.height)


def test_the_jpeg_is_progressive_with_halved_colour() -> None:
    jpeg = core.render(photo())[-1].data
    image = opened(jpeg)
    assert image.info.get("progressive") == 1
    assert image.layer[0][1:3] == (2, 2)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("width", "wanted"),
    [
        (1, [1]),
        (200, [200]),
        (360, [360]),
        (400, [360]),
        (640, [360, 640]),
        (720, [360, 720]),
        (1280, [360, 720, 1200]),
        (5000, [360, 720, 1200]),
    ],
)
def test_nothing_is_ever_wider_than_the_original(width: int, wanted: list[int]) -> None:
    assert [size[0] for size in core.target_sizes(width, width)] == wanted


def test_a_thin_strip_keeps_at_least_one_pixel() -> None:
    assert core.target_sizes(12_000, 1) == [(360, 1), (720, 1), (1200, 1)]
    assert core.target_sizes(1, 12_000) == [(1, 12_000)]


def test_a_very_tall_picture_stays_within_what_browsers_show() -> None:
    assert all(height <= 16_000 for _, height in core.target_sizes(1000, 60_000))


@pytest.mark.parametrize("mode", ["RGB", "L", "1", "P", "CMYK", "RGBA", "LA", "I;16"])
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_every_mode_of_every_format_is_read(mode: str, format: str) -> None:
    image = scene(64, 48, "L" if mode == "I;16" else mode)
    if mode == "I;16":
        image = image.convert("I").point(lambda value: value * 256).convert("I;16")
    try:
        data = stored(image, format)
    except (OSError, ValueError, KeyError):
        pytest.skip(f"{format} has no {mode}")
    forms = core.render(data)
    assert [form.width for form in forms] == [64, 64]
    assert is_near(colour_at(forms[-1].data, 0.02, 0.02), WHITE, 40)


def test_a_grey_picture_of_sixteen_bits_keeps_its_shades() -> None:
    image = Image.new("I;16", (64, 64), 128 * 256)
    assert is_near(colour_at(core.render(stored(image, "PNG"))[-1].data, 0.5, 0.5), (128,) * 3, 3)


def test_a_dark_picture_of_sixteen_bits_stays_dark() -> None:
    image = Image.new("I;16", (64, 64), 200)
    assert is_near(colour_at(core.render(stored(image, "PNG"))[-1].data, 0.5, 0.5), (0,) * 3, 3)


def test_cmyk_keeps_its_colours() -> None:
    forms = core.render(stored(scene(mode="CMYK"), "JPEG", quality=95))
    assert is_near(colour_at(forms[-1].data, 0.5, 0.9), GREEN, 40)


def test_transparent_parts_are_white() -> None:
    image = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    image.paste((200, 40, 30, 255), (0, 0, 50, 100))
    data = core.render(stored(image, "PNG"))[-1].data
    assert is_near(colour_at(data, 0.9, 0.5), WHITE)
    assert is_near(colour_at(data, 0.1, 0.5), RED)


def test_transparency_of_a_palette_is_white() -> None:
    image = Image.new("P", (40, 40), 0)
    image.putpalette([0, 0, 0, 200, 40, 30])
    image.paste(1, (0, 0, 20, 40))
    data = core.render(stored(image, "PNG", transparency=0))[-1].data
    assert is_near(colour_at(data, 0.9, 0.5), WHITE)


def test_the_first_frame_of_an_animation_is_shown() -> None:
    data = stored(scene(80, 60), "GIF", save_all=True, append_images=[Image.new("RGB", (80, 60))])
    assert core.inspect(data).frames == 2
    assert is_near(colour_at(core.render(data)[-1].data, 0.5, 0.9), GREEN, 40)


def test_heic_is_read() -> None:
    pillow_heif = pytest.importorskip("pillow_heif")
    out = io.BytesIO()
    pillow_heif.from_pillow(scene(800, 600)).save(out, quality=90)
    data = out.getvalue()
    assert core.inspect(data).format == "HEIC"
    forms = core.render(data)
    assert [form.width for form in forms] == [360, 720, 360, 720]
    assert is_near(colour_at(forms[-1].data, 0.5, 0.9), GREEN, 40)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright(orientation: int) -> None:
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    image = scene(3000, 2000)
    turned = image.transpose(undo[orientation]) if orientation in undo else image
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = stored(turned, "JPEG", exif=exif)
    info = core.inspect(data)
    assert (info.width, info.height) == (3000, 2000)
    form = core.render(data)[-1]
    assert (form.width, form.height) == (1200, 800)
    assert is_near(colour_at(form.data, 0.05, 0.05), WHITE)
    assert is_near(colour_at(form.data, 0.95, 0.05), RED)
    assert is_near(colour_at(form.data, 0.5, 0.95), GREEN)


def test_a_wide_colour_profile_becomes_srgb() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    data = stored(scene(400, 300), "JPEG", icc_profile=lab)
    assert is_near(colour_at(core.render(data)[-1].data, 0.5, 0.9), GREEN)  # does not fit: ignored
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = stored(scene(400, 300), "JPEG", icc_profile=srgb)
    assert is_near(colour_at(core.render(data)[-1].data, 0.5, 0.9), GREEN)


def test_a_damaged_profile_is_no_reason_to_stop() -> None:
    data = stored(scene(400, 300), "JPEG", icc_profile=b"\0" * 200)
    assert len(core.render(data)) == 2


def test_the_same_original_gives_the_same_bytes() -> None:
    assert core.render(photo()) == core.render(photo())


@pytest.mark.parametrize("orientation", [1, 6])
def test_no_metadata_reaches_a_published_picture(orientation: int) -> None:
    data = revealing_photo(orientation)
    assert set(core.inspect(data).metadata) >= {
        *("gps", "owner", "serial", "thumbnail", "comment", "iptc", "xmp")
    }
    for form in core.render(data):
        assert metadata.scrub_check(form.data) == []
        for trace in (b"Contoh", b"SN-0001", b"Rumah", b"Kamera", b"GPS"):
            assert trace not in form.data
        if form.extension == "jpg":
            read = piexif.load(form.data)
            assert not any(read[part] for part in ("0th", "Exif", "GPS", "Interop", "1st"))
            assert read["thumbnail"] is None


def test_the_check_of_written_pictures_sees_what_an_original_carries() -> None:
    assert {"exif", "xmp", "iptc", "comment", "icc"} <= set(metadata.scrub_check(revealing_photo()))


def test_png_and_webp_metadata_are_found() -> None:
    exif = Image.Exif()
    exif[0x013B] = "Contoh Pemotret"
    for format in ("PNG", "WEBP"):
        data = stored(scene(64, 48), format, exif=exif)
        assert "exif" in metadata.markers(data)
        assert "owner" in core.inspect(data).metadata
        assert all(metadata.scrub_check(form.data) == [] for form in core.render(data))


def test_a_video_hidden_behind_the_picture_is_found_and_gone() -> None:
    data = photo() + b"ftypmp42" + b"GPSLatitude" * 20
    assert "trailer" in core.inspect(data).metadata
    assert all(metadata.scrub_check(form.data) == [] for form in core.render(data))


def test_a_bare_picture_needs_no_warning() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert core.inspect(photo()).metadata == ()
    assert core.inspect(photo(exif=exif)).metadata == ()


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7\n%", b"GIF", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"PK\x03\x04" * 9],
)
def test_a_file_that_is_no_picture_is_told_apart(data: bytes) -> None:
    with pytest.raises(ImageError) as caught:
        core.inspect(data)
    assert caught.value.code == "images.E002"


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_a_truncated_picture_is_told(format: str, part: float) -> None:
    noise = Image.effect_noise((300, 200), 90).convert("RGB")
    data = stored(noise, format)
    cut = data[: int(len(data) * part)]
    with pytest.raises(ImageError) as caught:
        core.inspect(cut)
        core.verify(cut)
    assert caught.value.code in ("images.E002", "images.E003")
    with pytest.raises(ImageError):
        core.render(cut)


def test_a_bomb_is_refused_before_it_is_decoded() -> None:
    head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\2\0\0\0"
    import zlib

    data = head + zlib.crc32(head[12:]).to_bytes(4, "big") + b"\0\0\0\0IDAT\x35\xaf\x06\x1e"
    for work in (core.inspect, core.verify, core.render):
        with pytest.raises(PictureTooLarge):
            work(data)


def test_the_limit_is_a_setting() -> None:
    with pytest.raises(PictureTooLarge):
        core.inspect(photo(), core.Settings(max_megapixels=1))


def test_a_picture_of_twelve_thousand_pixels_is_read() -> None:
    data = stored(scene(12_000, 1200), "JPEG")
    assert widths(data) == [360, 720, 1200]


def test_a_picture_of_one_pixel_is_read() -> None:
    data = stored(Image.new("RGB", (1, 1), "red"), "PNG")
    assert widths(data) == [1]


@pytest.mark.parametrize("seed", range(40))
def test_damaged_bytes_give_a_picture_or_a_named_error(seed: int) -> None:
    import random

    choose = random.Random(seed)
    format = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")[seed % 5]
    data = bytearray(stored(scene(90, 60), format))
    for _ in range(choose.randrange(1, 12)):
        data[choose.randrange(len(data))] = choose.randrange(256)
    try:
        core.inspect(bytes(data))
        core.render(bytes(data))
    except ImageError:
        pass


def test_a_damaged_picture_warns_nobody_in_english(recwarn: pytest.WarningsRecorder) -> None:
    data = bytearray(revealing_photo())
    at = data.index(b"Exif")
    data[at + 20 : at + 60] = bytes(range(40))
    core.inspect(bytes(data))
    assert not recwarn.list


# Blurring


def plate() -> Image.Image:
    """Fine stripes, as of letters, in the middle of a grey picture."""
    image = Image.new("RGB", (1600, 1000), (120, 120, 120))
    for x in range(640, 960, 8):
        image.paste((255, 255, 255) if x % 16 else (0, 0, 0), (x, 400, x + 8, 600))
    return image


def spread(data: bytes, box: tuple[float, float, float, float]) -> int:
    image = opened(data).convert("L")
    left, top, right, bottom = box
    part = image.crop(
        (
            int(left * image.width),
            int(top * image.height),
            int(right * image.width),
            int(bottom * image.height),
        )
    )
    darkest, lightest = part.getextrema()
    assert isinstance(darkest, int)
    assert isinstance(lightest, int)
    return lightest - darkest


def test_a_region_is_unreadable_in_every_size() -> None:
    data = stored(plate(), "JPEG", quality=95)
    region = (Blur(38, 38, 24, 24),)
    inside = (0.41, 0.41, 0.59, 0.59)
    assert spread(core.render(data)[-1].data, inside) > 200
    assert all(spread(form.data, inside) < 40 for form in core.render(data, region))


def test_the_rest_of_the_picture_stays_sharp() -> None:
    data = stored(plate(), "JPEG", quality=95)
    form = core.render(data, (Blur(0, 0, 30, 30),))[-1]
    assert spread(form.data, (0.41, 0.41, 0.59, 0.59)) > 200


def test_regions_refer_to_the_upright_picture() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = stored(plate().transpose(Image.Transpose.ROTATE_90), "JPEG", quality=95, exif=exif)
    form = core.render(data, (Blur(38, 38, 24, 24),))[-1]
    assert (form.width, form.height) == (1200, 750)
    assert spread(form.data, (0.41, 0.41, 0.59, 0.59)) < 40


def test_two_plates_of_equal_brightness_look_the_same_when_blurred() -> None:
    one, other = plate(), plate()
    other.paste(
        plate().crop((640, 400, 960, 600)).transpose(Image.Transpose.ROTATE_180), (640, 400)
    )
    region = (Blur(38, 38, 24, 24),)
    first = core.render(stored(one, "PNG"), region)[-1].data
    second = core.render(stored(other, "PNG"), region)[-1].data
    assert first == second


def test_a_region_over_the_edge_is_cut_to_the_picture() -> None:
    assert len(core.render(photo(), (Blur(-10, 90, 50, 50),))) == 6


def test_a_blurred_transparent_picture_keeps_no_outline() -> None:
    image = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    for x in range(100, 300, 8):
        image.paste((0, 0, 0, 255), (x, 100, x + 4, 300))
    form = core.render(stored(image, "PNG"), (Blur(20, 20, 60, 60),))[-1]
    assert spread(form.data, (0.3, 0.3, 0.7, 0.7)) < 60


def test_the_address_tells_content_and_blur_and_nothing_else() -> None:
    data = photo()
    plain = core.digest(data)
    assert plain == core.digest(data)
    assert core.digest(data, (Blur(1, 2, 3, 4),)) not in (plain, core.digest(data[:-1]))
    assert core.digest(data, (Blur(1, 2, 3, 4),)) == core.digest(data, (Blur(1.0, 2.0, 3.0, 4.0),))
    assert core.file_name(plain, 720, "avif") == f"{plain}-720.avif"
