"""Releases: front matter and text to pages, through the engine.

Settings: `core.Settings` (`HUMAS_RELEASES_…`), `engine.core.Settings` (`HUMAS_ENGINE_…`).
"""

from __future__ import annotations


def register() -> None:
    from pelican import signals

    from plugins import build
    from plugins.releases import hooks

    signals.get_generators.connect(hooks.add_generator)
    signals.all_generators_finalized.connect(hooks.check)
    signals.finalized.connect(hooks.silence_pelican)
    build.release_files.connect(hooks.page_of_release)
