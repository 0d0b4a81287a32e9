"""The feeds in groups, for the page that lists them and for OPML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kentongan.domain import addresses
from kentongan.domain.release import KINDS
from kentongan.site.model import Site


@dataclass(frozen=True, slots=True)
class Line:
    """A section of the feeds. `depth` is the place of a unit below others."""

    title: str
    folder: str
    page: str
    depth: int = 0

    @property
    def feeds(self) -> tuple[tuple[str, str], ...]:
        """Name of the format and root-relative address."""
        return tuple(
            (label, addresses.feed(self.folder, file))
            for file, (label, _) in addresses.FORMATS.items()
        )


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    lines: tuple[Line, ...]


# Folder, tag (if it belongs to one) and page of each section.
Rows = Sequence[tuple[str, str, str]]


def groups(site: Site, rows: Rows) -> list[Group]:
    """The sections in groups; units in the order of their tree."""
    pages = {folder: page for folder, _, page in rows}
    whole = [
        Line("Semua berita" if not folder else "Ralat dan pencabutan", folder, pages[folder])
        for folder in (addresses.WHOLE_SITE, addresses.NOTICES)
        if folder in pages
    ]
    units = [
        Line(unit.name, folder, unit.url, len(site.units.ancestors(unit.slug)))
        for unit in site.units
        if (folder := addresses.of_unit(unit.slug)) in pages
    ]
    kinds = [
        Line(label, folder, pages[folder])
        for kind, label in KINDS.items()
        if (folder := addresses.of_kind(kind)) in pages
    ]
    tags = [Line(tag, folder, page) for folder, tag, page in rows if tag]
    tags.sort(key=lambda line: (line.title.casefold(), line.folder))
    lines_by_title = [
        ("Seluruh situs", whole),
        ("Satuan", units),
        ("Jenis", kinds),
        ("Topik", tags),
    ]
    return [Group(title, tuple(lines)) for title, lines in lines_by_title if lines]
