"""What the home page shows: each story once, what holds now first, then the newest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain, islice

from kentongan.parts.lists.core import Settings
from kentongan.site import rolls
from kentongan.site.entry import Entry
from kentongan.site.model import Site
from kentongan.site.paging import List

# The kinds that hold for a time.
_TIMED = ("imbauan", "lalu-lintas", "pengumuman")
# Of how many times the entries that it shows the other languages are looked for.
_DEPTH = 4


@dataclass(frozen=True, slots=True)
class Front:
    """The entries of the page by their place on it.

    `versions` are those in another language, by the code of the Indonesian one. `older` is the
    numbered page that goes on after `latest`, 0 where there is none.
    """

    in_force: tuple[Entry, ...]
    latest: tuple[Entry, ...]
    of_kinds: Mapping[str, tuple[Entry, ...]]
    versions: Mapping[str, Entry]
    older: int


def front(site: Site, options: Settings, by_kind: Sequence[List]) -> Front:
    holding = in_force(site)
    kinds = [listing.entries[: _DEPTH * options.kind_size] for listing in by_kind]
    newest = site.listed[: _DEPTH * options.home_size]
    # A story stands on the page once, with a link to its other language.
    translated = versions(chain(newest, holding, *kinds))
    known = {other.code for other in translated.values()}
    now = first_of([entry for entry in holding if entry.code not in known], options.in_force_size)
    known |= {entry.code for entry in now}
    fresh = (entry for entry in site.listed if entry.code not in known)
    latest = tuple(site.front(fresh, options.home_size))
    known |= {entry.code for entry in latest}
    return Front(
        tuple(now),
        latest,
        {
            listing.entries[0].kind: tuple(_others(listing.entries, known, options.kind_size))
            for listing in by_kind
        },
        translated,
        _page_after(site.listed, latest, options.page_size),
    )


def versions(entries: Iterable[Entry]) -> dict[str, Entry]:
    """By code of an Indonesian release the same one in another language, where both are given."""
    by_slug: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_slug[entry.slug].append(entry)
    return {
        entry.code: other
        for same in by_slug.values()
        for entry in same
        if entry.lang == "id"
        for other in same
        if other.is_version_of(entry)
    }


def first_of(in_force: Sequence[Entry], most: int) -> list[Entry]:
    """What the home page shows of it: neither persons sought nor closures crowd the other out."""
    persons = [entry for entry in in_force if entry.is_sought]
    others = [entry for entry in in_force if not entry.is_sought]
    shown = persons[: max(most - len(others), (most + 1) // 2)]
    return [*shown, *others[: most - len(shown)]]


def in_force(site: Site) -> list[Entry]:
    """Releases in force: persons sought, then notices with a time; newest first within both."""
    holding = [
        entry
        for entry in site.shared(rolls.notable)
        if entry.is_sought or (entry.kind in _TIMED and (entry.valid_from or entry.valid_until))
        if entry.valid_until is None or not site.is_past(entry.valid_until)
        if entry.valid_from is None or site.is_past(entry.valid_from)
    ]
    return sorted(holding, key=lambda entry: not entry.is_sought)


def _others(entries: Iterable[Entry], known: Set[str], most: int) -> Iterator[Entry]:
    """The newest entries that the page does not show yet."""
    return islice((entry for entry in entries if entry.code not in known), most)


def _page_after(entries: Sequence[Entry], shown: Sequence[Entry], size: int) -> int:
    """The numbered page that continues after the last entry shown; 0 where there is none."""
    if not shown or len(entries) <= size:
        return 0
    left = len(entries) - max(map(entries.index, shown)) - 1
    return -(-left // size)
