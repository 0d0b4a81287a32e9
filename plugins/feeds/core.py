"""Which releases stand in which feed, and what the bytes of a feed depend on."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from operator import attrgetter

from plugins.build import Entry, Site
from plugins.domain import settings
from plugins.domain.lifecycle import PRIVATE_WITHDRAWALS
from plugins.domain.release import KINDS
from plugins.domain.text import slugify
from plugins.domain.units import Unit
from plugins.feeds import addresses

NEWS_LIMIT = 1000
NEWS_AGE = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings `HUMAS_FEEDS_…`.

    max_items: items in a feed. archive_items: items in a page of the archive.
    notice_days: how long a withdrawal or correction stands in the feeds that held the release.
    ttl: minutes after which a reader asks again. hub: address of a WebSub hub, or nothing.
    rights: the terms of use in every feed. icon: root-relative address of a square PNG.
    latest: entries in the API's index.
    """

    max_items: int = 50
    archive_items: int = 100
    notice_days: int = 30
    ttl: int = 30
    hub: str = ""
    rights: str = "Boleh dikutip dan disiarkan dengan menyebut sumber."
    icon: str = ""
    latest: int = 50

    def __post_init__(self) -> None:
        for name in ("max_items", "archive_items", "notice_days", "ttl", "latest"):
            if getattr(self, name) < 1:
                key = settings.name("feeds", name)
                raise settings.SettingsError(f"{key} must be at least 1")


@dataclass(frozen=True, slots=True)
class Section:
    """A feed in its three formats. `folder` lies below `/umpan/`; `page` is root-relative."""

    folder: str
    title: str
    description: str
    page: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """The feeds that hold something, and when a list of the site last changed.

    `lists` are the root-relative addresses of the site's lists by section, with the time of
    the last change in each.
    """

    sections: tuple[Section, ...]
    lists: dict[str, datetime]


@dataclass(slots=True, eq=False)
class _Bucket:
    folder: str
    tags: Counter[str] = field(default_factory=Counter)  # the spellings of a tag
    latest: list[Entry] = field(default_factory=list)
    notices: list[Entry] = field(default_factory=list)
    changed: datetime | None = None  # the last change of a listed entry


def identity(code: str) -> str:
    """The permanent id of a release in every feed. Only the code is in it."""
    return "urn:kentongan:rilis:" + code.replace("-", "")


def changed_at(entry: Entry, site: Site) -> datetime:
    """The last change of an entry; one that is still to come counts as publication."""
    moment = entry.changed_at
    if moment == entry.published_at or site.is_past(moment):
        return moment
    return entry.published_at


def marker(site: Site) -> Callable[[Entry], str]:
    """A function that tells what the item of an entry depends on; it remembers each."""
    known: dict[str, str] = {}
    names = {unit.slug: unit.name for unit in site.units}

    def mark(entry: Entry) -> str:
        found = known.get(entry.code)
        if found is None:
            future = "" if changed_at(entry, site) == entry.changed_at else "~"
            target = site.by_code.get(entry.merged_into) if entry.merged_into else None
            extra = target.url if target else ""
            found = f"{entry.digest}{future}|{names.get(entry.unit, '')}|{extra}"
            known[entry.code] = found
        return found

    return mark


def gather(site: Site, options: Settings) -> Gathered:
    """All feeds that hold something, the whole site first, then by folder."""
    buckets = _Buckets(site)
    term = timedelta(days=options.notice_days)
    _add_listed(site, buckets, options.max_items, term)
    _add_unlisted(site, buckets, term)
    order = _order(site)
    filled = [bucket for _, bucket in sorted(buckets.all.items())]
    found = [
        _section(site, bucket, options, order)
        for bucket in filled
        if bucket.latest or bucket.notices
    ]
    notices = _notices(site, options)
    lists = {addresses.page_of(one.folder): one.changed for one in filled if one.changed}
    return Gathered((*found, *notices), lists)


