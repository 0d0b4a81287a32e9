"""The process of a worker that reads releases: a build that only reads, kept for the next chunk."""

from __future__ import annotations

import json
import socket
import subprocess
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from kentongan.cluster import program

LONGEST = 600  # seconds that a chunk may take

# The only reader of this process, by what it was begun for: a worker does one thing at a time.
_kept: dict[tuple[str, ...], Reader] = {}
# How often readers died, by what they were begun for: more often than TRIES is in vain.
_failed: Counter[tuple[str, ...]] = Counter()
TRIES = 3


class Reader:
    """A build that reads for whoever holds the other end of its socket."""

    def __init__(self, project: Path, now: str) -> None:
        self._line, theirs = socket.socketpair()
        self._line.settimeout(LONGEST)
        with theirs:
            line = theirs.fileno()
            self._process = subprocess.Popen(
                program.command(
                    HUMAS_ENGINE_NOW=now, HUMAS_ENGINE_JOBS=1, HUMAS_ENGINE_READS_FOR=line
                ),
                cwd=project,
                env=program.environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[line],
            )

    def read(self, paths: Sequence[str], into: Path) -> bool:
        """Put the releases at these paths into a file. Returns whether that was done."""
        request = json.dumps({"paths": list(paths), "into": str(into)})
        try:
            self._line.sendall(request.encode() + b"\n")
            is_done = self._line.recv(1) == b"\n"
        except OSError:
            is_done = False
        if not is_done:
            _failed.update(_kept.keys())
            end()
        return is_done

    def end(self) -> None:
        self._line.close()
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def known(key: tuple[str, ...]) -> Reader | None:
    """The reader that was begun for this."""
    return _kept.get(key)


def has_failed(key: tuple[str, ...]) -> bool:
    """Whether reading for this is in vain."""
    return _failed[key] >= TRIES


def begin(key: tuple[str, ...], project: Path, now: str) -> Reader:
    """A reader for this project at this moment, in the place of the one that was there."""
    end()
    _kept[key] = Reader(project, now)
    return _kept[key]


def end() -> None:
    """End the reader of this process, if there is one."""
    while _kept:
        _kept.popitem()[1].end()
