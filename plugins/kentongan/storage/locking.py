"""The one lock: a file that the kernel frees when its holder ends in any way."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


class Locked(RuntimeError):
    """Someone else holds the lock; `holder` says who, in words for people."""

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder


@contextmanager
def exclusive(path: Path, who: str, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold `path` for the time of the block.

    Without `waiting` a held lock raises Locked; with it, `waiting` is called
    once, then the call waits for the holder to end. The number and name in the file are for people.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if waiting is None:
                file.seek(0)
                raise Locked(file.read(200).strip() or "proses lain") from None
            waiting()
            fcntl.flock(file, fcntl.LOCK_EX)
        file.truncate(0)
        file.write(f"{who}, proses {os.getpid()}\n")
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def lend(path: Path, begin: Callable[[int], object]) -> None:
    """Hold `path` for a process that `begin` starts: it inherits the descriptor that it is given.

    Raises Locked where someone holds it already.
    """
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Locked("proses lain") from None
        begin(file.fileno())


def wait_until_free(path: Path, seconds: float) -> bool:
    """Whether nobody holds `path`, within this time. Raises OSError where there is no such file."""
    until = time.monotonic() + seconds
    with path.open() as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return True
            except BlockingIOError:
                if time.monotonic() >= until:
                    return False
                time.sleep(0.1)
