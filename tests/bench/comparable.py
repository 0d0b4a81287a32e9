"""The outputs that all contestants make, as a plugin of the engine: lists, RSS, sitemap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from email.utils import format_datetime
from functools import lru_cache
from xml.sax.saxutils import escape

from kentongan.parts.lists import core as lists
from kentongan.site import paging, signals
from kentongan.site.entry import Entry
from kentongan.site.model import File, Site, Task
from kentongan.site.paging import List

SIZE, FEED = 20, 50


def register() -> None:
    signals.collect.connect(collect)


def collect(site: Site) -> Iterator[Task]:
    news: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in site.listed:
        news[entry.unit].append(entry)
    units = [List(unit.url, unit.name, news[unit.slug]) for unit in site.units]
    every = [List("/", site.name, site.listed), *units]
    every += [*lists.kinds(site), *lists.tags(site.listed)]
    for listing in every:
        yield from paging.tasks(site, listing, SIZE)
        newest = listing.entries[:FEED]
        key = (listing.title, paging.marks(site, newest))
        codes = tuple(entry.code for entry in newest)
        yield Task(f"umpan:{listing.path}", key, make_feed, (listing.path, listing.title, codes))
    addresses = tuple(entry.url for entry in site.listed)
    yield Task("peta", addresses, make_sitemap, (addresses,))


def make_feed(site: Site, path: str, title: str, codes: tuple[str, ...]) -> Iterator[File]:
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>'
        f"<title>{escape(title)}</title><link>{site.absolute(path)}</link>"
        f"<description>{escape(title)}</description>"
    ]
    lines += [make_item(site, code) for code in codes]
    lines.append("</channel></rss>\n")
    yield f"umpan{path}rss.xml", "\n".join(lines).encode()


@lru_cache(2000)
def make_item(site: Site, code: str) -> str:
    """An item, which stands in the feeds of its kind, its unit and its tags."""
    release = site.release(code)
    address = site.absolute(release.url)
    return (
        f"<item><title>{escape(release.title)}</title><link>{address}</link>"
        f"<guid>{address}</guid><pubDate>{format_datetime(release.happened_at)}</pubDate>"
        f"<description>{escape(release.html)}</description></item>"
    )


def make_sitemap(site: Site, addresses: tuple[str, ...]) -> Iterator[File]:
    urls = "".join(f"<url><loc>{site.absolute(url)}</loc></url>" for url in addresses)
    name = "http://www.sitemaps.org/schemas/sitemap/0.9"
    yield "sitemap.xml", f'<urlset xmlns="{name}">{urls}</urlset>\n'.encode()
