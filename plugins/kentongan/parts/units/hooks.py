"""The pages of units as tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kentongan.domain import addresses, settings
from kentongan.parts.units import core
from kentongan.site import paging
from kentongan.site.model import Entry, File, Site, Task
from kentongan.site.paging import List


def collect(site: Site) -> Iterator[Task]:
    size = settings.read(site.settings, core.Settings).page_size
    news = _by_unit(site)
    for unit in site.units:
        ancestors = site.units.ancestors(unit.slug)
        children = site.units.children(unit.slug)
        neighbours = core.neighbours(site.units, unit)
        listing = List(
            unit.url,
            unit.name,
            news[unit.slug],
            template="unit.html",
            sections=(addresses.of_unit(unit.slug),),
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
        yield from paging.tasks(site, listing, size)
    yield Task("satuan", (tuple(repr(unit) for unit in site.units),), make_tree)


def _by_unit(site: Site) -> dict[str, list[Entry]]:
    """The releases of each unit and of the units below it, newest first."""
    by_unit: defaultdict[str, list[Entry]] = defaultdict(list)
    lines: dict[str, list[str]] = {}
    for entry in site.listed:
        line = lines.get(entry.unit)
        if line is None:
            ancestors = site.units.ancestors(entry.unit)
            line = lines[entry.unit] = [entry.unit, *(unit.slug for unit in ancestors)]
        for slug in line:
            by_unit[slug].append(entry)
    return by_unit


def make_tree(site: Site) -> Iterator[File]:
    page = site.render("units.html", units=list(site.units), areas=core.areas(site.units))
    yield addresses.file(addresses.UNITS), page
