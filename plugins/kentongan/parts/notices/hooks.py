"""The notice pages and the calendar as tasks."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.domain import addresses
from kentongan.parts.notices import core
from kentongan.parts.notices.core import Notice
from kentongan.site.entry import Entry
from kentongan.site.model import File, Site, Task
from kentongan.site.paging import marks


def collect(site: Site) -> Iterator[Task]:
    pages = core.notices(site)
    # The pages link to the feed of notices as soon as it exists.
    has_feed = bool(site.unlisted) or any(notice.entries for notice in pages)
    for notice in pages:
        key = (marks(site, notice.entries), has_feed)
        yield Task(f"pemberitahuan:{notice.path}", key, make_page, (notice,))
    persons = core.sought(site)
    yield Task("dicari", (marks(site, persons),), make_sought, (persons,))
    events = core.dated(site)
    yield Task("agenda", (marks(site, events),), make_calendar, (events,))


def make_page(site: Site, notice: Notice) -> Iterator[File]:
    page = site.render(
        "notices.html",
        title=notice.title,
        path=notice.path,
        description=notice.description,
        entries=notice.entries,
        releases={entry.code: site.release(entry.code) for entry in notice.entries},
        sections=(addresses.NOTICES,),
    )
    yield addresses.file(notice.path), page


def make_sought(site: Site, persons: list[Entry]) -> Iterator[File]:
    page = site.render(
        "sought.html",
        title="Orang yang dicari",
        path=addresses.SOUGHT,
        description="Orang hilang dan daftar pencarian orang yang masih berlaku.",
        missing=[entry for entry in persons if entry.kind != "dpo"],
        wanted=[entry for entry in persons if entry.kind == "dpo"],
        releases={entry.code: site.release(entry.code) for entry in persons},
    )
    yield addresses.file(addresses.SOUGHT), page


def make_calendar(site: Site, events: list[Entry]) -> Iterator[File]:
    places = [(entry, site.release(entry.code).location) for entry in events]
    yield addresses.file(addresses.CALENDAR), core.calendar(site, places)
