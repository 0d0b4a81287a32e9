"""At most one publication at a time: a lock that a killed process leaves behind open."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kentongan.publishing.errors import Busy


@contextmanager
def exclusive(path: Path, who: str) -> Iterator[None]:
    """Hold `path` for the time of the block. Raises Busy with the holder's name.

    The kernel frees the lock when its process ends in any way, so no stale lock can be left.
    The number and name in the file are for people.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read(200).strip() or "proses lain"
            raise Busy(
                f"Penerbitan lain sedang berjalan ({holder}). Tunggu sampai selesai, lalu ulangi."
            ) from None
        file.truncate(0)
        file.write(f"{who}, proses {os.getpid()}\n")
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)
