"""The pictures that a page text shows, and the order to blur that stands with each.

The text comes from the sanitiser, so its tags are regular: lower case, attributes quoted.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import NamedTuple

from kentongan.domain import blur
from kentongan.domain.release import Blur, Picture
from kentongan.manuscripts.markup import CONTENT_SCHEME, unveiled

ATTRIBUTES = r"(?:\s+[^\s=>\"'/]+(?:=(?:\"[^\"]*\"|'[^']*'))?)*"
_BLUR_TEXT = r"(?:\s?\{:?\s*(?i:samarkan)\s*=[^{}<>]*\})?"
IMG = rf"<img{ATTRIBUTES}\s*/?>{_BLUR_TEXT}"

SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif", ".heic", ".heif", ".avif", ".bmp"}
)

_TAG = re.compile(IMG)
_TAG_PARTS = re.compile(rf"<img(?P<given>{ATTRIBUTES})\s*/?>(?P<after>.*)", re.DOTALL)
_ATTRIBUTE = re.compile(r"\s([^\s=>\"'/]+)(?:=(?:\"([^\"]*)\"|'([^']*)'))?")


class Shown(NamedTuple):
    """What an `<img>` says. `path` is below the content folder, empty for one from elsewhere.

    `blur` is what stands after `samarkan=`, unread; None where nothing does.
    """

    address: str
    path: str
    alt: str
    title: str
    blur: str | None


def is_picture(path: str) -> bool:
    return PurePosixPath(path).suffix.lower() in SUFFIXES


def attributes(tag: str) -> dict[str, str]:
    return {
        match[1].lower(): html.unescape(match[2] or match[3] or "")
        for match in _ATTRIBUTE.finditer(tag)
    }


def content_path(address: str) -> str:
    """The path that a `konten:` address names; empty for any other address."""
    if not address.startswith(CONTENT_SCHEME):
        return ""
    return unveiled(address.removeprefix(CONTENT_SCHEME))


def read_tag(tag: str) -> Shown:
    """An `<img>` and the order to blur in it or right behind it."""
    parts = _TAG_PARTS.match(tag)
    if parts is None:
        return Shown("", "", "", "", None)
    given = attributes(parts["given"])
    blurred = given.get("samarkan")
    if parts["after"]:
        blurred = parts["after"].partition("=")[2].rstrip("}").strip(" \"'“”")
    address = given.get("src", "")
    alt, title = given.get("alt", ""), given.get("title", "")
    return Shown(address, content_path(address), alt, title, blurred)


def regions(written: str | None) -> tuple[Blur, ...]:
    """The regions of an order to blur; one that is not understood hides all until mended."""
    if written is None:
        return ()
    try:
        return blur.parse(written)
    except blur.BlurError:
        return (blur.WHOLE,)


def of_text(page: str, named: Iterable[str], linked: Iterable[str]) -> tuple[Picture, ...]:
    """The pictures that a page text names or links to, with what it says of them, each once."""
    paths = list(dict.fromkeys([*named, *filter(is_picture, linked)]))
    if not paths:
        return ()
    shown: dict[str, Shown] = {}
    asked: dict[str, dict[Blur, None]] = {}
    for match in _TAG.finditer(page):
        tag = read_tag(match[0])
        shown.setdefault(tag.path, tag)
        asked.setdefault(tag.path, {}).update(dict.fromkeys(regions(tag.blur)))
    return tuple(
        Picture(
            path,
            alt=shown[path].alt if path in shown else "",
            caption=shown[path].title if path in shown else "",
            blur=tuple(asked.get(path, ())),
            is_shown=path in shown,
        )
        for path in paths
    )
