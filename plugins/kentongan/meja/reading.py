"""What the desk reads of a text: title, unit, code, moment. The newsroom does the reading."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kentongan.domain.release import Release
from kentongan.domain.units import Registry, UnitError
from kentongan.manuscripts import frontmatter
from kentongan.manuscripts import release as releases
from kentongan.manuscripts.fields import name_of
from kentongan.manuscripts.folder import Folder
from kentongan.manuscripts.keys import RELEASE
from kentongan.manuscripts.scan import Files, scan
from kentongan.newsroom.configuration import Configuration
from kentongan.newsroom.folder import Unrendered

_UNITS = "satuan"


@dataclass(frozen=True, slots=True)
class Glance:
    """The little that lists, rights and the queue need. `unit` is a slug, empty if unknown."""

    title: str
    unit: str
    day: date
    code: str = ""
    public_from: datetime | None = None
    is_marked_draft: bool = False


class Reader:
    """Reads texts against the units as they are now."""

    def __init__(
        self, content: Path, configuration: Configuration, clock: Callable[[], datetime]
    ) -> None:
        self.content = content
        self.configuration = configuration
        self.clock = clock
        self._guard = threading.Lock()
        self._known: tuple[str, Registry] = ("", Registry(()))

    @property
    def units(self) -> Registry:
        """The units of the content; read again when one of their files has changed."""
        files = _below(scan(self.content / _UNITS)) if self.content.is_dir() else Files({})
        signature = files.signature()
        with self._guard:
            if self._known[0] != signature:
                folder = Folder(self.content, self.configuration.reading(), files)
                self._known = (signature, folder.units)
            return self._known[1]

    def release(self, text: bytes, path: str) -> Release | None:
        """The release that these bytes would be at a path; None where they are none."""
        options = self.configuration.reading()
        mark = self.configuration.mark
        reader = releases.Reader(self.units, options.zone, self.clock(), Unrendered(), mark)
        try:
            return reader.read(text, path).value
        except Exception:  # what the check of the text reports as an error
            return None

    def glance(self, text: bytes, path: str) -> Glance:
        """What a text says of itself, as far as it can be read."""
        today = self.clock().date()
        release = self.release(text, path)
        if release:
            return Glance(
                title=release.title,
                unit=release.unit if release.unit in self.units else "",
                day=release.happened_at.astimezone(self.configuration.zone).date(),
                code="" if release.code_is_derived else release.code,
                public_from=release.public_from,
                is_marked_draft=release.status == "draf",
            )
        stated = _fields(text)
        return Glance(stated.get("Judul", ""), self._unit(stated.get("Satuan", "")), today)

    def _unit(self, name: str) -> str:
        try:
            return self.units.find(name).slug
        except UnitError:
            return ""


def _below(files: Files) -> Files:
    return Files({f"{_UNITS}/{path}": stamp for path, stamp in files.stamps.items()})


def _fields(text: bytes) -> dict[str, str]:
    """The keys of a text that is no release yet; of several the last counts."""
    source = frontmatter.split(frontmatter.decode(text)[0])[0]
    return {
        name: " ".join(field.text.split())
        for field in source.fields
        if (name := name_of(field.key, RELEASE))
    }
