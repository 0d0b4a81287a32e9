"""Structured data of a page for search engines: schema.org as plain dicts, written as JSON-LD.

Only what the public may see of a release goes in: pass `public_view`'s release. Addresses are
full, dates carry the offset of the site's zone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kentongan.domain import addresses
from kentongan.domain.release import (
    KINDS,
    VERDICTS,
    Claim,
    Correction,
    Picture,
    Release,
    Verdict,
)
from kentongan.domain.units import Unit

Node = dict[str, Any]

# Worst 1, best 5, as ClaimReview counts.
RATINGS: dict[Verdict, int] = {"salah": 1, "dipalsukan": 1, "menyesatkan": 2, "benar": 5}
LOGO_SIZE = 512

_UNSAFE = str.maketrans(
    {
        "<": "\\u003c",
        ">": "\\u003e",
        "&": "\\u0026",
        "\u2028": "\\u2028",
        "\u2029": "\\u2029",
    }
)


@dataclass(frozen=True, slots=True)
class Publisher:
    """The publisher of all pages.

    `logo` is a full address; `absolute` completes a path, `iso` prints a moment with the
    offset that readers see.
    """

    name: str
    logo: str
    absolute: Callable[[str], str]
    iso: Callable[[datetime], str]


@dataclass(frozen=True, slots=True)
class Structured:
    """The helper of the templates: the JSON-LD of a page, empty when it has none."""

    publisher: Publisher

    def release(
        self, release: Release, unit: Unit | None, ancestors: Sequence[Unit] = (), card: str = ""
    ) -> str:
        section = KINDS[release.kind]
        data = release_graph(self.publisher, release, unit, ancestors, section=section, card=card)
        return dumps(data) if data else ""

    def unit(self, unit: Unit, ancestors: Sequence[Unit] = ()) -> str:
        return dumps(unit_graph(self.publisher, unit, ancestors))

    def home(self) -> str:
        return dumps(home_graph(self.publisher))


def dumps(data: Node) -> str:
    """The text between `<script type="application/ld+json">` and its end tag."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def graph(*nodes: Node | None) -> Node:
    """One document of several nodes; None is left out."""
    return {"@context": "https://schema.org", "@graph": [node for node in nodes if node]}


def release_graph(
    publisher: Publisher,
    release: Release,
    unit: Unit | None,
    ancestors: Sequence[Unit] = (),
    *,
    section: str,
    card: str = "",
) -> Node | None:
    """All that a release's page says; None for one that is no longer in the lists.

    `ancestors` go from the nearest to the highest, `card` is the root-relative address of a
    social card.
    """
    if release.withdrawal or (release.case and not release.case.is_open):
        return None
    steps = [("Satuan", addresses.UNITS)]
    steps += [
        (above.name, above.url) for above in (*reversed(ancestors), *([unit] if unit else []))
    ]
    return graph(
        news_article(publisher, release, unit, section=section, card=card),
        breadcrumbs(publisher, [*steps, (release.title, release.url)]),
        claim_review(publisher, release, release.claim) if release.claim else None,
    )


def unit_graph(publisher: Publisher, unit: Unit, ancestors: Sequence[Unit] = ()) -> Node:
    """All that a unit's page says."""
    steps = [
        ("Satuan", addresses.UNITS),
        *((above.name, above.url) for above in reversed(ancestors)),
    ]
    return graph(
        organization(publisher, unit, ancestors[0] if ancestors else None),
        breadcrumbs(publisher, [*steps, (unit.name, unit.url)]),
    )


def home_graph(publisher: Publisher) -> Node:
    """The site as a whole and where to search it."""
    home = publisher.absolute("/")
    search = publisher.absolute(addresses.SEARCH) + "?q={search_term_string}"
    website = {
        "@type": "WebSite",
        "@id": home + "#situs",
        "url": home,
        "name": publisher.name,
        "inLanguage": "id",
        "publisher": _publisher_id(publisher),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }
    return graph(website, publisher_node(publisher))


