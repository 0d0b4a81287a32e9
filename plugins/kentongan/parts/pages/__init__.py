"""Pages of `content/halaman/`, the page for missing addresses, the banner, the theme's files."""

from __future__ import annotations


def register() -> None:
    from kentongan.site import receivers

    receivers.announce("kentongan.parts.pages.hooks")
