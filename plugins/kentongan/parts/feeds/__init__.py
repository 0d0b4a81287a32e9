"""Feeds in three formats, their archive, OPML, sitemaps, robots.txt and an API of plain files.

Settings: `core.Settings` (`HUMAS_FEEDS_…`).
"""

from __future__ import annotations


def register() -> None:
    from kentongan.site import receivers

    receivers.announce("kentongan.parts.feeds.hooks")
