"""The parts of the site, connected as a build connects them."""

from __future__ import annotations

from kentongan.newsroom.configuration import Configuration
from kentongan.site import receivers

# Where the project names none. The order: README.md of the package.
DEFAULT = (
    "kentongan.parts.releases",
    "kentongan.parts.units",
    "kentongan.parts.pages",
    "kentongan.parts.lists",
    "kentongan.parts.permalinks",
    "kentongan.parts.notices",
    "kentongan.parts.gate",
    "kentongan.parts.images",
    "kentongan.parts.cards",
    "kentongan.parts.feeds",
    "kentongan.parts.search",
    "kentongan.parts.authenticity",
)


def connect(configuration: Configuration) -> None:
    """Let the parts that the project loads answer; a second call does nothing."""
    receivers.announce_parts(configuration.values.get("PLUGINS", DEFAULT))
    receivers.connect()
