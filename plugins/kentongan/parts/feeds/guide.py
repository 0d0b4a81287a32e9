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


def groups(site: Site, rows: Sequence[tuple[str, str, str]]) -> list[Group]:
    """The sections (folder, title, page) in groups; units in the order of their tree."""
    pages = {folder: (title, page) for folder, title, page in rows}
    whole = [
        Line("Semua berita" if not folder else "Ralat dan pencabutan", folder, pages[folder][1])
        for folder in (addresses.WHOLE_SITE, addresses.NOTICES)
        if folder in pages
    ]
    units = [
        Line(unit.name, folder, unit.url, len(site.units.ancestors(unit.slug)))
        for unit in site.units
        if (folder := addresses.of_unit(unit.slug)) in pages
    ]
    kinds = [
        Line(label, folder, pages[folder][1])
        for kind, label in KINDS.items()
        if (folder := addresses.of_kind(kind)) in pages
    ]
    ending = f" – {site.name}"
    tags = [
        Line(title.removeprefix("Topik: ").removesuffix(ending), folder, page)
        for folder, (title, page) in pages.items()
        if addresses.group_of(folder)[0] == addresses.TAGS
    ]
    tags.sort(key=lambda line: (line.title.casefold(), line.folder))
    lines_by_title = [
        ("Seluruh situs", whole),
        ("Satuan", units),
        ("Jenis", kinds),
        ("Topik", tags),
    ]
    return [Group(title, tuple(lines)) for title, lines in lines_by_title if lines]
