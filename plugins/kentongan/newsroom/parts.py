"""The parts of the site, connected as a build connects them."""

from __future__ import annotations

from kentongan.newsroom.configuration import Configuration
from kentongan.parts import ALL
from kentongan.site import receivers


def connect(configuration: Configuration) -> None:
    """Let the parts that the project loads answer; a second call does nothing."""
    receivers.announce_parts(configuration.values.get("PLUGINS", ALL))
    receivers.connect()
