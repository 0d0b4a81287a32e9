"""Pictures for the tests, made from nothing."""

from __future__ import annotations

import io
from typing import Any

import piexif
from PIL import Image, ImageCms, ImageDraw


def scene(width: int = 1600, height: int = 1067, mode: str = "RGB") -> Image.Image:
    """A red sky over green land, a white sun at the upper left."""
    image = Image.new("RGB", (width, height), (200, 40, 30))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, height // 2, width, height), fill=(20, 140, 40))
    draw.rectangle((0, 0, max(0, width // 8 - 1), max(0, height // 8 - 1)), fill="white")
    return image.convert(mode)


def stored(image: Image.Image, format: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def photo(width: int = 1600, height: int = 1067, **options: Any) -> bytes:
    return stored(scene(width, height), "JPEG", quality=90, **options)


def revealing_photo(orientation: int = 1) -> bytes:
    """A photograph with GPS, owner, serial number, thumbnail, comment, XMP and IPTC."""
    exif = piexif.dump(
        {
            "0th": {
                piexif.ImageIFD.Artist: b"Contoh Pemotret",
                piexif.ImageIFD.Make: b"Kamera",
                piexif.ImageIFD.Orientation: orientation,
            },
            "Exif": {piexif.ExifIFD.BodySerialNumber: b"SN-0001"},
            "GPS": {
                piexif.GPSIFD.GPSLatitudeRef: b"S",
                piexif.GPSIFD.GPSLatitude: ((7, 1), (38, 1), (24, 1)),
                piexif.GPSIFD.GPSLongitudeRef: b"E",
                piexif.GPSIFD.GPSLongitude: ((112, 1), (54, 1), (0, 1)),
            },
            "1st": {piexif.ImageIFD.Compression: 6},
            "thumbnail": stored(scene(160, 106)),
        }
    )
    xmp = b"<?xpacket?><x:xmpmeta exif:GPSLatitude='7,38.4S'/><?xpacket end?>"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = photo(exif=exif, xmp=xmp, comment=b"Rumah saksi", icc_profile=profile)
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0c\x1c\x02\x50\0\x07Contoh."
    return data[:2] + b"\xff\xed" + (len(iptc) + 2).to_bytes(2, "big") + iptc + data[2:]


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def colour_at(data: bytes, x: float, y: float) -> tuple[int, ...]:
    image = opened(data).convert("RGB")
    found = image.getpixel((int(x * (image.width - 1)), int(y * (image.height - 1))))
    assert isinstance(found, tuple)
    return found
