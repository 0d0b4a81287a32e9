"""The one way to write a file: under a temporary name, flushed, then put in place atomically.

A reader of the path sees the old bytes or the new ones, even after a kill or a power cut.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
from collections.abc import Callable, Mapping
from pathlib import Path

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_UNFINISHED = ".baru"
_numbers = itertools.count()


def write_whole(path: Path, data: bytes, *, durable: bool = True, mode: int | None = None) -> None:
    """Put `data` at `path` as a whole, or not at all.

    `durable` survives a power cut; a cache does not need it. A file that is
    replaced keeps its permissions unless `mode` is given.
    """
    temporary = temporary_name(path)
    mode = _mode(path) if mode is None else mode
    try:
        try:
            _fill(temporary, data, durable, mode)
        except FileNotFoundError:  # which is rare
            _make_folder(path)
            _fill(temporary, data, durable, mode)
        os.replace(temporary, path)  # noqa: PTH105 - thousands of files of a cache
    except BaseException as error:
        _give_up(temporary, path, error)
        raise
    if durable:
        sync_folder(path.parent)


def text_of(path: Path) -> str:
    """The text of a file; nothing where there is none that can be read."""
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def replace_text(path: Path, text: str) -> bool:
    """Write a whole file where its text is another. Returns whether it was."""
    if text_of(path) == text:
        return False
    write_whole(path, text.encode())
    return True


def write_together(texts: Mapping[Path, bytes]) -> None:
    """Write these files, each whole; none of them when one cannot be written."""
    waiting: list[tuple[Path, Path]] = []
    try:
        for path, data in texts.items():
            _make_folder(path)
            waiting.append((temporary_name(path), path))
            _fill(waiting[-1][0], data, True, _mode(path))
        for temporary, path in waiting:
            temporary.replace(path)
    except BaseException as error:
        for temporary, path in waiting:
            _give_up(temporary, path, error)
        raise
    for folder in {path.parent for path in texts}:
        sync_folder(folder)


def create(path: Path, data: bytes, *, mode: int | None = None) -> None:
    """A new file, whole. Raises FileExistsError where there is one already."""
    _make_folder(path)
    temporary = temporary_name(path)
    try:
        _fill(temporary, data, True, mode)
        _name_new(temporary, path)
    except BaseException as error:
        _give_up(temporary, path, error)
        raise
    temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def replace_with(
    path: Path, fill: Callable[[Path], object], *, durable: bool = False, mode: int | None = None
) -> None:
    """Let `fill` write a temporary file and put it at `path`: for what is too large for memory."""
    _make_folder(path)
    temporary = temporary_name(path)
    try:
        fill(temporary)
        if mode is not None:
            temporary.chmod(mode)
        if durable:
            _flush(temporary)
        temporary.replace(path)
    except BaseException as error:
        _give_up(temporary, path, error)
        raise


def write_link(path: Path, goal: Path) -> None:
    """A symbolic link at `path`, replacing a link or file that is there."""
    temporary = temporary_name(path)
    temporary.symlink_to(goal)
    temporary.replace(path)


def append_line(path: Path, line: str) -> None:
    """Append a line atomically; half a line left by a killed process is ended first."""
    _make_folder(path)
    start = "" if _ends_whole(path) else "\n"
    data = f"{start}{line}\n".encode()
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        if os.write(descriptor, data) < len(data):  # a disk that becomes full takes a part
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), os.fspath(path))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def temporary_name(path: Path) -> Path:
    """A name beside `path` that nobody else uses; `is_unfinished` recognises it."""
    return path.with_name(f".{os.getpid()}-{next(_numbers)}{_UNFINISHED}")


def is_unfinished(name: str) -> bool:
    """Whether a file of this name was left by a writer that was killed."""
    return name.startswith(".") and name.endswith(_UNFINISHED)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with contextlib.suppress(OSError):  # some network file systems do not support this
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _make_folder(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)


def _fill(temporary: Path, data: bytes, durable: bool, mode: int | None) -> None:
    descriptor = os.open(temporary, _NEW, mode or 0o666)
    try:
        if mode is not None:
            os.fchmod(descriptor, mode)
        fill(descriptor, data)
        if durable:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def fill(descriptor: int, data: bytes) -> None:
    """Write all of it; the system may take it in parts."""
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


def _flush(path: Path) -> None:
    with path.open("rb") as file:
        os.fdatasync(file.fileno())


def _mode(path: Path) -> int | None:
    try:
        return os.stat(path).st_mode & 0o777  # noqa: PTH116 - as above
    except OSError:
        return None


def _name_new(temporary: Path, path: Path) -> None:
    """A hard link never replaces a file; where there are none, the name is reserved first."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
        temporary.replace(path)


def _give_up(temporary: Path, path: Path, error: BaseException) -> None:
    """Remove the temporary file, and let the error name the intended file."""
    with contextlib.suppress(OSError):
        temporary.unlink(missing_ok=True)
    if isinstance(error, OSError) and error.filename == os.fspath(temporary):
        error.filename = os.fspath(path)


def _ends_whole(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"
    except OSError:
        return True
