"""Where a release leads its reader next: the one before, the one after, and related ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kentongan.site.model import Entry


class Neighbours(NamedTuple):
    older: Entry | None = None
    newer: Entry | None = None
    related: tuple[Entry, ...] = ()


def neighbours(listed: Sequence[Entry], most: int) -> dict[str, Neighbours]:
    """By code the neighbours of each entry; `listed` is newest first.

    Related are the newest older ones of the unit, so that a new release changes few pages. A unit
    that has none older is helped by what shares a tag or a place, then by what came later.
    """
    related = _related(listed, most + 1)  # one more, since a neighbour in time is not said twice
    older, newer = _next_in(listed), _next_in(reversed(listed))
    return {
        entry.code: _without_repetition(
            Neighbours(older[entry.code], newer[entry.code], related[entry.code]), most
        )
        for entry in listed
    }


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


def _without_repetition(around: Neighbours, most: int) -> Neighbours:
    in_time = {entry.code for entry in (around.older, around.newer) if entry}
    others = tuple(entry for entry in around.related if entry.code not in in_time)
    chosen = (others or around.related)[:most]
    newest_first = sorted(chosen, key=lambda entry: (entry.published_at, entry.code), reverse=True)
    return around._replace(related=tuple(newest_first))


def _related(listed: Sequence[Entry], most: int) -> dict[str, tuple[Entry, ...]]:
    related: dict[str, tuple[Entry, ...]] = {}
    for walk in (reversed(listed), iter(listed)):
        passed = _Passed(most)
        for entry in walk:
            if not related.get(entry.code):
                related[entry.code] = passed.of_unit(entry) or passed.of_topic(entry)
            passed.add(entry)
    return related


class _Passed:
    """The entries that a walk has passed last, by unit, tag and place."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._last: defaultdict[tuple[str, str], tuple[Entry, ...]] = defaultdict(tuple)

    def add(self, entry: Entry) -> None:
        for key in (("unit", entry.unit), *_topics(entry)):
            self._last[key] = (entry, *self._last[key])[: self._most]

    def of_unit(self, entry: Entry) -> tuple[Entry, ...]:
        return self._last.get(("unit", entry.unit), ())

    def of_topic(self, entry: Entry) -> tuple[Entry, ...]:
        """Those with most in common first."""
        shared: dict[str, list[Entry]] = {}
        for key in _topics(entry):
            for other in self._last.get(key, ()):
                shared.setdefault(other.code, []).append(other)
        ranked = sorted(shared.values(), key=len, reverse=True)
        return tuple(others[0] for others in ranked[: self._most])


def _topics(entry: Entry) -> Iterator[tuple[str, str]]:
    for tag in entry.tags:
        yield "tag", tag.casefold()
    for place in dict.fromkeys(entry.location.casefold().split(",")):
        if place.strip():
            yield "tempat", place.strip()
