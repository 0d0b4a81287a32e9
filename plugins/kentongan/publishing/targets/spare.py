"""A spare tree beside the versions: a whole former one, from which the next version is made.

Most files of two versions are the same, and to link them all again would cost more than all else.
So the version that is one too many is kept as the spare instead of being removed, and the next
publication changes in it what differs. While there are few versions, a copy of links is made
after the publication, by a process that nobody waits for.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from kentongan.publishing.compress import ENCODINGS
from kentongan.publishing.manifest import Manifest
from kentongan.publishing.versions import FACTS, SERVER
from kentongan.storage.locking import Locked, lend, wait_until_free
from kentongan.storage.running import boot
from kentongan.storage.writing import write_whole

NAME = ".cadangan"
MANIFEST = "manifes.json.gz"
_BOOT = "nyala"
MANY = 5000
"""With fewer files a version is made as quickly from nothing."""

PATIENCE = 60  # seconds: to wait for a copy under way costs less than to link everything again
_COPY = 'rm -rf "$2.baru" && cp -al "$1" "$2.baru" && mv -T "$2.baru" "$2"'


class Spare:
    """The spare tree in a folder of versions."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    def keep(self, version: Path, files: int) -> bool:
        """Keep a version that goes. False where there is a spare already, or few files."""
        if self.path.exists() or files < MANY:
            return False
        write_whole(version / _BOOT, boot().encode())
        version.rename(self.path)
        return True

    def prepare(self, version: Path, files: int) -> None:
        """Begin to copy the links of a version, unless there is a spare or few files."""
        if self.path.exists() or files < MANY:
            return
        write_whole(version / _BOOT, boot().encode())

        def copy(lock: int) -> None:
            subprocess.Popen(
                ["nice", "sh", "-c", _COPY, "humas", str(version), str(self.path)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                pass_fds=(lock,),
            )

        with contextlib.suppress(OSError, Locked):  # without it the next version takes longer
            lend(self._lock, copy)

    @property
    def _lock(self) -> Path:
        return self.path.with_name(f"{NAME}.kunci")

    def _wait(self) -> None:
        """Let a copy that is under way come to its end."""
        with contextlib.suppress(OSError):
            wait_until_free(self._lock, PATIENCE)

    def take(self, staging: Path) -> Manifest | None:
        """Move the spare to `staging`, and say what it holds. None where there is none to use.

        After a restart of the machine it is not used: a power cut may have taken links from it.
        """
        self._wait()
        manifest = self._manifest()
        if manifest is None:
            self.remove()
            return None
        for name in (MANIFEST, FACTS, _BOOT):
            (self.path / name).unlink(missing_ok=True)
        shutil.rmtree(self.path / SERVER, ignore_errors=True)
        self.path.rename(staging)
        return manifest

    def remove(self) -> None:
        self._wait()
        for name in (self.path, self.path.with_name(f"{NAME}.baru")):
            shutil.rmtree(name, ignore_errors=True)

    def _manifest(self) -> Manifest | None:
        try:
            if not boot() or (self.path / _BOOT).read_bytes() != boot().encode():
                return None
            return Manifest.from_bytes((self.path / MANIFEST).read_bytes())
        except (OSError, ValueError):
            return None


def clear(site: Path, paths: Iterable[str]) -> None:
    """Remove files with their compressed variants, and the folders that this empties."""
    for path in paths:
        for name in (path, *(path + ending for ending in ENCODINGS.values())):
            (site / name).unlink(missing_ok=True)
        folder = path.rpartition("/")[0]
        while folder:
            try:
                (site / folder).rmdir()
            except OSError:
                break
            folder = folder.rpartition("/")[0]
