"""Receivers: the card of each release, and that of the site."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from plugins.build import File, Site, Task
from plugins.cards import core
from plugins.domain import settings
from plugins.domain.release import Release


def release_files(site: Site, *, release: Release, **_: Any) -> Iterator[File]:
    """The card of a release; drawn only when something that it shows has changed."""
    if core.is_draft(release) or core.is_closed(release):
        return
    address = core.card_path(release, site)
    path = site.cache / core.FOLDER / address.rsplit("/", 1)[1]
    if not path.is_file():
        _write(path, _drawn(core.card_of(release, site), site))
    yield address[1:], path


def collect(site: Site, **_: Any) -> Iterator[Task]:
    yield Task("kartu:situs", (core.site_card_path(site),), make_site_card)


def make_site_card(site: Site) -> list[File]:
    return [(core.site_card_path(site)[1:], _drawn(core.site_card(site), site))]


def _drawn(card: core.Card, site: Site) -> bytes:
    from plugins.cards import drawing

    quality = settings.read(site.settings, "CARDS", core.Settings).quality
    return drawing.draw(card, _published_picture(card, site), quality)


def _published_picture(card: core.Card, site: Site) -> bytes | None:
    """The bytes of the published picture, from the cache that the images plugin fills."""
    if not card.picture:
        return None
    try:
        return (site.cache / card.picture.lstrip("/")).read_bytes()
    except OSError:
        return None


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_bytes(data)
    temporary.replace(path)
