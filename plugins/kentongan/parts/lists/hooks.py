"""The lists as tasks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from kentongan.domain import settings
from kentongan.parts.lists import core
from kentongan.site import paging
from kentongan.site.model import Entry, File, Site, Task
from kentongan.site.paging import List


def collect(site: Site) -> Iterator[Task]:
    options = settings.read(site.settings, core.Settings)
    by_kind = core.kinds(site.listed)
    by_month = core.months(site)
    home = List("/", "Berita terbaru", site.listed)
    yield _home(site, options, by_kind, core.in_force(site))
    # The front of this list is the home page.
    yield from islice(paging.tasks(site, home, options.page_size), 1, None)
    for one in (*by_kind, *core.tags(site.listed), *core.month_lists(by_month)):
        yield from paging.tasks(site, one, options.page_size)
    yield from _archives(core.counts(by_month))


def _home(
    site: Site, options: core.Settings, by_kind: Iterable[List], in_force: list[Entry]
) -> Task:
    latest = tuple(site.listed[: options.home_size])
    kinds_latest = tuple(
        (one.path.split("/")[2], tuple(one.entries[: options.kind_size])) for one in by_kind
    )
    units = tuple((unit.slug, unit.name, unit.parent) for unit in site.units)
    key = (
        paging.marks(site, latest),
        paging.marks(site, in_force),
        tuple((slug, paging.marks(site, entries)) for slug, entries in kinds_latest),
        units,
    )
    older = len(site.listed) > options.home_size
    return Task("beranda", (*key, older), make_home, (latest, tuple(in_force), kinds_latest))


def make_home(
    site: Site,
    latest: tuple[Entry, ...],
    in_force: tuple[Entry, ...],
    kinds_latest: tuple[tuple[str, tuple[Entry, ...]], ...],
) -> Iterator[File]:
    page = site.render(
        "home.html",
        entries=latest,
        in_force=in_force,
        kinds_latest=dict(kinds_latest),
        units=list(site.units),
        sections=(),
    )
    yield "index.html", page


def _archives(years: dict[int, dict[int, int]]) -> Iterator[Task]:
    plain = tuple((year, tuple(counts.items())) for year, counts in years.items())
    yield Task("arsip", (plain,), make_archive, ("/arsip/", "Arsip", years))
    for year, counts in years.items():
        yield Task(
            f"arsip:{year}",
            (tuple(counts.items()),),
            make_archive,
            (f"/arsip/{year:04}/", f"Arsip {year}", {year: counts}),
        )


def make_archive(
    site: Site, path: str, title: str, years: dict[int, dict[int, int]]
) -> Iterator[File]:
    page = site.render("archive.html", path=path, title=title, years=years)
    yield f"{path[1:]}index.html", page
