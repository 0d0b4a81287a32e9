"""Why a file cannot be published as a picture."""

from __future__ import annotations

import struct
import zlib

# What Pillow's readers raise on data that make no sense.
BROKEN = (
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    RuntimeError,
    AttributeError,
    struct.error,
    zlib.error,
)


class ImageError(ValueError):
    """A file cannot be published as a picture. `code` is the problem that staff see."""

    code = "images.E002"


class NotAPicture(ImageError):
    """The bytes are of no format that is read here."""


class BrokenPicture(ImageError):
    """A picture whose data end early or make no sense."""

    code = "images.E003"


class PictureTooLarge(ImageError):
    """More pixels than can be decoded safely."""

    code = "images.E004"

    def __init__(self, width: int, height: int) -> None:
        super().__init__(f"picture of {width} x {height} pixels")
        self.width = width
        self.height = height


class HeicUnavailable(ImageError):
    """A HEIC file, and the extra that reads it is not installed."""

    code = "images.E005"
