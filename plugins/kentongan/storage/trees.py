"""The one way to write output: only changed files, staged in a second tree, then exchanged.

Two trees lie side by side: `output` and the hidden mirror tree, which shares its files by hard
links. A build changes the mirror tree and then exchanges the two names atomically, so that nobody
ever sees half a site, not even after a build was killed. Afterwards the mirror tree, now the older
one, is brought level. The cost follows what changed, not the size of the site.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from kentongan.storage.writing import fill

_DIGEST = 12  # bytes
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
for _name in ("O_CLOEXEC", "O_BINARY"):
    _NEW |= getattr(os, _name, 0)

# path, digest, size in bytes, mtime in ns
Written = tuple[str, bytes, int, int]


class OutputError(RuntimeError):
    """The output folder cannot be used; the text is for staff."""


def digest(data: bytes) -> bytes:
    # Most processors have instructions for this one, which halve what large files take.
    return hashlib.sha256(data).digest()[:_DIGEST]


_ATTEMPTS = 3  # at a file that other processes write as well


class Writer:
    """Puts files below a folder, each only when it changed.

    `cache` is a folder whose files never change: they are linked instead of copied.
    """

    def __init__(self, root: Path, cache: Path) -> None:
        self.root = root
        self._root = str(root)
        self._cache = cache
        self._folders: set[str] = set()

    def write(self, path: str, data: bytes | Path, known: bytes | None = None) -> Written:
        """Write the file `path` unless the one that is there has the digest `known`.

        Raises OutputError for a path that leads out of the folder.
        """
        if path.startswith(("/", "../")) or "/../" in path or not path:
            raise OutputError(f"alamat keluaran tidak sah: {path}")
        if isinstance(data, Path) and not data.is_relative_to(self._cache):
            data = data.read_bytes()
        mark = digest(data if isinstance(data, bytes) else os.fsencode(data.name))
        target = f"{self._root}/{path}"
        status = _status(target) if mark == known else None
        if status is None:
            status = self._put(target, data, replaces=known is not None)
        return path, mark, status.st_size, status.st_mtime_ns

    def _put(self, target: str, data: bytes | Path, *, replaces: bool) -> os.stat_result:
        folder = target.rpartition("/")[0]
        if folder not in self._folders:
            make_folder(folder)
            self._folders.add(folder)
        if replaces:
            clear(target)
        for _ in range(_ATTEMPTS):
            try:
                return _create(target, data)
            except FileExistsError:
                # Releases may share a file of the cache, and another process was quicker.
                if isinstance(data, Path) and _is_same(data, target):
                    return data.stat()
                clear(target)
        return _create(target, data)


def _is_same(file: Path, target: str) -> bool:
    try:
        return file.samefile(target)
    except OSError:
        return False


def _status(target: str) -> os.stat_result | None:
    try:
        return os.stat(target)  # noqa: PTH116 - a hot loop
    except OSError:
        return None


def _create(target: str, data: bytes | Path) -> os.stat_result:
    if isinstance(data, Path):
        link(data, target)
        return os.stat(data)  # noqa: PTH116 - a hot loop; another process may replace the target
    # `open` would ask the system four times for what takes two calls, and make three objects.
    descriptor = os.open(target, _NEW, 0o666)
    try:
        fill(descriptor, data)
        return os.fstat(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: str) -> None:
    """Make a folder and its parents; a file of an older tree gives way."""
    try:
        os.mkdir(folder)  # noqa: PTH102 - a hot loop; most often only the last part is new
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    except NotADirectoryError:
        _replace_file(Path(folder))
    except FileExistsError:
        if not os.path.isdir(folder):  # noqa: PTH112
            _replace_file(Path(folder))


def _replace_file(folder: Path) -> None:
    next(parent for parent in (folder, *folder.parents) if parent.is_file()).unlink()
    folder.mkdir(parents=True, exist_ok=True)


def clear(target: str) -> None:
    """Remove the file or folder at a path, if there is one."""
    try:
        os.unlink(target)  # noqa: PTH108 - a hot loop
    except FileNotFoundError:
        return
    except (IsADirectoryError, PermissionError):
        shutil.rmtree(target)


def link(source: str | Path, target: str | Path) -> None:
    """A hard link, or a copy where the file system has none."""
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise
        shutil.copy2(source, target)


# Every built site has one of these files, and such a folder may be replaced.
MARKS = ("index.html", ".well-known/kentongan")


class Output:
    """The output folder and its mirror tree."""

    def __init__(self, path: Path, retained: Iterable[str] = ()) -> None:
        self.live = path.resolve() if path.is_symlink() else path
        self.mirror = self.live.parent / f".{self.live.name}.kentongan"
        self.retained = tuple(retained)

    def check(self, forbidden: Iterable[Path], content: Path | None = None) -> None:
        """Refuse a folder that holds something else or lies in `content`. Raises OutputError."""
        live = self.live.resolve()
        if content and live.is_relative_to(content.resolve()) and live != content.resolve():
            raise OutputError(
                f"folder keluaran {self.live.name} berada di dalam {content.name}; "
                "pilih folder lain"
            )
        for path in (*forbidden, Path.home()):
            if path.resolve().is_relative_to(live):
                raise OutputError(
                    f"folder keluaran {self.live} memuat {path.resolve().name}; pilih folder lain"
                )
        if self.live.exists() and not self.live.is_dir():
            raise OutputError(f"{self.live} bukan folder; hapus atau pilih OUTPUT lain")
        if not any((self.live / mark).exists() for mark in MARKS) and (foreign := self._foreign()):
            raise OutputError(
                f"folder keluaran {self.live.name} berisi berkas lain ({foreign}) dan isinya akan "
                "hilang; kosongkan atau pilih OUTPUT lain"
            )

    def _foreign(self) -> str:
        """A file or folder in the output that no build made."""
        if not self.live.is_dir():
            return ""
        names = sorted(item.name for item in self.live.iterdir())
        passed_over = {*self.retained, ".gitkeep", ".gitignore"}
        return next((name for name in names if name not in passed_over), "")

    def identity(self, root: Path) -> list[int]:
        """Identifies a tree: the inodes of the folder and of its home page."""
        try:
            home = (root / "index.html").stat()
            return [root.stat().st_ino, home.st_ino, home.st_mtime_ns]
        except OSError:
            return []

    def begin(self, *, level: bool, files: Callable[[], Iterable[str]]) -> None:
        """Make the mirror tree equal to the site in `files`; `level` says that it already is."""
        if level and self.mirror.is_dir():
            return
        shutil.rmtree(self.mirror, ignore_errors=True)
        self.mirror.mkdir(parents=True)
        mirror(self.live, self.mirror, files())

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files from the mirror tree, and the folders that become empty."""
        _remove(self.mirror, paths)

    def exchange(self) -> None:
        """Exchange the mirror tree and the output, atomically."""
        for name in self.retained:
            kept = self.live / name
            if kept.exists() and not (self.mirror / name).exists():
                kept.rename(self.mirror / name)
        if not self.live.exists():
            self.live.parent.mkdir(parents=True, exist_ok=True)
            self.mirror.rename(self.live)
            return
        exchange(self.mirror, self.live)

    def settle(self, written: Iterable[str], removed: Iterable[str]) -> None:
        """Make the mirror tree equal to the output again."""
        self.mirror.mkdir(exist_ok=True)
        mirror(self.live, self.mirror, written)
        _remove(self.mirror, removed)

    def discard(self) -> None:
        shutil.rmtree(self.mirror, ignore_errors=True)


def mirror(source: Path, target: Path, paths: Iterable[str]) -> None:
    """Link these files of one tree into another, replacing what is there."""
    folders: set[str] = set()
    for path in paths:
        place = f"{target}/{path}"
        folder = place.rpartition("/")[0]
        if folder not in folders:
            make_folder(folder)
            folders.add(folder)
        try:
            link(f"{source}/{path}", place)
        except FileNotFoundError:
            continue
        except FileExistsError:
            clear(place)
            link(f"{source}/{path}", place)


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


def exchange(path: Path, other: Path) -> None:
    """Exchange two names: atomically where the kernel can (Linux), else in three steps."""
    if _exchanged(path, other):
        return
    aside = path.with_name(f".{path.name}.lama")
    if aside.is_dir():
        shutil.rmtree(aside, ignore_errors=True)
    other.rename(aside)
    path.rename(other)
    aside.rename(path)


def _exchanged(path: Path, other: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    exchange = 2  # RENAME_EXCHANGE, renameat2(2)
    here = -100  # AT_FDCWD
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        return False
    names = os.fsencode(path), os.fsencode(other)
    if libc.renameat2(here, names[0], here, names[1], exchange) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS):
        return False
    raise OSError(code, os.strerror(code), str(other))
