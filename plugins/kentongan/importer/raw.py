"""Raw input: a press text with its pictures, before anything is read from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath

MOST_BYTES = 5_000_000  # of a text
MOST_CHARACTERS = 200_000  # of one release
MOST_FILE_BYTES = 100_000_000  # of a Word file, a message or a chat with pictures
_PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif"}
# Files that may hold a text: read where they lie within another, or named where they cannot be.
_DOCUMENTS = {
    ".docx", ".docm", ".dotx", ".dotm", ".doc", ".odt", ".ott", ".fodt", ".rtf", ".pdf", ".txt",
    ".md", ".zip", ".eml", ".mbox", ".msg", ".html", ".htm", ".mht", ".mhtml", ".xlsx", ".xls",
    ".pptx", ".ppt", ".pages",
}  # fmt: skip


class SourceError(ValueError):
    """The file holds no readable press text. The message completes `Berkas X …`."""


@dataclass(frozen=True, slots=True)
class RawPicture:
    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class RawText:
    """One press text. `reference` is the day of the message that contained it, if any."""

    text: str
    reference: date | None = None
    subject: str = ""
    pictures: tuple[RawPicture, ...] = ()
    doubts: tuple[str, ...] = ()


# Reads a file that lies within another: a Word file in an archive, a text in a message.
ReadNested = Callable[[str, bytes], list[RawText]]


def is_picture_name(name: str) -> bool:
    return suffix_of(name) in _PICTURES


def is_document_name(name: str) -> bool:
    return suffix_of(name) in _DOCUMENTS or name.lower() == "winmail.dat"


def suffix_of(name: str) -> str:
    """`Rilis.DOCX` → `.docx`."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()


def megabytes(data: bytes) -> int:
    return len(data) // 1_000_000
