"""What follows from the entries of a site and several parts ask for: `site.shared(function)`.

Each passes over the archive once, so that no part has to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from operator import attrgetter

from kentongan.site.changes import rank
from kentongan.site.entry import Entry
from kentongan.site.model import Site


def notable(site: Site) -> Sequence[Entry]:
    """The listed entries that say more than most (`Entry.is_notable`), newest first."""
    return [entry for entry in site.listed if entry.is_notable]


def aside(site: Site) -> Sequence[Entry]:
    """The entries that no list shows."""
    if not site.guests:
        return site.unlisted
    listed = {entry.code for entry in site.listed}
    return [entry for code, entry in site.by_code.items() if code not in listed]


def by_kind(site: Site) -> Mapping[str, Sequence[Entry]]:
    """The listed entries of each kind that has any, newest first."""
    return _grouped(site.listed, attrgetter("kind"))


def by_unit(site: Site) -> Mapping[str, Sequence[Entry]]:
    """The listed entries of each unit that has any of its own, newest first."""
    return _grouped(site.listed, attrgetter("unit"))


def tags(site: Site) -> frozenset[str]:
    """The tags of the listed entries, as they are written."""
    return frozenset(chain.from_iterable(map(attrgetter("tags"), site.listed)))


def of_units(site: Site, family: Iterable[str]) -> Sequence[Entry]:
    """The listed entries of these units, newest first."""
    groups = site.shared(by_unit)
    own = [groups[unit] for unit in family if unit in groups]
    if len(own) == len(groups):
        return site.listed
    return own[0] if len(own) == 1 else sorted(chain(*own), key=rank, reverse=True)


def _grouped(
    entries: Iterable[Entry], group_of: Callable[[Entry], str]
) -> Mapping[str, Sequence[Entry]]:
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[group_of(entry)].append(entry)
    return dict(groups)
