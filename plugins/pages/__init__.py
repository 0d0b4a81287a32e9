"""Pages of `content/halaman/`, the page for missing addresses, the banner, the theme's files."""

from __future__ import annotations


def register() -> None:
    from plugins import build
    from plugins.pages import hooks

    build.collect.connect(hooks.collect)
