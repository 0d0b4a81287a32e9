"""Lists of releases, as numbers in the index.

A release is numbered by the day it was published and its order within that day, so an
addition leaves the numbers of all earlier and later days as they are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from kentongan.parts.search.affixes import light
from kentongan.parts.search.coding import ORDER_BITS, decode, encode

CHUNK = 384  # releases; with the newest ones a phone loads at least as many of a frequent word
CHUNKS_IN_FILE = 4
PIECE = 32
_ORDERS = (1 << ORDER_BITS) - 1
# Part of a list: its count, its last number, its text, which continues the part before it.
Piece = tuple[int, int, str]
Pieces = tuple[Piece, ...]


def shard_bits(count: int) -> int:
    """How many bits of a hash name its shard, for so many releases.

    Only when a site grows past one of these sizes are all shards made anew.
    """
    for limit, bits in ((128, 4), (1024, 7), (32768, 10)):
        if count <= limit:
            return bits
    return 12


@lru_cache(maxsize=1 << 16)
def hash_of(term: str) -> int:
    """Terms and forms of one light stem share a hash. Filters (`u-…`, `k-…`) have no stem."""
    return crc32((term if "-" in term else light(term)).encode())


def shard_of(term: str, bits: int) -> int:
    return hash_of(term) & (1 << bits) - 1


def identifier(day: int, order: int) -> int:
    """The identifier of a release: a day, and its order within that day."""
    return day << ORDER_BITS | order


def day_of(identifier: int) -> int:
    return identifier >> ORDER_BITS


def order_of(identifier: int) -> int:
    return identifier & _ORDERS


def number(identifier: int, weight: int) -> int:
    """The number of a release in the list of a term: identifier and weight."""
    return identifier << 2 | weight


@dataclass(frozen=True, slots=True)
class Postings:
    """The numbers of a term, cut so that an edit decodes only a few of them.

    `older` are full chunks of the oldest, which never change as long as nothing is added among
    them; `pieces` hold the newest: when there are chunks, at least as many as one and less
    than two.
    """

    older: tuple[Pieces, ...] = ()
    pieces: Pieces = ()

    @classmethod
    def of(cls, numbers: Sequence[int]) -> Postings:
        full = max(0, len(numbers) // CHUNK - 1)
        chunks = (numbers[start * CHUNK : (start + 1) * CHUNK] for start in range(full))
        return cls(tuple(_cut(chunk, 0) for chunk in chunks), _cut(numbers[full * CHUNK :], 0))

    def numbers(self) -> list[int]:
        return [number for part in (*self.older, self.pieces) for number in _numbers(part, 0)]

    def changed(self, removed: Set[int], added: Set[int]) -> Postings:
        """The postings without the removed numbers, which it must hold, and with the added ones."""
        if self.older and {number >> 2 for number in removed} == {number >> 2 for number in added}:
            return self._with_weights(removed, added)
        lowest = min(removed | added, default=0)
        count = sum([count for count, _, _ in self.pieces]) + len(added) - len(removed)
        is_among_older = self.older and (count < CHUNK or lowest <= self.older[-1][-1][1])
        if is_among_older or count >= 2 * CHUNK:
            return Postings.of(sorted(added | set(self.numbers()) - removed))
        return Postings(self.older, _edited(self.pieces, removed, added))

    def _with_weights(self, removed: Set[int], added: Set[int]) -> Postings:
        """The postings with other weights for some releases, whose identifiers stay the same."""
        parts = []
        start = 0
        for part in (*self.older, self.pieces):
            end = part[-1][1] | 3
            gone = {number for number in removed if start <= number <= end}
            new = {number for number in added if start <= number <= end}
            parts.append(_edited(part, gone, new) if gone else part)
            start = end + 1
        return Postings(tuple(parts[:-1]), parts[-1])


def text_of(pieces: Pieces) -> str:
    return "".join([text for _, _, text in pieces])


def older_files(chunks: Sequence[Pieces]) -> Iterator[tuple[int, str]]:
    """Of each file of older chunks how many releases it holds, and its text."""
    for start in range(0, len(chunks), CHUNKS_IN_FILE):
        count = after = 0
        text = ""
        for first, *rest in chunks[start : start + CHUNKS_IN_FILE]:
            # A chunk begins at no number; in a file it continues the one before it.
            text += encode(_numbers((first,), 0), after) + text_of(tuple(rest))
            count += sum([size for size, _, _ in (first, *rest)])
            after = (first, *rest)[-1][1]
        yield count, text


def _edited(pieces: Pieces, removed: Set[int], added: Set[int]) -> Pieces:
    changes = sorted(removed | added)
    if not pieces or not changes:
        return pieces or _cut(changes, 0)
    count, last, text = pieces[-1]
    if changes[0] > last:  # newer than all others: nothing is decoded
        if count + len(changes) > PIECE:
            return pieces + _cut(changes, last)
        return (*pieces[:-1], (count + len(changes), changes[-1], text + encode(changes, last)))
    ends = [last for _, last, _ in pieces]
    first = bisect_left(ends, changes[0])
    # The piece after the last changed one continues from another number.
    end = bisect_left(ends, changes[-1]) + 2
    start = ends[first - 1] if first else 0
    numbers = sorted(added | set(_numbers(pieces[first:end], start)) - removed)
    return pieces[:first] + _cut(numbers, start) + pieces[end:]


def _cut(numbers: Sequence[int], after: int) -> Pieces:
    pieces = []
    for start in range(0, len(numbers), PIECE):
        part = numbers[start : start + PIECE]
        pieces.append((len(part), part[-1], encode(part, after)))
        after = part[-1]
    return tuple(pieces)


def _numbers(pieces: Pieces, after: int) -> list[int]:
    numbers: list[int] = []
    for _, last, text in pieces:
        numbers += decode(text, after)
        after = last
    return numbers
