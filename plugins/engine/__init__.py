"""The engine: index, fingerprints, parallel work, atomic output. Driven by plugins/releases.

Settings: `core.Settings` (`HUMAS_ENGINE_…`).
"""

from __future__ import annotations


def register() -> None:
    """Nothing to connect: the generator of releases calls the engine."""
