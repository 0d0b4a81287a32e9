"""Releases: the page of each release, in any state.

Settings: `manuscripts.options.Settings` (`HUMAS_RELEASES_…`).
"""

from __future__ import annotations


def register() -> None:
    from kentongan.site import receivers

    receivers.announce("kentongan.parts.releases.hooks")
