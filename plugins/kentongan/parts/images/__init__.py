"""Pictures and attachments of releases: small, clean, blurred where asked.

Every picture is published as AVIF with a JPEG beside it, without metadata, under an address
made from its content. The original is never published.

Settings: `core.Settings` (`HUMAS_IMAGES_…`).
"""

from __future__ import annotations


def register() -> None:
    from kentongan.site import receivers

    receivers.announce("kentongan.parts.images.hooks")