class _Buckets:
    """The sections of a site, made when the first entry asks for them."""

    def __init__(self, site: Site) -> None:
        self.all: dict[str, _Bucket] = {}
        whole = self._named(addresses.WHOLE_SITE)
        self._units = {
            unit.slug: (whole, *(self._named(addresses.of_unit(slug)) for slug in line))
            for unit, line in _lines(site)
        }
        self._unknown_unit = (whole,)
        self._places: dict[tuple[str, str, bool], tuple[_Bucket, ...]] = {}
        self._tags: dict[str, _Bucket | None] = {}

    def of(self, entry: Entry) -> list[_Bucket]:
        """The sections that an entry belongs to, each once."""
        place = (entry.unit, entry.kind, entry.withdrawal_kind in PRIVATE_WITHDRAWALS)
        found = [*(self._places.get(place) or self._place(*place))]
        for tag in entry.tags:
            bucket = self._tags[tag] if tag in self._tags else self._tag(tag)
            if bucket is not None and bucket not in found:
                bucket.tags[tag] += entry.state == "shown"
                found.append(bucket)
        return found

    def _place(self, unit: str, kind: str, is_private: bool) -> tuple[_Bucket, ...]:
        """The sections of a unit and, where it is known, a kind."""
        found = self._units.get(unit, self._unknown_unit)
        if not is_private:
            found = (*found, self._named(addresses.of_kind(kind)))
        self._places[unit, kind, is_private] = found
        return found

    def _tag(self, tag: str) -> _Bucket | None:
        slug = slugify(tag)
        bucket = self._named(addresses.of_tag(slug)) if slug else None
        self._tags[tag] = bucket
        return bucket

    def _named(self, folder: str) -> _Bucket:
        bucket = self.all.get(folder)
        if bucket is None:
            bucket = self.all[folder] = _Bucket(folder)
        return bucket


def _lines(site: Site) -> Iterator[tuple[Unit, tuple[str, ...]]]:
    """Each unit with its own slug and those of the units above it."""
    for unit in site.units:
        yield unit, (unit.slug, *(above.slug for above in site.units.ancestors(unit.slug)))


def _add_listed(site: Site, buckets: _Buckets, limit: int, term: timedelta) -> None:
    for entry in site.listed:
        moment = entry.published_at
        is_late = entry.changed_at != moment
        if is_late:
            moment = changed_at(entry, site)
        is_notice = entry.corrected and not site.is_past(entry.changed_at + term)
        for bucket in buckets.of(entry):
            if bucket.changed is None or (is_late and moment > bucket.changed):
                bucket.changed = moment
            if is_notice:
                bucket.notices.append(entry)
            elif len(bucket.latest) < limit:
                bucket.latest.append(entry)


def _add_unlisted(site: Site, buckets: _Buckets, term: timedelta) -> None:
    recent = [
        (entry, buckets.of(entry))
        for entry in site.unlisted
        if not site.is_past(entry.changed_at + term)
    ]
    for entry, own in recent:
        blind = _blind(entry)
        also = [one for one in buckets.all.values() if blind and one.folder.startswith(blind)]
        for bucket in (*own, *(one for one in also if one not in own)):
            bucket.notices.append(entry)


def _blind(entry: Entry) -> tuple[str, ...]:
    """Groups of feeds of which one may hold a copy of a release that is no longer listed.

    What the public may know of a closed search or a release withdrawn for privacy does not
    say its tags (nor its kind). So its notice, which names nothing, goes to all of them:
    every copy is overwritten, and no feed tells which one held it.
    """
    if entry.withdrawal_kind in PRIVATE_WITHDRAWALS:
        return ("tag/", "jenis/")
    return ("tag/",) if entry.state == "closed" else ()


def _order(site: Site) -> dict[str, int]:
    """The rank of every entry, newest publication first."""
    return {entry.code: rank for rank, entry in enumerate(history(site))}


def history(site: Site) -> list[Entry]:
    """Every entry that was ever public, newest first: withdrawn ones keep their place."""
    if not site.unlisted:
        return list(site.listed)
    return sorted(
        (*site.listed, *site.unlisted),
        key=lambda entry: (entry.published_at, entry.code),
        reverse=True,
    )


