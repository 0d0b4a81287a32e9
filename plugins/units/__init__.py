"""Units: one file each in `content/satuan/`; a page with profile, contact, news and feed."""

from __future__ import annotations


def register() -> None:
    from plugins import receivers

    receivers.announce("plugins.units.hooks")
