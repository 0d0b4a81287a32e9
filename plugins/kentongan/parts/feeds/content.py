"""The text of an item: sanitised for readers of feeds, every address absolute."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urljoin, urlsplit

import nh3

from kentongan.domain.addresses import encoded

_TAG_NAMES = """
    a abbr audio b blockquote br caption cite code col colgroup dd del details div dl dt em
    figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p picture pre q s small
    source span strong sub summary sup table tbody td tfoot th thead time tr u ul video
"""
_ATTRIBUTES = {
    "*": {"lang", "dir", "title"},
    "a": {"href", "hreflang"},
    "audio": {"src", "controls"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"datetime"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height"},
    "ins": {"datetime"},
    "ol": {"start", "reversed"},
    "source": {"src", "srcset", "sizes", "type", "media"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "video": {"src", "poster", "controls", "width", "height"},
}
_DROPPED = {"script", "style", "iframe", "object", "svg", "math", "template", "noscript"} | {
    "button", "select", "textarea", "title", "head",
}  # fmt: skip
_ADDRESSES = {"href", "src", "poster"}
_SCHEMES = {"http", "https", "mailto", "tel", "geo"}
# What the sanitiser writes always has its attributes in double quotes.
_NO_PICTURE = re.compile(r'<(?:img|source)((?:\s+[a-z]+(?:="[^"]*")?)*)\s*/?>')
# Not allowed in XML 1.0, or allowed but mishandled by readers.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_CONTROL_BYTES = bytes([*range(9), 11, 12, *range(14, 32), 127])
_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(\s+[^,]*)?\s*(?:,|$)")


def clean_text(text: str) -> str:
    """The text without characters that XML may not hold."""
    return text if _is_clean(text) else _CONTROL.sub("", text)


def _is_clean(text: str) -> bool:
    """A quick look at the bytes: most texts need no more. False when in doubt."""
    if text.isprintable():
        return True
    try:
        data = text.encode()
    except UnicodeEncodeError:  # lone surrogates
        return False
    if b"\xc2" in data or b"\xef" in data:  # how the other forbidden characters begin
        return False
    return len(data.translate(None, _CONTROL_BYTES)) == len(data)


def one_line(text: str) -> str:
    """The text without control characters, its words parted by single spaces."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(clean_text(text).split())


@cache
def cleaner_for(origin: str) -> Cleaner:
    """The cleaner of a site, cached, since it refers to itself and is never freed."""
    return Cleaner(origin)


class Cleaner:
    """Makes the text of items. One serves for all releases of a build."""

    def __init__(self, origin: str) -> None:
        parts = urlsplit(origin)
        self._origin = origin
        self._scheme = parts.scheme or "https"
        self._base = parts.path.rstrip("/")
        self._page = origin
        self._nh3 = nh3.Cleaner(
            tags=set(_TAG_NAMES.split()),
            attributes=_ATTRIBUTES,
            clean_content_tags=_DROPPED,
            attribute_filter=self._filter,
            url_relative=self.absolute,
            url_schemes=_SCHEMES,
            link_rel=None,
        )

    def clean(self, html: str, page: str) -> str:
        """`html` fit for a feed; `page` is the full address it was written for."""
        self._page = page
        try:
            cleaned = self._nh3.clean(html)
        except UnicodeEncodeError:  # lone surrogates
            cleaned = self._nh3.clean(clean_text(html))
        # After the sanitiser, which also reads `&#1;`.
        cleaned = clean_text(cleaned)
        if "<img" in cleaned or "<source" in cleaned:
            cleaned = _NO_PICTURE.sub(_drop_without_address, cleaned)
        return cleaned.strip()

    def absolute(self, address: str) -> str | None:
        """The full address; None when there is none to make."""
        address = address.strip()
        if address.startswith("//"):
            return f"{self._scheme}:{encoded(address)}"
        if address.startswith("/"):
            prefixed = self._base and (address + "/").startswith(self._base + "/")
            root = self._origin.removesuffix(self._base) if prefixed else self._origin
            return root + encoded(address)
        try:
            return encoded(urljoin(self._page, address))
        except ValueError:
            return None

    def _filter(self, tag: str, name: str, value: str) -> str | None:
        if name == "srcset":
            return self._srcset(value)
        if name in _ADDRESSES:
            return encoded(value.strip()) or None
        return value

    def _srcset(self, value: str) -> str | None:
        candidates = []
        for match in _CANDIDATE.finditer(value):
            scheme = match[1].partition(":")[0].lower() if ":" in match[1] else ""
            if scheme in ("http", "https"):
                address: str | None = encoded(match[1])
            elif scheme and "/" not in scheme:
                continue
            else:
                address = self.absolute(match[1])
            if address:
                candidates.append(address + (f" {match[2].strip()}" if match[2] else ""))
        return ", ".join(candidates) or None


def _drop_without_address(match: re.Match[str]) -> str:
    return match[0] if " src=" in match[1] or " srcset=" in match[1] else ""
