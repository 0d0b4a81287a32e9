"""Releases: front matter and text to pages, through the engine.

Settings: `core.Settings` (`HUMAS_RELEASES_…`), `engine.core.Settings` (`HUMAS_ENGINE_…`).
"""

from __future__ import annotations


def register() -> None:
    from pelican import signals

    from plugins import receivers
    from plugins.releases import frame

    signals.get_generators.connect(frame.add_generator)
    signals.all_generators_finalized.connect(frame.check)
    signals.finalized.connect(frame.silence_pelican)
    receivers.announce("plugins.releases.hooks")
