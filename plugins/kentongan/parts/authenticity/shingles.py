"""Fingerprints: a few hashes of word runs, enough to find any shared run of a dozen words.

Winnowing: of every `WINDOW` neighbouring runs of `RUN` words the smallest hash is kept.
Two texts that share `RUN + WINDOW - 1` words in a row share a fingerprint.
The same rules are in `theme/static/js/lib/shingles.js`.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable, Sequence, Set
from itertools import accumulate
from typing import NamedTuple
from zlib import crc32

from kentongan.domain import codes
from kentongan.site import digits
from kentongan.site.segments import Segments

RUN = 7
WINDOW = 6
# A run that more releases share than this identifies none of them.
MOST_OWNERS = 48
# A text is recognised by hashes alone when so many of its own are known, or so many of theirs.
SHARE_OF_PASTED, SHARE_OF_KNOWN = 0.6, 0.85
_LOST_BY_A_WORD = 3  # about so many hashes differ for each changed word
NEWEST = 32  # releases, whose hashes a phone loads at once
_MOST_WAITING = 12  # bits
# So many low bits of a hash stand in the newest file and in recent shards, which hold few thousand.
KEPT_BITS = 22


def fingerprints(words: Sequence[str]) -> list[int]:
    """The kept hashes, ascending. A text of fewer than `RUN` words has none."""
    if len(words) < RUN:
        return []
    data = " ".join(words).encode()
    if len(data) == sum(map(len, words)) + len(words) - 1:
        lengths = [len(word) + 1 for word in words]
    else:
        lengths = [len(word.encode()) + 1 for word in words]
    ends = list(accumulate(lengths))
    starts = [0, *ends]
    hashes = [
        crc32(data[start : end - 1]) for start, end in zip(starts, ends[RUN - 1 :], strict=False)
    ]
    return sorted(set(_winnow(hashes)))


def of_title(words: Sequence[str]) -> int:
    """The hash of a title as a whole: most are too short to share a run with their text's."""
    return crc32(f"judul:{' '.join(words)}".encode())


def _winnow(hashes: list[int]) -> Iterable[int]:
    if len(hashes) <= WINDOW:
        return [min(hashes)]
    kept = []
    smallest = -1
    for end in range(WINDOW, len(hashes) + 1):
        new = hashes[end - 1]
        if smallest < 0:
            smallest = min(hashes[end - WINDOW : end])
            kept.append(smallest)
        elif new <= smallest:
            smallest = new
            kept.append(new)
        elif hashes[end - WINDOW - 1] == smallest:
            smallest = min(hashes[end - WINDOW : end])
            kept.append(smallest)
    return kept


class Shape(NamedTuple):
    """How many bits of a hash name its shard, and how many characters of its code a release."""

    bits: int
    width: int

    @property
    def shift(self) -> int:
        """The bits that an owner takes."""
        return 5 * self.width

    @property
    def segments(self) -> Segments:
        turn = 1 << min(max(self.bits - 2, 0), _MOST_WAITING)
        return Segments(self.bits, turn, turn // 8 if turn > NEWEST else 0, NEWEST)


_SHAPES = (
    (128, Shape(4, 4)),
    (1024, Shape(7, 4)),
    (4096, Shape(10, 4)),
    (32_768, Shape(12, 4)),
    (262_144, Shape(14, 4)),
    (2_097_152, Shape(16, 6)),
)


def shape(count: int) -> Shape:
    """The shape of the shards for so many releases.

    Only when a site grows past one of these sizes are all shards made anew.
    """
    return next((shape for limit, shape in _SHAPES if count <= limit), Shape(18, 6))


def shortened(number: int) -> int:
    """A hash as it stands in the newest file and in recent shards."""
    return number & (1 << KEPT_BITS) - 1


def pack(hashes: Iterable[int]) -> bytes:
    numbers = list(hashes)
    return struct.pack(f"<{len(numbers)}I", *numbers)


def unpack(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data)


def owner(code: str, width: int) -> int:
    """The first characters of a code as a number, five bits each."""
    number = 0
    for character in code.replace("-", "")[:width]:
        number = number * 32 + codes.ALPHABET.index(character)
    return number


def resemblance(pasted: Sequence[int], known: Set[int]) -> tuple[int, float] | None:
    """How similar a paste is to a withdrawn text, of which only fingerprints are left.

    About how many words are not the same, and the share of the known hashes among those of the
    paste; None when they are too few.
    """
    shared = sum(number in known for number in pasted)
    share = shared / len(pasted)
    if shared < len(pasted) and (
        shared < 2 or (share < SHARE_OF_PASTED and shared < SHARE_OF_KNOWN * len(known))
    ):
        return None
    return -(-(len(pasted) - shared) // _LOST_BY_A_WORD), share


def encode(hashes: Iterable[int]) -> str:
    """Ascending hashes as text: each as the gap from the one before."""
    numbers = list(hashes)
    return "".join(map(digits.write, (b - a for a, b in zip([0, *numbers], numbers, strict=False))))


def decode(text: str) -> list[int]:
    """Raises ValueError on a damaged text."""
    hashes = []
    number = position = 0
    while position < len(text):
        gap, position = digits.read(text, position)
        number += gap
        hashes.append(number)
    return hashes


def encode_shard(entries: array[int], shape: Shape) -> str:
    """The text of a shard: pairs of hash (without shard bits, as a gap) and owner.

    `entries` are `hash << shift | owner`, ascending by the hash without its shard bits. Shards of
    recent releases share fewer bits than settled ones, the newest none: their shape says so.
    """
    bits, shift = shape.bits, shape.shift
    steps = range(shift - 5, -5, -5)
    parts: list[str] = []
    last = 0
    owners = 0
    for entry in entries:
        rest = entry >> shift >> bits
        gap = rest - last
        owners = 0 if gap or not parts else owners + 1
        if owners >= MOST_OWNERS:
            continue
        last = rest
        parts.append(digits.write(gap))
        parts.append("".join(codes.ALPHABET[entry >> step & 31] for step in steps))
    return "".join(parts)


def decode_shard(text: str, shape: Shape, shard: int) -> dict[int, list[str]]:
    """Hash → beginnings of codes. Raises ValueError on a damaged text."""
    owners: dict[int, list[str]] = {}
    rest = position = 0
    while position < len(text):
        gap, position = digits.read(text, position)
        rest += gap
        code = text[position : position + shape.width]
        if len(code) != shape.width:
            raise ValueError("shard ends within a code")
        position += shape.width
        owners.setdefault(rest << shape.bits | shard, []).append(code)
    return owners
