"""Lists of releases: home, kinds, tags, archives by year and month.

Settings: `core.Settings` (`HUMAS_LISTS_…`).
"""

from __future__ import annotations


def register() -> None:
    from kentongan.site import receivers

    receivers.announce("kentongan.parts.lists.hooks")
