"""RSS 2.0, Atom and JSON Feed 1.1 of the same items."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any, NamedTuple

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from kentongan.parts.feeds.extensions import ChannelExtension, ItemExtension, Link, Tombstone
from kentongan.parts.feeds.items import Item
from kentongan.site import json_text

GENERATOR = "Kentongan"
_BATCH = 10  # items that are rendered at once


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed says of itself. Addresses are full; `links` are those beside `self`.

    `published` and `updated` are those of the items: the latest of each.
    """

    title: str
    description: str
    page: str
    author: str
    icon: str
    icon_size: int
    rights: str
    ttl: int
    style: str
    published: datetime
    updated: datetime
    hub: str = ""
    links: tuple[Link, ...] = ()


class Piece(NamedTuple):
    """A rendered item: an element of Atom, one of RSS, an object of JSON Feed."""

    atom: bytes
    rss: bytes
    json: bytes


class RenderedItems:
    """Rendered items by code. A release is in several feeds, so the latest `limit` are kept.

    Each takes about 16 kB; five times as many would save a third of the work.
    """

    def __init__(self, make: Callable[[str], Item], limit: int = 500) -> None:
        self._make = make
        self._known: dict[str, Piece] = {}
        self._limit = limit

    def of(
        self,
        codes: Sequence[str],
        recalled: Callable[[Sequence[str]], Mapping[str, Piece]] = lambda codes: {},
    ) -> list[Piece]:
        """The pieces of some releases, in all formats; `recalled` gives those that an earlier
        build made."""
        unknown = [code for code in codes if code not in self._known]
        self._known.update(recalled(unknown))
        unknown = [code for code in codes if code not in self._known]
        for few in _batches(unknown):
            self._known.update(zip(few, pieces([*map(self._make, few)]), strict=True))
        wanted = [self._known[code] for code in codes]
        for code in list(self._known)[: -self._limit]:
            del self._known[code]
        return wanted

    def in_atom(
        self,
        codes: Sequence[str],
        recalled: Callable[[Sequence[str]], Mapping[str, bytes]] = lambda codes: {},
    ) -> list[bytes]:
        """The same for Atom alone, in a feed that shares its items with few others."""
        unknown = [code for code in codes if code not in self._known]
        new = dict(recalled(unknown))
        unknown = [code for code in unknown if code not in new]
        for few in _batches(unknown):
            texts = _in_atom([_entry(self._make(code)) for code in few])
            new.update(zip(few, texts, strict=True))
        return [new.get(code) or self._known[code].atom for code in codes]


def _batches(codes: Sequence[str]) -> Iterator[Sequence[str]]:
    """A few codes at a time: a tree of all items of a page takes several megabytes."""
    return (codes[start : start + _BATCH] for start in range(0, len(codes), _BATCH))


def pieces(items: Sequence[Item]) -> list[Piece]:
    """The items in all formats."""
    entries = [_entry(item) for item in items]
    return [
        Piece(atom, rss, json_text.dumps(_json_item(item)))
        for atom, rss, item in zip(_in_atom(entries), _in_rss(entries), items, strict=True)
    ]


def _in_atom(entries: Sequence[FeedEntry]) -> list[bytes]:
    return elements(_bare(entries).atom_str(), b"entry") if entries else []


def _in_rss(entries: Sequence[FeedEntry]) -> list[bytes]:
    return elements(_bare(entries).rss_str(), b"item") if entries else []


def _bare(entries: Sequence[FeedEntry]) -> Any:
    """A feed without metadata of its own."""
    feed = FeedGenerator()
    feed.register_extension("kentongan", ChannelExtension, None)
    feed.id("-")
    feed.title("-")
    feed.description("-")
    feed.link(href="-")
    # add_entry would register the extensions of the feed once more for every entry.
    feed.entry().extend(entries)
    return feed


def elements(document: bytes, name: bytes) -> list[bytes]:
    """The text of every element of a name. Texts and attributes hold no `<`: it is escaped."""
    end = b"</%b>" % name
    texts = document.split(end)[:-1]
    return [text[text.index(b"<" + name) :] + end for text in texts]


def rss(channel: Channel, address: str, items: Sequence[bytes]) -> bytes:
    """The feed of `items` (`Piece.rss`)."""
    feed = _feed(channel, address, "application/rss+xml")
    feed.kentongan.links = [
        Link("alternate", channel.page, "text/html"),
        *_hub(channel),
        *channel.links,
    ]
    feed.kentongan.creator = channel.author
    feed.link(href=channel.page, rel="alternate")
    feed.description(channel.description)
    # RSS allows at most 144 pixels.
    side = str(min(channel.icon_size, 144)) if channel.icon_size else None
    feed.image(channel.icon, title=channel.title, link=channel.page, width=side, height=side)
    feed.ttl(channel.ttl)
    feed.pubDate(channel.published)
    return _filled(feed.rss_str(), b"</channel></rss>", items)


def atom(
    channel: Channel,
    address: str,
    items: Sequence[bytes],
    *,
    tombstones: Sequence[Tombstone] = (),
    is_archive: bool = False,
) -> bytes:
    """The feed of `items` (`Piece.atom`)."""
    feed = _feed(channel, address, "application/atom+xml")
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
    return _filled(feed.atom_str(), b"</feed>", items)


def json_feed(channel: Channel, address: str, items: Sequence[bytes]) -> bytes:
    """The feed of `items` (`Piece.json`)."""
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
    feed["items"] = []
    head, tail = json_text.document(feed).rsplit(b"]", 1)
    return b"".join((head, b",".join(items), b"]", tail))


def _filled(document: bytes, end: bytes, items: Sequence[bytes]) -> bytes:
    """The document of an empty feed with its items, and a line end."""
    return b"".join((document.removesuffix(end), *items, end, b"\n"))


def _feed(channel: Channel, address: str, media_type: str) -> Any:
    feed = FeedGenerator()
    feed.register_extension("kentongan", ChannelExtension, None)
    feed.kentongan.style = channel.style
    feed.id(address)
    feed.title(channel.title)
    feed.link(href=address, rel="self", type=media_type)
    feed.language("id")
    feed.updated(channel.updated)
    feed.generator(GENERATOR)
    if channel.rights:
        feed.rights(channel.rights)
    return feed


def _hub(channel: Channel) -> list[Link]:
    return [Link("hub", channel.hub)] if channel.hub else []


def _entry(item: Item) -> FeedEntry:
    entry = FeedEntry()
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
    fields: dict[str, Any] = {
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
        fields["image"] = item.image.url
        attachment = {
            "url": item.image.url,
            "mime_type": item.image.type,
            "size_in_bytes": item.image.bytes,
        }
        if item.image.alt:
            attachment["title"] = item.image.alt
        fields["attachments"] = [attachment]
    own = {"code": item.code, "unit": item.unit}
    if item.state != "shown":
        own["status"] = item.withdrawal or item.state
    return fields | {"_kentongan": own}
