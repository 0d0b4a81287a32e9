"""Many files in one blob: a line of JSON with paths and sizes, then their bytes, one after another.

One blob for each small file would cost a request each.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from kentongan.cluster.store import Store

LARGEST = 8_000_000  # bytes after which a pack is closed


class Packer:
    """Puts files into packs as they come, and each pack into the store when it is full."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names: list[tuple[str, int]] = []
        self._parts: list[bytes] = []
        self._held = 0
        self._packs: list[str] = []

    def add(self, path: str, data: bytes) -> None:
        if self._parts and self._held + len(data) > LARGEST:
            self._store_pack()
        self._names.append((path, len(data)))
        self._parts.append(data)
        self._held += len(data)

    def close(self) -> tuple[str, ...]:
        """The digests of all packs."""
        if self._parts:
            self._store_pack()
        return tuple(self._packs)

    def _store_pack(self) -> None:
        pack = b"".join((json.dumps(self._names).encode(), b"\n", *self._parts))
        self._packs.append(self._store.put(pack))
        self._names, self._parts, self._held = [], [], 0


def unpacked(pack: bytes) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each file. Raises ValueError for what is no pack."""
    end = pack.index(b"\n")
    start = end + 1
    for path, size in json.loads(pack[:end]):
        yield path, pack[start : start + size]
        start += size
    if start != len(pack):
        raise ValueError("the pack is longer or shorter than it says")
