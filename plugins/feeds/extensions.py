"""What feedgen leaves out: full links, Media RSS, tombstones, archive marks, a style sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import (
    BaseEntryExtension,
    BaseExtension,
)
from lxml import etree

from plugins.feeds.items import Image, Item

ATOM_NS = "http://www.w3.org/2005/Atom"
DC_NS = "http://purl.org/dc/elements/1.1/"
MEDIA_NS = "http://search.yahoo.com/mrss/"
HISTORY_NS = "http://purl.org/syndication/history/1.0"
TOMBSTONE_NS = "http://purl.org/atompub/tombstones/1.0"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Link:
    rel: str
    href: str
    type: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A deleted entry of RFC 6721."""

    ref: str
    when: str
    comment: str


class ChannelExtension(BaseExtension):  # type: ignore[misc]
    """Reaches feedgen as `feed.kentongan`; `links` beside `self` and `alternate`."""

    def __init__(self) -> None:
        self.links: Sequence[Link] = ()
        self.creator = ""
        self.style = ""
        self.is_archive = False
        self.tombstones: Sequence[Tombstone] = ()

    def extend_ns(self) -> dict[str, str]:
        found = {"dc": DC_NS, "media": MEDIA_NS}
        if self.is_archive:
            found["fh"] = HISTORY_NS
        if self.tombstones:
            found["at"] = TOMBSTONE_NS
        return found

    def extend_rss(self, rss: Any) -> Any:
        channel = rss[0]
        for link in self.links:
            _link(channel, f"{{{ATOM_NS}}}link", link)
        if self.creator:
            _add(channel, f"{{{DC_NS}}}creator", self.creator)
        self._add_style(rss)
        return rss

    def extend_atom(self, feed: Any) -> Any:
        for link in self.links:
            _link(feed, "link", link)
        if self.is_archive:
            etree.SubElement(feed, f"{{{HISTORY_NS}}}archive")
        for grave in self.tombstones:
            deleted = etree.SubElement(
                feed, f"{{{TOMBSTONE_NS}}}deleted-entry", ref=grave.ref, when=grave.when
            )
            _add(deleted, f"{{{TOMBSTONE_NS}}}comment", grave.comment)
        self._add_style(feed)
        return feed

    def _add_style(self, root: Any) -> None:
        if self.style:
            style = f'type="text/css" href="{self.style}"'
            root.addprevious(etree.ProcessingInstruction("xml-stylesheet", style))


class ItemExtension(BaseEntryExtension):  # type: ignore[misc]
    """Reaches feedgen as `entry.kentongan`; `item` is what the entry was made from."""

    def __init__(self) -> None:
        self.item: Item | None = None

    def extend_rss(self, element: Any) -> Any:
        item = self.item
        if item is None:
            return element
        _add(element, f"{{{DC_NS}}}creator", item.author)
        if item.lang != "id":
            _add(element, f"{{{DC_NS}}}language", item.lang)
        _add(element, f"{{{ATOM_NS}}}updated", item.updated.isoformat())
        _add_media(element, item)
        return element

    def extend_atom(self, element: Any) -> Any:
        item = self.item
        if item is None:
            return element
        if item.lang != "id":
            element.set(XML_LANG, item.lang)
        for link in element.findall("link"):
            element.remove(link)
        _link(element, "link", Link("alternate", item.url, "text/html"))
        if item.image:
            link = _link(element, "link", Link("enclosure", item.image.url, item.image.type))
            link.set("length", str(item.image.bytes))
        _add_media(element, item)
        return element


class Entry(FeedEntry):  # type: ignore[misc]
    """An entry that is built once and then moved from feed to feed."""

    def __init__(self) -> None:
        super().__init__()
        self._atom: Any = None
        self._rss: Any = None

    def atom_entry(self, extensions: bool = True) -> Any:
        if self._atom is None:
            self._atom = super().atom_entry(extensions)
        return self._atom

    def rss_entry(self, extensions: bool = True) -> Any:
        if self._rss is None:
            self._rss = super().rss_entry(extensions)
        return self._rss


def _add(parent: Any, name: str, text: str) -> Any:
    element = etree.SubElement(parent, name)
    element.text = text
    return element


def _link(parent: Any, name: str, link: Link) -> Any:
    element = etree.SubElement(parent, name, rel=link.rel, href=link.href)
    if link.type:
        element.set("type", link.type)
    if link.title:
        element.set("title", link.title)
    return element


def _add_media(parent: Any, item: Item) -> None:
    if item.image is None:
        return
    content = _media(parent, "content", item.image)
    content.set("type", item.image.type)
    content.set("medium", "image")
    content.set("fileSize", str(item.image.bytes))
    words = item.image.alt or item.image.caption
    if words:
        _add(content, f"{{{MEDIA_NS}}}description", words).set("type", "plain")
    if item.image.caption:
        _add(content, f"{{{MEDIA_NS}}}title", item.image.caption).set("type", "plain")
    if item.thumbnail:
        _media(content, "thumbnail", item.thumbnail)
    if item.image.credit:
        credit = _add(content, f"{{{MEDIA_NS}}}credit", item.image.credit)
        credit.set("role", "photographer")
        credit.set("scheme", "urn:ebu")


def _media(parent: Any, name: str, image: Image) -> Any:
    element = etree.SubElement(parent, f"{{{MEDIA_NS}}}{name}", url=image.url)
    element.set("width", str(image.width))
    element.set("height", str(image.height))
    return element
