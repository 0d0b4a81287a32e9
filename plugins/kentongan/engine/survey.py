"""Compares the files and folders of the output with what the index knows.

The mtime of a folder changes when a file in it is added, removed or replaced; the size and mtime
of a file change when it is rewritten in place.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

Folders = dict[str, int]  # path below the output (empty: itself) → mtime in ns
Sizes = Mapping[str, tuple[int, int]]  # path → size in bytes, mtime in ns


def folders_of(paths: Iterable[str]) -> set[str]:
    """All folders that hold these files, and their parents."""
    folders = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders


def note(root: Path, folders: Iterable[str]) -> Folders:
    """The mtime of each folder that exists."""
    noted: Folders = {}
    place = str(root)
    for folder in folders:
        try:
            noted[folder] = os.stat(f"{place}/{folder}").st_mtime_ns  # noqa: PTH116 - a hot loop
        except OSError:
            continue
    return noted


def changed(root: Path, noted: Folders) -> list[str]:
    """The folders whose mtime is not the one that was noted."""
    place = str(root)
    folders: list[str] = []
    for folder, mtime in noted.items():
        try:
            if os.stat(f"{place}/{folder}").st_mtime_ns != mtime:  # noqa: PTH116 - a hot loop
                folders.append(folder)
        except OSError:
            folders.append(folder)
    return folders


def rewritten(root: Path, sizes: Sizes) -> set[str]:
    """The files that are missing, or not of the size and time that was noted."""
    place = str(root)
    paths: set[str] = set()
    for path, (size, mtime) in sizes.items():
        try:
            status = os.stat(f"{place}/{path}")  # noqa: PTH116 - a hot loop
        except OSError:
            paths.add(path)
            continue
        if status.st_mtime_ns != mtime or status.st_size != size:
            paths.add(path)
    return paths


def differences(
    root: Path, folders: Iterable[str], sizes: Sizes, retained: tuple[str, ...]
) -> tuple[set[str], set[str]]:
    """In these folders: files that are missing or changed, and what does not belong there."""
    spoilt: set[str] = set()
    foreign: set[str] = set()
    known = folders_of(sizes)
    for folder in folders:
        prefix = f"{folder}/" if folder else ""
        wanted = {path for path in sizes if path.rpartition("/")[0] == folder}
        present = _list(root, folder)
        spoilt |= {path for path in wanted if present.get(path) != sizes[path]}
        foreign |= {
            path
            for path in present.keys() - wanted
            if path not in known and not (not folder and path in retained)
        }
        spoilt |= {
            path for path in sizes if path.startswith(prefix) and _is_gone(path, prefix, present)
        }
    return spoilt, foreign


def top(root: Path, retained: tuple[str, ...]) -> dict[str, tuple[int, int] | None]:
    """The files and folders at the top of the output, as `_list` gives them."""
    return {path: size for path, size in _list(root, "").items() if path not in retained}


def _is_gone(path: str, prefix: str, present: Mapping[str, tuple[int, int] | None]) -> bool:
    """Whether the file or the subfolder that holds it is missing from its folder."""
    name = path[len(prefix) :].partition("/")[0]
    return prefix + name not in present


def _list(root: Path, folder: str) -> dict[str, tuple[int, int] | None]:
    """The items of a folder by path: size and mtime of files, None for subfolders."""
    prefix = f"{folder}/" if folder else ""
    present: dict[str, tuple[int, int] | None] = {}
    try:
        items = os.scandir(root / folder)
    except OSError:
        return present
    with items:
        for item in items:
            if item.is_dir(follow_symlinks=False):
                present[prefix + item.name] = None
            else:
                status = item.stat(follow_symlinks=False)
                present[prefix + item.name] = (status.st_size, status.st_mtime_ns)
    return present
