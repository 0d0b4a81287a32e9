"""A site whose entries are loaded when they are asked for, as those of a build are."""

from __future__ import annotations

from kentongan.site.entry import Entry
from kentongan.site.heads import ByCode, Entries, Table, head_of
from kentongan.site.model import Site


def lazily(site: Site) -> tuple[Site, set[str]]:
    """The site with such entries, and the codes of those that have been asked for."""
    entries: dict[str, Entry] = dict(site.by_code)
    asked: set[str] = set()

    def load(code: str, digest: str) -> Entry:
        asked.add(code)
        return entries[code]

    site.listed = Entries(Table.of([head_of(entry) for entry in site.listed]), load)
    site.by_code = ByCode(Entries(Table.of([*map(head_of, entries.values())]), load))
    return site, asked
