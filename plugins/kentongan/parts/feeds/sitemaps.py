"""Sitemaps for search engines: an index, pages and releases with true dates, news, robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from lxml import etree

from kentongan.domain import addresses
from kentongan.parts.feeds.content import one_line
from kentongan.parts.feeds.items import full
from kentongan.parts.feeds.places import Row
from kentongan.site.model import Site

SITEMAP_NS = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS_NS = "http://www.google.com/schemas/sitemap-news/0.9"
# The stubs of lxml do not allow None, which means no prefix.
_SPACES: dict[Any, str] = {None: SITEMAP_NS}


def index(site: Site, newest_of: Sequence[float]) -> bytes:
    """The index; `newest_of` holds the last change of the pages' file, then of each other."""
    root = etree.Element(f"{{{SITEMAP_NS}}}sitemapindex", nsmap=_SPACES)
    files = [addresses.SITEMAP_PAGES]
    files += [addresses.sitemap(number) for number in range(1, len(newest_of))]
    for address, moment in zip(files, newest_of, strict=True):
        _place(root, "sitemap", full(site, address), _iso(site, moment))
    return _bytes(root)


def urls(site: Site, rows: Iterable[Row]) -> bytes:
    root = etree.Element(f"{{{SITEMAP_NS}}}urlset", nsmap=_SPACES)
    for address, moment in rows:
        _place(root, "url", full(site, address), _iso(site, moment))
    return _bytes(root)


def news(site: Site, rows: Iterable[tuple[str, str, str, str]]) -> bytes:
    """The news sitemap: address, language, publication (ISO) and title of each row."""
    root = etree.Element(f"{{{SITEMAP_NS}}}urlset", nsmap=_SPACES | {"news": NEWS_NS})
    for address, lang, published, title in rows:
        place = _place(root, "url", full(site, address), "")
        item = etree.SubElement(place, f"{{{NEWS_NS}}}news")
        publication = etree.SubElement(item, f"{{{NEWS_NS}}}publication")
        etree.SubElement(publication, f"{{{NEWS_NS}}}name").text = one_line(site.name)
        etree.SubElement(publication, f"{{{NEWS_NS}}}language").text = lang or "id"
        etree.SubElement(item, f"{{{NEWS_NS}}}publication_date").text = published
        etree.SubElement(item, f"{{{NEWS_NS}}}title").text = one_line(title)
    return _bytes(root)


def robots(site: Site) -> str:
    if site.preview:
        return "User-agent: *\nDisallow: /\n"
    lines = [
        "User-agent: *",
        f"Disallow: {site.base}{addresses.SEARCH}?",
        "",
        f"Sitemap: {full(site, addresses.SITEMAP)}",
        f"Sitemap: {full(site, addresses.NEWS_SITEMAP)}",
    ]
    return "\n".join(lines) + "\n"


def _iso(site: Site, moment: float) -> str:
    return datetime.fromtimestamp(moment, site.zone).isoformat() if moment else ""


def _place(root: Any, name: str, address: str, moment: str) -> Any:
    place = etree.SubElement(root, f"{{{SITEMAP_NS}}}{name}")
    etree.SubElement(place, f"{{{SITEMAP_NS}}}loc").text = address
    if moment:
        etree.SubElement(place, f"{{{SITEMAP_NS}}}lastmod").text = moment
    return place


def _bytes(root: Any) -> bytes:
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n"
