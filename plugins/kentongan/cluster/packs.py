"""Many files in one blob: a line of JSON with paths and sizes, then their bytes, one after another.

One blob for each small file would cost a request each.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

LARGEST = 8_000_000  # bytes after which a pack is closed


def packed(root: Path, paths: Iterable[str]) -> Iterator[bytes]:
    """These files below `root`, in as many packs as they need."""
    names: list[tuple[str, int]] = []
    parts: list[bytes] = []
    held = 0
    for path in paths:
        with open(f"{root}/{path}", "rb") as file:  # noqa: PTH123 - a hot loop
            data = file.read()
        if parts and held + len(data) > LARGEST:
            yield _pack(names, parts)
            names, parts, held = [], [], 0
        names.append((path, len(data)))
        parts.append(data)
        held += len(data)
    if parts:
        yield _pack(names, parts)


def _pack(names: list[tuple[str, int]], parts: list[bytes]) -> bytes:
    return b"".join((json.dumps(names).encode(), b"\n", *parts))


def unpacked(pack: bytes) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each file. Raises ValueError for what is no pack."""
    end = pack.index(b"\n")
    start = end + 1
    for path, size in json.loads(pack[:end]):
        yield path, pack[start : start + size]
        start += size
    if start != len(pack):
        raise ValueError("the pack is longer or shorter than it says")
