"""Pages of `content/halaman/`, the page for missing addresses, the banner, the theme's files."""

from __future__ import annotations


def register() -> None:
    from plugins import build
    from plugins.pages import hooks

    build.check_site.connect(hooks.check)
    build.collect.connect(hooks.collect)
