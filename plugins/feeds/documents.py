"""RSS 2.0, Atom and JSON Feed 1.1 of the same items."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from feedgen.feed import FeedGenerator

from plugins.feeds.extensions import (
    ChannelExtension,
    Entry,
    ItemExtension,
    Link,
    Tombstone,
)
from plugins.feeds.items import Item

GENERATOR = "Kentongan"


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed says of itself. Addresses are full; `links` are those beside `self`."""

    title: str
    description: str
    page: str
    author: str
    icon: str
    icon_size: int
    rights: str
    ttl: int
    style: str
    hub: str = ""
    links: tuple[Link, ...] = ()


class Entries:
    """feedgen's entries, one a release, each with its item.

    A release stands in several feeds: the latest `limit` are remembered.
    """

    def __init__(self, make: Callable[[str], Item], limit: int = 1500) -> None:
        self._make = make
        self._known: dict[str, Entry] = {}
        self._limit = limit

    def __call__(self, code: str) -> Entry:
        entry = self._known.get(code)
        if entry is None:
            if len(self._known) >= self._limit:
                self._known.clear()
            entry = self._known[code] = _entry(self._make(code))
        return entry

    def item(self, code: str) -> Item:
        item: Item = self(code).kentongan.item
        return item


def rss(channel: Channel, address: str, entries: Sequence[Entry]) -> bytes:
    feed = _feed(channel, address, "application/rss+xml", entries)
    feed.kentongan.links = [
        Link("alternate", channel.page, "text/html"),
        *_hub(channel),
        *channel.links,
    ]
    feed.kentongan.creator = channel.author
    feed.link(href=channel.page, rel="alternate")
    feed.description(channel.description)
    # 144 pixels are the most that RSS allows.
    side = str(min(channel.icon_size, 144)) if channel.icon_size else None
    feed.image(channel.icon, title=channel.title, link=channel.page, width=side, height=side)
    feed.ttl(channel.ttl)
    published = [entry.published() for entry in entries]
    feed.pubDate(max(published))
    return _bytes(feed.rss_str(pretty=False))


def atom(
    channel: Channel,
    address: str,
    entries: Sequence[Entry],
    *,
    tombstones: Sequence[Tombstone] = (),
    is_archive: bool = False,
) -> bytes:
    feed = _feed(channel, address, "application/atom+xml", entries)
    # Nobody subscribes to a page of the archive.
    hub = [] if is_archive else _hub(channel)
    feed.kentongan.links = [*hub, *channel.links]
    feed.kentongan.tombstones = tombstones
    feed.kentongan.is_archive = is_archive
    feed.link(href=channel.page, rel="alternate", type="text/html")
    feed.subtitle(channel.description)
    feed.author({"name": channel.author, "uri": channel.page})
    feed.icon(channel.icon)
    feed.logo(channel.icon)
    return _bytes(feed.atom_str(pretty=False))


def json_feed(channel: Channel, address: str, items: Sequence[Item]) -> bytes:
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "description": channel.description,
        "home_page_url": channel.page,
        "feed_url": address,
        "icon": channel.icon,
        "favicon": channel.icon,
        "language": "id",
        "authors": [{"name": channel.author, "url": channel.page}],
    }
    if channel.hub:
        feed["hubs"] = [{"type": "WebSub", "url": channel.hub}]
    feed["_kentongan"] = {"rights": channel.rights, "ttl": channel.ttl}
    feed["items"] = [_json_item(item) for item in items]
    return dumps(feed)


def dumps(value: object) -> bytes:
    """JSON as every file of the site has it: UTF-8, one line, the order as given."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode() + b"\n"


def _bytes(document: bytes) -> bytes:
    return document if document.endswith(b"\n") else document + b"\n"


def _feed(channel: Channel, address: str, media_type: str, entries: Sequence[Entry]) -> Any:
    feed = FeedGenerator()
    feed.register_extension("kentongan", ChannelExtension, None)
    feed.kentongan.style = channel.style
    feed.id(address)
    feed.title(channel.title)
    feed.link(href=address, rel="self", type=media_type)
    feed.language("id")
    feed.updated(max(_updated(entry) for entry in entries))
    feed.generator(GENERATOR)
    if channel.rights:
        feed.rights(channel.rights)
    # add_entry would register the extensions of the feed once more for every entry.
    feed.entry().extend(entries)
    return feed


def _updated(entry: Entry) -> datetime:
    moment: datetime = entry.updated()
    return moment


def _hub(channel: Channel) -> list[Link]:
    return [Link("hub", channel.hub)] if channel.hub else []


def _entry(item: Item) -> Entry:
    entry = Entry()
    entry.register_extension("kentongan", ItemExtension)
    entry.kentongan.item = item
    entry.guid(item.id, permalink=False)
    entry.title(item.title)
    entry.author({"name": item.author})
    entry.published(item.published)
    entry.updated(item.updated)
    # In RSS a description is page text, in Atom the summary is plain. feedgen's setters
    # write to each other's fields, so the order counts.
    entry.summary(item.summary)
    entry.description(escape(item.summary, quote=False))
    entry.content(item.html, type="html")
    entry.category(
        [{"term": name, "scheme": address, "label": name} for name, address in item.categories]
    )
    links = [{"href": item.url, "rel": "alternate"}]
    if item.image:
        length = str(item.image.bytes)
        links.append(
            {
                "href": item.image.url,
                "rel": "enclosure",
                "type": item.image.type,
                "length": length,
            }
        )
    entry.link(links)
    return entry


def _json_item(item: Item) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "content_html": item.html,
        "summary": item.summary,
        "date_published": item.published.isoformat(),
        "date_modified": item.updated.isoformat(),
        "authors": [{"name": item.author}],
        "tags": [name for name, _ in item.categories],
        "language": item.lang,
    }
    if item.image:
        found["image"] = item.image.url
        attachment = {
            "url": item.image.url,
            "mime_type": item.image.type,
            "size_in_bytes": item.image.bytes,
        }
        if item.image.alt:
            attachment["title"] = item.image.alt
        found["attachments"] = [attachment]
    own = {"code": item.code, "unit": item.unit}
    if item.state != "shown":
        own["status"] = item.withdrawal or item.state
    return found | {"_kentongan": own}
