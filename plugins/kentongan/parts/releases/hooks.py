"""Receivers: the page of a release, and what search engines read of any page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kentongan.domain import addresses
from kentongan.domain.release import KINDS, Release
from kentongan.site import theme_files
from kentongan.site.entry import Links
from kentongan.site.model import File, Site


def template_helpers(site: Site) -> dict[str, Any]:
    """`structured`: the JSON-LD of a page."""
    from kentongan.parts.releases import structured

    logo = site.shared(theme_files.of_site).address("img/ikon-512.png")
    publisher = structured.Publisher(
        name=site.name,
        logo=site.absolute(logo),
        absolute=site.absolute,
        iso=site.iso,
    )
    return {"structured": structured.Structured(publisher)}


def release_files(site: Site, release: Release, links: Links) -> Iterator[File]:
    """The page of a release, in any state."""
    entry = site.by_code[release.code]
    if entry.by_rule:
        return
    if entry.home:
        page = site.render(
            "guest.html",
            entry=entry,
            release=release,
            links=links,
            unit=site.units.get(entry.unit),
        )
        yield addresses.file(entry.url), page
        return
    if links.merged_into:
        page = site.render(
            "redirect.html", target=links.merged_into.url, title=links.merged_into.title
        )
        yield addresses.file(release.url), page
        return
    yield (
        addresses.file(release.url),
        site.render(
            "release.html",
            release=release,
            entry=entry,
            links=links,
            unit=site.units.get(release.unit),
            ancestors=site.units.ancestors(release.unit),
            sections=(addresses.of_unit(release.unit), addresses.of_kind(release.kind)),
            lang=release.lang,
            section=KINDS[release.kind],
        ),
    )
