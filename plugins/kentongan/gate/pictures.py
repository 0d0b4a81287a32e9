"""The pictures of a release as the rules on them ask: those that go out as they were taken."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import partial

from kentongan.domain import blur
from kentongan.domain.release import Picture
from kentongan.domain.videos import poster_beside
from kentongan.gate import fields
from kentongan.gate.document import Document
from kentongan.gate.model import Hit


def as_taken(document: Document) -> list[Picture]:
    """Every picture that the public sees and nothing blurs, each once.

    One that is blurred somewhere is blurred wherever it stands.
    """
    release = document.release
    if release is None or not fields.shows_text(release):
        return []
    pictures = (*release.all_pictures, *_beside_videos(document, release.attachments))
    if not pictures:
        return []
    blurred = blur.by_path(pictures)
    first = {picture.path: picture for picture in reversed(pictures)}
    return [first[path] for path, regions in blurred.items() if not regions]


def _beside_videos(document: Document, attachments: Sequence[str]) -> list[Picture]:
    """The pictures that are shown before a video because they bear its name."""
    posters = (poster_beside(path, partial(_exists, document)) for path in attachments)
    return [Picture(poster, is_shown=False) for poster in posters if poster]


def _exists(document: Document, path: str) -> bool:
    try:
        return document.read is not None and bool(document.read(path))
    except OSError:
        return False


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
