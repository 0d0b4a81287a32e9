"""All feeds as one OPML file, grouped by unit, kind and topic."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime
from typing import Any

from lxml import etree

from kentongan.domain import addresses
from kentongan.parts.feeds import guide
from kentongan.parts.feeds.content import one_line
from kentongan.parts.feeds.items import full
from kentongan.site.model import Site


def document(site: Site, rows: guide.Rows, changed: str) -> bytes:
    """`changed` is an ISO moment or empty."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    _text(head, "title", f"Umpan {site.name}")
    if changed:
        _text(head, "dateModified", format_datetime(datetime.fromisoformat(changed)))
    _text(head, "ownerName", site.name)
    _text(head, "ownerId", full(site, "/"))
    _text(head, "docs", "http://opml.org/spec2.opml")
    body = etree.SubElement(root, "body")
    for group in guide.groups(site, rows):
        parent = etree.SubElement(body, "outline", text=group.title)
        for line in group.lines:
            _outline(site, parent, line)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def _outline(site: Site, parent: Any, line: guide.Line) -> None:
    title = one_line(line.title)
    etree.SubElement(
        parent,
        "outline",
        type="rss",
        version="RSS2",
        text=title,
        title=title,
        xmlUrl=full(site, addresses.feed(line.folder, addresses.RSS)),
        htmlUrl=full(site, line.page),
        language="id",
    )


def _text(parent: Any, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = one_line(text)
