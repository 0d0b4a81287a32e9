"""Every setting that a plugin declares, checked together: names, types, the nearest name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from kentongan.cluster import options as cluster
from kentongan.domain import settings
from kentongan.engine import options as engine
from kentongan.manuscripts import options as releases
from kentongan.newsroom import browser_desk, province
from kentongan.parts.authenticity import core as authenticity
from kentongan.parts.cards import core as cards
from kentongan.parts.feeds import core as feeds
from kentongan.parts.images import core as images
from kentongan.parts.lists import core as lists
from kentongan.parts.units import core as units
from kentongan.publishing import core as publishing
from kentongan.site import appearance, recording

CLASSES: tuple[type[settings.Declared], ...] = (
    engine.Settings,
    releases.Settings,
    units.Settings,
    lists.Settings,
    recording.Settings,
    images.Settings,
    cards.Settings,
    feeds.Settings,
    authenticity.Settings,
    publishing.Settings,
    browser_desk.Settings,
    appearance.Settings,
    cluster.Settings,
    province.Settings,
)


def mistakes(conf: Mapping[str, Any]) -> list[str]:
    """A sentence for each `HUMAS_` setting that is misspelt or of the wrong type."""
    known: list[str] = []
    mistaken: list[str] = []
    for declared in CLASSES:
        known += settings.names(declared)
        try:
            settings.read(conf, declared)
        except settings.SettingsError as error:
            mistaken.append(str(error))
    mistaken += appearance.mistakes(conf)
    return [*mistaken, *settings.unknown(conf, known), *_address(conf.get("SITEURL", ""))]


def _address(siteurl: str) -> list[str]:
    """Feeds and cards need the whole address of the site."""
    if not siteurl or re.match(r"https?://[^/\s]+", siteurl):
        return []
    return [f"SITEURL harus diawali https://, bukan {siteurl!r}"]
