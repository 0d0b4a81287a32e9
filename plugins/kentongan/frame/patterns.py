"""Compiled regular expressions, kept between builds.

Python compiles every expression anew in every process: a tenth of the time of a small change. What
its compiler makes of one is a list of numbers, and Python checks such a list before it uses it.
They are kept in one file, for one version of Python, under a digest.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import re
import sys
from array import array
from importlib import import_module
from pathlib import Path
from typing import Any, Self

from kentongan.storage.writing import write_whole

_DIGEST = 16
# The file is written again after so many new expressions: some hold a name from a text and will
# hardly be met again. More than that many in all are never kept.
_ENOUGH, _MOST = 10, 2000
_VERSION = sys.version.encode()

Key = tuple[str, int]
Row = tuple[int, bytes, int, dict[str, int]]
"""Flags, code, number of groups, names of groups."""


class Patterns:
    """What was compiled, by expression and flags. In a `with` block `re` asks here first."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = _read(path)
        self._new: dict[Key, re.Pattern[str]] = {}

    def __enter__(self) -> Self:
        # The inside of `re`, which gives such lists; of another Python they are others.
        inside: Any = import_module("re._compiler")
        self._inside = inside
        self._compile = inside.compile
        inside.compile = self.compile
        return self

    def __exit__(self, *_: object) -> None:
        self._inside.compile = self._compile
        if len(self._new) >= _ENOUGH and len(self._known) < _MOST:
            self._known.update((key, self._row(*key)) for key in self._new)
            data = marshal.dumps(self._known)
            with contextlib.suppress(OSError):  # without the file, the next build takes longer
                write_whole(self._path, _digest(data) + data, durable=False)

    def compile(self, text: Any, flags: int = 0) -> Any:
        """As the function of the same name inside of `re`."""
        if type(text) is not str or flags & re.DEBUG:
            return self._compile(text, flags)
        key = text, int(flags)
        if key in self._known:
            return self._made(text, self._known[key])
        self._new[key] = pattern = self._compile(text, flags)
        return pattern

    def _made(self, text: str, row: Row) -> Any:
        flags, code, groups, names = row
        by_number: list[str | None] = [None] * (groups + 1)
        for name, number in names.items():
            by_number[number] = name
        numbers = array("I", code).tolist()
        return self._inside._sre.compile(text, flags, numbers, groups, names, tuple(by_number))

    def _row(self, text: str, flags: int) -> Row:
        pattern = self._new[text, flags]
        code = self._inside._code(self._inside._parser.parse(text, flags), flags)
        return pattern.flags, array("I", code).tobytes(), pattern.groups, {**pattern.groupindex}


def _read(path: Path) -> dict[Key, Row]:
    try:
        stored = path.read_bytes()
    except OSError:
        return {}
    digest, data = stored[:_DIGEST], stored[_DIGEST:]
    known: dict[Key, Row] = marshal.loads(data) if digest == _digest(data) else {}
    return known


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, key=_VERSION[:64], digest_size=_DIGEST).digest()
