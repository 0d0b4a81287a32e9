"""What releases are sorted, grouped and compared by, at hand for all; their entries are loaded
when they are asked for.

An edit names a few hundred releases: to load the entries of an archive would be most of its cost.
"""

from __future__ import annotations

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

# Moments of an entry by the name of the column that holds them in seconds since 1970.
_MOMENTS = {
    "published": "published_at",
    "happened": "happened_at",
    "changed": "changed_at",
    "first": "first_at",
}


class Head(NamedTuple):
    """What of an entry is always at hand; fields as in `Entry`, moments in seconds since 1970.

    `claim` is the title as it is compared with others.
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
    claim: str

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
        claim=entry.title.casefold(),
    )


def _seconds(moment: datetime | None) -> float | None:
    return moment.timestamp() if moment else None


class Entries(Sequence[Entry]):
    """Entries of which only those that are asked for are loaded."""

    def __init__(self, heads: Sequence[Head], load: Callable[[Head], Entry]) -> None:
        self.heads = heads
        self._load = load
        self._columns: dict[str, list[Any]] = {}

    def __len__(self) -> int:
        return len(self.heads)

    @overload
    def __getitem__(self, place: int) -> Entry: ...
    @overload
    def __getitem__(self, place: slice) -> Entries: ...
    def __getitem__(self, place: int | slice) -> Entry | Entries:
        if isinstance(place, slice):
            return self.of(self.heads[place])
        return self._load(self.heads[place])

    def __iter__(self) -> Iterator[Entry]:
        return map(self._load, self.heads)

    def column(self, name: str) -> list[Any]:
        """A field of each head."""
        if name not in self._columns:
            self._columns[name] = list(map(attrgetter(name), self.heads))
        return self._columns[name]

    def of(self, heads: Sequence[Head]) -> Entries:
        """The entries with these heads."""
        return Entries(heads, self._load)


class ByCode(Mapping[str, Entry]):
    """The same by code."""

    def __init__(self, heads: Iterable[Head], load: Callable[[Head], Entry]) -> None:
        self._heads = {head.code: head for head in heads}
        self._load = load

    @cached_property
    def entries(self) -> Entries:
        return Entries(list(self._heads.values()), self._load)

    def __getitem__(self, code: str) -> Entry:
        return self._load(self._heads[code])

    def __iter__(self) -> Iterator[str]:
        return iter(self._heads)

    def __len__(self) -> int:
        return len(self._heads)

    def __contains__(self, code: object) -> bool:
        return code in self._heads


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
        return entries.of([entries.heads[place] for place in places])
    return [entries[place] for place in places]


def where(entries: Sequence[Entry], name: str, belongs: Callable[[Any], bool]) -> Sequence[Entry]:
    """The entries of which a field of `Head` says so."""
    return at(entries, compress(count(), map(belongs, column(entries, name))))


def grouped(entries: Sequence[Entry], name: str) -> Mapping[Any, Sequence[Entry]]:
    """The entries by a field of `Head`, in order."""
    items: Sequence[Any] = entries.heads if isinstance(entries, Entries) else entries
    groups: defaultdict[Any, list[Any]] = defaultdict(list)
    for item, group in zip(items, column(entries, name), strict=True):
        groups[group].append(item)
    if isinstance(entries, Entries):
        return {group: entries.of(heads) for group, heads in groups.items()}
    return dict(groups)


def joined(entries: Sequence[Entry], others: Sequence[Entry]) -> Sequence[Entry]:
    """Both, newest first."""
    if isinstance(entries, Entries):
        heads = [*entries.heads, *map(head_of, others)]
        return entries.of(sorted(heads, key=attrgetter("published", "code"), reverse=True))
    both = (*entries, *others)
    return sorted(both, key=attrgetter("published_at", "code"), reverse=True)
