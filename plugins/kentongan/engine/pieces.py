"""The columns of all listed releases as the index has them: a piece is read when it is asked for.

An edit asks for the rows around what changed. What it asks of all (how many there are of a unit,
what is claimed twice) stands beside the columns, said once for each piece (`columns.py`).
Rows count from the newest.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from functools import cached_property
from itertools import accumulate, chain
from typing import Any, overload

from kentongan.engine import columns
from kentongan.engine.database import DamagedIndex, Database

_FEW = 8  # claims: to look for more of them takes longer than to count all
_SHARE = 8  # where a larger share of the pieces was asked for, all are read


class Pieces:
    """The columns of so many releases. Raises DamagedIndex where rows are missing."""

    def __init__(self, database: Database, size: int) -> None:
        self.size = size
        self._database = database
        self._read: dict[str, list[Any]] = {}

    @cached_property
    def _sizes(self) -> dict[bytes, int]:
        sizes = columns.sizes(self._database)
        if sum(sizes.values()) != self.size:
            raise DamagedIndex("rows of a column are missing")
        return sizes

    @cached_property
    def keys(self) -> list[bytes]:
        """Of all pieces."""
        return list(self._sizes)

    @cached_property
    def sizes(self) -> list[int]:
        return list(self._sizes.values())

    @cached_property
    def starts(self) -> list[int]:
        """The first row of each piece."""
        return [0, *accumulate(self.sizes)][:-1]

    def column(self, name: str) -> Sequence[Any]:
        """A field of each release, or its `path`."""
        if name in columns.SAME:
            return [columns.SAME[name]] * self.size
        return Column(self, name)

    def values(self, name: str, piece: int) -> list[Any]:
        """What one piece of a column holds."""
        key = self.keys[piece]
        values = columns.piece(self._database, name, key)[::-1]
        if len(values) != self.sizes[piece]:
            raise DamagedIndex("rows of a column are missing")
        return values

    def every(self, name: str) -> list[Any]:
        """What stands of each piece under a name, or beside its columns, in order."""
        if name not in self._read:
            found = columns.every(self._database, name)
            if list(found) != self.keys:
                raise DamagedIndex("columns are missing")
            self._read[name] = list(found.values())
        return self._read[name]

    # What stands beside the columns

    def names(self, name: str) -> frozenset[Any]:
        """All values of a field; of tags each one."""
        return frozenset(chain.from_iterable(self.every(columns.beside(name))))

    def rows(self, name: str, values: Set[Any]) -> Sequence[int]:
        """The rows that have one of these values, newest first."""
        masks = []
        for groups in self.every(columns.beside(name)):
            mask = 0
            for value in values & groups.keys():
                mask |= groups[value]
            masks.append(mask)
        return Marked(masks, self.starts)

    def between(self, name: str, start: float, end: float) -> list[int]:
        """The rows of which a moment lies there, `end` excluded."""
        column = self.column(name)
        spans = zip(self.every(columns.beside(name)), self.starts, self.sizes, strict=True)
        return [
            row
            for (first, last), begin, size in spans
            if first < end and last >= start
            for row in range(begin, begin + size)
            if start <= column[row] < end
        ]

    def last(self, name: str) -> int:
        """The newest row of those with the last moment."""
        spans = self.every(columns.beside(name))
        piece = max(range(len(spans)), key=lambda number: spans[number][1])
        values = self.values(name, piece)
        return self.starts[piece] + values.index(max(values))

    def repeated(self, name: str) -> list[int]:
        """The claims of more than one release."""
        data = self._claims(name)
        claims = struct.unpack(f">{len(data) // 8}Q", data)
        if len({*claims}) == len(claims):
            return []
        return [claim for claim, count in Counter(claims).items() if count > 1]

    def claiming(self, name: str, claims: Collection[int]) -> dict[int, list[int]]:
        """The rows of these claims."""
        if not claims:
            return {}
        data = self._claims(name)
        return {claim: list(_found(data, columns.packed(claim))) for claim in claims}

    def _claims(self, name: str) -> bytes:
        key = f"{columns.beside(name)} whole"
        if key not in self._read:
            self._read[key] = [b"".join(self.every(columns.beside(name)))]
        data: bytes = self._read[key][0]
        return data

    def found(self) -> dict[tuple[str, ...], tuple[int, list[str]]]:
        """By the codes of what was found how many releases have them, and the first paths: of
        warnings alone `columns.FIRST`, else all."""
        counts: Counter[tuple[str, ...]] = Counter()
        paths: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for piece in self.every(columns.beside("found")):
            for codes, (count, first) in piece.items():
                counts[codes] += count
                paths[codes] += first
        return {codes: (counts[codes], columns.first(codes, paths[codes])) for codes in counts}


def _found(data: bytes, sought: bytes) -> Iterator[int]:
    """Where a number stands among others."""
    place = data.find(sought)
    while place >= 0:
        if place % len(sought) == 0:
            yield place // len(sought)
        place = data.find(sought, place + 1)


class Marked(Sequence[int]):
    """The marked rows, ascending. Each mask is of a part of the table that begins at a row; its
    lowest bit is that of this row."""

    def __init__(self, masks: Sequence[int], starts: Sequence[int]) -> None:
        self._masks = masks
        self._starts = starts
        self._ends = list(accumulate(map(int.bit_count, masks)))
        self._parts: dict[int, list[int]] = {}

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, place: int) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> list[int]: ...
    def __getitem__(self, place: int | slice) -> int | list[int]:
        if isinstance(place, slice):
            return [self[number] for number in range(len(self))[place]]
        if place < 0:
            place += len(self)
        if not 0 <= place < len(self):
            raise IndexError(place)
        number = bisect_right(self._ends, place)
        return self._part(number)[place - self._ends[number]]

    def __iter__(self) -> Iterator[int]:
        for number in range(len(self._masks)):
            yield from self._part(number)

    def _part(self, number: int) -> list[int]:
        rows = self._parts.get(number)
        if rows is None:
            start, bits = self._starts[number], f"{self._masks[number]:b}"[::-1]
            rows = [start + place for place, bit in enumerate(bits) if bit == "1"]
            self._parts[number] = rows
        return rows


class Column(Sequence[Any]):
    """A field of all releases, read in pieces; all at once where many are asked for."""

    def __init__(self, pieces: Pieces, name: str) -> None:
        self._pieces = pieces
        self._name = name
        self._parts: dict[int, list[Any]] = {}
        self._whole: list[Any] | None = None

    def __len__(self) -> int:
        return self._pieces.size

    @overload
    def __getitem__(self, row: int) -> Any: ...
    @overload
    def __getitem__(self, row: slice) -> list[Any]: ...
    def __getitem__(self, row: int | slice) -> Any:
        if self._whole is not None:
            return self._whole[row]
        if isinstance(row, slice):
            rows = range(len(self))[row]
            if len(rows) * _SHARE > len(self):
                return self._all()[row]
            if rows.step == 1:
                return list(self._some(rows.start, rows.stop))
            return [self._at(number) for number in rows]
        if row < 0:
            row += len(self)
        if not 0 <= row < len(self):
            raise IndexError(row)
        return self._at(row)

    def _at(self, row: int) -> Any:
        piece = bisect_right(self._pieces.starts, row) - 1
        return self._part(piece)[row - self._pieces.starts[piece]]

    def _some(self, row: int, end: int) -> Iterator[Any]:
        """The values of rows that stand behind each other."""
        while row < end:
            piece = bisect_right(self._pieces.starts, row) - 1
            begin, part = self._pieces.starts[piece], self._part(piece)
            yield from part[row - begin : end - begin]
            row = begin + len(part)

    def _part(self, piece: int) -> list[Any]:
        if piece not in self._parts:
            if len(self._parts) * _SHARE > len(self._pieces.keys) > _SHARE:
                starts, sizes = self._pieces.starts, self._pieces.sizes
                begins = zip(starts, sizes, strict=True)
                parts = (self._all()[begin : begin + size] for begin, size in begins)
                self._parts = dict(enumerate(parts))
            else:
                self._parts[piece] = self._pieces.values(self._name, piece)
        return self._parts[piece]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._all())

    def _all(self) -> list[Any]:
        if self._whole is None:
            parts = (part[::-1] for part in self._pieces.every(self._name))
            self._whole = list(chain.from_iterable(parts))
            if len(self._whole) != len(self):
                raise DamagedIndex("rows of a column are missing")
        return self._whole


# By the name of a column what listed releases claim twice.
Noted = Mapping[str, list[int]]


def renewed(
    database: Database, size: int, noted: Noted | None, changed: Mapping[str, set[int]]
) -> Noted:
    """What so many listed releases claim twice, from what was noted and the claims that changed."""
    pieces = Pieces(database, size)
    now: dict[str, list[int]] = {}
    for name, claims in changed.items():
        if noted is None or len(claims) > _FEW:
            now[name] = pieces.repeated(name)
            continue
        owners = pieces.claiming(name, claims)
        twice = {claim for claim, rows in owners.items() if len(rows) > 1}
        now[name] = sorted(({*noted[name]} - claims) | twice)
    return now
