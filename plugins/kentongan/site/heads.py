"""What releases are sorted, grouped and compared by, at hand for all; their entries are loaded
when they are asked for.

An edit names a few hundred releases: to load the entries of an archive would be most of its cost.
"""

from __future__ import annotations

import hashlib
from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from itertools import compress, count
from operator import attrgetter
from typing import Any, NamedTuple, overload

from kentongan.domain.lifecycle import State
from kentongan.domain.packing import packed
from kentongan.site.entry import Entry

# Gives the entry of a code, with this digest.
Load = Callable[[str, str], Entry]

# Moments of an entry by the name of the column that holds them in seconds since 1970.
_MOMENTS = {
    "published": "published_at",
    "happened": "happened_at",
    "changed": "changed_at",
    "first": "first_at",
}


class Head(NamedTuple):
    """What of an entry is always at hand; fields as in `Entry`, moments in seconds since 1970.

    `claim` is a number that other titles do not have.
    """

    code: str
    url: str
    lang: str
    kind: str
    unit: str
    tags: tuple[str, ...]
    state: State
    digest: str
    is_notable: bool
    draft: bool
    home: str
    published: float
    happened: float
    changed: float
    first: float | None
    claim: int

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        return packed(self)


def head_of(entry: Entry) -> Head:
    return Head(
        code=entry.code,
        url=entry.url,
        lang=entry.lang,
        kind=entry.kind,
        unit=entry.unit,
        tags=entry.tags,
        state=entry.state,
        digest=entry.digest,
        is_notable=entry.is_notable,
        draft=entry.draft,
        home=entry.home,
        published=entry.published_at.timestamp(),
        happened=entry.happened_at.timestamp(),
        changed=entry.changed_at.timestamp(),
        first=_seconds(entry.first_at),
        claim=_claim(entry.title),
    )


def _seconds(moment: datetime | None) -> float | None:
    return moment.timestamp() if moment else None


def _claim(title: str) -> int:
    folded = title.casefold().encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(folded, digest_size=8).digest())


class Table:
    """The heads of releases as columns, each of which is read when it is first asked for."""

    def __init__(self, size: int, read: Callable[[str], list[Any]]) -> None:
        self.size = size
        self._read = read
        self._columns: dict[str, list[Any]] = {}

    @classmethod
    def of(cls, heads: Sequence[Head]) -> Table:
        """The table of these heads."""
        return cls(len(heads), lambda name: list(map(attrgetter(name), heads)))

    def column(self, name: str) -> list[Any]:
        """A field of `Head`, of each release."""
        if name not in self._columns:
            self._columns[name] = self._read(name)
        return self._columns[name]

    def and_also(self, heads: Sequence[Head]) -> Table:
        """The same with more rows at its end."""
        more = Table.of(heads)
        return Table(self.size + more.size, lambda name: self.column(name) + more.column(name))

    def rank(self, row: int) -> tuple[float, str]:
        """What lists are sorted by, the newest first."""
        return self.column("published")[row], self.column("code")[row]

    def merged(self, rows: Iterable[int], others: Iterable[int]) -> list[int]:
        """Rows of which some stand newest first, and others, which are few, newest first."""
        merged = list(rows)[::-1]
        for other in others:
            insort(merged, other, key=self.rank)
        return merged[::-1]


class Entries(Sequence[Entry]):
    """Entries of which only those that are asked for are loaded: rows of a table."""

    def __init__(self, table: Table, load: Load, rows: Sequence[int] | None = None) -> None:
        self.table = table
        self.rows = range(table.size) if rows is None else rows
        self._is_whole = rows is None
        self._load = load
        self._columns: dict[str, list[Any]] = {}

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, place: int) -> Entry: ...
    @overload
    def __getitem__(self, place: slice) -> Entries: ...
    def __getitem__(self, place: int | slice) -> Entry | Entries:
        if isinstance(place, slice):
            return self.of(self.rows[place])
        row = self.rows[place]
        return self._load(self.table.column("code")[row], self.table.column("digest")[row])

    def __iter__(self) -> Iterator[Entry]:
        return map(self._load, self.column("code"), self.column("digest"))

    def column(self, name: str) -> list[Any]:
        """A field of each head."""
        if self._is_whole:
            return self.table.column(name)
        if name not in self._columns:
            self._columns[name] = list(map(self.table.column(name).__getitem__, self.rows))
        return self._columns[name]

    def of(self, rows: Sequence[int]) -> Entries:
        """The entries of these rows of the table."""
        return Entries(self.table, self._load, rows)

    def and_also(self, others: Sequence[Entry]) -> Entries:
        """These and others, which are few, newest first."""
        table = self.table.and_also(list(map(head_of, others)))
        rows = table.merged(self.rows, range(self.table.size, table.size))
        return Entries(table, self._load, rows)


class ByCode(Mapping[str, Entry]):
    """The same by code."""

    def __init__(self, entries: Entries) -> None:
        self.entries = entries

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return dict(zip(self.entries.column("code"), count(), strict=False))

    def __getitem__(self, code: str) -> Entry:
        return self.entries[self._places[code]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, code: object) -> bool:
        return code in self._places


def named(entries: Iterable[Entry]) -> Mapping[str, Entry]:
    """These entries by code; of two the later one."""
    return {entry.code: entry for entry in entries}


def every(by_code: Mapping[str, Entry]) -> Sequence[Entry]:
    """All entries of a mapping."""
    return by_code.entries if isinstance(by_code, ByCode) else tuple(by_code.values())


def column(entries: Sequence[Entry], name: str) -> list[Any]:
    """A field of `Head` of each of these entries, which need not be loaded for it."""
    if isinstance(entries, Entries):
        return entries.column(name)
    if name in _MOMENTS:
        return list(map(_seconds, map(attrgetter(_MOMENTS[name]), entries)))
    return list(map(attrgetter(name), entries))


def at(entries: Sequence[Entry], places: Iterable[int]) -> Sequence[Entry]:
    """The entries at these places."""
    if isinstance(entries, Entries):
        return entries.of(list(map(entries.rows.__getitem__, places)))
    return [entries[place] for place in places]


def where(entries: Sequence[Entry], name: str, belongs: Callable[[Any], bool]) -> Sequence[Entry]:
    """The entries of which a field of `Head` says so."""
    return at(entries, compress(count(), map(belongs, column(entries, name))))


def grouped(entries: Sequence[Entry], name: str) -> Mapping[Any, Sequence[Entry]]:
    """The entries by a field of `Head`, in order."""
    items: Sequence[Any] = entries.rows if isinstance(entries, Entries) else entries
    groups: defaultdict[Any, list[Any]] = defaultdict(list)
    for item, group in zip(items, column(entries, name), strict=True):
        groups[group].append(item)
    if isinstance(entries, Entries):
        return {group: entries.of(rows) for group, rows in groups.items()}
    return dict(groups)


def joined(entries: Sequence[Entry], others: Sequence[Entry]) -> Sequence[Entry]:
    """Both, newest first; the others are few."""
    if isinstance(entries, Entries):
        return entries.and_also(others)
    both = (*entries, *others)
    return sorted(both, key=attrgetter("published_at", "code"), reverse=True)
