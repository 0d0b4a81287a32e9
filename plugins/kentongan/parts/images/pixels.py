"""Pixels of an original: opened safely, upright, without transparency, blurred, in sRGB."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from math import ceil, floor

from PIL import Image, ImageCms, UnidentifiedImageError

from kentongan.domain.release import Blur
from kentongan.parts.images import large
from kentongan.parts.images.errors import (
    BROKEN,
    BrokenPicture,
    HeicUnavailable,
    NotAPicture,
    PictureTooLarge,
)

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "BMP")
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}
_ORIENTATION_TAG = 0x0112

# A hidden region keeps so few and so coarse cells that neither a face nor a plate is left.
_CELLS = 4
_MUTED = 0.5
_STEP = 16


def open_image(data: bytes, max_pixels: int) -> Image.Image:
    """The picture with its header read and nothing decoded. Raises ImageError."""
    formats: tuple[str, ...] = FORMATS
    if _is_heic(data):
        _register_heic()
        formats = ("HEIF",)
    try:
        image = Image.open(io.BytesIO(data), formats=formats)
    except Image.DecompressionBombError:
        raise PictureTooLarge(0, 0) from None
    except UnidentifiedImageError:
        raise NotAPicture("no picture format that is read here") from None
    except BROKEN as error:
        raise BrokenPicture(f"unreadable header: {error}") from None
    if image.width * image.height > max_pixels or large.is_bomb(image, data):
        raise PictureTooLarge(*image.size)
    return image


def orientation(image: Image.Image) -> int:
    """The EXIF orientation, 1 to 8; 1 where none is given or the EXIF is damaged."""
    try:
        value = large.exif_of(image).get(_ORIENTATION_TAG, 1)
    except BROKEN:
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def frame_count(image: Image.Image) -> int:
    try:
        return int(getattr(image, "n_frames", 1))
    except BROKEN:
        return 1


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Width and height as a reader sees it; to be asked before `decode`."""
    width, height = image.size
    return (height, width) if orientation(image) >= 5 else (width, height)


def decode(image: Image.Image, min_width: int) -> Image.Image:
    """The first frame, upright. Raises BrokenPicture.

    A JPEG is decoded at a half, a quarter or an eighth where that is still `min_width`
    pixels wide or more: the same look for a fraction of the time.
    """
    turned = orientation(image)
    return _turn(_drafted(image, min_width, turned), turned)


def _drafted(image: Image.Image, min_width: int, turned: int) -> Image.Image:
    try:
        image.draft(None, (1, min_width) if turned >= 5 else (min_width, 1))
        image.load()
    except BROKEN as error:
        raise BrokenPicture(f"unreadable data: {error}") from None
    return image


def read(image: Image.Image, data: bytes, min_width: int) -> Image.Image:
    """The first frame, upright and flat; a large one is made smaller while it is read.

    It stays `min_width` pixels wide or more. Raises BrokenPicture.
    """
    if not large.is_large(image):
        return flatten(decode(image, min_width))
    turned = orientation(image)
    needed = min_width if turned < 5 else max(1, min_width * image.width // image.height)
    if image.format == "PNG" and large.can_stream(data):
        return _turn(_smaller(large.strips_of_png(data), image.size, needed), turned)
    whole = _drafted(image, min_width, turned)
    if not large.is_large(whole):
        return flatten(_turn(whole, turned))
    return _turn(_smaller(large.strips_of(whole), whole.size, needed), turned)


def _smaller(strips: Iterable[Image.Image], size: tuple[int, int], min_width: int) -> Image.Image:
    smaller = large.Smaller(size, large.factor_for(size, min_width))
    rows = 0
    for strip in strips:
        rows += strip.height
        smaller.take(flatten(strip), is_last=rows >= size[1])
    if smaller.image is None:
        raise BrokenPicture("no rows")
    return smaller.image


def check(image: Image.Image, data: bytes) -> None:
    """Read a picture to its end, as small as its format allows. Raises BrokenPicture."""
    if large.is_large(image) and image.format == "PNG" and large.can_stream(data):
        for _ in large.strips_of_png(data):
            pass
        return
    _drafted(image, 1, orientation(image))


def flatten(image: Image.Image) -> Image.Image:
    """The picture as RGB, L or CMYK of eight bits, transparent parts on white."""
    if image.mode in ("RGB", "L", "CMYK") and "transparency" not in image.info:
        return image
    if image.mode == "I" or image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value * (1 / 256) + 0).convert("L")
    if image.mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in image.info:
        seen = image.convert("RGBA")
        white = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(white, seen).convert("RGB")
    return image.convert("L" if image.mode == "1" else "RGB")


def hide(image: Image.Image, regions: Sequence[Blur]) -> Image.Image:
    """The picture with every region replaced by a few flat, muted cells."""
    if not regions:
        return image
    hidden = image.copy()
    for region in regions:
        box = _pixels_of(region, *image.size)
        hidden.paste(_coarse(hidden.crop(box)), box)
    return hidden


def scale(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    if image.size == size:
        return image
    return image.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours as sRGB means them; a profile that does not fit the picture is ignored."""
    if profile:
        try:
            source = ImageCms.getOpenProfile(io.BytesIO(profile))
            spaces = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK"}
            if source.profile.xcolor_space.strip() == spaces.get(image.mode):
                converted = ImageCms.profileToProfile(
                    image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
                )
                return converted or image.convert("RGB")
        except (ImageCms.PyCMSError, *BROKEN):
            pass
    return image if image.mode == "RGB" else image.convert("RGB")


def _turn(image: Image.Image, turned: int) -> Image.Image:
    methods = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    return image.transpose(methods[turned]) if turned in methods else image


def _pixels_of(region: Blur, width: int, height: int) -> tuple[int, int, int, int]:
    """The region in whole pixels, rounded outwards, at least one pixel, inside the picture."""
    left = min(max(floor(region.x * width / 100), 0), width - 1)
    top = min(max(floor(region.y * height / 100), 0), height - 1)
    right = min(ceil((region.x + region.width) * width / 100), width)
    bottom = min(ceil((region.y + region.height) * height / 100), height)
    return left, top, max(right, left + 1), max(bottom, top + 1)


def _coarse(part: Image.Image) -> Image.Image:
    longest = max(part.size)
    cells = tuple(max(1, round(side * min(_CELLS, longest) / longest)) for side in part.size)
    few = part.resize((cells[0], cells[1]), Image.Resampling.BOX)
    mean = part.resize((1, 1), Image.Resampling.BOX).resize(few.size)
    muted = Image.blend(few, mean, _MUTED)
    stepped = muted.point(lambda value: value // _STEP * _STEP + _STEP // 2)
    return stepped.resize(part.size, Image.Resampling.BILINEAR)


def _is_heic(data: bytes) -> bool:
    if data[4:8] != b"ftyp":
        return False
    length = int.from_bytes(data[:4], "big")
    brands = {data[8:12]} | {data[at : at + 4] for at in range(16, min(length, 256), 4)}
    return bool(brands & _HEIC_BRANDS)


def _register_heic() -> None:
    try:
        from pillow_heif import register_heif_opener
    except ImportError:
        raise HeicUnavailable("pillow-heif is not installed") from None
    register_heif_opener(thumbnails=False)
