"""Units: one file each in `content/satuan/`; a page with profile, contact, news and feed.

Settings: `core.Settings` (`HUMAS_UNITS_…`).
"""

from __future__ import annotations


def register() -> None:
    from kentongan.site import receivers

    receivers.announce("kentongan.parts.units.hooks")
