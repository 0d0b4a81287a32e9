"""Is the output what the index says? Looked at in a process of its own, while others work."""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

Sizes = Mapping[str, tuple[int, int]]  # path → size in bytes, mtime in ns


class Survey:
    """Compares a folder with what should be in it; `expected` is called in the other process."""

    def __init__(
        self, root: Path, expected: Callable[[], Sizes], retained: Iterable[str] = ()
    ) -> None:
        self._arguments = (root, expected, tuple(retained))
        self._pipe: BinaryIO | None = None
        self._child = 0
        if hasattr(os, "fork"):
            self._start()

    def result(self) -> tuple[set[str], set[str]]:
        """Paths that are missing or changed, and paths that do not belong there."""
        if self._pipe is None:
            return differences(*self._arguments)
        with self._pipe:
            answer = self._pipe.read()
        os.waitpid(self._child, 0)
        return marshal.loads(answer) if answer else differences(*self._arguments)

    def _start(self) -> None:
        reading, writing = os.pipe()
        self._child = os.fork()
        if self._child:
            os.close(writing)
            self._pipe = os.fdopen(reading, "rb")
            return
        try:
            os.close(reading)
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(marshal.dumps(differences(*self._arguments)))
        finally:
            os._exit(0)


def differences(
    root: Path, expected: Callable[[], Sizes], retained: tuple[str, ...]
) -> tuple[set[str], set[str]]:
    wanted = expected()
    found = _walk(str(root), retained)
    wrong = {path for path, size in wanted.items() if found.get(path) != size}
    return wrong, found.keys() - wanted.keys()


def _walk(root: str, retained: tuple[str, ...]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    folders = [""]
    while folders:
        folder = folders.pop()
        try:
            items = os.scandir(f"{root}/{folder}")
        except OSError:
            continue
        with items:
            for item in items:
                if not folder and item.name in retained:
                    continue
                if item.is_dir(follow_symlinks=False):
                    folders.append(f"{folder}{item.name}/")
                    continue
                status = item.stat(follow_symlinks=False)
                found[folder + item.name] = (status.st_size, status.st_mtime_ns)
    return found
