"""The tasks of the sitemaps: releases in files of which only the last one grows, pages, news."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping

from kentongan.domain import addresses
from kentongan.parts.feeds import core, places
from kentongan.site.changes import Changes, Gone
from kentongan.site.model import File, Site, Task
from kentongan.site.stored import dump, load

_NEWEST, _ARCHIVE = "sitemap", "arsip"


def tasks(site: Site, lists: Mapping[str, float], changes: Changes | None) -> Iterator[Task]:
    """With changes, of the files of releases those that hold a changed one. `lists` are the front
    pages of lists with their last change."""
    pages = places.list_pages(site, lists, _months(site, changes))
    news = tuple(
        (entry.url, entry.lang, entry.published_at.isoformat(), entry.title)
        for entry in core.recent_news(site)
    )
    newest = yield from _of_releases(site, changes)
    moments = (places.newest(pages), *newest)
    yield Task("feeds:sitemap", moments, make_index, (moments,))
    yield Task("feeds:sitemap-halaman", pages, make_urls, (addresses.SITEMAP_PAGES, pages))
    yield Task("feeds:sitemap-berita", news, make_news, (news,))
    yield Task("feeds:robots", (site.preview,), make_robots)


def gone(site: Site, changes: Changes) -> Iterator[Gone]:
    """The files of releases that are not there any more."""
    for number in changes.shift().vanished(len(site.listed), places.LIMIT):
        yield Gone(_name(number))


def _months(site: Site, changes: Changes | None) -> dict[places.Month, float]:
    """When each month of the archive last changed."""
    table = site.store.blobs(core.TABLE)
    known = load(table.get(_ARCHIVE), {}) if changes else {}
    changed = changes.entries() if changes else ()
    months = places.months(site, known, {places.month_of(entry, site) for entry in changed})
    table.put(_ARCHIVE, dump(months))
    return months


def _of_releases(site: Site, changes: Changes | None) -> Generator[Task, None, Iterable[float]]:
    """The tasks of the files of releases; returns the last change in each file."""
    table = site.store.blobs(core.TABLE)
    own = places.own(site)
    numbers = range(1, -(-len(own) // places.LIMIT) + 1)
    newest: dict[int, float] = {}
    stale: set[int] = set(numbers)
    if changes:
        newest = load(table.get(_NEWEST), {})
        known = stale & newest.keys()
        stale = stale - known | {*changes.shift().stale_pages(own, places.LIMIT, least=0)}
    for number in sorted(stale):
        chunk = places.chunk(own, number, site, places.LIMIT)
        newest[number] = max(chunk.moments)
        yield Task(_name(number), chunk.key(), make_urls, (addresses.sitemap(number), chunk))
    newest = {number: newest[number] for number in numbers}
    table.put(_NEWEST, dump(newest))
    return newest.values()


def _name(number: int) -> str:
    return f"feeds:sitemap-rilis-{number}"


def make_index(site: Site, newest: tuple[float, ...]) -> Iterator[File]:
    from kentongan.parts.feeds import sitemaps

    yield addresses.file(addresses.SITEMAP), sitemaps.index(site, newest)


def make_urls(
    site: Site, address: str, rows: tuple[places.Row, ...] | places.Chunk
) -> Iterator[File]:
    from kentongan.parts.feeds import sitemaps

    yield addresses.file(address), sitemaps.urls(site, rows)


def make_news(site: Site, rows: tuple[tuple[str, str, str, str], ...]) -> Iterator[File]:
    from kentongan.parts.feeds import sitemaps

    yield addresses.file(addresses.NEWS_SITEMAP), sitemaps.news(site, rows)


def make_robots(site: Site) -> Iterator[File]:
    from kentongan.parts.feeds import sitemaps

    yield addresses.file(addresses.ROBOTS), sitemaps.robots(site).encode()
