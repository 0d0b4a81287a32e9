"""What releases are sorted, grouped and compared by, at hand for all; their entries are loaded
when they are asked for.

An edit names a few hundred releases: to load the entries of an archive would be most of its cost.
"""

from __future__ import annotations

import hashlib
from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import datetime
from functools import cached_property
from itertools import chain, compress, count
from operator import and_, attrgetter
from typing import Any, NamedTuple, Protocol, overload

from kentongan.domain.lifecycle import State
from kentongan.domain.packing import packed
from kentongan.site.entry import Entry

# Gives the entry of a code, with this digest.
Load = Callable[[str, str], Entry]

_FEW = 8  # where a larger share of the codes was asked for, all are looked at
_LISTS = ("tags",)  # fields that hold several values
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


class Stored(Protocol):
    """What a store knows of its columns without reading them."""

    def names(self, name: str) -> frozenset[Any]:
        """All values of a field; of tags each one."""

    def rows(self, name: str, values: Set[Any]) -> Sequence[int]:
        """The rows that have one of these values, ascending."""

    def between(self, name: str, start: float, end: float) -> Sequence[int]:
        """The rows of which a moment lies there, `end` excluded."""

    def last(self, name: str) -> int:
        """A row with the last moment."""


class Table:
    """The heads of releases as columns, each of which is read when it is first asked for."""

    def __init__(
        self, size: int, read: Callable[[str], Sequence[Any]], stored: Stored | None = None
    ) -> None:
        """`stored` answers for all rows."""
        self.size = size
        self.stored = stored
        self._read = read
        self._columns: dict[str, Sequence[Any]] = {}

    @classmethod
    def of(cls, heads: Sequence[Head]) -> Table:
        """The table of these heads."""
        return cls(len(heads), lambda name: list(map(attrgetter(name), heads)))

    def column(self, name: str) -> Sequence[Any]:
        """A field of `Head`, of each release."""
        if name not in self._columns:
            self._columns[name] = self._read(name)
        return self._columns[name]

    def and_also(self, heads: Sequence[Head]) -> Table:
        """The same with more rows at its end."""
        more = Table.of(heads)
        both = (self, more)
        return Table(
            self.size + more.size,
            lambda name: list(chain.from_iterable(table.column(name) for table in both)),
        )

    def rows_with(self, name: str, values: Set[Any]) -> Sequence[int]:
        """The rows that have one of these values."""
        if self.stored:
            return self.stored.rows(name, values)
        return list(compress(count(), map(_having(name, values), self.column(name))))

    def names(self, name: str) -> frozenset[Any]:
        """All values of a field; of tags each one."""
        if self.stored:
            return self.stored.names(name)
        values = self.column(name)
        return frozenset(chain.from_iterable(values) if name in _LISTS else values)

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
        self._columns: dict[str, Sequence[Any]] = {}

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
        codes, digests = self.table.column("code"), self.table.column("digest")
        return (self._load(codes[row], digests[row]) for row in self.rows)

    @property
    def whole(self) -> Table | None:
        """The table whose rows these are, all of them; None where they are some of a table."""
        return self.table if self._is_whole else None

    def column(self, name: str) -> Sequence[Any]:
        """A field of each head."""
        if self._is_whole:
            return self.table.column(name)
        if name not in self._columns:
            values, rows = self.table.column(name), self.rows
            if isinstance(rows, range) and rows.step == 1:  # a page, a month
                self._columns[name] = values[rows.start : rows.stop]
            else:
                self._columns[name] = list(map(values.__getitem__, rows))
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
    """The same by code. `find` gives the entry of a code where few are asked for."""

    def __init__(self, entries: Entries, find: Callable[[str], Entry | None] | None = None) -> None:
        self.entries = entries
        self._find = find
        self._found: dict[str, Entry | None] = {}

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return dict(zip(self.entries.column("code"), count(), strict=False))

    def _entry(self, code: str) -> Entry | None:
        if self._find is None or len(self._found) * _FEW > len(self.entries):
            place = self._places.get(code)
            return None if place is None else self.entries[place]
        if code not in self._found:
            self._found[code] = self._find(code)
        return self._found[code]

    def __getitem__(self, code: str) -> Entry:
        entry = self._entry(code)
        if entry is None:
            raise KeyError(code)
        return entry

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self.entries if self._find else self._places)

    def __contains__(self, code: object) -> bool:
        if self._find is None:
            return code in self._places
        return isinstance(code, str) and self._entry(code) is not None


