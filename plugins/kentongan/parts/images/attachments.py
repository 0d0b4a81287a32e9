"""Files that a text links to: which may be published, and under what name and type.

Documents are published as they are; a warning asks staff to look at their properties.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kentongan.domain import addresses
from kentongan.domain.text import slugify
from kentongan.site import media

FOLDER = addresses.ATTACHMENTS.strip("/")
# Part of every address: raise it when the same original would give other bytes.
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


def _video_size(file: Path) -> tuple[int, int]:
    from kentongan.parts.images import recordings  # few releases have any

    return recordings.video_size(file)


def describe(path: str, file: Path) -> Attachment:
    """The attachment of the content path `path`. Raises OSError."""
    label, mime = TYPES[suffix_of(path)][0], media.TYPES[suffix_of(path)[1:]]
    name = slugify(PurePosixPath(path).stem)[:60].strip("-") or "berkas"
    width, height = _video_size(file) if mime.startswith("video/mp4") else (0, 0)
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


def size_words(size: int, lang: str = "id") -> str:
    """`120 kB`, `1,4 MB`."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    words = f"{size / 1_000_000:.1f} MB"
    return words if lang == "en" else words.replace(".", ",")
