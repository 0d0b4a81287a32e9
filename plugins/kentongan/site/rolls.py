"""What follows from the entries of a site and several parts ask for: `site.shared(function)`.

Each passes over the archive once, so that no part has to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from itertools import chain

from kentongan.site.entry import Entry
from kentongan.site.heads import column, grouped, where
from kentongan.site.model import Site


def notable(site: Site) -> Sequence[Entry]:
    """The listed entries that say more than most (`Entry.is_notable`), newest first."""
    return where(site.listed, "is_notable", bool)


def aside(site: Site) -> Sequence[Entry]:
    """The entries that no list shows."""
    if not site.guests:
        return site.unlisted
    listed = {entry.code for entry in site.listed}
    return [entry for code, entry in site.by_code.items() if code not in listed]


def by_kind(site: Site) -> Mapping[str, Sequence[Entry]]:
    """The listed entries of each kind that has any, newest first."""
    return grouped(site.listed, "kind")


def by_unit(site: Site) -> Mapping[str, Sequence[Entry]]:
    """The listed entries of each unit that has any of its own, newest first."""
    return grouped(site.listed, "unit")


def tags(site: Site) -> frozenset[str]:
    """The tags of the listed entries, as they are written."""
    return frozenset(chain.from_iterable(column(site.listed, "tags")))


def of_units(site: Site, family: Set[str]) -> Sequence[Entry]:
    """The listed entries of these units, newest first."""
    return where(site.listed, "unit", family.__contains__)
