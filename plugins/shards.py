"""An index of the whole site in many small files, kept up to date release by release.

Search and Cek Rilis both publish a few thousand shards, of which one edit touches some. What
was indexed is kept in the plugin's blobs, so that a build looks only at what changed:

`docs`       what is indexed: code → digest
`doc:<code>` what was indexed of a release, to be taken out again
`s:<n>`      the content of a shard, in a form of the plugin's own
`marks`      a few bytes for each shard, which change whenever it does

The output must depend on the content alone, never on the order in which it came.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Mapping
from typing import Any

from plugins.build import BlobTable

_MARK = 8


class Shards:
    """The shards of one plugin, `bits` of a hash naming each.

    When the number of shards changes, and after the index was lost, all is made anew.
    """

    def __init__(self, blobs: BlobTable, bits: int) -> None:
        self.bits = bits
        self._blobs = blobs
        if blobs.get("bits") != b"%d" % bits:
            for key in list(blobs.keys()):
                blobs.delete(key)
        marks = blobs.get("marks")
        self.are_new = marks is None
        self._marks = bytearray(marks or bytes(_MARK << bits))

    def changes(self, wanted: Mapping[str, str]) -> tuple[list[str], list[str]]:
        """The codes whose digest is not the indexed one, and those that are no more."""
        known: dict[str, str] = load(self._blobs.get("docs"), {})
        if known == wanted:
            return [], []
        changed = [code for code, digest in wanted.items() if known.get(code) != digest]
        return changed, [code for code in known if code not in wanted]

    def before(self, code: str) -> bytes:
        return self._blobs.get(f"doc:{code}") or b""

    def keep(self, code: str, data: bytes) -> None:
        """Remember what is indexed of a release; nothing when that is empty."""
        if data:
            self._blobs.put(f"doc:{code}", data)
        else:
            self._blobs.delete(f"doc:{code}")

    def read(self, number: int) -> bytes:
        return self._blobs.get(f"s:{number}") or b""

    def write(self, number: int, data: bytes) -> None:
        self._blobs.put(f"s:{number}", data)
        mark = hashlib.blake2b(data, digest_size=_MARK).digest()
        self._marks[number * _MARK : (number + 1) * _MARK] = mark

    def finish(self, wanted: Mapping[str, str]) -> None:
        """Everything of `wanted` is indexed now."""
        self._blobs.put("docs", dump(dict(wanted)))
        self._blobs.put("marks", bytes(self._marks))
        self._blobs.put("bits", b"%d" % self.bits)

    def marks(self) -> tuple[bytes, ...]:
        """What stands for the content of each shard, in order."""
        marks = bytes(self._marks)
        return tuple(marks[place : place + _MARK] for place in range(0, len(marks), _MARK))


def dump(value: Any) -> bytes:
    """Plain values as bytes, the same for equal values."""
    return marshal.dumps(value, 2)


def load(data: bytes | None, otherwise: Any) -> Any:
    return marshal.loads(data) if data else otherwise
