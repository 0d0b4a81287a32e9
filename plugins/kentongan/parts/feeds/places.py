"""The addresses in the sitemaps, with the time of their last change."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from kentongan.domain import addresses
from kentongan.parts.feeds import core
from kentongan.site.model import Entry, Site

# Far below the 50,000 that the protocol allows: a new release writes the last file anew, and
# publishing sends it.
LIMIT = 1_000

# Root-relative address and the last change in seconds since 1970, 0 when unknown.
Row = tuple[str, float]


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
        tuple(entry.url for entry in part),
        array("d", [core.changed_at(entry, site).timestamp() for entry in part]),
    )


def list_pages(site: Site, lists: Mapping[str, datetime]) -> tuple[Row, ...]:
    """The front pages of lists (address and last change) and the pages about the site."""
    newest = dict(lists)
    _add_archives(site, newest)
    rows = {page: moment.timestamp() for page, moment in newest.items()}
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


def _add_archives(site: Site, newest: dict[str, datetime]) -> None:
    """`/arsip/YYYY/` and `/arsip/YYYY/MM/`, by the month in which something happened."""
    ordered = sorted(site.listed, key=attrgetter("happened_at"), reverse=True)
    for year, month, entries in core.months(ordered, site.zone, "happened_at"):
        moment = max(core.changed_at(entry, site) for entry in entries)
        for page in (addresses.ARCHIVE, addresses.year(year), addresses.month(year, month)):
            newest[page] = max(newest.get(page, moment), moment)


def newest(rows: Iterable[Row]) -> float:
    """The last change in a file."""
    return max((moment for _, moment in rows), default=0.0)
