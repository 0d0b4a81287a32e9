"""A table by code in a part's blobs, kept in groups: a change writes its group, not the table."""

from __future__ import annotations

import marshal
from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from zlib import crc32

from kentongan.site.model import BlobTable

GROUPS = 256


class Grouped(dict[str, Any]):
    """Plain values by code, as they were stored. `store` keeps what has changed since."""

    def __init__(self, blobs: BlobTable, name: str) -> None:
        super().__init__()
        self._blobs = blobs
        self._name = name
        self._stored: dict[str, Any] = {}
        for number in range(GROUPS):
            if data := blobs.get(self._key(number)):
                self._stored.update(marshal.loads(data))
        self.update(self._stored)

    def store(self) -> None:
        differing = {
            _group(code)
            for code in self.keys() | self._stored.keys()
            if self.get(code) != self._stored.get(code)
        }
        if not differing:
            return
        groups: defaultdict[int, dict[str, Any]] = defaultdict(dict)
        for code, value in self.items():
            if (number := _group(code)) in differing:
                groups[number][code] = value
        for number in differing:
            if groups[number]:
                self._blobs.put(self._key(number), _dump(groups[number]))
            else:
                self._blobs.delete(self._key(number))
        self._stored = dict(self)

    def _key(self, number: int) -> str:
        return f"{self._name}:{number}"


def _group(code: str) -> int:
    return crc32(code.encode()) % GROUPS


def _dump(values: Mapping[str, Any]) -> bytes:
    return marshal.dumps(dict(sorted(values.items())), 2)
