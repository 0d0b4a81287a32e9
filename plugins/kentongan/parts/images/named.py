"""The pictures and files that a page text names, read once for all who ask.

The text comes from the sanitiser, so its tags are regular: lower case, attributes quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kentongan.manuscripts.markup import CONTENT_SCHEME
from kentongan.manuscripts.pictures import ATTRIBUTES, IMG, attributes, content_path, read_tag
from kentongan.parts.images.attachments import is_attachment

_TAG = re.compile(rf"<(?P<name>a|video|audio)(?P<given>{ATTRIBUTES})\s*>|{IMG}")


@dataclass(frozen=True, slots=True)
class Named:
    """A picture or a file that a text names, and the words with it.

    `picture` is shown, `player` is played (a video put in as a picture too), `link` is only led
    to. `path` is below the content folder, empty for a picture from elsewhere. `blur` is what
    stands after `samarkan=`, unread; None where nothing does. `poster` is the path of the
    picture of a video.
    """

    kind: Literal["picture", "player", "link"]
    address: str
    path: str
    alt: str = ""
    title: str = ""
    blur: str | None = None
    poster: str = ""

    @property
    def is_outside(self) -> bool:
        """Whether it lies on another site: such a picture is linked to, not shown."""
        return self.address.startswith(("http:", "https:", "//"))


@dataclass(frozen=True, slots=True)
class NamedFiles:
    """All that a text names, in order: the pictures it shows, the files it leads to or plays."""

    pictures: tuple[Named, ...] = ()
    files: tuple[Named, ...] = ()

    @property
    def paths(self) -> list[str]:
        """The content paths of the files, each once."""
        return list(dict.fromkeys(file.path for file in self.files))

    @property
    def posters(self) -> dict[str, str]:
        """Pictures named as `poster`, by the path of their video."""
        return {file.path: file.poster for file in self.files if file.poster}


def may_name_files(text: str) -> bool:
    """Whether it is worth reading a text at all."""
    return CONTENT_SCHEME in text or "<img" in text


def read(text: str) -> NamedFiles:
    """What a text names; addresses of pages and of other sites are no files."""
    named = list(_named(text)) if may_name_files(text) else []
    return NamedFiles(
        tuple(thing for thing in named if thing.kind == "picture"),
        tuple(thing for thing in named if thing.kind != "picture" and thing.path),
    )


def read_picture(tag: str) -> Named:
    """The picture of an `<img>` and the order to blur behind it, or the video put in as one."""
    address, path, alt, title, blur = read_tag(tag)
    kind: Literal["picture", "player"] = "player" if is_attachment(path) else "picture"
    return Named(kind, address, path, alt, title, blur)


def _named(text: str) -> Iterator[Named]:
    for match in _TAG.finditer(text):
        if not match["name"]:
            yield read_picture(match[0])
            continue
        given = attributes(match["given"])
        address = given.get("href") or given.get("src") or ""
        yield Named(
            "link" if match["name"] == "a" else "player",
            address,
            content_path(address),
            poster=content_path(given.get("poster", "")),
        )
