"""The gate: privacy and editorial rules, asked of every release before anything is written."""

from __future__ import annotations


def register() -> None:
    from plugins import build
    from plugins.lint import hooks

    build.check_release.connect(hooks.check_release)
    build.release_facts.connect(hooks.release_facts)
    build.check_site.connect(hooks.check_site)
    build.check_site.connect(hooks.check_standing)
    build.published.connect(hooks.published)
