"""Where an index of many shards keeps a release: among the newest, the recent or the settled.

The words of one release belong to about a hundred shards. So that an addition does not change as
many files, the newest releases stand together in one file, those before them in a few recent
shards, and only older ones in the settled shards, each named by the low bits of a hash. Every
shard has its turn after so many releases, a few shards with each release; then it takes over what
has come since. A reader looks at one file of each segment.

All of this follows from the order of the releases and their number alone, never from when they
were built. A hash may stand in a recent shard and in a settled one for a while.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from kentongan.site.entry import Entry
from kentongan.site.heads import column
from kentongan.site.model import BlobTable
from kentongan.site.stored import dump, load, mark

NEWEST = "baru"
# What a release has in an index: tuples that begin with a hash, ascending; and one of them with
# the code of its release.
Item = tuple[Any, ...]
Items = Sequence[Item]
Owned = tuple[str, Item]


@dataclass(frozen=True, slots=True)
class Segments:
    """How an index is parted: `bits` of a hash name a settled shard, which has its turn after
    `turn` releases. There are `recent` shards, a power of two, which have theirs after `wait`
    releases; with none the newest file waits for the settled ones.
    """

    bits: int
    turn: int
    recent: int
    wait: int

    @property
    def mask(self) -> int:
        """The low bits of a hash, which name its recent shard."""
        return self.recent - 1

    @property
    def most_changed(self) -> int:
        """How many files an addition changes at most."""
        return 1 + (1 << self.bits) // self.turn + -(-self.recent // self.wait)


@dataclass(frozen=True)
class Order:
    """The newest releases: how many there are in all, and the codes of those that may be waiting,
    newest first."""

    segments: Segments
    total: int = 0
    codes: tuple[str, ...] = ()

    @classmethod
    def of(cls, segments: Segments, listed: Sequence[Entry]) -> Self:
        """The order of entries that are listed newest first."""
        kept = listed[: segments.turn + segments.wait]
        return cls(segments, len(listed), tuple(column(kept, "code")))

    @classmethod
    def read(cls, segments: Segments, blobs: BlobTable) -> Self:
        return cls(segments, *load(blobs.get("order"), (0, ())))

    def data(self) -> bytes:
        return dump((self.total, self.codes))

    @cached_property
    def _ages(self) -> Mapping[str, int]:
        return {code: number for number, code in enumerate(self.codes, 1)}

    def holds(self, code: str) -> bool:
        return code in self._ages

    def settled(self, items: Items, code: str) -> list[Item]:
        """What of a release stands in settled shards."""
        total, turn = self.total, self.segments.turn
        age = self._ages.get(code, turn)
        if age >= turn:
            return list(items)
        return [item for item in items if (total - item[0]) % turn < age]

    def newest(self, items: Mapping[str, Items]) -> Iterator[Owned]:
        """What stands in the newest file, with the codes."""
        total, turn, wait = self.total, self.segments.turn, self.segments.wait
        # A release waits here for the turn of the next segment, recent shards or settled ones.
        mask, wait = (self.segments.mask, wait) if self.segments.recent else (-1, turn)
        for age, code in enumerate(self.codes[: wait - 1], 1):
            for item in items[code]:
                if (total - (item[0] & mask)) % wait >= age:
                    yield code, item

    def recent(self, shards: Iterable[int], items: Mapping[str, Items]) -> dict[int, list[Owned]]:
        """What stands in these recent shards, with the codes: what was not settled when each had
        its last turn."""
        total, turn, mask = self.total, self.segments.turn, self.segments.mask
        since = {shard: (total - shard) % self.segments.wait for shard in shards}
        found: dict[int, list[Owned]] = {shard: [] for shard in since}
        for age, code in enumerate(self.codes if since else (), 1):
            for item in items[code]:
                later = since.get(item[0] & mask, age)
                then = age - later  # its age at that turn
                if 0 < then <= turn and (total - later - item[0]) % turn >= then:
                    found[item[0] & mask].append((code, item))
        return found

    def had_turn(self, before: Order) -> Set[int]:
        """The recent shards that may hold something else than in an earlier order, as long as the
        releases themselves are the same."""
        more = self.total - before.total
        is_grown = 0 <= more <= len(self.codes) and self._begins_with(before, more)
        if not is_grown or more >= self.segments.wait:
            return frozenset(range(self.segments.recent))
        turns = {number % self.segments.wait for number in range(before.total + 1, self.total + 1)}
        shards = range(self.segments.recent)
        return {shard for shard in shards if shard % self.segments.wait in turns}

    def _begins_with(self, before: Order, more: int) -> bool:
        rest = self.codes[more:]
        return rest == before.codes[: len(rest)]

    def shards_of(self, items: Iterable[Item]) -> Set[int]:
        """The recent shards of these hashes."""
        if not self.segments.recent:
            return frozenset()
        mask = self.segments.mask
        return {item[0] & mask for item in items}


class Waiting:
    """The files of the newest and the recent releases, as an index keeps them in its blobs.

    `order`       the order of the releases that these files were made for
    `waiting`     a digest of each file by name
    `n:<name>`    its content, in a format of the part
    """

    def __init__(self, blobs: BlobTable, order: Order, *, are_new: bool) -> None:
        self._blobs = blobs
        self.order = order
        self.before = Order(order.segments) if are_new else Order.read(order.segments, blobs)
        self.marks: dict[str, str] = {} if are_new else load(blobs.get("waiting"), {})
        self.touched: set[str] = set()

    def near(self) -> Iterable[str]:
        """The codes whose segment may be another than before."""
        if self.order == self.before:
            return ()
        return dict.fromkeys((*self.before.codes, *self.order.codes))

    def concerns(self, code: str) -> bool:
        """Whether these files hold a release or did."""
        return self.order.holds(code) or self.before.holds(code)

    def edited(self, code: str, before: Items, after: Items) -> Iterable[Item]:
        """What a release that these files held has gained or lost. Whatever else comes or goes
        changes the order."""
        return {*before} ^ {*after} if self.before.holds(code) else ()

    def renew(
        self,
        items: Mapping[str, Items],
        changed: Iterable[Item],
        pack: Callable[[Iterable[Owned]], bytes],
    ) -> None:
        """Make the files anew whose content may differ: `changed` are the items of edited
        releases."""
        shards = self.order.had_turn(self.before) | self.order.shards_of(changed)
        if not self.marks:
            shards = frozenset(range(self.order.segments.recent))
        for shard, owned in self.order.recent(sorted(shards), items).items():
            self._put(recent(shard), pack(owned))
        self._put(NEWEST, pack(self.order.newest(items)))
        self._blobs.put("order", self.order.data())
        self._blobs.put("waiting", dump(self.marks))

    def _put(self, name: str, data: bytes) -> None:
        made = mark(data)
        if self.marks.get(name) != made:
            self.marks[name] = made
            self.touched.add(name)
            self._blobs.put(f"n:{name}", data)


def content(blobs: BlobTable, name: str) -> bytes:
    """A file of the newest or recent releases, as a part packed it."""
    return blobs.get(f"n:{name}") or b""


def settled(number: int) -> str:
    """The name of a settled shard."""
    return f"{number:x}"


def recent(number: int) -> str:
    """The name of a recent shard."""
    return f"t{number:x}"


def files(number: int, bits: int, recent_shards: int) -> Iterator[tuple[str, int]]:
    """The names of the files where a hash may stand, settled, recent and newest, and how many low
    bits all hashes of each file share."""
    yield settled(number & (1 << bits) - 1), bits
    waiting = [recent(number & (recent_shards - 1))] if recent_shards else []
    for name in (*waiting, NEWEST):
        yield name, shared_bits(name, recent_shards)


def shared_bits(name: str, recent_shards: int) -> int:
    """How many low bits all hashes of a recent shard or of the newest file share."""
    return 0 if name == NEWEST else recent_shards.bit_length() - 1
