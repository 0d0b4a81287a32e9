"""Receivers: the card of each release, and that of the site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kentongan.domain import addresses, settings
from kentongan.domain.release import Release
from kentongan.parts.cards import core
from kentongan.site import appearance
from kentongan.site.entry import Links
from kentongan.site.model import File, Site, Task
from kentongan.storage import caching


def release_files(site: Site, release: Release, links: Links) -> Iterator[File]:
    """The card of a release; drawn only when something that it shows has changed."""
    if core.is_draft(release) or core.is_closed(release):
        return
    entry = site.by_code.get(release.code)
    if entry and entry.home:  # the site that it comes from draws it
        return
    address = core.card_path(release, site)
    path = site.cache / core.FOLDER / address.rsplit("/", 1)[1]
    if not caching.is_whole(path):
        caching.keep(path, _drawn(core.card_of(release, site), site))
    yield addresses.file(address), path


def collect(site: Site) -> Iterator[Task]:
    yield Task("kartu:situs", (core.site_card_path(site),), make_site_card)


def template_helpers(site: Site) -> dict[str, Any]:
    return {
        "card_url": lambda item: core.card_path(item, site),
        "site_card_url": core.site_card_path(site),
    }


def published(site: Site) -> bool:
    caching.prune_when_due(site.cache / core.FOLDER)
    return False


def make_site_card(site: Site) -> list[File]:
    return [(addresses.file(core.site_card_path(site)), _drawn(core.site_card(site), site))]


def _drawn(card: core.Card, site: Site) -> bytes:
    from kentongan.parts.cards import drawing

    quality = settings.read(site.settings, core.Settings).quality
    look = site.shared(appearance.of_site)
    return drawing.draw(card, _published_picture(card, site), quality, look)


def _published_picture(card: core.Card, site: Site) -> bytes | None:
    """The bytes of the published picture, from the cache that the images plugin fills."""
    if not card.picture:
        return None
    try:
        return (site.cache / addresses.file(card.picture)).read_bytes()
    except OSError:
        return None
