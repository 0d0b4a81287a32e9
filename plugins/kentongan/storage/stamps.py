"""The bytes of a file and its stamp: while the stamp is the same, so are the bytes."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from operator import attrgetter
from pathlib import Path

# Size, mtime, ctime (ns) and inode.
Stamp = tuple[int, int, int, int]

stamp_of: Callable[[os.stat_result], Stamp] = attrgetter(
    "st_size", "st_mtime_ns", "st_ctime_ns", "st_ino"
)

# Opening a pipe then returns at once instead of waiting for a writer.
_FLAGS = os.O_RDONLY
for _name in ("O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
    _FLAGS |= getattr(os, _name, 0)

_PIECE = 1 << 20


class NotAFile(OSError):
    """The path leads to a pipe, a socket, a device or a folder."""


def stamp_at(path: Path) -> Stamp | None:
    """The stamp of the file at a path; None where there is none that can be looked at."""
    try:
        return stamp_of(path.stat())
    except OSError:
        return None


def read_stamped(path: Path | str) -> tuple[bytes, Stamp]:
    """The bytes of a file with the stamp that they had. Raises OSError, NotAFile for a pipe."""
    descriptor = os.open(path, _FLAGS)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise NotAFile(path)
        data = piece = os.read(descriptor, status.st_size + 1)
        while piece and len(data) != status.st_size:  # it grows, or a file system says no size
            piece = os.read(descriptor, _PIECE)
            data += piece
        return data, stamp_of(status)
    finally:
        os.close(descriptor)


@contextmanager
def opened_folder(folder: Path) -> Iterator[int]:
    """A folder as a descriptor, from which the system looks up no long path for each file.

    Raises OSError.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def file_in(folder: Path, path: str) -> Path:
    """The file `path` below a folder, which can be opened without waiting for anybody.

    Raises FileNotFoundError for one that is missing or leads out of the folder, NotAFile for a
    pipe, a device or a folder.
    """
    file = folder / path
    if not file.resolve().is_relative_to(folder.resolve()):
        raise FileNotFoundError(path)
    if not stat.S_ISREG(file.stat().st_mode):
        raise NotAFile(path)
    return file
