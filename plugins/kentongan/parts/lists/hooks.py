"""The lists as tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, islice

from kentongan.domain import addresses, settings
from kentongan.parts.lists import core
from kentongan.site import paging
from kentongan.site.changes import Changes, Gone
from kentongan.site.model import Entry, File, Site, Task
from kentongan.site.paging import List
from kentongan.site.stored import dump, load

_TABLE, _COUNTS = "lists", "months"


def collect(site: Site) -> Iterator[Task]:
    options = settings.read(site.settings, core.Settings)
    by_kind = core.kinds(site.listed)
    by_month = core.months(site)
    yield _home(site, options, by_kind, core.in_force(site))
    # The front of this list is the home page.
    yield from islice(paging.tasks(site, _all(site), options.page_size), 1, None)
    for listing in (*by_kind, *core.tags(site.listed), *core.month_lists(by_month)):
        yield from paging.tasks(site, listing, options.page_size)
    counts = {month: len(entries) for month, entries in by_month.items()}
    site.store.blobs(_TABLE).put(_COUNTS, dump(counts))
    yield from _archives(core.years(counts))


def touched(site: Site, changes: Changes) -> Iterator[Task | Gone]:
    options = settings.read(site.settings, core.Settings)
    yield _home(site, options, core.kinds(site.listed), core.in_force(site))
    yield from paging.touched_pages(site, _all(site), options.page_size, changes.shift())
    for listing, shift in core.touched(site, changes):
        yield from paging.touched(site, listing, options.page_size, shift)
    yield from _touched_archives(site, changes)


def _all(site: Site) -> List:
    return List(addresses.HOME, "Berita terbaru", site.listed)


def _touched_archives(site: Site, changes: Changes) -> Iterator[Task | Gone]:
    """The pages of years and months, where a release came, went or moved to another month."""
    table = site.store.blobs(_TABLE)
    before: dict[tuple[int, int], int] = load(table.get(_COUNTS), {})
    counts = Counter(before)
    for change in changes.listed():
        counts.subtract(core.month_of(entry, site) for entry in change[:1] if entry)
        counts.update(core.month_of(entry, site) for entry in change[1:] if entry)
    now = {month: count for month, count in sorted(counts.items(), reverse=True) if count}
    if now != before:
        table.put(_COUNTS, dump(now))
        yield from _archives(core.years(now))
        gone = {year for year, _ in before} - {year for year, _ in now}
        yield from (Gone(f"arsip:{year}") for year in sorted(gone))


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
        (listing.entries[0].kind, tuple(_others(listing.entries, known, options.kind_size)))
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
