"""Files that a text links to: which may be published, under what name, without metadata.

Video and sound lose place, owner and device: those boxes are emptied where they stand, so
that the positions in the file still hold. Documents are published as they are; a warning
asks staff to look at their properties.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from kentongan.domain import addresses
from kentongan.domain.text import slugify
from kentongan.site import media

FOLDER = addresses.ATTACHMENTS.strip("/")
VERSION = 1

# Extension: name for readers, bytes near the start that the type must show.
_ISO, _ZIP = b"ftyp", b"PK\x03\x04"
TYPES: dict[str, tuple[str, tuple[bytes, ...]]] = {
    ".pdf": ("PDF", (b"%PDF",)),
    ".mp4": ("MP4", (_ISO,)),
    ".m4v": ("MP4", (_ISO,)),
    ".webm": ("WebM", (b"\x1aE\xdf\xa3",)),
    ".mp3": ("MP3", (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa")),
    ".m4a": ("M4A", (_ISO,)),
    ".ogg": ("Ogg", (b"OggS",)),
    ".opus": ("Opus", (b"OggS",)),
    ".wav": ("WAV", (b"RIFF",)),
    ".docx": ("Word", (_ZIP,)),
    ".xlsx": ("Excel", (_ZIP,)),
    ".csv": ("CSV", ()),
    ".ics": ("kalender", (b"BEGIN:VCALENDAR",)),
}
START = 1024  # bytes of a file that tell its type
# Their properties name people and are not removed here.
WITH_PROPERTIES = frozenset({".pdf", ".docx", ".xlsx"})

# Boxes of MP4 that hold metadata, and those to look into.
_EMPTIED = {b"udta", b"meta", b"uuid"}
_PARENTS = {b"moov", b"trak", b"mdia", b"minf"}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A published file: root-relative address, type, size in bytes, size in pixels if known."""

    path: str
    url: str
    label: str
    type: str
    bytes: int
    width: int = 0
    height: int = 0

    @property
    def is_video(self) -> bool:
        return self.type.startswith("video/")

    @property
    def is_audio(self) -> bool:
        return self.type.startswith("audio/")


def suffix_of(path: str) -> str:
    return PurePosixPath(path).suffix.lower()


def is_attachment(path: str) -> bool:
    return suffix_of(path) in TYPES


def fits_type(path: str, start: bytes) -> bool:
    """Whether the first bytes of a file are those of the type that its name claims."""
    signs = TYPES[suffix_of(path)][1]
    return not signs or any(sign in start[:START] for sign in signs)


def describe(path: str, file: Path) -> Attachment:
    """The attachment of the content path `path`. Raises OSError."""
    label, mime = TYPES[suffix_of(path)][0], media.TYPES[suffix_of(path)[1:]]
    name = slugify(PurePosixPath(path).stem)[:60].strip("-") or "berkas"
    width, height = video_size(file) if mime.startswith("video/mp4") else (0, 0)
    return Attachment(
        path=path,
        url=f"{addresses.ATTACHMENTS}{digest(file)[:8]}/{name}{suffix_of(path)}",
        label=label,
        type=mime,
        bytes=file.stat().st_size,
        width=width,
        height=height,
    )


def digest(file: Path) -> str:
    hasher = hashlib.sha256(f"{VERSION}\n".encode())
    with file.open("rb") as source:
        while block := source.read(1 << 20):
            hasher.update(block)
    return hasher.hexdigest()


def clean_copy(file: Path, target: Path) -> None:
    """Copy `file` to `target` without the metadata that can be removed safely."""
    shutil.copyfile(file, target)
    suffix = file.suffix.lower()
    with target.open("r+b") as copy:
        if suffix in (".mp4", ".m4v", ".m4a"):
            _empty_boxes(copy)
        elif suffix == ".mp3":
            _empty_id3(copy)


def video_size(file: Path) -> tuple[int, int]:
    """Width and height of the first picture track of an MP4; zeros where none is told."""
    with file.open("rb") as source:
        for box in _boxes(source, 0, file.stat().st_size):
            if box.kind != b"tkhd" or box.size < 92:
                continue
            source.seek(box.start + box.size - 44)
            matrix_and_size = source.read(44)
            width, height = (int.from_bytes(matrix_and_size[at : at + 2], "big") for at in (36, 40))
            if width and height:
                is_turned = matrix_and_size[:4] == bytes(4)  # a quarter turn has no a
                return (height, width) if is_turned else (width, height)
    return 0, 0


def size_words(size: int, lang: str = "id") -> str:
    """`120 kB`, `1,4 MB`."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    words = f"{size / 1_000_000:.1f} MB"
    return words if lang == "en" else words.replace(".", ",")


@dataclass(frozen=True, slots=True)
class _Box:
    kind: bytes
    start: int
    header: int
    size: int


def _boxes(source: IO[bytes], start: int, end: int) -> Iterator[_Box]:
    """All boxes of an MP4 from `start` to `end`, down to the parts of the tracks."""
    while start + 8 <= end:
        source.seek(start)
        head = source.read(16)
        box = _Box(head[4:8], start, 8, int.from_bytes(head[:4], "big"))
        if box.size == 1:
            box = _Box(box.kind, start, 16, int.from_bytes(head[8:16], "big"))
        elif box.size == 0:
            box = _Box(box.kind, start, 8, end - start)
        if box.size < box.header or start + box.size > end:
            return
        yield box
        if box.kind in _PARENTS:
            yield from _boxes(source, start + box.header, start + box.size)
        start += box.size


def _empty_boxes(copy: IO[bytes]) -> None:
    end = copy.seek(0, 2)
    for box in [box for box in _boxes(copy, 0, end) if box.kind in _EMPTIED]:
        copy.seek(box.start + 4)
        copy.write(b"free")
        copy.seek(box.start + box.header)
        copy.write(bytes(box.size - box.header))


def _empty_id3(copy: IO[bytes]) -> None:
    copy.seek(0)
    head = copy.read(10)
    if head[:3] == b"ID3":
        length = 0
        for byte in head[6:10]:
            length = length << 7 | byte & 0x7F
        end = copy.seek(0, 2)
        copy.seek(5)
        copy.write(b"\0" + head[6:10])
        copy.write(bytes(min(length, max(0, end - 10))))
    end = copy.seek(0, 2)
    if end >= 128:
        copy.seek(end - 128)
        if copy.read(3) == b"TAG":
            copy.truncate(end - 128)
