"""An index of the whole site in many small files, kept up to date release by release.

Search and Cek Rilis each publish a few thousand shards; one edit touches a few of them. What was
indexed is kept in the plugin's blobs, so that planning a build looks only at what changed:

`docs:<n>`   what is indexed: code → digest, in groups
`doc:<code>` what was indexed of a release, so that it can be removed
`s:<n>`      an older content of a shard, in a format of the plugin
`j:<n>`      its journal: the edits since then, applied when the shard is made
`marks`      a digest for each shard, which changes whenever the shard does

The output must depend on the content alone, never on the order of the edits.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from itertools import chain

from kentongan.site.groups import Grouped
from kentongan.site.model import BlobTable

_MARK = 8
_LONG = 4096  # bytes; a longer journal is applied to its shard
# From the old content of a shard (empty at first) and its edits, joined, to the new content.
Apply = Callable[[bytes, bytes], bytes]


class Shards:
    """The shards of one plugin, each named by `bits` of a hash.

    All are made anew when their number changes and after the index was lost.
    """

    def __init__(self, blobs: BlobTable, bits: int, apply: Apply) -> None:
        self.bits = bits
        self._blobs = blobs
        self._apply = apply
        if blobs.get("bits") != b"%d" % bits:
            for key in list(blobs.keys()):
                blobs.delete(key)
        marks = blobs.get("marks")
        self.are_new = marks is None
        self._marks = bytearray(marks or bytes(_MARK << bits))
        self._docs = Grouped(blobs, "docs")
        self.touched: Sequence[int] = ()
        """The numbers of the shards that were edited."""

    def changes(self, wanted: Mapping[str, str]) -> tuple[list[str], list[str]]:
        """The codes whose digest is not the indexed one, and the indexed codes that are gone."""
        known = dict(self._docs)
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

    def edit(
        self, touched: Iterable[int], whole: Set[int], edits_of: Callable[[int], bytes]
    ) -> None:
        """Change these shards; all of them when they are new.

        Those in `whole` are rewritten, because removed text must not stay in a journal.
        """
        self.touched = sorted(range(1 << self.bits) if self.are_new else touched)
        for number in self.touched:
            edits = edits_of(number)
            span = slice(number * _MARK, (number + 1) * _MARK)
            if self.are_new:
                self._blobs.put(f"s:{number}", self._apply(b"", edits))
            else:
                self._note(number, edits, is_whole=number in whole)
                edits = bytes(self._marks[span]) + edits
            self._marks[span] = hashlib.blake2b(edits, digest_size=_MARK).digest()

    def _note(self, number: int, edits: bytes, *, is_whole: bool) -> None:
        journal = (self._blobs.get(f"j:{number}") or b"") + edits
        if len(journal) < _LONG and not is_whole:
            self._blobs.put(f"j:{number}", journal)
        else:
            data = self._blobs.get(f"s:{number}") or b""
            self._blobs.put(f"s:{number}", self._apply(data, journal))
            self._blobs.delete(f"j:{number}")

    def finish(self, changed: Mapping[str, str], gone: Iterable[str]) -> None:
        """Note that these are indexed now, with their digests, and those no more."""
        self._docs.update(changed)
        for code in gone:
            self._docs.pop(code, None)
        self._docs.store()
        self._blobs.put("marks", bytes(self._marks))
        self._blobs.put("bits", b"%d" % self.bits)

    def marks(self) -> tuple[bytes, ...]:
        """A digest of the content of each shard, in order."""
        return tuple(chain.from_iterable(struct.iter_unpack(f"{_MARK}s", bytes(self._marks))))


def content(blobs: BlobTable, number: int, apply: Apply) -> bytes:
    """A shard as it is now."""
    data, journal = blobs.get(f"s:{number}") or b"", blobs.get(f"j:{number}")
    return apply(data, journal) if journal else data
