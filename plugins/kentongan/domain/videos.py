"""Which files are videos, and which pictures beside one are shown before it plays."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

SUFFIXES = (".mp4", ".m4v", ".webm")
_POSTER_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp")


def poster_beside(path: str, exists: Callable[[str], bool]) -> str:
    """The picture of the same name beside a video; "" where there is none."""
    if not path.lower().endswith(SUFFIXES):
        return ""
    candidates = (posixpath.splitext(path)[0] + suffix for suffix in _POSTER_SUFFIXES)
    return next((candidate for candidate in candidates if exists(candidate)), "")
