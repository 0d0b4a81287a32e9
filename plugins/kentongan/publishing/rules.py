"""How a web server treats a file of the site: its type, cache time and sending order.

The same rules make the nginx and Caddy configuration, the metadata of objects in S3 and the
questions of `humas periksa-situs`, so they cannot disagree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from kentongan.domain import addresses
from kentongan.site import media

# Feeds share endings with plain XML and JSON, so their type follows from the whole path.
FEED_TYPES: tuple[tuple[str, str], ...] = (
    (r"/rss\.xml", "application/rss+xml"),
    (r"[/.]atom\.xml", "application/atom+xml"),
    (r"/feed\.json", "application/feed+json"),
    (r"\.opml", "text/x-opml"),
)

# Worth compressing, and sent with `charset=utf-8`.
_TEXT = "css csv html ics js json map mjs opml svg txt webmanifest xml xsl"
TEXT = frozenset(_TEXT.split())

VERSIONED = tuple(
    address.strip("/") for address in (addresses.PICTURES, addresses.CARDS, addresses.THEME)
)
"""Folders whose files change their name when they change: kept for a year."""

LONG = "public, max-age=31536000, immutable"
SHORT = "public, max-age=60, must-revalidate"
"""Pages and feeds: a withdrawal must reach every reader within a minute."""

OPEN = ("api", addresses.FEEDS.strip("/"))
"""Folders that scripts of other sites may read (CORS)."""

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "media-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

SECURITY: Mapping[str, str] = {
    "Content-Security-Policy": CSP,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}
HSTS = "max-age=63072000"

PACKED = re.compile(r"\.(?:" + "|".join(sorted(TEXT)) + r")\.(?:gz|br|zst)$")


def suffix(path: str) -> str:
    return PurePosixPath(path).suffix.removeprefix(".").lower()


def is_text(path: str) -> bool:
    return suffix(path) in TEXT


def content_type(path: str) -> str:
    """The value of Content-Type for a path below the root (without leading slash)."""
    kind = media.type_of(path)
    for pattern, feed in FEED_TYPES:
        if re.search(rf"^{addresses.FEEDS}.*{pattern}$", "/" + path) or _top_feed(pattern, path):
            kind = feed
            break
    return f"{kind}; charset=utf-8" if is_text(path) else kind


def _top_feed(pattern: str, path: str) -> bool:
    return re.fullmatch(rf"umpan{pattern}", path) is not None


def is_feed(path: str) -> bool:
    return path.startswith(addresses.FEEDS[1:])


def is_versioned(path: str) -> bool:
    return path.partition("/")[0] in VERSIONED


def cache_control(path: str) -> str:
    return LONG if is_versioned(path) else SHORT


def address(path: str) -> str:
    """The public address of an output file: `/berita/2026/05/x/` for its `index.html`."""
    if path == "index.html" or path.endswith("/index.html"):
        path = path[: -len("index.html")]
    return "/" + path


_RELEASE = re.compile(r"^(?:[a-z]{2}/)?berita/\d{4}/\d{2}/[^/]+/")
_DEPENDENCIES = tuple(f"{folder}/" for folder in VERSIONED)
_FEEDS = (
    addresses.FEEDS[1:],
    "sitemap",
    *map(addresses.file, (addresses.ROBOTS, addresses.CALENDAR, addresses.API_INDEX)),
)


def is_release(path: str) -> bool:
    return _RELEASE.match(path) is not None


def rank(path: str) -> int:
    """The stage in which a file goes to a store that cannot switch at once.

    Files go before those that link to them: assets, release pages and what hangs on one
    release, then listings and other pages, last the feeds that call readers in.
    """
    if path.startswith(_DEPENDENCIES):
        return 0
    if path.startswith(_FEEDS):
        return 4
    if is_release(path):
        return 1
    if path.startswith((addresses.CODES[1:], "api/")):
        return 2
    return 3
