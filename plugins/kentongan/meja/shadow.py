"""A second content folder, below the data of the desk, in which a draft lies as if it were saved.

Gate and preview read files. A draft and its photographs must not come near the content before
they are decided, so they are laid here for the moment that it takes, among copies of what every
release needs: units, pages, pictures that several use.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path, PurePosixPath

from kentongan.domain.release import Release
from kentongan.manuscripts.folder import Folder
from kentongan.manuscripts.scan import Files, scan
from kentongan.newsroom.configuration import Configuration
from kentongan.parts.images import named
from kentongan.storage.stamps import Stamp, file_in, stamp_of
from kentongan.storage.writing import write_link, write_whole

_RELEASES = "rilis/"
_OLDEST = timedelta(minutes=1)  # of the clock that dates are compared with
_RECORDS = "jejak"  # of publications: large, and only read


class Shadow:
    """The copies of one content folder in `place`, which only the owner can read.

    `folder` reads them; its units are read once while no file changes.
    """

    def __init__(self, content: Path, place: Path, configuration: Configuration) -> None:
        self.content = content
        self.place = place
        self.configuration = configuration
        self.standing: Files = Files({})
        self.folder = self._folder()

    def refresh(self) -> bool:
        """Copy what changed since the last time, but no release.

        Returns whether `folder` is another one: files changed, or its clock grew old.
        """
        self.place.mkdir(mode=0o700, parents=True, exist_ok=True)
        records = self.place / _RECORDS
        if not records.is_symlink():
            write_link(records, (self.content / _RECORDS).resolve())
        standing = self._standing()
        before = self.standing.stamps
        if standing == before:
            is_old = self.configuration.now() - self.folder.options.now > _OLDEST
            if is_old:
                self.folder = self._folder()
            return is_old
        for path in before.keys() - standing.keys():
            (self.place / path).unlink(missing_ok=True)
        for path, stamp in standing.items():
            if before.get(path) != stamp:
                _copy(self.content / path, self.place / path)
        self.standing = Files(standing)
        self.folder = self._folder()
        return True

    def _folder(self) -> Folder:
        return Folder(self.place, self.configuration.reading(), self.standing)

    def _standing(self) -> dict[str, Stamp]:
        """The files of the content outside releases and records, which may be many."""
        stamps: dict[str, Stamp] = {}
        for item in sorted(self.content.iterdir()):
            if item.is_dir() and item.name not in ("rilis", _RECORDS) and item.name[0] != ".":
                found = scan(item).stamps
                stamps |= {f"{item.name}/{path}": stamp for path, stamp in found.items()}
            elif item.is_file() and item.name[0] != ".":
                stamps[item.name] = stamp_of(item.stat())
        return stamps

    @contextmanager
    def laid(self, path: str, data: bytes, photographs: Mapping[str, bytes]) -> Iterator[Path]:
        """The file of a draft with its photographs and what else it names; all go at the end."""
        home = PurePosixPath(path).parent
        files = {path: data, **{f"{home}/{name}": photo for name, photo in photographs.items()}}
        laid: list[Path] = []
        try:
            for name, written in files.items():
                write_whole(self.place / name, written, durable=False)
                laid.append(self.place / name)
            for name in self._named(path, data) - files.keys():
                if name.startswith(_RELEASES):
                    laid.append(_copy(self.content / name, self.place / name))
            yield self.place / path
        finally:
            for file in laid:
                file.unlink(missing_ok=True)

    def _named(self, path: str, data: bytes) -> set[str]:
        """The files of the content that a draft shows or leads to."""
        release = self.folder.parse(data, path).value
        if not isinstance(release, Release):
            return set()
        things = named.read(release.html)
        names = {*things.paths, *things.posters.values(), *release.attachments}
        names |= {picture.path for picture in things.pictures}
        names |= {release.picture.path} if release.picture else set()
        return {name for name in names if name and self._is_there(name)}

    def _is_there(self, path: str) -> bool:
        try:
            return file_in(self.content, path).is_file()
        except (OSError, ValueError):
            return False


def _copy(source: Path, target: Path) -> Path:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copy2(source, target)
    return target
