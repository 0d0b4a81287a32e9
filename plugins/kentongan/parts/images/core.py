"""From the bytes of an original to the bytes of what is published: small, clean, upright.

The original itself never leaves the content folder. Each picture becomes AVIF with a JPEG
for old browsers, in up to three widths and never wider than the original.
"""

from __future__ import annotations

import functools
import hashlib
import io
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, ParamSpec, TypeVar

from kentongan.domain.release import Blur

if TYPE_CHECKING:
    from PIL.Image import Image

P = ParamSpec("P")
T = TypeVar("T")

WIDTHS = (360, 720, 1200)
FORMS = ("avif", "jpg")
# An own width beside a standard one is only worth its bytes from this factor on.
_WORTHWHILE = 1.2
# AVIF and JPEG end at 65,535 pixels; long before that nobody scrolls on.
_MAX_HEIGHT = 16_000
# An encoder of AVIF takes some 25 bytes a pixel.
_MAX_PIXELS = 9_600_000

# Part of every address: raise it when the same original would give other bytes.
ENCODER_VERSION = 2
AVIF_OPTIONS: dict[str, Any] = {
    "quality": 46,
    "speed": 8,
    "max_threads": 1,
    "autotiling": False,
    "subsampling": "4:2:0",
}
JPEG_OPTIONS: dict[str, Any] = {
    "quality": 78,
    "progressive": True,
    "optimize": True,
    "subsampling": "4:2:0",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """A picture of more than `max_megapixels` is refused unread."""

    PREFIX: ClassVar[str] = "images"

    max_megapixels: int = 60


@dataclass(frozen=True, slots=True)
class ImageInfo:
    """What the header says. `width` and `height` are those of the upright picture.

    `metadata` names what the file tells beyond its pixels (see `metadata.KINDS`).
    """

    format: str
    width: int
    height: int
    frames: int = 1
    metadata: tuple[str, ...] = ()

    @property
    def is_animated(self) -> bool:
        """Whether it moves; the frames of a JPEG or HEIC are other pictures of the same shot."""
        return self.frames > 1 and self.format in ("GIF", "PNG", "WEBP", "AVIF")

    @property
    def has_gps(self) -> bool:
        return "gps" in self.metadata


@dataclass(frozen=True, slots=True)
class Rendered:
    """One published form of a picture."""

    width: int
    height: int
    extension: str
    data: bytes


def _quietly(work: Callable[P, T]) -> Callable[P, T]:
    """`work` without Pillow's warnings: what staff must know is said in problems."""

    @functools.wraps(work)
    def quiet(*args: P.args, **kwargs: P.kwargs) -> T:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return work(*args, **kwargs)

    return quiet


@_quietly
def inspect(data: bytes, settings: Settings | None = None) -> ImageInfo:
    """What kind of picture `data` is, without decoding it. Raises ImageError."""
    from kentongan.parts.images import metadata, pixels

    image = pixels.open_image(data, _limit(settings))
    width, height = pixels.upright_size(image)
    return ImageInfo(
        format={"MPO": "JPEG", "HEIF": "HEIC"}.get(image.format or "", image.format or ""),
        width=width,
        height=height,
        frames=pixels.frame_count(image),
        metadata=metadata.kinds(image, data),
    )


@_quietly
def verify(data: bytes, settings: Settings | None = None) -> None:
    """Read the picture to its end, as small as its format allows. Raises ImageError."""
    from kentongan.parts.images import pixels

    pixels.check(pixels.open_image(data, _limit(settings)), data)


@_quietly
def render(
    data: bytes, blur: Sequence[Blur] = (), settings: Settings | None = None
) -> tuple[Rendered, ...]:
    """Every published form of a picture: AVIF by width, then JPEG by width. Raises ImageError.

    The regions of `blur` refer to the upright picture and are beyond recovery in all forms.
    """
    from kentongan.parts.images import pixels

    original = pixels.open_image(data, _limit(settings))
    sizes = target_sizes(*pixels.upright_size(original))
    profile = original.info.get("icc_profile")
    shown = pixels.hide(pixels.read(original, data, WIDTHS[-1]), blur)
    del original
    scaled: list[Image] = []
    for size in reversed(sizes):
        if scaled:
            scaled.insert(0, pixels.scale(scaled[0], size))
        else:
            scaled.append(pixels.to_srgb(pixels.scale(shown, size), profile))
    del shown
    return tuple(
        Rendered(image.width, image.height, extension, encode(image, extension))
        for extension in FORMS
        for image in scaled
    )


def encode(image: Image, extension: str) -> bytes:
    """The picture as a file that holds pixels and nothing else."""
    image.info = {}
    out = io.BytesIO()
    if extension == "avif":
        image.save(out, "AVIF", **AVIF_OPTIONS)
    else:
        image.save(out, "JPEG", **JPEG_OPTIONS)
    return out.getvalue()


def target_sizes(width: int, height: int) -> list[tuple[int, int]]:
    """The sizes to publish of an upright original, small to large; never upscaled."""
    widest = min(width, WIDTHS[-1])
    widths = [standard for standard in WIDTHS if standard <= widest]
    if not widths or widest >= widths[-1] * _WORTHWHILE:
        widths.append(widest)
    sizes: dict[tuple[int, int], None] = {}
    for wanted in widths:
        tall = max(1, round(height * wanted / width))
        if tall > _MAX_HEIGHT:
            wanted, tall = max(1, round(wanted * _MAX_HEIGHT / tall)), _MAX_HEIGHT
        if wanted * tall > _MAX_PIXELS:
            smaller = (_MAX_PIXELS / (wanted * tall)) ** 0.5
            wanted, tall = max(1, int(wanted * smaller)), max(1, int(tall * smaller))
        sizes[wanted, tall] = None
    return list(sizes)


def digest(data: bytes, blur: Sequence[Blur] = ()) -> str:
    """The name of a picture in addresses and in the cache: tells nothing about the file."""
    regions = [
        tuple(map(float, (hidden.x, hidden.y, hidden.width, hidden.height))) for hidden in blur
    ]
    start = f"{ENCODER_VERSION} {regions}\n"
    hasher = hashlib.sha256(start.encode())
    hasher.update(data)
    return hasher.hexdigest()[:20]


def file_name(digest_of_picture: str, width: int, extension: str) -> str:
    return f"{digest_of_picture}-{width}.{extension}"


def _limit(settings: Settings | None) -> int:
    return (settings or Settings()).max_megapixels * 1_000_000
