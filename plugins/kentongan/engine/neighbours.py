"""Where a release leads its reader next: the one before, the one after, and related ones."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from kentongan.site.model import Entry

# What two releases may share: a tag or a place.
Trait = tuple[str, str]


class Neighbours(NamedTuple):
    older: Entry | None = None
    newer: Entry | None = None
    related: tuple[Entry, ...] = ()


def neighbours(listed: Sequence[Entry], most: int) -> dict[str, Neighbours]:
    """By code the neighbours of each entry; `listed` is newest first.

    Related are the newest older ones of the unit, so that a new release changes few pages. A unit
    that has none older is helped by what shares a tag or a place, then by what came later. No
    release is named twice.
    """
    traits = _Traits(listed, most + 2)  # two more: neighbours in time are left out
    older, newer = _next_in(listed), _next_in(reversed(listed))
    around: dict[str, Neighbours] = {}
    for place, entry in enumerate(listed):
        before, after = older[entry.code], newer[entry.code]
        chosen: list[int] = []
        for related in traits.related(place):
            chosen = [other for other in related if listed[other] not in (before, after)][:most]
            if chosen:
                break
        entries = tuple([listed[other] for other in sorted(chosen)])  # newest first
        around[entry.code] = Neighbours(before, after, entries)
    return around


def _next_in(entries: Iterable[Entry]) -> dict[str, Entry | None]:
    """For each entry the one that follows in the same language."""
    following: dict[str, Entry | None] = {}
    last: dict[str, str] = {}
    for entry in entries:
        following[entry.code] = None
        if entry.lang in last:
            following[last[entry.lang]] = entry
        last[entry.lang] = entry.code
    return following


class _Traits:
    """By trait the places of the entries that have it, newest first."""

    def __init__(self, listed: Sequence[Entry], most: int) -> None:
        self._listed = listed
        self._most = most
        self._units: defaultdict[str, list[int]] = defaultdict(list)
        self._order: list[int] = []  # of each entry within its unit
        for place, entry in enumerate(listed):
            of_unit = self._units[entry.unit]
            self._order.append(len(of_unit))
            of_unit.append(place)

    def related(self, place: int) -> Iterator[Sequence[int]]:
        """Choices, the best first; within each those with most in common first."""
        of_unit, order = self._units[self._listed[place].unit], self._order[place]
        yield of_unit[order + 1 : order + 1 + self._most]
        yield self._of_topics(place, is_older=True)
        yield of_unit[max(0, order - self._most) : order][::-1]
        yield self._of_topics(place, is_older=False)

    def _of_topics(self, place: int, *, is_older: bool) -> list[int]:
        shared: Counter[int] = Counter()
        for topic in _topics(self._listed[place]):
            places = self._topics[topic]
            order = bisect_left(places, place)
            nearest = slice(max(0, order - self._most), order)
            older = places[order + 1 : order + 1 + self._most]
            shared.update(older if is_older else places[nearest][::-1])
        return [other for other, _ in shared.most_common(self._most)]

    @cached_property
    def _topics(self) -> Mapping[Trait, list[int]]:
        """Only a unit with nobody older asks for these."""
        topics: defaultdict[Trait, list[int]] = defaultdict(list)
        known: dict[tuple[object, str], tuple[Trait, ...]] = {}
        for place, entry in enumerate(self._listed):
            written = (entry.tags, entry.location)
            if written not in known:
                known[written] = tuple(dict.fromkeys(_topics(entry)))
            for topic in known[written]:
                topics[topic].append(place)
        return topics


def _topics(entry: Entry) -> Iterator[Trait]:
    for tag in entry.tags:
        yield "tag", tag.casefold()
    for place in dict.fromkeys(entry.location.casefold().split(",")):
        if place.strip():
            yield "tempat", place.strip()
