"""Feeds in three formats, their archive, OPML, sitemaps, robots.txt and an API of plain files.

Settings: `core.Settings` (`HUMAS_FEEDS_…`). Addresses: `addresses`.
"""

from __future__ import annotations


def register() -> None:
    from plugins import receivers

    receivers.announce("plugins.feeds.hooks")
