"""Feeds in three formats, their archive, OPML, sitemaps, robots.txt and an API of plain files.

Settings: `core.Settings` (`HUMAS_FEEDS_…`). Addresses: `addresses`.
"""

from __future__ import annotations


def register() -> None:
    from plugins import build
    from plugins.feeds import hooks

    build.collect.connect(hooks.collect)
    build.release_files.connect(hooks.release_files)
    build.template_helpers.connect(hooks.template_helpers)