def _section(site: Site, bucket: _Bucket, options: Settings, order: dict[str, int]) -> Section:
    # Notices come first when places are given out, but never fill more than half of a feed.
    room = max(options.max_items // 2, options.max_items - len(bucket.notices))
    entries = bucket.latest[:room]
    if bucket.notices:
        entries = sorted([*entries, *bucket.notices], key=lambda entry: order[entry.code])
    # As the list of the tag does: the usual spelling of several.
    tag = min(bucket.tags, key=lambda one: (-bucket.tags[one], one), default="")
    description = _description(site, bucket.folder, tag)
    has_page = bucket.changed or bucket.folder.startswith("satuan/")
    page = addresses.page_of(bucket.folder) if has_page else "/"
    return Section(
        bucket.folder, title_of(site, bucket.folder, tag), description, page, tuple(entries)
    )


def title_of(site: Site, folder: str, tag: str = "") -> str:
    """The title of a section; `tag` is the name of the tag that it belongs to."""
    group, _, slug = folder.partition("/")
    unit = site.units.get(slug)
    names = {
        "satuan": unit.name if unit else slug,
        "jenis": KINDS.get(slug, slug),
        "tag": f"Topik: {tag}",
        addresses.NOTICES: "Ralat dan pencabutan",
    }
    return f"{names[group]} – {site.name}" if group in names else site.name


def _description(site: Site, folder: str, tag: str) -> str:
    group, _, slug = folder.partition("/")
    if group == "satuan":
        below = " dan satuan di bawahnya" if site.units.children(slug) else ""
        return f"Siaran pers {site.units[slug].name}{below}."
    if group == "jenis":
        return f"{KINDS.get(slug, slug)} dari {site.name}."
    if group == "tag":
        return f"Siaran pers {site.name} tentang {tag}."
    return f"Siaran pers terbaru dari {site.name}."


def _notices(site: Site, options: Settings) -> tuple[Section, ...]:
    """Withdrawals and closed searches for good, and the latest corrections."""
    corrected = [entry for entry in site.listed if entry.corrected]
    corrected.sort(key=lambda entry: (entry.changed_at, entry.code), reverse=True)
    entries = [*site.unlisted, *corrected[: options.max_items]]
    if not entries:
        return ()
    entries.sort(key=lambda entry: (changed_at(entry, site), entry.code), reverse=True)
    section = Section(
        addresses.NOTICES,
        title_of(site, addresses.NOTICES),
        f"Siaran {site.name} yang diralat atau dicabut, dan pencarian orang yang sudah ditutup.",
        "/pencabutan/",
        tuple(entries),
    )
    return (section,)


def archive_pages(site: Site, options: Settings) -> list[tuple[Entry, ...]]:
    """The whole history in pages, oldest page first, newest entry of a page first.

    A page takes in no more entries once the next page exists.
    """
    entries = history(site)
    entries.reverse()
    size = options.archive_items
    return [
        tuple(reversed(entries[start : start + size])) for start in range(0, len(entries), size)
    ]


def recent_news(site: Site) -> list[Entry]:
    """What a news sitemap may hold: published in the last 48 hours, newest first."""
    found: list[Entry] = []
    for entry in site.listed:
        if len(found) == NEWS_LIMIT or site.is_past(entry.published_at + NEWS_AGE):
            break
        found.append(entry)
    return found


def months(
    entries: Sequence[Entry], zone: tzinfo, moment: str = "published_at"
) -> Iterator[tuple[int, int, tuple[Entry, ...]]]:
    """Year, month and entries, newest month first.

    `moment` names the field that counts; the entries stand newest first by it.
    """
    moment_of = attrgetter(moment)
    rest = list(reversed(entries))
    while rest:
        last = moment_of(rest[-1]).astimezone(zone)
        start = last.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        cut = bisect_left(rest, start, key=moment_of)
        yield last.year, last.month, tuple(reversed(rest[cut:]))
        del rest[cut:]
