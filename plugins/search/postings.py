"""Lists of releases, as numbers in the index and as text in a shard.

A release is numbered by the day it was published and its place within that day, so an
addition leaves the numbers of all earlier and later days as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

from plugins.search.words import light

CHUNK = 2048
_ORDER_BITS = 20
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"


def shard_bits(count: int) -> int:
    """How many bits of a hash name its shard, for so many releases.

    Only when a site grows past one of these sizes are all shards made anew.
    """
    for limit, bits in ((128, 4), (1024, 7), (32768, 10)):
        if count <= limit:
            return bits
    return 12


def shard_of(term: str, bits: int) -> int:
    """Terms and forms of one light stem share a shard. Filters (`u-…`, `k-…`) are no words."""
    key = term if "-" in term else light(term)
    return crc32(key.encode()) & (1 << bits) - 1


def number(day: int, order: int, weight: int) -> int:
    return (day << _ORDER_BITS | order) << 2 | weight


def encode(entries: Sequence[int]) -> str:
    """Ascending numbers as text: the gap in days, then the place within the day and weight.

    Within one day the place is written as a gap too.
    """
    parts: list[str] = []
    last_day = last_order = 0
    first = True
    for entry in entries:
        day = entry >> (_ORDER_BITS + 2)
        order = entry >> 2 & (1 << _ORDER_BITS) - 1
        gap = day - last_day
        place = order - last_order if gap == 0 and not first else order
        place = place << 2 | entry & 3
        parts.append(_DIGITS[gap] if gap < 32 else _varint(gap))
        parts.append(_DIGITS[place] if place < 32 else _varint(place))
        last_day, last_order, first = day, order, False
    return "".join(parts)


def split(entries: Sequence[int]) -> tuple[list[Sequence[int]], Sequence[int]]:
    """Full chunks of the oldest, which never change as long as nothing is added among them,
    and the newest: at least one chunk and less than two."""
    full = max(0, len(entries) // CHUNK - 1)
    chunks = [entries[place * CHUNK : (place + 1) * CHUNK] for place in range(full)]
    return chunks, entries[full * CHUNK :]


def _varint(number: int) -> str:
    text = _DIGITS[number & 31]
    number >>= 5
    while number:
        text = _DIGITS[32 + (number & 31)] + text
        number >>= 5
    return text
