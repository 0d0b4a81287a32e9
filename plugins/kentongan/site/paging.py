"""Numbered pages of lists: they count from the oldest release, and the front shows the newest.

A full page never changes again when a release is added: only the front and the last page do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kentongan.domain import addresses
from kentongan.site.model import Entry, File, Site, Task

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class List:
    """A list of releases at `path` (root-relative), newest first."""

    path: str
    title: str
    entries: Sequence[Entry]
    description: str = ""
    template: str = "list.html"
    sections: tuple[str, ...] = ()
    extra: tuple[tuple[str, Any], ...] = ()
    extra_key: Key = ()


def tasks(site: Site, listing: List, size: int) -> Iterator[Task]:
    """The tasks of a list: its front, and numbered pages once there are more than fit there."""
    entries = tuple(listing.entries)
    total = len(entries)
    pages = -(-total // size) if total > size else 0
    bare = replace(listing, entries=())
    base = (listing.title, listing.description, listing.extra_key)
    front = entries[:size]
    older = -(-(total - size) // size) if pages else 0
    yield Task(
        f"daftar:{listing.path}",
        (base, marks(site, front), older),
        render_page,
        (bare, front, None, older),
    )
    for number in range(1, pages + 1):
        block = entries[max(0, total - number * size) : total - (number - 1) * size]
        newest = number + 1 if number < pages else number
        yield Task(
            f"daftar:{addresses.numbered(listing.path, number)}",
            (base, marks(site, block), newest),
            render_page,
            (bare, block, number, newest),
        )


def render_page(
    site: Site, listing: List, entries: Sequence[Entry], number: int | None, pages: int
) -> Iterable[File]:
    """One page of a list.

    On the front `number` is None and `pages` is the page that continues it (0: none). A numbered
    page knows only whether there is a newer one: then `pages` is larger than `number`.
    """
    folder = listing.path if number is None else addresses.numbered(listing.path, number)
    yield (
        addresses.file(folder),
        site.render(
            listing.template,
            title=listing.title,
            description=listing.description,
            path=listing.path,
            entries=entries,
            page=number,
            pages=pages,
            sections=listing.sections,
            **dict(listing.extra),
        ),
    )


def marks(site: Site, entries: Iterable[Entry]) -> tuple[str, ...]:
    """A text for each entry that changes with what the list shows of it."""
    known = site.marks
    return tuple([known[entry.code] for entry in entries])
