"""The pages of units as tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from functools import cache

from kentongan.domain import addresses, settings
from kentongan.domain.units import Unit
from kentongan.parts.units import core
from kentongan.site import paging, rolls
from kentongan.site.changes import Changes, Gone
from kentongan.site.entry import Entry
from kentongan.site.model import File, Site, Task
from kentongan.site.paging import List


def collect(site: Site) -> Iterator[Task]:
    size = settings.read(site.settings, core.Settings).page_size
    news = _by_unit(site)
    for unit in site.units:
        yield from paging.tasks(site, _list(site, unit, news[unit.slug]), size)
    yield Task("satuan", (tuple(repr(unit) for unit in site.units),), make_tree)


def touched(site: Site, changes: Changes) -> Iterator[Task | Gone]:
    size = settings.read(site.settings, core.Settings).page_size
    for slug in changes.groups(lambda entry: site.units.line(entry.unit)):
        family = site.units.family(slug)

        def belongs(entry: Entry, family: Set[str] = family) -> bool:
            return entry.unit in family

        if unit := site.units.get(slug):
            listing = _list(site, unit, rolls.of_units(site, family))
            yield from paging.touched(site, listing, size, changes.shift(belongs))


def _list(site: Site, unit: Unit, entries: Sequence[Entry]) -> List:
    """The releases of a unit and of those below it, under its profile."""
    ancestors = site.units.ancestors(unit.slug)
    children = site.units.children(unit.slug)
    neighbours = core.neighbours(site.units, unit)
    return List(
        unit.url,
        unit.name,
        entries,
        template="unit.html",
        sections=(addresses.of_unit(unit.slug),),
        is_kept=True,
        extra=(
            ("unit", unit),
            ("ancestors", ancestors),
            ("children", children),
            ("neighbours", neighbours),
        ),
        extra_key=(
            repr(unit),
            unit.html,
            tuple((other.slug, other.name) for other in (*ancestors, *children, *neighbours)),
        ),
    )


def _by_unit(site: Site) -> dict[str, list[Entry]]:
    """The releases of each unit and of the units below it, newest first."""
    by_unit: defaultdict[str, list[Entry]] = defaultdict(list)
    line_of = cache(site.units.line)
    for entry in site.listed:
        for slug in line_of(entry.unit):
            by_unit[slug].append(entry)
    return by_unit


def make_tree(site: Site) -> Iterator[File]:
    page = site.render("units.html", units=list(site.units), areas=core.areas(site.units))
    yield addresses.file(addresses.UNITS), page
