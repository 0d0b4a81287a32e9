"""Where a release leads its reader next: the one before, the one after, and related ones."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from kentongan.site.changes import Change, rank
from kentongan.site.entry import Entry
from kentongan.site.heads import names, places

# What two releases may share: a tag or a place.
Topic = tuple[str, str]


# So many of the oldest of a unit have no older one of it but the one before them.
_HELPED = 2


class Neighbours(NamedTuple):
    older: Entry | None = None
    newer: Entry | None = None
    related: tuple[Entry, ...] = ()


class Neighbourhood:
    """Who stands around each entry of a list, newest first.

    Related are the newest older ones of the unit, so that a new release changes few pages. A unit
    that has none older is helped by what shares a tag or a place, then by what came later. No
    release is named twice.
    """

    def __init__(self, listed: Sequence[Entry], most: int) -> None:
        self._listed = listed
        self._most = most
        self._reach = most + 2  # two more: neighbours in time are left out
        self._units = {unit: places(listed, "unit", {unit}) for unit in names(listed, "unit")}

    def around(self, place: int) -> Neighbours:
        """The neighbours of the entry at a place of the list."""
        before, after = self._next(place, 1), self._next(place, -1)
        chosen: list[int] = []
        for related in self._related(place):
            others = [other for other in related if self._listed[other] not in (before, after)]
            chosen = sorted(others[: self._most])  # newest first
            if chosen:
                break
        return Neighbours(before, after, tuple([self._listed[other] for other in chosen]))

    def naming(self, changes: Iterable[Change]) -> set[int]:
        """The places of the entries whose page may name one that changed, or may have named it."""
        near: set[int] = set()
        topics: set[Topic] = set()
        units: set[str] = set()
        for entry in (entry for change in changes for entry in change.entries()):
            topics.update(_topics(entry))
            units.add(entry.unit)
            near.update(self._beside(entry))
            near.update(self._newer_of_unit(entry))
        for unit, of_unit in self._units.items():
            for place in of_unit[-_HELPED:]:
                if unit in units or not topics.isdisjoint(_topics(self._listed[place])):
                    near.add(place)
        return near

    def _beside(self, entry: Entry) -> Iterator[int]:
        """The place of an entry, or where it stood, and the next of its language on both sides."""
        place = self.place(entry)
        if place < len(self._listed) and self._listed[place].code == entry.code:
            yield place
            place_after = place + 1
        else:
            place_after = place
        for others in (range(place_after, len(self._listed)), range(place - 1, -1, -1)):
            same = (other for other in others if self._listed[other].lang == entry.lang)
            yield from islice(same, 1)

    def _newer_of_unit(self, entry: Entry) -> Sequence[int]:
        of_unit = self._units.get(entry.unit, [])
        order = bisect_left(of_unit, self.place(entry))
        return of_unit[max(0, order - self._reach - 1) : order]

    def place(self, entry: Entry) -> int:
        """Where an entry stands, or would stand."""
        newer, others = 0, len(self._listed)
        wanted = rank(entry)
        while newer < others:
            middle = (newer + others) // 2
            if rank(self._listed[middle]) > wanted:
                newer = middle + 1
            else:
                others = middle
        return newer

    def _next(self, place: int, step: int) -> Entry | None:
        """The next in the same language."""
        lang = self._listed[place].lang
        place += step
        while 0 <= place < len(self._listed):
            if self._listed[place].lang == lang:
                return self._listed[place]
            place += step
        return None

    def _related(self, place: int) -> Iterator[Sequence[int]]:
        """Choices, the best first; within each those with most in common first."""
        of_unit = self._units[self._listed[place].unit]
        order = bisect_left(of_unit, place)
        yield of_unit[order + 1 : order + 1 + self._reach]
        yield self._of_topics(place, range(place + 1, len(self._listed)))
        yield of_unit[max(0, order - self._reach) : order][::-1]
        yield self._of_topics(place, range(place - 1, -1, -1))

    def _of_topics(self, place: int, others: Iterable[int]) -> list[int]:
        """Of others, the nearest first, those that share topics with an entry."""
        topics = list(_topics(self._listed[place]))
        near: dict[Topic, list[int]] = {topic: [] for topic in topics}
        wanting = set(near)
        for other in others:
            if not wanting:
                break
            for topic in wanting.intersection(_topics(self._listed[other])):
                near[topic].append(other)
                if len(near[topic]) == self._reach:
                    wanting.discard(topic)
        shared: Counter[int] = Counter()
        for topic in topics:
            shared.update(near[topic])
        return [other for other, _ in shared.most_common(self._reach)]


def _topics(entry: Entry) -> Iterator[Topic]:
    for tag in entry.tags:
        yield "tag", tag.casefold()
    for place in dict.fromkeys(entry.location.casefold().split(",")):
        if place.strip():
            yield "tempat", place.strip()
