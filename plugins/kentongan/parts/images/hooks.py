"""Receivers: check, prepare and publish the pictures and attachments of a release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kentongan.domain import settings
from kentongan.domain.problems import Problem
from kentongan.domain.release import Picture, Release
from kentongan.domain.units import Registry
from kentongan.parts.images import named
from kentongan.site.entry import Links
from kentongan.site.model import File, PublicText, Setup, Site, base_path

if TYPE_CHECKING:
    from kentongan.parts.images.publish import PictureStore


def check_release(release: Release, setup: Setup, units: Registry) -> Iterable[Problem]:
    if release.picture is None and not named.may_name_files(release.html):
        return ()
    from kentongan.parts.images import core, findings

    return findings.check(release, setup.content, settings.read(setup.settings, core.Settings))


def prepare_release(setup: Setup, release: Release) -> Release | None:
    if release.picture is None and not named.may_name_files(release.html):
        return None
    from kentongan.parts.images import publish

    return publish.prepare(release, _picture_store(setup))


def prepare_text(setup: Setup, html: str, lead: Picture | None) -> PublicText | None:
    if lead is None and not named.may_name_files(html):
        return None
    from kentongan.parts.images import publish

    store = _picture_store(setup)
    text = publish.prepare_text(html, store, lead=lead)
    if lead:
        lead = replace(lead, renditions=store.picture(lead.path, lead.blur))
    shown = (*([lead] if lead else []), *text.pictures)
    return PublicText(text.html, lead, tuple(publish.files_of(shown, text.attachments, store)))


def release_files(site: Site, release: Release, links: Links) -> Iterator[File]:
    if release.picture is None and not release.pictures and not release.attachments:
        return
    from kentongan.parts.images import publish

    yield from publish.files(release, _picture_store(site))


def published(site: Site) -> bool:
    from kentongan.parts.images import attachments, cache
    from kentongan.storage import caching

    for folder in (cache.FOLDER, attachments.FOLDER):
        caching.prune_when_due(site.cache / folder)
    return False


def _picture_store(place: Setup | Site) -> PictureStore:
    from kentongan.parts.images import core, publish

    base = base_path(str(place.settings.get("SITEURL", "")))
    return publish.PictureStore(
        content=place.content,
        cache=place.cache,
        settings=settings.read(place.settings, core.Settings),
        href=lambda path: base + path,
    )
