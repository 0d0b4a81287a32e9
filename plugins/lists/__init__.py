"""Lists of releases: home, kinds, tags, archives by year and month.

Settings: `core.Settings` (`HUMAS_LISTS_…`).
"""

from __future__ import annotations


def register() -> None:
    from plugins import receivers

    receivers.announce("plugins.lists.hooks")
