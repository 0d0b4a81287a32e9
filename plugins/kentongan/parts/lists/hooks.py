"""The lists as tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from kentongan.domain import addresses, settings
from kentongan.parts.lists import core, home
from kentongan.site import paging
from kentongan.site.changes import Changes, Gone
from kentongan.site.model import File, Site, Task
from kentongan.site.paging import List
from kentongan.site.stored import dump, load

_TABLE, _COUNTS = "lists", "months"


def collect(site: Site) -> Iterator[Task]:
    options = settings.read(site.settings, core.Settings)
    by_kind = core.kinds(site)
    by_month = core.months(site)
    yield _home(site, options, by_kind)
    # The front of this list is the home page.
    yield from islice(paging.tasks(site, _all(site), options.page_size), 1, None)
    for listing in (*by_kind, *core.tags(site.listed), *core.month_lists(by_month)):
        yield from paging.tasks(site, listing, options.page_size)
    counts = {month: len(entries) for month, entries in by_month.items()}
    site.store.blobs(_TABLE).put(_COUNTS, dump(counts))
    yield from _archives(core.years(counts))


def touched(site: Site, changes: Changes) -> Iterator[Task | Gone]:
    options = settings.read(site.settings, core.Settings)
    yield _home(site, options, core.kinds(site))
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


def _home(site: Site, options: core.Settings, by_kind: Sequence[List]) -> Task:
    front = home.front(site, options, by_kind)
    key = (
        paging.marks(site, front.latest),
        paging.marks(site, front.in_force),
        tuple((kind, paging.marks(site, entries)) for kind, entries in front.of_kinds.items()),
        tuple((unit.slug, unit.name, unit.parent) for unit in site.units),
        tuple((code, other.url, other.lang) for code, other in front.versions.items()),
        front.older,
    )
    return Task("beranda", key, make_home, (front,))


def make_home(site: Site, front: home.Front) -> Iterator[File]:
    page = site.render(
        "home.html",
        pages=front.older,
        entries=front.latest,
        in_force=front.in_force,
        kinds_latest=front.of_kinds,
        versions=front.versions,
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
