"""Rules that a feed has to keep, as one function a format that names what is broken.

They follow RSS 2.0 and its best practice profile, RFC 4287, RFC 5005, RFC 6721, JSON Feed 1.1,
Media RSS and what aggregators are known to trip over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import feedparser
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
TOMB = "{http://purl.org/atompub/tombstones/1.0}"
_RFC_822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) "
    r"\d{4} \d{2}:\d{2}:\d{2} \+0[789]00"
)
_RFC_3339 = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?\+0[789]:00")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_BAD_TAGS = {
    "script", "style", "form", "iframe", "svg", "math", "object", "embed", "input", "base",
    "meta", "link", "button",
}  # fmt: skip
_SCHEMES = {"http", "https", "mailto", "tel", "geo"}


def broken(path: str, data: bytes, now: datetime) -> list[str]:
    """The rules that a feed breaks, as sentences."""
    if path.endswith(".json"):
        return list(_json_rules(data, now))
    found = list(_xml_rules(data))
    if found:
        return found
    root = etree.fromstring(data)
    rules = _rss_rules if root.tag == "rss" else _atom_rules
    return [*rules(root, now), *_parser_rules(data)]


def _xml_rules(data: bytes) -> Iterator[str]:
    if data.startswith(b"\xef\xbb\xbf"):
        yield "begins with a byte order mark"
    if not re.match(rb"<\?xml version=['\"]1\.0['\"] encoding=['\"]UTF-8['\"]\?>", data):
        yield "has no XML declaration for UTF-8"
    text = data.decode("utf-8")
    if _CONTROL.search(text):
        yield "holds control characters"
    if "xml-stylesheet" in text and "text/css" not in text:
        yield "is styled by something else than CSS"
    if re.search(r"\bns\d+:", text):
        yield "has an invented namespace prefix"
    try:
        etree.fromstring(data)
    except etree.XMLSyntaxError as error:
        yield f"is no XML: {error}"


def _parser_rules(data: bytes) -> Iterator[str]:
    feed = feedparser.parse(data)
    if feed.bozo:
        yield f"feedparser complains: {feed.bozo_exception}"
    if not feed.entries:
        yield "is empty"


def _rss_rules(root: Any, now: datetime) -> Iterator[str]:
    channel = root.find("channel")
    for name in ("title", "link", "description", "language", "ttl", "generator", "copyright",
                 "lastBuildDate", "pubDate"):  # fmt: skip
        found = channel.findall(name)
        if len(found) != 1 or not (found[0].text or "").strip():
            yield f"channel needs one {name}"
    if channel.findtext("language") != "id":
        yield "language is not id"
    yield from _image_rules(channel)
    links = {link.get("rel"): link.get("href") for link in channel.findall(f"{ATOM}link")}
    for rel in ("self", "alternate"):
        if not _is_full(links.get(rel, "")):
            yield f"channel has no full rel={rel}"
    if links.get("alternate") != channel.findtext("link"):
        yield "link and rel=alternate differ"
    items = channel.findall("item")
    newest = max((_when(item.findtext(f"{ATOM}updated")) for item in items), default=None)
    if newest and parsedate_to_datetime(channel.findtext("lastBuildDate")) != newest:
        yield "lastBuildDate is not the newest change"
    yield from _unique(item.findtext("guid") for item in items)
    for name in ("lastBuildDate", "pubDate"):
        yield from _date_822(channel.findtext(name), now)
    for item in items:
        yield from _rss_item(item, now)


def _image_rules(channel: Any) -> Iterator[str]:
    image = channel.find("image")
    if image is None or not _is_full(image.findtext("url") or ""):
        yield "channel has no image"
        return
    if image.findtext("title") != channel.findtext("title"):
        yield "image and channel have different titles"
    if image.findtext("link") != channel.findtext("link"):
        yield "image and channel have different links"
    if int(image.findtext("width") or 88) > 144 or int(image.findtext("height") or 31) > 400:
        yield "image is too large"


def _rss_item(item: Any, now: datetime) -> Iterator[str]:
    for name in ("title", "link", "guid", "description", "pubDate", f"{CONTENT}encoded",
                 f"{DC}creator"):  # fmt: skip
        found = item.findall(name)
        if len(found) != 1 or not (found[0].text or "").strip():
            yield f"item needs one {name}"
    if item.find("author") is not None:
        yield "author needs an e-mail address"
    guid = item.find("guid")
    if guid.get("isPermaLink") != "false":
        yield "guid is taken for a link"
    if not _is_full(item.findtext("link") or ""):
        yield "item link is not full"
    dates = [*_date_822(item.findtext("pubDate"), now)]
    dates += _date_3339(item.findtext(f"{ATOM}updated"), now)
    yield from dates
    updated = _when(item.findtext(f"{ATOM}updated"))
    if not dates and updated < parsedate_to_datetime(item.findtext("pubDate")):
        yield "item was updated before it was published"
    title = item.findtext("title") or ""
    if "\n" in title or title != title.strip() or re.search(r"&(amp|lt|gt|quot|#\d+);amp;", title):
        yield "title is not one clean line"
    yield from html_rules(item.findtext(f"{CONTENT}encoded") or "")
    yield from html_rules(item.findtext("description") or "")
    if len(item.findall("enclosure")) > 1:
        yield "item has several enclosures"
    for enclosure in item.findall("enclosure"):
        if not _is_full(enclosure.get("url") or ""):
            yield "enclosure is not full"
        if int(enclosure.get("length") or 0) <= 0 or not enclosure.get("type"):
            yield "enclosure has no length or type"
    yield from _media_rules(item)


def _atom_rules(root: Any, now: datetime) -> Iterator[str]:
    for name in ("id", "title", "updated", "subtitle", "rights", "generator", "icon", "author"):
        if len(root.findall(ATOM + name)) != 1:
            yield f"feed needs one {name}"
    if root.get("{http://www.w3.org/XML/1998/namespace}lang") != "id":
        yield "xml:lang is not id"
    links = root.findall(f"{ATOM}link")
    rels = [link.get("rel") for link in links]
    if len(set(rels)) != len(rels):
        yield "feed has two links of one kind"
    for rel in ("self", "alternate"):
        if rel not in rels:
            yield f"feed has no rel={rel}"
    if not all(_is_full(link.get("href")) for link in links):
        yield "a link of the feed is not full"
    entries = root.findall(f"{ATOM}entry")
    newest = max((_when(entry.findtext(f"{ATOM}updated")) for entry in entries), default=None)
    if newest and _when(root.findtext(f"{ATOM}updated")) != newest:
        yield "updated is not the newest change"
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    yield from _unique(ids)
    for grave in root.findall(f"{TOMB}deleted-entry"):
        if not grave.get("ref") or not _RFC_3339.fullmatch(grave.get("when") or ""):
            yield "a tombstone names nothing or no time"
    yield from _date_3339(root.findtext(f"{ATOM}updated"), now)
    for entry in entries:
        yield from _atom_entry(entry, now)


def _atom_entry(entry: Any, now: datetime) -> Iterator[str]:
    for name in ("id", "title", "updated", "published", "content", "summary", "author"):
        if len(entry.findall(ATOM + name)) != 1:
            yield f"entry needs one {name}"
    if not urlsplit(entry.findtext(f"{ATOM}id")).scheme:
        yield "id is no URI"
    if not (entry.findtext(f"{ATOM}author/{ATOM}name") or "").strip():
        yield "author has no name"
    for name in ("updated", "published"):
        yield from _date_3339(entry.findtext(ATOM + name), now)
    links = entry.findall(f"{ATOM}link")
    alternates = [link for link in links if link.get("rel") == "alternate"]
    if len(alternates) != 1 or alternates[0].get("type") != "text/html":
        yield "entry needs one link to its page"
    for link in links:
        if not _is_full(link.get("href")):
            yield "a link of an entry is not full"
        if link.get("rel") == "enclosure" and not int(link.get("length") or 0):
            yield "enclosure has no length"
    content = entry.find(f"{ATOM}content")
    if content.get("type") != "html":
        yield "content is not of type html"
    yield from html_rules(content.text or "")
    terms = [category.get("term") for category in entry.findall(f"{ATOM}category")]
    if len(set(terms)) != len(terms):
        yield "a category stands twice"
    yield from _media_rules(entry)


def _media_rules(item: Any) -> Iterator[str]:
    for media in item.findall(f"{MEDIA}content"):
        numbers = [media.get(name) or "0" for name in ("width", "height", "fileSize")]
        if not all(number.isdigit() and int(number) > 0 for number in numbers):
            yield "media:content has no true size"
        if media.get("medium") != "image" or not (media.get("type") or "").startswith("image/"):
            yield "media:content is no image"
        if not _is_full(media.get("url") or ""):
            yield "media:content is not full"


def _json_rules(data: bytes, now: datetime) -> Iterator[str]:
    feed = json.loads(data)
    if feed["version"] != "https://jsonfeed.org/version/1.1":
        yield "version is not 1.1"
    for name in ("title", "description", "home_page_url", "feed_url", "icon", "language",
                 "authors", "items"):  # fmt: skip
        if not feed.get(name):
            yield f"feed needs {name}"
    for name in ("home_page_url", "feed_url", "icon", "favicon"):
        if not _is_full(feed[name]):
            yield f"{name} is not full"
    if _CONTROL.search(data.decode()) or re.search(rb"\\u00[01][0-9a-f]", data):
        yield "holds control characters"
    yield from _unique(item["id"] for item in feed["items"])
    for item in feed["items"]:
        for name in ("id", "url", "title", "content_html", "summary", "authors", "language"):
            if not item.get(name):
                yield f"item needs {name}"
        if not _is_full(item["url"]):
            yield "item url is not full"
        for name in ("date_published", "date_modified"):
            yield from _date_3339(item[name], now)
        yield from html_rules(item["content_html"])
        for attachment in item.get("attachments", ()):
            if attachment["size_in_bytes"] <= 0 or not attachment["mime_type"]:
                yield "attachment has no size or type"
        own = [name for name in item if name not in _JSON_ITEM and not name.startswith("_")]
        if own:
            yield f"unknown names {own}"


_JSON_ITEM = {
    "id", "url", "external_url", "title", "content_html", "content_text", "summary", "image",
    "banner_image", "date_published", "date_modified", "authors", "tags", "language",
    "attachments",
}  # fmt: skip


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BAD_TAGS:
            self.found.append(f"content has <{tag}>")
        values = dict(attrs)
        if tag == "img" and not values.get("src"):
            self.found.append("content has a picture without address")
        for name, value in values.items():
            self._check(name, value or "")

    def _check(self, name: str, value: str) -> None:
        if name.startswith("on") or name == "style":
            self.found.append(f"content has the attribute {name}")
        if name in ("href", "src", "poster", "cite", "action"):
            self._check_address(value)
        if name == "srcset":
            for part in value.split(", "):
                self._check_address(part.split()[0])

    def _check_address(self, address: str) -> None:
        if urlsplit(address).scheme not in _SCHEMES:
            self.found.append(f"content has the address {address!r}")


def html_rules(text: str) -> list[str]:
    parser = _Html()
    parser.feed(text)
    parser.close()
    return parser.found


def _unique(ids: Iterable[str | None]) -> Iterator[str]:
    seen: set[str | None] = set()
    for identifier in ids:
        if identifier in seen or not identifier:
            yield f"id {identifier} stands twice or is empty"
        seen.add(identifier)


def _is_full(address: str) -> bool:
    parts = urlsplit(address or "")
    is_uri = address.isascii() and " " not in address
    return parts.scheme in ("http", "https") and bool(parts.netloc) and is_uri


def _when(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _date_822(text: str | None, now: datetime) -> Iterator[str]:
    if not _RFC_822.fullmatch(text or ""):
        yield f"{text} is no date of RFC 822 with an Indonesian offset"
    elif parsedate_to_datetime(text or "") > now:
        yield f"{text} lies in the future"


def _date_3339(text: str | None, now: datetime) -> Iterator[str]:
    if not _RFC_3339.fullmatch(text or ""):
        yield f"{text} is no date of RFC 3339 with an Indonesian offset"
    elif _when(text or "") > now:
        yield f"{text} lies in the future"
