"""The one way to write output: staged beside it, whole, only what changed, then one exchange.

Two trees stand side by side: `output` and a hidden twin that shares its files by hard links.
A build changes the twin and then exchanges the two names in one step, so that a reader, a web
server or a killed build never sees half a site. Afterwards the twin, now the older tree, is
brought level. The cost follows what changed, not the size of the site.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

# path, digest, size in bytes, mtime in ns
Written = tuple[str, bytes, int, int]


class OutputError(RuntimeError):
    """The output folder cannot be used; the text is for staff."""


def digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=12).digest()


def write(root: Path, path: str, data: bytes | Path, known: bytes | None, cache: Path) -> Written:
    """Put a file below `root`, unless the one that is there has the digest `known`.

    A Path is linked when it lies below `cache`, whose files never change, else copied.
    Raises OutputError for a path that leads out of `root`.
    """
    target = root / path
    if path.startswith(("/", "../")) or "/../" in path or not path:
        raise OutputError(f"alamat keluaran tidak sah: {path}")
    linked = isinstance(data, Path) and data.is_relative_to(cache)
    if isinstance(data, Path) and not linked:
        data = data.read_bytes()
    mark = digest(data) if isinstance(data, bytes) else digest(os.fsencode(data.name))
    if mark == known:
        with contextlib.suppress(FileNotFoundError):
            status = target.stat()
            return path, mark, status.st_size, status.st_mtime_ns
    _make_way(target)
    if isinstance(data, bytes):
        with target.open("xb") as file:
            file.write(data)
    else:
        link(data, target)
    status = target.stat()
    return path, mark, status.st_size, status.st_mtime_ns


def link(source: Path, target: Path) -> None:
    """A hard link, or a copy where the file system has none."""
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise
        shutil.copy2(source, target)


def _make_way(target: Path) -> None:
    try:
        target.unlink()
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
    except (IsADirectoryError, PermissionError):
        shutil.rmtree(target)
    except NotADirectoryError:  # a parent is a file of the older tree
        parent = next(folder for folder in target.parents if folder.is_file())
        parent.unlink()
        target.parent.mkdir(parents=True, exist_ok=True)


class Output:
    """The output folder and its twin."""

    def __init__(self, path: Path, retained: Iterable[str] = ()) -> None:
        self.live = path.resolve() if path.is_symlink() else path
        self.twin = self.live.parent / f".{self.live.name}.kentongan"
        self.retained = tuple(retained)

    def check(self, forbidden: Iterable[Path]) -> None:
        """Refuse a folder that holds something else. Raises OutputError."""
        live = self.live.resolve()
        for path in (*forbidden, Path.home()):
            if path.resolve().is_relative_to(live):
                raise OutputError(
                    f"folder keluaran {self.live} memuat {path.resolve().name}; pilih folder lain"
                )
        if self.live.exists() and not self.live.is_dir():
            raise OutputError(f"{self.live} bukan folder; hapus atau pilih OUTPUT lain")

    def identity(self, root: Path) -> list[int]:
        """What tells one tree from another: the inodes of the folder and of its home page."""
        try:
            home = (root / "index.html").stat()
            return [root.stat().st_ino, home.st_ino, home.st_mtime_ns]
        except OSError:
            return []

    def begin(self, *, level: bool, files: Iterable[str]) -> None:
        """Make the twin equal to the site in `files`; `level` says that it already is."""
        if level and self.twin.is_dir():
            return
        shutil.rmtree(self.twin, ignore_errors=True)
        self.twin.mkdir(parents=True)
        made: set[Path] = set()
        for path in files:
            target = self.twin / path
            if target.parent not in made:
                target.parent.mkdir(parents=True, exist_ok=True)
                made.add(target.parent)
            with contextlib.suppress(FileNotFoundError):
                link(self.live / path, target)

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files from the twin, and the folders that become empty."""
        _remove(self.twin, paths)

    def exchange(self) -> None:
        """Put the twin in the place of the output, in one step."""
        for name in self.retained:
            kept = self.live / name
            if kept.exists() and not (self.twin / name).exists():
                kept.rename(self.twin / name)
        if not self.live.exists():
            self.live.parent.mkdir(parents=True, exist_ok=True)
            self.twin.rename(self.live)
            return
        if not _exchange(self.twin, self.live):
            old = self.live.with_name(f".{self.live.name}.lama")
            shutil.rmtree(old, ignore_errors=True)
            self.live.rename(old)
            self.twin.rename(self.live)
            old.rename(self.twin)

    def settle(self, written: Iterable[str], removed: Iterable[str]) -> None:
        """Bring the older tree level with the output."""
        if not self.twin.is_dir():
            self.twin.mkdir()
        for path in written:
            target = self.twin / path
            _make_way(target)
            link(self.live / path, target)
        _remove(self.twin, removed)

    def discard(self) -> None:
        shutil.rmtree(self.twin, ignore_errors=True)


def _remove(root: Path, paths: Iterable[str]) -> None:
    folders: set[Path] = set()
    for path in paths:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            (root / path).unlink()
        folders.add((root / path).parent)
    for folder in sorted(folders, key=lambda folder: len(folder.parts), reverse=True):
        while folder != root and folder.is_relative_to(root):
            try:
                folder.rmdir()
            except FileNotFoundError:
                pass
            except OSError:
                break
            folder = folder.parent


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names atomically (Linux); False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    exchange = 2  # RENAME_EXCHANGE, renameat2(2)
    here = -100  # AT_FDCWD
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        return False
    names = os.fsencode(one), os.fsencode(other)
    if libc.renameat2(here, names[0], here, names[1], exchange) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS):
        return False
    raise OSError(code, os.strerror(code), str(other))
