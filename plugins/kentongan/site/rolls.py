"""What follows from the entries of a site and several parts ask for: `site.shared(function)`.

Each passes over the archive once, so that no part has to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import datetime

from kentongan.site.entry import Entry
from kentongan.site.heads import between, grouped, having, names
from kentongan.site.model import Site


def notable(site: Site) -> Sequence[Entry]:
    """The listed entries that say more than most (`Entry.is_notable`), newest first."""
    return having(site.listed, "is_notable", {True})


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
    return names(site.listed, "tags")


def of_units(site: Site, family: Set[str]) -> Sequence[Entry]:
    """The listed entries of these units, newest first."""
    return having(site.listed, "unit", family)


def bounds(site: Site, year: int, month: int) -> tuple[float, float]:
    """Where a month of the site's zone begins and ends, in seconds since 1970."""
    after = (year + month // 12, month % 12 + 1)
    days = datetime(year, month, 1, tzinfo=site.zone), datetime(*after, 1, tzinfo=site.zone)
    return days[0].timestamp(), days[1].timestamp()


def of_month(site: Site, year: int, month: int) -> Sequence[Entry]:
    """The listed entries of what happened in a month, newest publication first."""
    return between(site.listed, "happened", *bounds(site, year, month))


def tagged(site: Site, written: Set[str]) -> Sequence[Entry]:
    """The listed entries that have one of these tags, newest first."""
    return having(site.listed, "tags", written)
