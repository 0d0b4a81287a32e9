"""Pictures and attachments of releases: small, clean, blurred where asked.

Every picture is published as AVIF with a JPEG beside it, without metadata, under an address
made from its content. The original is never published.

Settings: `HUMAS_IMAGES_MAX_MEGAPIXELS` (150).
"""

from __future__ import annotations


def register() -> None:
    from plugins import build
    from plugins.images import hooks

    build.check_release.connect(hooks.check_release)
    build.prepare_release.connect(hooks.prepare_release)
    build.prepare_text.connect(hooks.prepare_text)
    build.release_files.connect(hooks.release_files)
    build.published.connect(hooks.published)
