"""The addresses in the sitemaps, with the time of their last change."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from kentongan.domain import addresses
from kentongan.parts.feeds import core
from kentongan.site import rolls
from kentongan.site.entry import Entry
from kentongan.site.heads import at, column
from kentongan.site.model import Site

# Far below the 50,000 that the protocol allows: a new release writes the last file anew, and
# publishing sends it.
LIMIT = 1_000

# Root-relative address and the last change in seconds since 1970, 0 when unknown.
Row = tuple[str, float]
Month = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Chunk:
    """The rows of a file of releases: there may be very many of them."""

    urls: tuple[str, ...]
    moments: array[float]

    def __iter__(self) -> Iterator[Row]:
        return zip(self.urls, self.moments, strict=True)

    def key(self) -> tuple[str, str]:
        """A text that identifies this chunk."""
        return " ".join(self.urls), hashlib.blake2b(self.moments.tobytes()).hexdigest()


def own(site: Site) -> Sequence[Entry]:
    """The releases with a page on this site, newest first."""
    return [entry for entry in site.listed if not entry.home] if site.guests else site.listed


def chunk(entries: Sequence[Entry], number: int, site: Site, limit: int) -> Chunk:
    """The releases, oldest first, in files of at most `limit`: only the last one grows."""
    end = len(entries) - (number - 1) * limit
    part = entries[max(0, end - limit) : end][::-1]
    return Chunk(
        tuple(column(part, "url")),
        array("d", core.moments_of(part, site)),
    )


def list_pages(
    site: Site, lists: Mapping[str, float], months: Mapping[Month, float]
) -> tuple[Row, ...]:
    """The front pages of lists (address and last change) and the pages about the site; `months`
    are those of the archive."""
    rows = dict(lists)
    for (year, month), moment in months.items():
        for page in (addresses.ARCHIVE, addresses.year(year), addresses.month(year, month)):
            rows[page] = max(rows.get(page, moment), moment)
    others = [
        addresses.HOME,
        addresses.UNITS,
        addresses.ARCHIVE,
        addresses.SOUGHT,
        addresses.CORRECTIONS,
        addresses.WITHDRAWALS,
        addresses.FEEDS,
    ]
    others += [unit.url for unit in site.units]
    others += [page.url for page in site.pages]
    for page in others:
        rows.setdefault(page, 0.0)
    return tuple(sorted(rows.items()))


def month_of(entry: Entry, site: Site) -> Month:
    """The month of the archive: when it happened."""
    moment = entry.happened_at.astimezone(site.zone)
    return moment.year, moment.month


def months(site: Site, known: Mapping[Month, float], stale: Set[Month]) -> dict[Month, float]:
    """The last change in each month of the archive, the newest month first; with none known, of
    all, else of those that are stale."""
    if known:
        of_months = [(*month, rolls.of_month(site, *month)) for month in stale]
    else:
        happened = column(site.listed, "happened")
        order = sorted(range(len(happened)), key=happened.__getitem__, reverse=True)
        of_months = [*core.months(at(site.listed, order), site.zone, "happened")]
    newest = {month: moment for month, moment in known.items() if month not in stale}
    for year, month, entries in of_months:
        if entries:
            newest[year, month] = max(core.moments_of(entries, site))
    return dict(sorted(newest.items(), reverse=True))


def newest(rows: Iterable[Row]) -> float:
    """The last change in a file."""
    return max((moment for _, moment in rows), default=0.0)
