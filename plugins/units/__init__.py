"""Units: one file each in `content/satuan/`; a page with profile, contact, news and feed."""

from __future__ import annotations


def register() -> None:
    from plugins import build
    from plugins.units import hooks

    build.collect.connect(hooks.collect)
