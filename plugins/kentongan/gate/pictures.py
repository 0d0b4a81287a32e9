"""The pictures of a release as the rules on them ask: those that go out as they were taken."""

from __future__ import annotations

import hashlib

from kentongan.domain import blur
from kentongan.domain.release import Picture
from kentongan.gate import fields
from kentongan.gate.document import Document
from kentongan.gate.model import Hit


def as_taken(document: Document) -> list[Picture]:
    """Every picture that the public sees and nothing blurs, each once.

    One that is blurred somewhere is blurred wherever it stands.
    """
    release = document.release
    if release is None or not release.all_pictures or not fields.shows_text(release):
        return []
    blurred = blur.by_path(release.all_pictures)
    first = {picture.path: picture for picture in reversed(release.all_pictures)}
    return [first[path] for path, regions in blurred.items() if not regions]


def hit(document: Document, picture: Picture, detail: str = "") -> Hit:
    """A finding in a picture. A permit for it counts as long as its bytes stay."""
    return Hit(0, 0, picture.path, detail, permits=f"{picture.path} {_digest(document, picture)}")


def name_of(picture: Picture) -> str:
    return picture.path.rsplit("/", 1)[-1]


def _digest(document: Document, picture: Picture) -> str:
    try:
        data = document.read(picture.path) if document.read else b""
    except OSError:
        return ""  # told by those who publish it
    return hashlib.sha256(data).hexdigest()[:16]