def news_article(
    publisher: Publisher, release: Release, unit: Unit | None, *, section: str, card: str = ""
) -> Node:
    address = publisher.absolute(release.url)
    node: Node = {
        "@type": "NewsArticle",
        "@id": address + "#berita",
        "mainEntityOfPage": address,
        "url": address,
        "headline": release.title,
        "description": release.summary,
        "inLanguage": release.lang,
        "identifier": release.code,
        "datePublished": publisher.iso(release.published_at),
        "dateModified": publisher.iso(release.changed_at),
        "articleSection": section,
        "isAccessibleForFree": True,
        "author": _named_unit(publisher, unit) if unit else _publisher_id(publisher),
        "publisher": publisher_node(publisher),
        "image": _images(publisher, release, card),
        "keywords": list(release.tags),
        "contentLocation": {"@type": "Place", "name": release.location} if release.location else "",
        "correction": [_correction(publisher, correction) for correction in release.corrections],
    }
    return {key: value for key, value in node.items() if value not in ("", [])}


def claim_review(publisher: Publisher, release: Release, claim: Claim) -> Node:
    address = publisher.absolute(release.url)
    item: Node = {"@type": "Claim"}
    if claim.source.startswith(("https://", "http://")) and " " not in claim.source:
        item["appearance"] = {"@type": "CreativeWork", "url": claim.source}
    elif claim.source:
        item["appearance"] = {"@type": "CreativeWork", "name": claim.source}
    return {
        "@type": "ClaimReview",
        "@id": address + "#klarifikasi",
        "url": address,
        "datePublished": publisher.iso(release.published_at),
        "author": publisher_node(publisher),
        "claimReviewed": claim.text,
        "itemReviewed": item,
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": RATINGS[claim.verdict],
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": VERDICTS[claim.verdict],
        },
    }


def breadcrumbs(publisher: Publisher, steps: Sequence[tuple[str, str]]) -> Node:
    """The way from the home page to a page: (name, root-relative path)."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": name,
                "item": publisher.absolute(path),
            }
            for position, (name, path) in enumerate([("Beranda", "/"), *steps], 1)
        ],
    }


def organization(publisher: Publisher, unit: Unit, parent: Unit | None = None) -> Node:
    """A unit; unknown fields are left out."""
    node = _named_unit(publisher, unit)
    others = [name for name in unit.names if name != unit.name]
    if others:
        node["alternateName"] = others
    if unit.address:
        node["address"] = {
            "@type": "PostalAddress",
            "streetAddress": unit.address,
            "addressCountry": "ID",
        }
    if unit.phones:
        node["telephone"] = list(unit.phones)
    if unit.email:
        node["email"] = unit.email
    if unit.coordinates:
        latitude, longitude = unit.coordinates
        node["geo"] = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    if unit.areas:
        node["areaServed"] = list(unit.areas)
    if parent:
        node["parentOrganization"] = _named_unit(publisher, parent)
    return node


def publisher_node(publisher: Publisher) -> Node:
    home = publisher.absolute("/")
    return {
        "@type": "GovernmentOrganization",
        **_publisher_id(publisher),
        "name": publisher.name,
        "url": home,
        "logo": {
            "@type": "ImageObject",
            "url": publisher.logo,
            "width": LOGO_SIZE,
            "height": LOGO_SIZE,
        },
    }


def _publisher_id(publisher: Publisher) -> Node:
    """What names the publisher where another node describes it."""
    return {"@id": publisher.absolute("/") + "#penerbit"}


def _named_unit(publisher: Publisher, unit: Unit) -> Node:
    """A unit by its name and page alone."""
    address = publisher.absolute(unit.url)
    return {
        "@type": "GovernmentOrganization",
        "@id": address + "#satuan",
        "name": unit.name,
        "url": address,
    }


def _correction(publisher: Publisher, correction: Correction) -> Node:
    return {
        "@type": "CorrectionComment",
        "text": f"Sebelumnya tertulis: {correction.wrong} Yang benar: {correction.right}",
        "datePublished": publisher.iso(correction.at),
    }


def _images(publisher: Publisher, release: Release, card: str) -> list[Node]:
    pictures = [release.picture, *release.pictures] if release.picture else release.pictures
    images = [node for picture in pictures if picture and (node := _image(publisher, picture))]
    if card:
        card_address = publisher.absolute(card)
        images.append({"@type": "ImageObject", "url": card_address, "width": 1200, "height": 630})
    return images


def _image(publisher: Publisher, picture: Picture) -> Node | None:
    usable = [form for form in picture.renditions if form.type != "image/avif"]
    if not usable:
        return None
    largest = max(usable, key=lambda form: form.width)
    node: Node = {
        "@type": "ImageObject",
        "url": publisher.absolute(largest.url),
        "width": largest.width,
        "height": largest.height,
    }
    if picture.caption:
        node["caption"] = picture.caption
    if picture.credit:
        node["creditText"] = picture.credit
    return node
