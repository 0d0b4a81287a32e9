"""A table by code in a part's blobs, kept in groups: a change reads and writes its group alone."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any
from zlib import crc32

from kentongan.site.model import BlobTable
from kentongan.site.stored import dump, load

GROUPS = 2048


class Grouped(MutableMapping[str, Any]):
    """Plain values by code, as they were stored. `store` keeps what has changed since."""

    def __init__(self, blobs: BlobTable, name: str) -> None:
        self._blobs = blobs
        self._name = name
        self._groups: dict[int, dict[str, Any]] = {}
        self._touched: set[int] = set()

    def __getitem__(self, code: str) -> Any:
        return self._group(_group_of(code))[code]

    def __setitem__(self, code: str, value: Any) -> None:
        number = _group_of(code)
        self._group(number)[code] = value
        self._touched.add(number)

    def __delitem__(self, code: str) -> None:
        number = _group_of(code)
        del self._group(number)[code]
        self._touched.add(number)

    def __iter__(self) -> Iterator[str]:
        for number in range(GROUPS):
            yield from list(self._group(number))

    def __len__(self) -> int:
        return sum(len(self._group(number)) for number in range(GROUPS))

    def store(self) -> None:
        for number in sorted(self._touched):
            key, values = self._key(number), self._groups[number]
            data = dump(dict(sorted(values.items()))) if values else None
            if data == self._blobs.get(key):
                continue
            if data:
                self._blobs.put(key, data)
            else:
                self._blobs.delete(key)
        self._touched.clear()

    def _group(self, number: int) -> dict[str, Any]:
        if number not in self._groups:
            data = self._blobs.get(self._key(number))
            self._groups[number] = load(data, {})
        return self._groups[number]

    def _key(self, number: int) -> str:
        return f"{self._name}:{number}"


def _group_of(code: str) -> int:
    return crc32(code.encode()) % GROUPS
