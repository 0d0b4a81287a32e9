"""What Python compiles anew at every start, kept between builds.

Python keeps the bytecode of modules, but not the patterns in them, nor the methods that
dataclasses and named tuples write for themselves: a third of the time that importing takes.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import collections
import contextlib
import dataclasses
import hashlib
import marshal
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType
from typing import Any

from kentongan.storage.writing import write_whole

MOST = 9_000_000  # bytes: four times what there is to keep
_DIGEST = 16
_IMPORTING = "<frozen importlib._bootstrap>"
# Where Python compiles a pattern (3.11 and later; an older one keeps nothing).
_PATTERNS: Any = getattr(re, "_compiler", None)


@contextmanager
def kept(file: Path, packages: Iterable[str]) -> Iterator[None]:
    """While this lasts, what is imported takes from `file` what was compiled before.

    With other `packages`, or once it holds too much that is no longer asked for, the file is begun
    anew. Only what stands in the code is kept, which no text of the content can reach.
    """
    if _PATTERNS is None:
        yield
        return
    mark = _digest("\0".join((sys.version, *packages)).encode())
    table = _Table(_read(file, mark))
    # Both modules look these up as names of their own first, then among those of Python.
    with (
        _replaced(dataclasses, "exec", table.execute),
        _replaced(collections, "eval", table.evaluate),
        _replaced(_PATTERNS, "compile", table.pattern),
    ):
        yield
    if table.is_new:
        _write(file, mark, table.known)


class _Table:
    """By what is compiled (a source and its mode, or a pattern and its flags) what comes of it."""

    def __init__(self, known: dict[Any, Any]) -> None:
        self.known = known
        self.is_new = False
        self._compile: Callable[..., re.Pattern[Any]] = _PATTERNS.compile

    def execute(self, source: Any, *names: Any) -> None:
        exec(self._code(source, "exec"), *names)

    def evaluate(self, source: Any, *names: Any) -> Any:
        return eval(self._code(source, "eval"), *names)

    def pattern(self, written: Any, flags: int = 0) -> re.Pattern[Any]:
        key = (written, int(flags))
        if not isinstance(written, str | bytes) or flags & re.DEBUG:
            return self._compile(written, flags)
        if key in self.known:
            known: re.Pattern[Any] = _sre.compile(*self.known[key])
            return known
        noting = _Noting()
        with _replaced(_PATTERNS, "_sre", noting):
            made = self._compile(written, flags)
        self._keep(key, noting.given)
        return made

    def _code(self, source: str | CodeType, mode: str) -> CodeType:
        if isinstance(source, CodeType):
            return source
        code: CodeType | None = self.known.get((source, mode))
        if code is None:
            code = compile(source, "<string>", mode)
            self._keep((source, mode), code)
        return code

    def _keep(self, key: Any, value: Any) -> None:
        if _is_of_code():
            self.known[key] = value
            self.is_new = True


class _Noting:
    """Stands for `_sre`, and notes with what a pattern was made."""

    given: tuple[Any, ...]

    def __getattr__(self, name: str) -> Any:
        return getattr(_sre, name)

    def compile(self, written: Any, flags: int, code: list[int], *groups: Any) -> re.Pattern[Any]:
        # Python's own numbers have names, which no file keeps.
        self.given = (written, int(flags), [int(number) for number in code], *groups)
        made: re.Pattern[Any] = _sre.compile(*self.given)
        return made


def pattern_of_code(written: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern that stands in the code, compiled when it is first asked for. It is kept too."""
    return re.compile(written, flags)


def _is_of_code() -> bool:
    """Whether a module is being imported, or a pattern of the code compiled."""
    frame: Any = sys._getframe()
    while frame:
        if frame.f_code.co_filename == _IMPORTING or frame.f_code is pattern_of_code.__code__:
            return True
        frame = frame.f_back
    return False


@contextmanager
def _replaced(module: Any, name: str, value: Any) -> Iterator[None]:
    before = vars(module).get(name)
    setattr(module, name, value)
    try:
        yield
    finally:
        if before is None:
            delattr(module, name)
        else:
            setattr(module, name, before)


def _read(file: Path, mark: bytes) -> dict[Any, Any]:
    """Nothing where the file is damaged, too large or of other packages: altered bytecode could do
    anything."""
    try:
        data = file.read_bytes()
    except OSError:
        return {}
    value = data[2 * _DIGEST :]
    if len(data) > MOST or data[: 2 * _DIGEST] != mark + _digest(value):
        return {}
    known: dict[Any, Any] = marshal.loads(value)
    return known


def _write(file: Path, mark: bytes, known: dict[Any, Any]) -> None:
    value = marshal.dumps(known)
    with contextlib.suppress(OSError):  # without the file, the next build takes longer
        write_whole(file, mark + _digest(value) + value, durable=False)


def _digest(value: bytes) -> bytes:
    return hashlib.blake2b(value, digest_size=_DIGEST).digest()
