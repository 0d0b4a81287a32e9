"""The feeds that a page leads to, for its `link rel="alternate"`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain

from kentongan.domain import addresses
from kentongan.domain.text import slugify
from kentongan.parts.feeds import gathering
from kentongan.site import rolls
from kentongan.site.heads import column
from kentongan.site.model import Site

Feed = dict[str, str]


def finder(site: Site) -> Callable[[Sequence[str]], list[Feed]]:
    """A function that gives title, root-relative url and type of the feeds of a page.

    It takes the sections of the page (`satuan/polsek-kraton`, `jenis/imbauan`), the nearest
    first. That one is offered in all formats, the others and the whole site as RSS. A section
    without a listed release has no feed to rely on and is left out.
    """
    known: dict[str, str] = {}

    def feeds_of(sections: Sequence[str]) -> list[Feed]:
        feeds: list[Feed] = []
        for folder in (*sections, addresses.WHOLE_SITE):
            if folder not in known:
                known[folder] = _title(site, folder)
            if known[folder]:
                formats = addresses.FORMATS if not feeds else (addresses.RSS,)
                feeds += [_feed(folder, known[folder], file) for file in formats]
        return feeds

    return feeds_of


def _feed(folder: str, title: str, file: str) -> Feed:
    label, media_type = addresses.FORMATS[file]
    return {"title": f"{title} ({label})", "url": addresses.feed(folder, file), "type": media_type}


def _title(site: Site, folder: str) -> str:
    """The title of a section; nothing when it has no listed release."""
    group, slug = addresses.group_of(folder)
    if group == addresses.TAGS:
        written = {tag for tag in site.shared(rolls.tags) if slugify(tag) == slug}
        if len(written) > 1:  # the first counts
            tags = chain.from_iterable(column(site.listed, "tags"))
            written = {next(tag for tag in tags if tag in written)}
        tag = next(iter(written), "")
        return gathering.title_of(site, folder, tag) if tag else ""
    return gathering.title_of(site, folder) if _is_filled(site, group, slug) else ""


def _is_filled(site: Site, group: str, slug: str) -> bool:
    if group == addresses.UNITS:
        family = site.units.family(slug) if slug in site.units else frozenset()
        return not family.isdisjoint(site.shared(rolls.by_unit))
    if group == addresses.KINDS:
        return slug in site.shared(rolls.by_kind)
    if group == addresses.WITHDRAWALS:
        return bool(site.unlisted) or any(entry.corrected for entry in site.shared(rolls.notable))
    return bool(site.listed)
