"""Numbered pages of lists: they count from the oldest release, and the front shows the newest.

A full page never changes again when a release is added: only the front and the last page do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kentongan.domain import addresses
from kentongan.site.changes import Gone, Shift, page_count
from kentongan.site.entry import Entry
from kentongan.site.model import File, Site, Task

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
    is_kept: bool = False  # it stays when it is empty
    extra: tuple[tuple[str, Any], ...] = ()
    extra_key: Key = ()


def tasks(site: Site, listing: List, size: int) -> Iterator[Task]:
    """The tasks of a list: its front, and numbered pages once there are more than fit there."""
    yield _front(site, listing, size)
    pages = page_count(len(listing.entries), size)
    yield from _numbered(site, listing, size, range(1, pages + 1))


def touched(site: Site, listing: List, size: int, shift: Shift) -> Iterator[Task | Gone]:
    """The tasks of a list that changed as `shift` says."""
    if listing.entries or listing.is_kept:
        yield _front(site, listing, size)
    else:
        yield Gone(f"daftar:{listing.path}")
    yield from touched_pages(site, listing, size, shift)


def touched_pages(site: Site, listing: List, size: int, shift: Shift) -> Iterator[Task | Gone]:
    """The same without the front."""
    yield from _numbered(site, listing, size, shift.stale_pages(listing.entries, size))
    for number in shift.vanished(len(listing.entries), size, least=None):
        yield Gone(f"daftar:{addresses.numbered(listing.path, number)}")


def _front(site: Site, listing: List, size: int) -> Task:
    front = tuple(listing.entries[:size])
    older = max(0, page_count(len(listing.entries), size) - 1)
    return Task(
        f"daftar:{listing.path}",
        (_base(listing), marks(site, front), older),
        render_page,
        (replace(listing, entries=()), front, None, older),
    )


def _numbered(site: Site, listing: List, size: int, numbers: Iterable[int]) -> Iterator[Task]:
    bare, base, total = replace(listing, entries=()), _base(listing), len(listing.entries)
    pages = page_count(total, size)
    for number in numbers:
        block = tuple(listing.entries[max(0, total - number * size) : total - (number - 1) * size])
        newest = number + 1 if number < pages else number
        yield Task(
            f"daftar:{addresses.numbered(listing.path, number)}",
            (base, marks(site, block), newest),
            render_page,
            (bare, block, number, newest),
        )


def _base(listing: List) -> Key:
    return listing.title, listing.description, listing.extra_key


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
    return tuple([site.mark(entry.code) for entry in entries])
