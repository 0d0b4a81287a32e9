"""Releases as data: IPTC ninjs 3.0 for each, and lists by month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from kentongan.domain import addresses
from kentongan.domain.release import KINDS, Picture, Release
from kentongan.parts.feeds import core, items
from kentongan.parts.feeds.content import clean_text, cleaner_for, one_line
from kentongan.parts.feeds.items import Item, full
from kentongan.site import ednotes
from kentongan.site.entry import Entry, Links
from kentongan.site.model import Site

STANDARD = {
    "name": "ninjs",
    "version": "3.0",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json",
}
_KINDS_CODES = "urn:kentongan:jenis:"


def news_object(
    site: Site, entry: Entry, release: Release, links: Links, settings: core.Settings
) -> dict[str, Any]:
    """The ninjs object of a release, as the public may see it."""
    item = items.make(site, entry, cleaner_for(items.origin(site)), {})
    shows_text = entry.shows_text
    fields: dict[str, Any] = {
        "uri": item.id,
        "type": "text",
        "representationType": "full",
        "standard": STANDARD,
        "version": item.updated.isoformat(),
        "firstCreated": item.published.isoformat(),
        "versionCreated": item.updated.isoformat(),
        "contentCreated": entry.happened_at.astimezone(site.zone).isoformat(),
        "pubStatus": status(entry),
        "language": item.lang,
        "title": item.title,
        "by": item.author,
        "located": one_line(release.location),
        "copyrightHolder": one_line(site.name),
        "usageTerms": one_line(settings.rights),
        "edNote": _note(site, release, links, item),
        "expires": _iso(site, release.valid_until) if shows_text else "",
        "headlines": [{"role": "main", "contentType": "text/plain", "value": item.title}],
        "descriptions": [{"role": "summary", "contentType": "text/plain", "value": item.summary}],
        "bodies": _bodies(release, item, shows_text),
        "altIds": _other_ids(site, entry, links),
        "genres": _genres(entry) if item.kind else [],
        "subjects": _subjects(entry, item),
        "organisations": _organisations(site, entry),
        "people": _people(release) if shows_text else [],
        "renditions": [{"name": "web", "href": item.url, "contentType": "text/html"}],
        "associations": _pictures(site, release, item) if shows_text else [],
    }
    if entry.home:
        fields["asal"] = {"wilayah": entry.unit.partition("/")[0], "alamat": entry.home}
    return {name: value for name, value in fields.items() if value}


def status(entry: Entry) -> str:
    """`pubStatus` of ninjs: withdrawn and closed releases must no longer be used."""
    return "usable" if entry.state == "shown" else "canceled"


def index(
    site: Site, months: Sequence[tuple[int, int, int, str]], latest: Sequence[Entry]
) -> dict[str, Any]:
    """The months that have releases (year, month, count, last change), and the newest ones."""
    return {
        "title": one_line(site.name),
        "home_page_url": full(site, "/"),
        "total": sum(count for _, _, count, _ in months),
        "updated": max((moment for *_, moment in months), default=""),
        "months": [
            {
                "month": f"{year:04}-{month:02}",
                "url": full(site, addresses.api_month(year, month)),
                "count": count,
                "updated": moment,
            }
            for year, month, count, moment in months
        ],
        "latest": [_line(site, entry) for entry in latest],
    }


def month(site: Site, year: int, number: int, entries: Sequence[Entry]) -> dict[str, Any]:
    return {
        "month": f"{year:04}-{number:02}",
        "index": full(site, addresses.API_INDEX),
        "count": len(entries),
        "releases": [_line(site, entry) for entry in entries],
    }


def _line(site: Site, entry: Entry) -> dict[str, Any]:
    unit = site.units.get(entry.unit)
    fields: dict[str, Any] = {
        "code": entry.code,
        "uri": core.identity(entry.code),
        "title": one_line(entry.title),
        "url": entry.home or full(site, entry.url),
        "api": full(site, addresses.api_release(entry.code)),
        "published": _iso(site, entry.published_at),
        "updated": _iso(site, core.changed_at(entry, site)),
        "unit": {"slug": entry.unit, "name": unit.name if unit else ""},
        "language": entry.lang,
        "pubStatus": status(entry),
    }
    if entry.withdrawal:
        fields["withdrawn"] = entry.withdrawal
    if not entry.is_erased:
        fields["kind"] = entry.kind
    if entry.tags:
        fields["tags"] = [one_line(tag) for tag in entry.tags]
    return fields


def _iso(site: Site, moment: datetime | None) -> str:
    return moment.astimezone(site.zone).isoformat() if moment else ""


def _note(site: Site, release: Release, links: Links, item: Item) -> str:
    """What a newsroom has to know: corrections, a withdrawal, a right of reply."""
    notes = [
        ednotes.correction(_iso(site, correction.at), correction.wrong, correction.right)
        for correction in release.corrections
    ]
    if item.state != "shown":
        notes.insert(0, item.summary)
    notes += [f"Hak jawab: {full(site, reply.url)}" for reply in links.replies]
    if links.reply_to:
        notes.append(ednotes.reply_to(full(site, links.reply_to.url)))
    if links.merged_into:
        notes.append(f"Digabung ke: {full(site, links.merged_into.url)}")
    return one_line(" ".join(notes))


def _bodies(release: Release, item: Item, shows_text: bool) -> list[dict[str, Any]]:
    text = clean_text(release.text) if shows_text and release.text else item.summary
    return [
        {
            "role": "main",
            "contentType": "text/plain",
            "charCount": len(text),
            "wordCount": len(text.split()),
            "value": text,
        },
        {"role": "richtext", "contentType": "text/html", "value": item.html},
    ]


def _other_ids(site: Site, entry: Entry, links: Links) -> list[dict[str, str]]:
    pairs = [("kode", entry.code), ("alamat-tetap", full(site, addresses.code(entry.code)))]
    pairs += [("terjemahan", core.identity(other.code)) for other in links.translations]
    return [{"role": role, "value": value} for role, value in pairs]


def _genres(entry: Entry) -> list[dict[str, str]]:
    return [{"name": KINDS.get(entry.kind, entry.kind), "uri": _KINDS_CODES + entry.kind}]


def _subjects(entry: Entry, item: Item) -> list[dict[str, str]]:
    """The topics: the categories of the item without the kind.

    The list of a tag exists while a release in it is listed.
    """
    tags = {one_line(tag) for tag in entry.tags}
    return [
        {"name": name, "rel": "about"} | ({"uri": address} if entry.state == "shown" else {})
        for name, address in item.categories
        if name in tags
    ]


def _organisations(site: Site, entry: Entry) -> list[dict[str, Any]]:
    unit = site.units.get(entry.unit)
    if unit is None:
        return []
    line = [unit, *site.units.ancestors(unit.slug)]
    return [
        {
            "name": one_line(above.official_name or above.name),
            "rel": "issuer" if above is unit else "parent",
            "uri": full(site, above.url),
            "literal": above.slug,
        }
        for above in line
    ]


def _people(release: Release) -> list[dict[str, str]]:
    people = []
    for official in release.officials:
        name = " ".join(part for part in (official.rank, official.name) if part)
        name += f", {official.degrees}" if official.degrees else ""
        person = {"name": one_line(name), "rel": "source"}
        if official.position:
            person["literal"] = one_line(official.position)
        people.append(person)
    return people


def _pictures(site: Site, release: Release, item: Item) -> list[dict[str, Any]]:
    """The pictures with all their forms; the lead picture first."""
    pictures = [release.picture, *release.pictures]
    shown: dict[str, Picture] = {}
    for picture in pictures:
        if picture and picture.renditions:
            shown.setdefault(picture.path, picture)
    return [
        _picture(site, picture, number, item) for number, picture in enumerate(shown.values(), 1)
    ]


def _picture(site: Site, picture: Picture, number: int, item: Item) -> dict[str, Any]:
    forms = sorted(picture.renditions, key=lambda form: (form.type, form.width, form.url))
    fields: dict[str, Any] = {
        "name": f"gambar-{number}",
        "uri": f"{item.id}:gambar:{number}",
        "type": "picture",
        "by": one_line(picture.credit),
        "renditions": [
            {
                "name": f"{form.type.partition('/')[2]}-{form.width}",
                "href": full(site, form.url),
                "contentType": form.type,
                "width": form.width,
                "height": form.height,
                "sizeInBytes": form.bytes,
            }
            for form in forms
        ],
    }
    texts = [("alt", picture.alt), ("caption", picture.caption)]
    fields["descriptions"] = [
        {"role": role, "contentType": "text/plain", "value": one_line(text)}
        for role, text in texts
        if text
    ]
    return {name: value for name, value in fields.items() if value}
