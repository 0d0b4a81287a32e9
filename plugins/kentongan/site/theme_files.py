"""The files of a theme as a site publishes them: joined, with colours and a mark of its own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from kentongan.domain import addresses, colours
from kentongan.site import appearance, scripts
from kentongan.site.appearance import STANDARD, Appearance
from kentongan.site.model import BlobTable, Site

EMBLEM = "img/lambang.webp"
_TOKENS = "tokens.css"
_SCRIPT = re.compile(r"js/[\w-]+\.js")  # what pages name; modules lie in folders below
_IMPORT = re.compile(r'(?m)^@import "([\w.-]+)";\n')
_ICON = re.compile(r"img/ikon-(\d+)\.png")
NOTES, _SCRIPTS = "tema", "skrip"
_VECTOR_ICON = "img/ikon.svg"


class Emblem(NamedTuple):
    """A picture below `static`, with its size in CSS pixels."""

    name: str
    width: int
    height: int


class ThemeFiles:
    """The files below `static`, each read once; an address changes whenever the bytes do."""

    def __init__(
        self, static: Path, look: Appearance = STANDARD, notes: BlobTable | None = None
    ) -> None:
        """`notes` keep from build to build what takes long to find out."""
        self.static = static
        self._notes = notes
        self.appearance = look
        self._known: dict[str, bytes] = {}
        self._addresses: dict[str, str] = {}

    def names(self) -> list[str]:
        """What is published, by its path below `static`; what a style imports is part of it."""
        found = [
            path.relative_to(self.static).as_posix()
            for path in sorted(self.static.rglob("*"))
            if path.is_file() and not path.name.startswith(".")
        ]
        imported = {
            f"css/{part}"
            for name in found
            if name.startswith("css/")
            for part in _IMPORT.findall((self.static / name).read_text("utf-8"))
        }
        if self.appearance.emblem:
            imported.add(_VECTOR_ICON)
            found.append(EMBLEM)
        return [name for name in found if name not in imported]

    def read(self, name: str) -> bytes:
        """Raises OSError."""
        if name not in self._known:
            self._known[name] = _read(self.static, self.appearance, name)
        return self._known[name]

    def emblem(self) -> Emblem | None:
        """The district's own mark, for the bar of every page."""
        if not self.appearance.emblem:
            return None
        from kentongan.site import emblem

        return Emblem(EMBLEM, *emblem.size_in_bar(self.appearance.emblem))

    def published(self) -> Iterator[tuple[str, bytes]]:
        """All files by their path below the output."""
        for name in self.names():
            yield addresses.file(self.address(name)), self.read(name)

    def address(self, name: str) -> str:
        """`css/situs.css` → `/tema/css/situs.1a2b3c4d.css`.

        Scripts import each other by relative paths, so they share a versioned folder instead.
        """
        if name not in self._addresses:
            self._addresses[name] = addresses.theme(self._versioned(name))
        return self._addresses[name]

    @cached_property
    def _scripts_digest(self) -> str:
        """From the notes while the scripts are as they were: joining them takes long."""
        if not self._notes:
            return self._digest_of_scripts()
        sources = hashlib.blake2b(digest_size=16)
        for path in sorted(self.static.joinpath("js").rglob("*.js")):
            name = path.relative_to(self.static).as_posix()
            sources.update(f"{name}\0".encode() + path.read_bytes() + b"\0")
        mark, known = sources.digest(), self._notes.get(_SCRIPTS)
        if known and known.startswith(mark):
            return known[len(mark) :].decode()
        found = self._digest_of_scripts()
        self._notes.put(_SCRIPTS, mark + found.encode())
        return found

    def _digest_of_scripts(self) -> str:
        digest = hashlib.blake2b(digest_size=4)
        for name in self.names():
            if name.startswith("js/"):
                digest.update(name.encode() + self.read(name))
        return digest.hexdigest()

    def _versioned(self, name: str) -> str:
        if name.startswith("js/"):
            folder = f"js-{self._scripts_digest}"
            return f"{folder}/{name.removeprefix('js/')}"
        try:
            digest = hashlib.blake2b(self.read(name), digest_size=4).hexdigest()
        except OSError:  # another theme need not have every file
            return name
        stem, dot, ending = name.rpartition(".")
        return f"{stem}.{digest}{dot}{ending}"


def of_site(site: Site) -> ThemeFiles:
    """Asked with `site.shared`."""
    static = Path(site.settings["THEME"]) / "static"
    return ThemeFiles(static, site.shared(appearance.of_site), site.store.blobs(NOTES))


def _read(static: Path, look: Appearance, name: str) -> bytes:
    if name == EMBLEM and look.emblem:
        from kentongan.site import emblem

        return emblem.for_bar(look.emblem)
    data = (static / name).read_bytes()
    if name.endswith(".css"):
        return _joined(static / name, look).encode()
    if _SCRIPT.fullmatch(name):
        return scripts.joined(static / name).encode()
    if look.is_standard:
        return data
    if size := _ICON.fullmatch(name):
        return look.icon(int(size[1]))
    if name == _VECTOR_ICON:
        text = data.decode().replace(appearance.BAR, colours.code(look.bar))
        return text.replace(appearance.ACCENT, colours.code(look.accent)).encode()
    return data


def _joined(file: Path, look: Appearance) -> str:
    """The style with those that it imports in their places, and the site's colours."""
    text = file.read_text("utf-8")
    if file.name == _TOKENS:
        return text + look.style()
    return _IMPORT.sub(lambda match: _joined(file.with_name(match[1]), look), text)
