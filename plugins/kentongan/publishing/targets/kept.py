"""Former states of the site on this machine, for targets that keep none: what a rollback needs.

riwayat/000041-1f3c9a0b77de.gz      the manifest
riwayat/000041-1f3c9a0b77de.json    sealed codes and the version before
isi/ab/abcd…                        each content once
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from kentongan.publishing import versions
from kentongan.publishing.core import Publication, VersionFacts
from kentongan.publishing.errors import NoVersion
from kentongan.publishing.manifest import Manifest, digest_file
from kentongan.publishing.versions import Version
from kentongan.storage.writing import is_unfinished, replace_with, write_whole


@dataclass(frozen=True)
class StoredPublication(Publication):
    """A former state; its files lie in the store by their digest."""

    def sources(self, path: str) -> list[tuple[str, Path]]:
        value = self.manifest.files[path]
        return [(path, self.root / value[:2] / value)]


class History:
    def __init__(self, folder: Path, keep: int) -> None:
        self.versions = folder / "riwayat"
        self.contents = folder / "isi"
        self.keep = keep

    def manifest(self, version: Version) -> Manifest | None:
        try:
            manifest = Manifest.from_bytes((self.versions / f"{version.name}.gz").read_bytes())
        except (OSError, ValueError):
            return None
        return manifest if manifest.id == version.id else None

    def facts(self, version: Version) -> VersionFacts | None:
        try:
            return VersionFacts.from_bytes((self.versions / f"{version.name}.json").read_bytes())
        except (OSError, ValueError):
            return None

    def add(self, version: Version, facts: VersionFacts, publication: Publication) -> None:
        """Keep what was published, and forget what is too old or must not come back."""
        present = self._present()
        for path, value in publication.manifest.files.items():
            if value not in present:
                _keep(publication.sources(path)[0][1], self.contents / value[:2] / value)
                present.add(value)
        name = self.versions / version.name
        write_whole(name.with_name(f"{version.name}.gz"), publication.manifest.to_bytes())
        write_whole(name.with_name(f"{version.name}.json"), facts.to_bytes())
        self._prune(version, facts.sealed, present)

    def restore(self, version: Version, sealed: frozenset[str]) -> Publication:
        """The former state, every file checked. Raises NoVersion when something is missing."""
        manifest = self.manifest(version)
        if manifest is None:
            raise NoVersion("Versi sebelumnya tidak tersimpan di komputer ini.")
        return StoredPublication(self.contents, manifest, sealed=sealed)

    def check(self, publication: Publication, paths: tuple[str, ...]) -> None:
        """Raises NoVersion unless the store holds these files as they were."""
        for path in paths:
            source = publication.sources(path)[0][1]
            if not source.exists() or digest_file(source) != publication.manifest.files[path]:
                raise NoVersion(f"Simpanan versi sebelumnya rusak ({path}).")

    def _present(self) -> set[str]:
        """The names of the stored contents; half-written ones are removed."""
        names: set[str] = set()
        if self.contents.is_dir():
            for shelf in self.contents.iterdir():
                for path in shelf.iterdir():
                    if is_unfinished(path.name):
                        path.unlink(missing_ok=True)
                    else:
                        names.add(path.name)
        return names

    def _prune(self, current: Version, sealed: frozenset[str], contents: set[str]) -> None:
        present = versions.known(path.stem for path in self.versions.glob("*.gz"))
        doomed = versions.doomed(present, current, self.keep, self.facts, sealed)
        for version in doomed:
            for ending in (".gz", ".json"):
                (self.versions / (version.name + ending)).unlink(missing_ok=True)
        wanted: set[str] = set()
        for version in set(present) - doomed:
            manifest = self.manifest(version)
            wanted.update(manifest.files.values() if manifest else ())
        for name in sorted(contents - wanted):
            (self.contents / name[:2] / name).unlink(missing_ok=True)


def _keep(source: Path, goal: Path) -> None:
    """A second name for the built file where the disk allows it: the build replaces files whole."""
    goal.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, goal)
    except OSError:
        replace_with(goal, lambda copy: shutil.copyfile(source, copy))
