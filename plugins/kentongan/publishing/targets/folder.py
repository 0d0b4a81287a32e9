"""A folder that a web server on this machine reads: versions and an atomic switch."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from kentongan.publishing import versions
from kentongan.publishing.core import (
    Hold,
    Options,
    Plan,
    Present,
    Progress,
    Publication,
    VersionFacts,
    Way,
    silent,
)
from kentongan.publishing.errors import (
    AfterFailed,
    ConfigurationError,
    NoVersion,
    Refused,
    TransferError,
    ended,
    overtaken,
)
from kentongan.publishing.lock import one_publication
from kentongan.publishing.manifest import Manifest, compare, digest_file, walk
from kentongan.publishing.targets import spare
from kentongan.publishing.targets.spare import MANIFEST, Spare, clear
from kentongan.publishing.versions import (
    CURRENT,
    FACTS,
    FOLDER,
    HOLD,
    SERVER,
    SITE,
    Version,
)
from kentongan.storage.reasons import reason
from kentongan.storage.trees import exchange
from kentongan.storage.writing import (
    is_unfinished,
    replace_with,
    sync_folder,
    write_link,
    write_whole,
)

DURABLE = 500
"""More changed files than these are flushed together."""


class FolderTarget:
    def __init__(self, options: Options, cache: Path) -> None:
        options.only("path", "keep", "after")
        self.name = options.name
        self.path = Path(options.text("path")).expanduser()
        self.keep = options.number("keep", versions.KEEP)
        self.after = options.words("after")
        self.warnings: list[str] = []
        self._spare = Spare(self.path / FOLDER)
        if not self.path.is_absolute():
            raise ConfigurationError(f"Tujuan {self.name}: path harus alamat penuh (diawali /).")

    def clock(self) -> datetime | None:
        return None

    def plan(self, publication: Publication, full: bool = False) -> Plan:
        with _translating_errors(self.path):
            current = self._current()
            old = self._manifest(current) if current else None
            facts = self._facts(current) if current else None
        if facts and not facts.is_packed_as(publication):
            old, full = None, True
        difference = compare(old or Manifest(), publication.manifest)
        return Plan(
            publication,
            old or Manifest(),
            difference,
            token=current.name if current else "",
            first=current is None,
            full=full,
            repair=full
            or (self.path / HOLD).exists()
            or (current is not None and (old is None or self._outdated(current, publication))),
        )

    def publish(self, plan: Plan, progress: Progress = silent) -> str:
        with _translating_errors(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
            with one_publication(self.path / ".kunci", self.name):
                current = self._current()
                if (current.name if current else "") != plan.token:
                    raise overtaken()
                version = versions.following(self._versions(), plan.publication.manifest.id)
                facts = versions.facts_of(plan, self._facts(current) if current else None)
                self._build(plan, current, version, facts, progress)
                self._switch(version)
                (self.path / HOLD).unlink(missing_ok=True)
                with suppress(OSError):  # the next run cleans up; the site is published
                    self._prune(version, facts.sealed, len(plan.publication.manifest.files))
        return version.name

    def conclude(self) -> None:
        if not self.after:
            return
        try:
            subprocess.run(self.after, check=True, capture_output=True, timeout=60)
        except OSError as error:
            raise AfterFailed.of(self.after, reason(error)) from error
        except subprocess.TimeoutExpired as error:
            raise AfterFailed.of(self.after, "tidak selesai dalam 60 detik") from error
        except subprocess.CalledProcessError as error:
            raise AfterFailed.of(self.after, ended(error.returncode)) from error

    def present(self) -> Present:
        with _translating_errors(self.path):
            current = self._current()
            hold = self._hold()
            if current is None:
                return Present(hold=hold)
            older = tuple(
                self._facts(version) for version in self._versions() if version != current
            )
            return Present(current.name, self._facts(current) or VersionFacts(), hold, older)

    def way_back(self, sealed: frozenset[str] = frozenset()) -> Way:
        with _translating_errors(self.path):
            current = self._current()
            if current is None:
                raise NoVersion(f"Di {self.path} belum ada versi yang tayang.")
            version = versions.earlier(current, self._facts, sealed)
            old, new = (self._manifest(shown) or Manifest() for shown in (current, version))
        return Way(current.name, version.name, compare(old, new))

    def rollback(self, way: Way, hold: Hold, progress: Progress = silent) -> str:
        with _translating_errors(self.path), one_publication(self.path / ".kunci", self.name):
            current, version = self._current(), versions.parse(way.version)
            if current is None or version is None or current.name != way.current:
                raise overtaken("Periksa situs, lalu ulangi.")
            write_whole(self.path / HOLD, versions.hold_bytes(hold))
            self._switch(version)
        return version.name

    # What is there

    def _folder(self, version: Version) -> Path:
        return self.path / FOLDER / version.name

    def _versions(self) -> list[Version]:
        folder = self.path / FOLDER
        return versions.known(path.name for path in folder.iterdir()) if folder.is_dir() else []

    def _current(self) -> Version | None:
        try:
            link = (self.path / CURRENT).readlink()
        except OSError:
            return None
        version = versions.parse(link.name)
        return version if version and self._folder(version).is_dir() else None

    def _manifest(self, version: Version) -> Manifest | None:
        try:
            manifest = Manifest.from_bytes((self._folder(version) / MANIFEST).read_bytes())
        except (OSError, ValueError):
            return None
        return manifest if manifest.id == version.id else None

    def _facts(self, version: Version) -> VersionFacts | None:
        try:
            return VersionFacts.from_bytes((self._folder(version) / FACTS).read_bytes())
        except (OSError, ValueError):
            return None

    def _hold(self) -> Hold | None:
        try:
            return versions.parse_hold((self.path / HOLD).read_bytes())
        except FileNotFoundError:
            return None

    def _outdated(self, current: Version, publication: Publication) -> bool:
        """Whether the maps or the sealed codes changed though no page did."""
        folder = self._folder(current) / SERVER
        for name, data in publication.server.items():
            try:
                if (folder / name).read_bytes() != data:
                    return True
            except OSError:
                return True
        facts = self._facts(current)
        return facts is None or not publication.sealed <= facts.sealed

    # Making a version

    def _build(
        self,
        plan: Plan,
        current: Version | None,
        version: Version,
        facts: VersionFacts,
        progress: Progress,
    ) -> None:
        """Makes the version under an unfinished name, then renames it: whole or missing."""
        staging = self.path / FOLDER / f".{version.id}"
        self._clear_unfinished(keep=staging.name)
        if staging.is_dir():
            progress("Melanjutkan yang terputus", 0, 0)
        site = staging / SITE
        reuse = current and plan.old.files and not plan.full
        before = self._folder(current) / SITE if current and reuse else None
        former = None
        if before and not staging.exists():
            former = self._spare.take(staging)
        else:
            self._spare.remove()  # it may hold what this version leaves out
        site.mkdir(parents=True, exist_ok=True)
        if before and former:
            self._bring_level(plan, site, former, before)
        else:
            self._fill(plan, site, before, progress)
        for name, data in plan.publication.server.items():
            write_whole(staging / SERVER / name, data)
        if plan.publication.server:
            (staging / SERVER).chmod(versions.PRIVATE)
        write_whole(staging / MANIFEST, plan.publication.manifest.to_bytes())
        write_whole(staging / FACTS, facts.to_bytes())
        staging.rename(self._folder(version))
        sync_folder(self.path / FOLDER)

    def _fill(self, plan: Plan, site: Path, before: Path | None, progress: Progress) -> None:
        """Every file of the publication: linked from the version before, or copied."""
        publication = plan.publication
        changed = set(plan.difference.put)
        paths = sorted(publication.manifest.files)
        left = self._left_over(site)
        wanted: set[str] = set()
        folders: set[str] = set()
        durable = len(changed) < DURABLE
        for index, path in enumerate(paths):
            if index % 500 == 0:
                progress("Menyusun versi baru", index, len(paths))
            folder = path.rpartition("/")[0]
            if folder not in folders:
                (site / folder).mkdir(parents=True, exist_ok=True)
                folders.add(folder)
            old = f"{before}/" if before is not None and path not in changed else ""
            for name, source in publication.sources(path):
                wanted.add(name)
                goal = f"{site}/{name}"
                if name in left:
                    if _same(goal, source, old + name if old else ""):
                        continue
                    Path(goal).unlink()
                if not (old and _link(old + name, goal)):
                    _copy(source, Path(goal), durable)
        for name in sorted(left - wanted):
            (site / name).unlink()
        if not durable:
            os.sync()
        progress("Menyusun versi baru", len(paths), len(paths))

    @staticmethod
    def _bring_level(plan: Plan, site: Path, former: Manifest, before: Path) -> None:
        """Change in the spare tree what differs from the publication."""
        publication = plan.publication
        difference = compare(former, publication.manifest)
        clear(site, (*difference.dropped, *difference.changed))
        changed = set(plan.difference.put)
        durable = len(changed) < DURABLE
        for path in difference.put:
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            for name, source in publication.sources(path):
                if path in changed or not _link(f"{before}/{name}", f"{site}/{name}"):
                    _copy(source, site / name, durable)
        if not durable:
            os.sync()

    @staticmethod
    def _left_over(site: Path) -> set[str]:
        """Whole files of an interrupted run. Half-written ones are removed."""
        left = set()
        for name, _ in list(walk(site)):
            if is_unfinished(name.rpartition("/")[2]):
                (site / name).unlink()
            else:
                left.add(name)
        return left

    def _switch(self, version: Version) -> None:
        link = self.path / CURRENT
        goal = Path(FOLDER) / version.name
        if link.exists() and not link.is_symlink():
            self._set_aside(link, goal)
        else:
            write_link(link, goal)
        sync_folder(self.path)

    def _set_aside(self, folder: Path, goal: Path) -> None:
        """Someone put a file or folder where the link was: exchange the two and keep it."""
        aside = self.path / f"{CURRENT}.folder-{int(time.time())}"
        write_link(aside, goal)
        exchange(aside, folder)

    def _prune(self, current: Version, sealed: frozenset[str], files: int) -> None:
        """Remove sealed versions, those beyond the kept number, and leftovers."""
        root = self.path / FOLDER
        present = self._versions()
        doomed = versions.doomed(present, current, self.keep, self._facts, sealed)
        unsealed = versions.unsealed(doomed, self._facts, sealed)
        for version in sorted(doomed, reverse=True):
            if version not in unsealed and self._spare.keep(self._folder(version), files):
                continue
            # First renamed as unfinished, so that half a version is never taken for a whole one.
            self._folder(version).rename(root / f".hapus-{version.name}")
        self._clear_unfinished()
        self._spare.prepare(self._folder(current), files)

    def _clear_unfinished(self, keep: str = "") -> None:
        folder = self.path / FOLDER
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            is_spare = path.name.startswith(spare.NAME)
            if path.name.startswith(".") and path.name != keep and not is_spare:
                shutil.rmtree(path, ignore_errors=True)


def _same(present: str, source: Path, old: str) -> bool:
    """Whether a file left by an interrupted run is whole."""
    path, before = Path(present), Path(old)
    if path.stat().st_size != source.stat().st_size:
        return False
    if old and before.exists() and path.samefile(before):
        return True
    return digest_file(path) == digest_file(source)


def _link(old: str, new: str) -> bool:
    """Share the file with the version before. False where that cannot be: then it is copied."""
    try:
        os.link(old, new)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise
        return False
    return True


def _copy(source: Path, goal: Path, durable: bool) -> None:
    """A copy that gets its name only when every byte is written."""
    replace_with(goal, lambda copy: shutil.copyfile(source, copy), durable=durable, mode=0o644)


@contextmanager
def _translating_errors(path: Path) -> Iterator[None]:
    """Turn errors of the disk into advice for staff."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise TransferError(
                f"Penyimpanan di {path} penuh; situs tetap seperti semula. "
                "Kosongkan ruang, lalu jalankan humas terbit lagi."
            ) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise Refused(f"Tidak ada izin menulis di {path}: {reason(error)}.") from error
        if error.errno in (errno.EEXIST, errno.ENOTDIR) and not path.is_dir():
            raise Refused(
                f"{path} bukan folder, jadi situs tidak dapat ditaruh di situ. Singkirkan yang ada "
                "di situ, atau betulkan path tujuan itu di publishconf.py."
            ) from error
        raise TransferError(
            f"Gagal menulis di {path}: {reason(error)}; situs tetap seperti semula. "
            "Jalankan humas terbit lagi."
        ) from error
