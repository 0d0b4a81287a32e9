"""The lists as tasks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, islice

from kentongan.domain import addresses, settings
from kentongan.parts.lists import core
from kentongan.site import paging
from kentongan.site.model import Entry, File, Site, Task
from kentongan.site.paging import List


def collect(site: Site) -> Iterator[Task]:
    options = settings.read(site.settings, core.Settings)
    by_kind = core.kinds(site.listed)
    by_month = core.months(site)
    home = List(addresses.HOME, "Berita terbaru", site.listed)
    yield _home(site, options, by_kind, core.in_force(site))
    # The front of this list is the home page.
    yield from islice(paging.tasks(site, home, options.page_size), 1, None)
    for listing in (*by_kind, *core.tags(site.listed), *core.month_lists(by_month)):
        yield from paging.tasks(site, listing, options.page_size)
    yield from _archives(core.counts(by_month))


def _home(
    site: Site, options: core.Settings, by_kind: Iterable[List], in_force: list[Entry]
) -> Task:
    # A story stands on the page once, with a link to its other language.
    kinds = [listing.entries[: 4 * options.kind_size] for listing in by_kind]
    versions = core.versions(chain(site.listed[: 4 * options.home_size], in_force, *kinds))
    known = {other.code for other in versions.values()}
    now = core.first_of(
        [entry for entry in in_force if entry.code not in known], options.in_force_size
    )
    known |= {entry.code for entry in now}
    fresh = (entry for entry in site.listed if entry.code not in known)
    latest = tuple(site.front(fresh, options.home_size))
    known |= {entry.code for entry in latest}
    kinds_latest = tuple(
        (listing.path.split("/")[2], tuple(_others(listing.entries, known, options.kind_size)))
        for listing in by_kind
    )
    units = tuple((unit.slug, unit.name, unit.parent) for unit in site.units)
    key = (
        paging.marks(site, latest),
        paging.marks(site, now),
        tuple((slug, paging.marks(site, entries)) for slug, entries in kinds_latest),
        units,
        tuple((code, other.url, other.lang) for code, other in versions.items()),
    )
    older = _page_after(site.listed, latest, options.page_size)
    args = (latest, tuple(now), kinds_latest, versions, older)
    return Task("beranda", (*key, older), make_home, args)


def _page_after(entries: Sequence[Entry], shown: Sequence[Entry], size: int) -> int:
    """The numbered page that continues after the last entry shown; 0 where there is none."""
    if not shown or len(entries) <= size:
        return 0
    left = len(entries) - max(map(entries.index, shown)) - 1
    return -(-left // size)


def _others(entries: Iterable[Entry], known: Set[str], most: int) -> Iterator[Entry]:
    """The newest entries that the page does not show yet."""
    return islice((entry for entry in entries if entry.code not in known), most)


def make_home(
    site: Site,
    latest: tuple[Entry, ...],
    in_force: tuple[Entry, ...],
    kinds_latest: tuple[tuple[str, tuple[Entry, ...]], ...],
    versions: Mapping[str, Entry],
    older: int,
) -> Iterator[File]:
    page = site.render(
        "home.html",
        pages=older,
        entries=latest,
        in_force=in_force,
        kinds_latest=dict(kinds_latest),
        versions=versions,
        units=list(site.units),
        sections=(),
    )
    yield addresses.file(addresses.HOME), page


def _archives(years: dict[int, dict[int, int]]) -> Iterator[Task]:
    plain = tuple((year, tuple(counts.items())) for year, counts in years.items())
    yield Task("arsip", (plain,), make_archive, (addresses.ARCHIVE, "Arsip", years))
    for year, counts in years.items():
        yield Task(
            f"arsip:{year}",
            (tuple(counts.items()),),
            make_archive,
            (addresses.year(year), f"Arsip {year}", {year: counts}),
        )


def make_archive(
    site: Site, path: str, title: str, years: dict[int, dict[int, int]]
) -> Iterator[File]:
    page = site.render("archive.html", path=path, title=title, years=years)
    yield addresses.file(path), page
