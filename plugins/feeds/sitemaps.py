"""Sitemaps for search engines: an index, pages and releases with true dates, news, robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

from lxml import etree

from plugins.build import Site
from plugins.feeds import addresses, core
from plugins.feeds.content import one_line
from plugins.feeds.items import full

SITEMAP_NS = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS_NS = "http://www.google.com/schemas/sitemap-news/0.9"
# The stubs of lxml do not know that None stands for no prefix.
_SPACES: dict[Any, str] = {None: SITEMAP_NS}

# Root-relative address and the last change as ISO text, empty when unknown.
Row = tuple[str, str]


def chunks(site: Site, limit: int = core.SITEMAP_LIMIT) -> list[tuple[Row, ...]]:
    """The releases, oldest first, in files of at most `limit`: only the last one grows."""
    rows = [
        (entry.url, core.changed_at(entry, site).isoformat()) for entry in reversed(site.listed)
    ]
    return [tuple(rows[start : start + limit]) for start in range(0, len(rows), limit)]


def list_pages(site: Site, lists: Mapping[str, datetime]) -> tuple[Row, ...]:
    """The front pages of lists (address and last change) and the pages about the site."""
    newest = dict(lists)
    _add_archives(site, newest)
    rows = {page: moment.astimezone(site.zone).isoformat() for page, moment in newest.items()}
    others = ["/", "/satuan/", "/arsip/", "/dicari/", "/ralat/", "/pencabutan/", addresses.PAGE]
    others += [unit.url for unit in site.units]
    others += [page.url for page in site.pages]
    for page in others:
        rows.setdefault(page, "")
    return tuple(sorted(rows.items()))


def _add_archives(site: Site, newest: dict[str, datetime]) -> None:
    """`/arsip/YYYY/` and `/arsip/YYYY/MM/`, by the month in which something happened."""
    ordered = sorted(site.listed, key=attrgetter("happened_at"), reverse=True)
    for year, month, entries in core.months(ordered, site.zone, "happened_at"):
        moment = max(core.changed_at(entry, site) for entry in entries)
        for page in ("/arsip/", f"/arsip/{year:04}/", f"/arsip/{year:04}/{month:02}/"):
            newest[page] = max(newest.get(page, moment), moment)


def newest(rows: Iterable[Row]) -> str:
    """The last change in a file, as ISO text; offsets may differ, so it is compared as a time."""
    moments = [moment for _, moment in rows if moment]
    return max(moments, key=datetime.fromisoformat, default="")


def index(site: Site, newest_of: Sequence[str]) -> bytes:
    """The index; `newest_of` holds the last change of the pages' file, then of each other."""
    root = etree.Element(f"{{{SITEMAP_NS}}}sitemapindex", nsmap=_SPACES)
    files = [addresses.SITEMAP_PAGES]
    files += [addresses.sitemap(number) for number in range(1, len(newest_of))]
    for address, moment in zip(files, newest_of, strict=True):
        _place(root, "sitemap", full(site, address), moment)
    return _bytes(root)


def urls(site: Site, rows: Iterable[Row]) -> bytes:
    root = etree.Element(f"{{{SITEMAP_NS}}}urlset", nsmap=_SPACES)
    for address, moment in rows:
        _place(root, "url", full(site, address), moment)
    return _bytes(root)


def news(site: Site, rows: Iterable[tuple[str, str, str, str]]) -> bytes:
    """The news sitemap of address, language, publication (ISO) and title."""
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
        f"Disallow: {site.base}/cari/?",
        "",
        f"Sitemap: {full(site, addresses.SITEMAP)}",
        f"Sitemap: {full(site, addresses.NEWS_SITEMAP)}",
    ]
    return "\n".join(lines) + "\n"


def _place(root: Any, name: str, address: str, moment: str) -> Any:
    place = etree.SubElement(root, f"{{{SITEMAP_NS}}}{name}")
    etree.SubElement(place, f"{{{SITEMAP_NS}}}loc").text = address
    if moment:
        etree.SubElement(place, f"{{{SITEMAP_NS}}}lastmod").text = moment
    return place


def _bytes(root: Any) -> bytes:
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n"