def named(entries: Iterable[Entry]) -> Mapping[str, Entry]:
    """These entries by code; of two the later one."""
    return {entry.code: entry for entry in entries}


def every(by_code: Mapping[str, Entry]) -> Sequence[Entry]:
    """All entries of a mapping."""
    return by_code.entries if isinstance(by_code, ByCode) else tuple(by_code.values())


def column(entries: Sequence[Entry], name: str) -> Sequence[Any]:
    """A field of `Head` of each of these entries, which need not be loaded for it."""
    if isinstance(entries, Entries):
        return entries.column(name)
    if name in _MOMENTS:
        return list(map(_seconds, map(attrgetter(_MOMENTS[name]), entries)))
    return list(map(attrgetter(name), entries))


def at(entries: Sequence[Entry], places: Iterable[int]) -> Sequence[Entry]:
    """The entries at these places."""
    if isinstance(entries, Entries):
        if entries.whole and isinstance(places, Sequence):
            return entries.of(places)
        return entries.of(list(map(entries.rows.__getitem__, places)))
    return [entries[place] for place in places]


def where(entries: Sequence[Entry], name: str, belongs: Callable[[Any], bool]) -> Sequence[Entry]:
    """The entries of which a field of `Head` says so."""
    return at(entries, compress(count(), map(belongs, column(entries, name))))


def places(entries: Sequence[Entry], name: str, values: Set[Any]) -> Sequence[int]:
    """The places of the entries that have one of these values in a field of `Head`."""
    if isinstance(entries, Entries) and entries.whole:
        return entries.whole.rows_with(name, values)
    return list(compress(count(), map(_having(name, values), column(entries, name))))


def having(entries: Sequence[Entry], name: str, values: Set[Any]) -> Sequence[Entry]:
    """These entries."""
    return at(entries, places(entries, name, values))


def _having(name: str, values: Set[Any]) -> Callable[[Any], bool]:
    if name not in _LISTS:
        return values.__contains__
    disjoint = frozenset(values).isdisjoint
    return lambda several: not disjoint(several)


def names(entries: Sequence[Entry], name: str) -> frozenset[Any]:
    """All values of a field of `Head`; of tags each one."""
    if isinstance(entries, Entries) and entries.whole:
        return entries.whole.names(name)
    values = column(entries, name)
    return frozenset(chain.from_iterable(values) if name in _LISTS else values)


def between(entries: Sequence[Entry], name: str, start: float, end: float) -> Sequence[Entry]:
    """The entries of which a moment lies there, in seconds since 1970; `end` excluded."""
    if isinstance(entries, Entries) and entries.whole and entries.whole.stored:
        return at(entries, entries.whole.stored.between(name, start, end))
    moments = column(entries, name)
    within = map(and_, map(start.__le__, moments), map(end.__gt__, moments))
    return at(entries, compress(count(), within))


def latest(entries: Sequence[Entry], name: str) -> Entry | None:
    """An entry with the last moment."""
    if not entries:
        return None
    if isinstance(entries, Entries) and entries.whole and entries.whole.stored:
        return entries[entries.whole.stored.last(name)]
    moments = column(entries, name)
    return entries[moments.index(max(moments))]


class _Groups(Mapping[Any, Sequence[Entry]]):
    """Entries by a field, each group when it is asked for."""

    def __init__(self, entries: Entries, name: str) -> None:
        self._entries = entries
        self._field = name
        self._values = names(entries, name)
        self._groups: dict[Any, Sequence[Entry]] = {}

    def __getitem__(self, value: Any) -> Sequence[Entry]:
        if value not in self._values:
            raise KeyError(value)
        if value not in self._groups:
            self._groups[value] = having(self._entries, self._field, {value})
        return self._groups[value]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def grouped(entries: Sequence[Entry], name: str) -> Mapping[Any, Sequence[Entry]]:
    """The entries by a field of `Head`, in order."""
    if isinstance(entries, Entries) and entries.whole and entries.whole.stored:
        return _Groups(entries, name)
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
