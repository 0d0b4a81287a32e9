"""Large values that wait for their commit in a file without a name instead of in memory.

The file is gone with the process, however it ends. Forked processes read it too.
"""

from __future__ import annotations

import errno
import os
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Generic, TypeVar

T = TypeVar("T")

LEAST = 64  # bytes; a shorter value takes hardly more room in memory than its place
# Where a value lies in the file, as one number: the start times this, and the length. There are
# places of most values of an index.
_LONGEST = 1 << 32
Place = int


class Aside:
    """The file; it is opened with the first large value. None: in the system's own folder."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._file: IO[bytes] | None = None
        self.end = 0
        """Where the next value goes."""

    def keep(self, data: bytes) -> bytes | Place:
        """The place of a value, or the value itself where it is short."""
        if len(data) < LEAST:
            return data
        if os.pwrite(self.open().fileno(), data, self.end) != len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        place = self.end * _LONGEST + len(data)
        self.end += len(data)
        return place

    def open(self) -> IO[bytes]:
        """The file. Opened before a fork, it holds what either process writes into it."""
        if self._file is None:
            import tempfile

            self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - kept open
        return self._file

    def value(self, kept: bytes | Place) -> bytes:
        if isinstance(kept, bytes):
            return kept
        if self._file is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        start, length = divmod(kept, _LONGEST)
        return os.pread(self._file.fileno(), length, start)

    def clear(self) -> None:
        """Forget all values."""
        if self._file:
            self._file.close()
        self._file, self.end = None, 0


class Rows(Generic[T]):
    """A list of values too long for memory: all but the last few are in a file."""

    BLOCK = 200

    def __init__(self, folder: Path | None) -> None:
        self._aside = Aside(folder)
        self._blocks: list[bytes | Place] = []
        self._last: list[T] = []

    def append(self, value: T) -> None:
        self._last.append(value)
        if len(self._last) == self.BLOCK:
            data = pickle.dumps(self._last, pickle.HIGHEST_PROTOCOL)
            self._blocks.append(self._aside.keep(data))
            self._last = []

    def __iter__(self) -> Iterator[T]:
        for block in self._blocks:
            yield from pickle.loads(self._aside.value(block))
        yield from self._last
