"""What a picture file tells beyond its pixels: where, when, with which device, by whom.

`markers` walks the blocks of the file itself, without an image library, so that it also
serves as the check of what was written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kentongan.parts.images.errors import BROKEN

if TYPE_CHECKING:
    from PIL.Image import Image

# Names for staff, gravest first.
KINDS = {
    "gps": "koordinat GPS",
    "owner": "nama pemilik atau pembuat",
    "serial": "nomor seri kamera",
    "thumbnail": "gambar mini",
    "comment": "komentar",
    "exif": "data kamera (EXIF)",
    "iptc": "IPTC",
    "xmp": "XMP",
    "trailer": "data lain di ujung berkas",
}

_GPS_IFD, _EXIF_IFD = 0x8825, 0x8769
_OWNER_TAGS = {0x013B, 0x8298, 0x9C9D, 0xA430}
_SERIAL_TAGS = {0xA431, 0xA435, 0xC62F, 0xA420}
_COMMENT_TAGS = {0x010E, 0x9286, 0x9C9B, 0x9C9C, 0x9C9E, 0x9C9F}
# Says nothing about anybody: orientation, resolution, colour space, size, versions, pointers.
_HARMLESS_TAGS = {
    *(0x0100, 0x0101, 0x0112, 0x011A, 0x011B, 0x0128, 0x0213, _EXIF_IFD, _GPS_IFD),
    *(0x9000, 0x9101, 0xA000, 0xA001, 0xA002, 0xA003),
}


def kinds(image: Image, data: bytes) -> tuple[str, ...]:
    """The kinds of metadata of an original, in the order of KINDS; harmless blocks left out."""
    kinds_found = set(markers(data)) - {"icc", "exif"}
    xmp = image.info.get("xmp") or b""
    if b"GPSLatitude" in (xmp.encode() if isinstance(xmp, str) else bytes(xmp)):
        kinds_found.add("gps")
    kinds_found |= _exif_kinds(image)
    return tuple(kind for kind in KINDS if kind in kinds_found)


def markers(data: bytes) -> tuple[str, ...]:
    """The metadata blocks of a file: exif, iptc, xmp, icc, comment, thumbnail, trailer."""
    if data[:2] == b"\xff\xd8":
        blocks = list(_jpeg_blocks(data))
    elif data[:8] == b"\x89PNG\r\n\x1a\n":
        blocks = list(_png_blocks(data))
    elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        blocks = list(_webp_blocks(data))
    elif data[4:8] == b"ftyp":
        blocks = list(_iso_items(data))
    elif data[:4] == b"GIF8":
        blocks = ["comment"] if b"\x21\xfe" in data else []
        blocks += ["xmp"] if b"XMP DataXMP" in data else []
    else:
        blocks = []
    return tuple(dict.fromkeys(blocks))


def scrub_check(data: bytes) -> list[str]:
    """What a published picture still carries and must not; empty when it is clean."""
    named = list(markers(data))
    for pattern in (b"Exif\0\0", b"<x:xmpmeta", b"<?xpacket", b"Photoshop 3.0", b"GPSLatitude"):
        if pattern in data:
            named.append(pattern.decode("ascii").strip("\0"))
    return named


def _exif_kinds(image: Image) -> set[str]:
    from kentongan.parts.images import large

    try:
        exif = large.exif_of(image)
        tags = dict(exif) | dict(exif.get_ifd(_EXIF_IFD))
        position = {tag for tag in exif.get_ifd(_GPS_IFD) if tag != 0}
    except BROKEN:
        return {"exif"}
    kinds = {
        "gps": bool(position),
        "owner": any(tags.get(tag) for tag in _OWNER_TAGS),
        "serial": any(tags.get(tag) for tag in _SERIAL_TAGS),
        "comment": any(tags.get(tag) for tag in _COMMENT_TAGS),
        "exif": bool(set(tags) - _HARMLESS_TAGS - {0xA005}),
    }
    return {kind for kind, present in kinds.items() if present}


def _jpeg_blocks(data: bytes) -> Iterator[str]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        yield from _jpeg_block(marker, data[at + 4 : at + 2 + length])
        if marker == 0xDA:
            break
        at += 2 + max(length, 2)
    end = data.rfind(b"\xff\xd9")
    if end >= 0 and data[end + 2 :].strip(b"\0 \r\n"):
        yield "trailer"


def _jpeg_block(marker: int, block: bytes) -> Iterator[str]:
    if marker == 0xFE:
        yield "comment"
    elif marker == 0xE0:
        has_pixels = block[:5] == b"JFIF\0" and len(block) > 14 and any(block[12:14])
        if has_pixels or block[:5] == b"JFXX\0":
            yield "thumbnail"
    elif marker == 0xE1:
        yield "xmp" if block[:4] == b"http" else "exif"
        if block[:4] == b"Exif" and b"\xff\xd8\xff" in block:
            yield "thumbnail"
    elif marker == 0xE2:
        yield "icc" if block[:11] == b"ICC_PROFILE" else "trailer"
    elif marker == 0xED:
        yield "iptc"


def _png_blocks(data: bytes) -> Iterator[str]:
    names = {b"eXIf": "exif", b"tEXt": "comment", b"zTXt": "comment", b"iCCP": "icc"}
    at = 8
    while at + 8 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if kind == b"iTXt":
            yield "xmp" if data[at + 8 : at + 25] == b"XML:com.adobe.xmp" else "comment"
        elif kind in names:
            yield names[kind]
        at += 12 + length
        if kind == b"IEND":
            break
    if data[at:].strip(b"\0 \r\n"):
        yield "trailer"


def _webp_blocks(data: bytes) -> Iterator[str]:
    names = {b"EXIF": "exif", b"XMP ": "xmp", b"ICCP": "icc"}
    at = 12
    while at + 8 <= len(data):
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if kind in names:
            yield names[kind]
        at += 8 + length + length % 2


def _iso_items(data: bytes) -> Iterator[str]:
    """Items of the `meta` box of HEIC and AVIF."""
    start = data.find(b"meta", 4, 4096)
    if start < 4:
        return
    head = data[start : start - 4 + int.from_bytes(data[start - 4 : start], "big")]
    if b"Exif" in head:
        yield "exif"
    if b"rdf+xml" in head:
        yield "xmp"
    if b"colrprof" in head or b"colrrICC" in head:
        yield "icc"
