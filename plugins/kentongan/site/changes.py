"""What changed since the last plan, so that a part plans from that alone.

A part that answers `touched(site, changes)` beside `collect(site)` yields at least the tasks whose
key may have changed, and `Gone` for those that are no more. `collect` stays: it plans the whole
site when more changed than releases, and tests hold `touched` to it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from kentongan.site.entry import Entry


class Change(NamedTuple):
    """A release as the last plan knew it and as it is now; None where it was not or is not."""

    before: Entry | None
    after: Entry | None

    def entries(self) -> Iterator[Entry]:
        """Both, as far as there are."""
        yield from (entry for entry in self if entry)

    def listed(self) -> Change:
        """The same with what lists show alone."""
        before, after = self
        return Change(
            before if before and before.state == "shown" else None,
            after if after and after.state == "shown" else None,
        )


@dataclass(frozen=True, slots=True)
class Gone:
    """The name of a task that is no more."""

    name: str


def rank(entry: Entry) -> tuple[datetime, str]:
    """What lists are sorted by, the newest first."""
    return entry.published_at, entry.code


@dataclass(slots=True)
class Shift:
    """How the entries of one list changed: in their place, or by coming and going."""

    edited: list[Entry] = field(default_factory=list)
    moved: list[Entry] = field(default_factory=list)
    more: int = 0  # by how many the list grew
    is_whole: bool = False  # what all its pages say of the list changed

    def stale_pages(
        self, entries: Sequence[Entry], size: int, least: int | None = None
    ) -> list[int]:
        """The numbered pages that may have changed.

        `entries` are those of the list now, newest first. Pages count from the oldest, so that
        what is older than all that moved keeps its page. `least` as in `page_count`.
        """
        total = len(entries)

        def from_oldest(place: int) -> tuple[datetime, str]:
            return rank(entries[total - 1 - place])

        pages = page_count(len(entries), size, least)
        earlier = page_count(len(entries) - self.more, size, least)
        if self.is_whole or not pages or not earlier:
            return list(range(1, pages + 1))

        def page_of(entry: Entry) -> int:
            return bisect_left(range(total), rank(entry), key=from_oldest) // size + 1

        stale = {page_of(entry) for entry in self.edited}
        for first in sorted(map(page_of, self.moved))[:1]:
            stale.update(range(first, pages + 1))
        if pages != earlier:  # the page that was the last, or is it now
            stale.add(min(pages, earlier))
        return sorted(number for number in stale if number <= pages)

    def vanished(self, total: int, size: int, least: int | None = 0) -> range:
        """The numbered pages that are no more, of a list that holds so many now."""
        earlier = page_count(total - self.more, size, least)
        return range(page_count(total, size, least) + 1, earlier + 1)


def page_count(total: int, size: int, least: int | None = None) -> int:
    """The numbered pages of a list; none while it holds no more than `least` (all on its front)."""
    return -(-total // size) if total > (size if least is None else least) else 0


@dataclass(frozen=True, slots=True)
class Changes:
    """All releases that changed; `near` are the codes of those whose own task may be done again."""

    changes: tuple[Change, ...]
    near: frozenset[str] = frozenset()

    def listed(self) -> list[Change]:
        """The changes of what lists show."""
        seen = (change.listed() for change in self.changes)
        return [change for change in seen if change.before or change.after]

    def entries(self) -> list[Entry]:
        """Each listed release before and after."""
        return [entry for change in self.listed() for entry in change.entries()]

    def groups(self, names_of: Callable[[Entry], Iterable[str]]) -> list[str]:
        """The lists that a changed release is or was in; `names_of` gives those of an entry."""
        return sorted({name for entry in self.entries() for name in names_of(entry)})

    def shift(self, belongs: Callable[[Entry], bool] = lambda entry: True) -> Shift:
        """How the list of the entries that belong to it changed."""
        shift = Shift()
        for change in self.listed():
            before, after = (entry if entry and belongs(entry) else None for entry in change)
            if before and after and rank(before) == rank(after):
                shift.edited.append(after)
                continue
            shift.moved += [entry for entry in (before, after) if entry]
            shift.more += bool(after) - bool(before)
        return shift
