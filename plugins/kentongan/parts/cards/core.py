"""Which card belongs to a release, and under which address.

WhatsApp keeps a preview by its address, so the name changes with anything the card shows.
Drawing is left to `drawing`, which loads only when a card is made.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple, dataclass
from typing import ClassVar

from kentongan.domain import addresses, dates, settings
from kentongan.domain.release import KINDS, PERSON_KINDS, Picture, Release, jpegs
from kentongan.site import appearance
from kentongan.site.appearance import Appearance
from kentongan.site.entry import Entry
from kentongan.site.model import Site

FOLDER = addresses.CARDS.strip("/")
# Part of every address: raise it when the same card would look different.
DESIGN_VERSION = 2

KINDS_EN = {
    "siaran-pers": "Press release",
    "imbauan": "Advice",
    "pengumuman": "Announcement",
    "klarifikasi": "Clarification",
    "lalu-lintas": "Traffic",
    "orang-hilang": "Missing person",
    "dpo": "Wanted person",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """`quality` of the JPEG; lowered where a card would pass 300 kB. `shared`: one card for all
    releases of a unit and kind, except those with a picture: where many districts are hosted,
    cards are most of all bytes.
    """

    PREFIX: ClassVar[str] = "cards"

    quality: int = 82
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """All that a card shows. `picture` is the address of a published JPEG, or empty."""

    title: str
    site: str
    kind: str = ""
    unit: str = ""
    date: str = ""
    code: str = ""
    picture: str = ""


def card_path(item: Entry | Release, site: Site) -> str:
    """The root-relative address of the card of a release as the public may see it.

    A draft has none: an empty string. What was withdrawn or closed has the card of the site,
    because a preview outlives the page.
    """
    if is_draft(item):
        return ""
    if is_closed(item):
        return site_card_path(site)
    card = card_of(item, site)
    return _path(card.code or f"{item.unit}-{item.kind}", card, site)


def site_card_path(site: Site) -> str:
    """The address of the card of the site as a whole."""
    return _path("situs", site_card(site), site)


def _path(name: str, card: Card, site: Site) -> str:
    digest = _digest(card, site.shared(appearance.of_site))
    return f"{addresses.CARDS}{name}-{digest}.{'jpg' if card.picture else 'png'}"


def card_of(item: Entry | Release, site: Site) -> Card:
    unit = site.units.get(item.unit)
    unit_name = unit.name if unit else ""
    day = site.as_stated(item.happened_at)
    kinds = KINDS_EN if item.lang == "en" else KINDS
    kind = kinds.get(item.kind, "")
    picture = _largest_jpeg(item.picture if isinstance(item, Entry) else item.lead)
    if not picture and site.shared(_settings).shared:
        return Card(title=kind or site.name, site=site.name, unit=unit_name)
    return Card(
        title=item.title,
        site=site.name,
        kind=kind,
        unit=unit_name,
        date=dates.long(day.replace(hour=0, minute=0), item.lang),
        code=item.code,
        picture=picture,
    )


def _settings(site: Site) -> Settings:
    return settings.read(site.settings, Settings)


def site_card(site: Site) -> Card:
    return Card(title=site.name, site=str(site.settings.get("SITESUBTITLE") or ""))


def is_draft(item: Entry | Release) -> bool:
    return item.draft if isinstance(item, Entry) else item.status == "draf"


def is_closed(item: Entry | Release) -> bool:
    """Whether it is withdrawn, or a search that has ended."""
    if isinstance(item, Entry):
        return item.state != "shown"
    ended = item.case is not None and not item.case.is_open
    return item.withdrawal is not None or (item.kind in PERSON_KINDS and ended)


def _digest(card: Card, look: Appearance) -> str:
    inputs = json.dumps([DESIGN_VERSION, *astuple(card)], ensure_ascii=False)
    digest = hashlib.sha256(inputs.encode())
    if not look.is_standard:
        digest.update(bytes((*look.bar, *look.accent)) + look.emblem)
    return digest.hexdigest()[:8]


def _largest_jpeg(picture: Picture | None) -> str:
    forms = jpegs(picture.renditions) if picture else []
    return forms[-1].url if forms else ""
