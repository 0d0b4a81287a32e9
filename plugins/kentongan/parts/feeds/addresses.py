"""Every address of a feed, in one place: root-relative, guessable from the page it belongs to."""

from __future__ import annotations

from urllib.parse import quote

ROOT = "/umpan/"
RSS = "rss.xml"
ATOM = "atom.xml"
JSON = "feed.json"
FORMATS: dict[str, tuple[str, str]] = {
    RSS: ("RSS", "application/rss+xml"),
    ATOM: ("Atom", "application/atom+xml"),
    JSON: ("JSON Feed", "application/feed+json"),
}

WHOLE_SITE = ""
NOTICES = "pencabutan"

PAGE = ROOT
OPML = ROOT + "umpan.opml"
ICON = ROOT + "ikon.png"
STYLE = ROOT + "umpan.css"
SITEMAP = "/sitemap.xml"
NEWS_SITEMAP = "/sitemap-berita.xml"
ROBOTS = "/robots.txt"
API = "/api/rilis/"
API_INDEX = API + "index.json"


def of_unit(slug: str) -> str:
    """The section of a unit: the folder of its feeds below `/umpan/`."""
    return f"satuan/{slug}"


def of_kind(slug: str) -> str:
    return f"jenis/{slug}"


def of_tag(slug: str) -> str:
    return f"tag/{slug}"


def feed(section: str, name: str) -> str:
    """`/umpan/satuan/polsek-kraton/rss.xml` for a section and a file of FORMATS."""
    return f"{ROOT}{section}/{name}" if section else ROOT + name


def archive(number: int) -> str:
    return f"{ROOT}arsip/{number}.atom.xml"


def page_of(section: str) -> str:
    """The page that a section's feeds belong to."""
    return f"/{section}/" if section else "/"


def sitemap(number: int) -> str:
    return f"/sitemap-rilis-{number}.xml"


SITEMAP_PAGES = "/sitemap-halaman.xml"


def api_release(code: str) -> str:
    return f"{API}{code}.json"


def api_month(year: int, month: int) -> str:
    return f"{API}{year:04}/{month:02}.json"


def file(address: str) -> str:
    """The path in the output folder of a root-relative address."""
    return address.lstrip("/")


def encoded(address: str) -> str:
    """The address with everything that a URI may not hold as percent codes, once."""
    if address.isascii() and " " not in address:
        return address
    return quote(address, safe="%/:=&?~#+!$,;'@()*[]")
