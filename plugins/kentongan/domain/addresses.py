"""Every public address of the site, once: root-relative paths, and the files they are served from.

Addresses begin with a slash; those of pages end with one. `file` gives the path below the output.
"""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

HOME = "/"
RELEASES = "/berita/"
CODES = "/r/"
UNITS = "/satuan/"
KINDS = "/jenis/"
TAGS = "/tag/"
ARCHIVE = "/arsip/"
PAGES = "/halaman/"  # the numbered pages of the list that begins on the home page
CORRECTIONS = "/ralat/"
WITHDRAWALS = "/pencabutan/"
SOUGHT = "/dicari/"
CALENDAR = "/agenda.ics"
SEARCH = "/cari/"
CHECK = "/cek/"
ABOUT, CONTACT, REPLY, PRIVACY = "/tentang/", "/kontak/", "/hak-jawab/", "/privasi/"
MISSING = "/404.html"
OFFLINE = "/luring/"  # shown without a network
OFFLINE_STATE, WORKER = "/luring.json", "/luring.js"
WEB_MANIFEST = "/manifest.webmanifest"
THEME = "/tema/"
PICTURES = "/gambar/"
CARDS = "/kartu/"
ATTACHMENTS = "/lampiran/"
WELL_KNOWN = "/.well-known/kentongan/"
MANIFEST = WELL_KNOWN + "manifest.json"
FACTS = WELL_KNOWN + "alamat.json"
HEARTBEAT = WELL_KNOWN + "detak.json"  # its signature ends in `.sig`
REDIRECTS = "/_redirects"  # as pages hosts read it

FEEDS = "/umpan/"
RSS = "rss.xml"
ATOM = "atom.xml"
JSON = "feed.json"
FORMATS: dict[str, tuple[str, str]] = {
    RSS: ("RSS", "application/rss+xml"),
    ATOM: ("Atom", "application/atom+xml"),
    JSON: ("JSON Feed", "application/feed+json"),
}

WHOLE_SITE = ""
NOTICES = WITHDRAWALS.strip("/")

OPML = FEEDS + "umpan.opml"
ICON = FEEDS + "ikon.png"
STYLE = FEEDS + "umpan.css"
SITEMAP = "/sitemap.xml"
SITEMAP_PAGES = "/sitemap-halaman.xml"
NEWS_SITEMAP = "/sitemap-berita.xml"
ROBOTS = "/robots.txt"
API = "/api/rilis/"
API_INDEX = API + "index.json"
BUNDLES = "/api/bundel/"
BUNDLE_INDEX = BUNDLES + "indeks.json"

# What a list of addresses and a page of the content may not be called.
FIRST_PARTS = frozenset(
    address.strip("/").partition("/")[0]
    for address in (
        RELEASES, CODES, UNITS, KINDS, TAGS, ARCHIVE, PAGES, CORRECTIONS, WITHDRAWALS, SOUGHT,
        SEARCH, CHECK, OFFLINE, THEME, PICTURES, CARDS, ATTACHMENTS, FEEDS, API, "/en/",
    )
)  # fmt: skip


def release(day: datetime, slug: str, lang: str = "id") -> str:
    """`day` is the date of the release in the zone of the site."""
    return f"{'' if lang == 'id' else f'/{lang}'}{RELEASES}{day:%Y/%m}/{slug}/"


def month_of(address: str) -> str:
    """`2026/05` of the address of a release; empty for another."""
    return address.partition(RELEASES)[2][:7]


def may_name(path: str) -> bool:
    """Whether the path of a file of the output may name persons: releases and attachments."""
    return RELEASES in f"/{path}" or f"/{path}".startswith(ATTACHMENTS)


def code(code: str) -> str:
    """The permanent address of a release."""
    return f"{CODES}{code}/"


def site_of(page: str) -> str:
    """The address of the site on which the full address of a release's page lies."""
    before, _, _ = page.partition(RELEASES if RELEASES in page else CODES)
    return before.removesuffix("/en")


def is_code(address: str) -> bool:
    return address.startswith(CODES)


def code_qr(code: str) -> str:
    return f"{CODES}{code}/qr.svg"


def unit(slug: str) -> str:
    return f"{UNITS}{slug}/"


def kind(slug: str) -> str:
    return f"{KINDS}{slug}/"


def tag(slug: str) -> str:
    return f"{TAGS}{slug}/"


def year(year: int) -> str:
    return f"{ARCHIVE}{year:04}/"


def month(year: int, month: int) -> str:
    return f"{ARCHIVE}{year:04}/{month:02}/"


def numbered(front: str, number: int) -> str:
    """A numbered page of the list that begins at `front`."""
    return f"{front}{PAGES[1:]}{number}/"


def theme(path: str) -> str:
    return THEME + path


def check_text(code: str) -> str:
    """The words of a release, to compare with."""
    return f"{CHECK}teks/{code}.json"


def check_notice(code: str) -> str:
    """The notices of a release whose text is not public: its own addresses are gone for ever."""
    return f"{CHECK}pemberitahuan/{code}.json"


def check_hashes(code: str) -> str:
    """Hashes of the words of a release that was withdrawn."""
    return f"{CHECK}sidik/{code}.json"


def check_shard(name: str) -> str:
    return f"{CHECK}i/{name}.json"


def check_shard_before(number: int) -> str:
    """Where sites of an older layout have their only shard of a hash."""
    return f"{CHECK}s/{number:x}.json"


def search_shard(name: str) -> str:
    return f"{SEARCH}i/{name}.json"


def search_older(name: str) -> str:
    return f"{SEARCH}l/{name}.json"


def search_words(name: str) -> str:
    return f"{SEARCH}k/{name}.json"


def search_rows(name: str) -> str:
    return f"{SEARCH}d/{name}.json"


SEARCH_IN_FORCE = SEARCH + "berlaku.json"


# Feeds: a section is a folder of feeds below `/umpan/`, named like the page it belongs to.


def of_unit(slug: str) -> str:
    return unit(slug).strip("/")


def of_kind(slug: str) -> str:
    return kind(slug).strip("/")


def of_tag(slug: str) -> str:
    return tag(slug).strip("/")


def feed(section: str, name: str) -> str:
    """`/umpan/satuan/polsek-kraton/rss.xml` for a section and a file of FORMATS."""
    return f"{FEEDS}{section}/{name}" if section else FEEDS + name


def archive(number: int) -> str:
    return f"{FEEDS}arsip/{number}.atom.xml"


def page_of(section: str) -> str:
    """The page that a section's feeds belong to."""
    return f"/{section}/" if section else HOME


def group_of(section: str) -> tuple[str, str]:
    """Where the pages of sections like this one lie, and its slug: `/tag/`, `curanmor`."""
    group, _, slug = section.partition("/")
    return page_of(group), slug


def sitemap(number: int) -> str:
    return f"/sitemap-rilis-{number}.xml"


def api_release(code: str) -> str:
    return f"{API}{code}.json"


def bundle(year: int, month: int, number: int) -> str:
    """A hundred releases in one file; numbers begin at 1 in each month."""
    return f"{BUNDLES}{year:04}/{month:02}-{number}.jsonl"


def api_month(year: int, month: int) -> str:
    return f"{API}{year:04}/{month:02}.json"


def file(address: str) -> str:
    """The path below the output from which an address is served."""
    path = address.lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def encoded(address: str) -> str:
    """The address with everything that a URI may not hold as percent codes, once."""
    if address.isascii() and " " not in address:
        return address
    return quote(address, safe="%/:=&?~#+!$,;'@()*[]")
