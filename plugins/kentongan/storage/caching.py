"""Files that are costly to make, kept between builds: written whole, pruned now and then.

The output shares them by hard links. So a file is replaced, never changed in place, and a file
without a second link is not published anywhere.
"""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from collections.abc import Iterable
from pathlib import Path

from kentongan.storage.writing import write_whole

_DAY = 86_400.0
# An unpublished file is kept this long: it may belong to a draft, or come back.
GRACE = 30 * _DAY
INTERVAL = 7 * _DAY
_MARKER = ".dipangkas"


def is_whole(path: Path) -> bool:
    """Whether the file is there, byte for byte as `seal` saw it.

    The output shares it: whoever overwrites the published file overwrites the cached one.
    """
    try:
        noted = json.loads(_manifest(path).read_bytes())
        return bool(noted == [path.name, _check_sum(path)])
    except (OSError, ValueError):
        return False


def keep(path: Path, data: bytes) -> None:
    """Put a file into the cache, whole, and note its bytes."""
    write_whole(path, data, durable=False)
    _note(path, zlib.crc32(data))


def seal(path: Path) -> None:
    """Note the bytes of a file that was just put into the cache."""
    _note(path, _check_sum(path))


def _note(path: Path, check_sum: int) -> None:
    noted = json.dumps([path.name, check_sum]).encode()
    write_whole(_manifest(path), noted, durable=False)


def _check_sum(path: Path) -> int:
    checksum = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            checksum = zlib.crc32(block, checksum)
    return checksum


def _manifest(path: Path) -> Path:
    return path.with_name(f"{_stem(path.name)}.json")


def forget(cache: Path, addresses: Iterable[str]) -> None:
    """Remove files that the output shared at these addresses, unless another output does too.

    Withdrawn content must not stay in the cache either.
    """
    for address in addresses:
        folder, _, rest = address.partition("/")
        stem, nested, _ = rest.partition("/")
        # A file in a folder of its digest is kept under that digest.
        paths = sorted((cache / folder).glob(f"{stem}*")) if nested and stem else [cache / address]
        for path in paths:
            with contextlib.suppress(OSError):
                if path.is_file() and path.stat().st_nlink == 1:
                    path.unlink()
                    _manifest(path).unlink(missing_ok=True)


def prune_when_due(folder: Path) -> int:
    """`prune`, at most once a week of the folder's own time; the number removed."""
    marker = folder / _MARKER
    try:
        changed = folder.stat().st_mtime
        if marker.exists() and changed < marker.stat().st_mtime + INTERVAL:
            return 0
        removed = prune(folder)
        marker.touch()
        # Touching the marker for the first time is no change of the folder's content.
        os.utime(folder, (changed, changed))
        os.utime(marker, (changed, changed))
    except OSError:
        return 0
    return removed


def prune(folder: Path) -> int:
    """Remove files that no output shares, if they are older than the newest by GRACE.

    Where the output shares nothing (another file system), nothing is removed. Manifests
    (`.json`) go with the last file of their name.
    """
    statuses = {
        item.name: item.stat()
        for item in os.scandir(folder)
        if item.is_file(follow_symlinks=False) and item.name != _MARKER
    }
    if not any(status.st_nlink > 1 for status in statuses.values()):
        return 0
    oldest = max(status.st_mtime for status in statuses.values()) - GRACE
    doomed = {
        name
        for name, status in statuses.items()
        if not name.endswith(".json") and status.st_nlink == 1 and status.st_mtime < oldest
    }
    stems = {_stem(name) for name in statuses.keys() - doomed if not name.endswith(".json")}
    doomed |= {
        name
        for name, status in statuses.items()
        if name.endswith(".json") and _stem(name) not in stems and status.st_mtime < oldest
    }
    for name in sorted(doomed):
        (folder / name).unlink(missing_ok=True)
    return len(doomed)


def _stem(name: str) -> str:
    """What the names of files made together share: the name without width and ending."""
    stem, _, ending = name.rpartition(".")
    before, _, width = stem.rpartition("-")
    return before if ending != "json" and before and width.isdigit() else stem
