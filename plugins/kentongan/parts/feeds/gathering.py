"""The feeds that hold something: the releases in each, and what each is called."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from datetime import timedelta

from kentongan.domain import addresses
from kentongan.domain.release import KINDS
from kentongan.domain.text import slugify
from kentongan.parts.feeds.core import Settings, changed_at
from kentongan.site import rolls
from kentongan.site.changes import rank
from kentongan.site.entry import Entry
from kentongan.site.heads import at, column, places
from kentongan.site.model import Site

DAY, DAY_ITEMS = timedelta(hours=24), 500  # of the feed of a portal


@dataclass(frozen=True, slots=True)
class Section:
    """A feed in its three formats. `folder` lies below `/umpan/`; `page` is root-relative.

    `tag` is the usual spelling of the tag that it belongs to, if any.
    """

    folder: str
    title: str
    description: str
    page: str
    entries: Sequence[Entry]
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The feeds that hold something, and when a list of the site last changed.

    `lists` are the root-relative addresses of the site's lists by section, with the last change
    in each, in seconds since 1970.
    """

    sections: tuple[Section, ...]
    lists: dict[str, float]


@dataclass(slots=True, eq=False)
class _Bucket:
    folder: str
    latest: list[int] = field(default_factory=list)  # places among the listed
    notices: list[Entry] = field(default_factory=list)
    changed: float = 0.0  # the last change of a listed entry; 0 without any


def gather(site: Site, options: Settings, stale: Set[str] | None = None) -> Gathered:
    """All feeds that hold something, the whole site first, then by folder; with `stale` of the
    feeds of sections these alone."""
    buckets = _Buckets(site)
    term = timedelta(days=options.notice_days)
    if stale is None:
        _add_listed(site, buckets, options.max_items, term)
    else:
        _add_stale(site, buckets, options.max_items, term, stale)
    _add_unlisted(site, buckets, term)
    filled = [
        bucket for folder, bucket in sorted(buckets.all.items()) if stale is None or folder in stale
    ]
    tags = _names_of_tags(site, buckets)
    sections = [
        _section(site, bucket, options, tags.get(bucket.folder, ""))
        for bucket in filled
        if bucket.latest or bucket.notices
    ]
    notices = _notices(site, options)
    lists = {
        addresses.page_of(bucket.folder): bucket.changed for bucket in filled if bucket.changed
    }
    return Gathered((*sections, *notices), lists)


def folders_of(site: Site, entries: Iterable[Entry]) -> frozenset[str]:
    """The sections that entries belong to."""
    buckets = _Buckets(site)
    return frozenset(bucket.folder for entry in entries for bucket in buckets.of(entry))


# What decides the sections of an entry: unit, kind and whether the kind is known; or a tag.
FeedRule = tuple[str, str, bool] | str


class _Buckets:
    """The sections of a site, each created with its first entry."""

    def __init__(self, site: Site) -> None:
        self.all: dict[str, _Bucket] = {}
        whole = self.named(addresses.WHOLE_SITE)
        self._units = {
            unit.slug: (
                whole,
                *map(self.named, map(addresses.of_unit, site.units.line(unit.slug))),
            )
            for unit in site.units
        }
        self._unknown_unit = (whole,)
        self._known: dict[FeedRule, tuple[_Bucket, ...]] = {}

    def of(self, entry: Entry) -> list[_Bucket]:
        """The sections that an entry belongs to, each once."""
        placing = (entry.unit, entry.kind, entry.is_erased)
        rules: tuple[FeedRule, ...] = (placing, *entry.tags)
        return list(dict.fromkeys(bucket for rule in rules for bucket in self.feeds_for(rule)))

    def feeds_for(self, rule: FeedRule) -> tuple[_Bucket, ...]:
        buckets = self._known.get(rule)
        if buckets is None:
            buckets = self._tagged(rule) if isinstance(rule, str) else self._placed(*rule)
            self._known[rule] = buckets
        return buckets

    def _placed(self, unit: str, kind: str, is_erased: bool) -> tuple[_Bucket, ...]:
        """The sections of a unit and, where it is known, a kind."""
        buckets = self._units.get(unit, self._unknown_unit)
        return buckets if is_erased else (*buckets, self.named(addresses.of_kind(kind)))

    def _tagged(self, tag: str) -> tuple[_Bucket, ...]:
        slug = slugify(tag)
        return (self.named(addresses.of_tag(slug)),) if slug else ()

    def spellings(self) -> dict[str, list[str]]:
        """The tags of every section that belongs to some, as they were written."""
        spellings: defaultdict[str, list[str]] = defaultdict(list)
        for rule, buckets in self._known.items():
            if isinstance(rule, str):
                for bucket in buckets:
                    spellings[bucket.folder].append(rule)
        return spellings

    def named(self, folder: str) -> _Bucket:
        bucket = self.all.get(folder)
        if bucket is None:
            bucket = self.all[folder] = _Bucket(folder)
        return bucket


def _add_listed(site: Site, buckets: _Buckets, limit: int, term: timedelta) -> None:
    with_room: dict[FeedRule, list[_Bucket]] = {}
    listed = site.listed
    firsts, published = column(listed, "first"), column(listed, "published")
    names = (column(listed, name) for name in ("is_notable", "unit", "kind", "tags"))
    for place, (is_notable, unit, kind, tags) in enumerate(zip(*names, strict=True)):
        if is_notable and _is_changed(listed[place]):
            _add_changed(site, buckets.of(listed[place]), place, limit, term)
            continue
        # Nearly all entries are too old for any feed, so this path avoids calls.
        rules: tuple[FeedRule, ...] = ((unit, kind, False), *tags)
        for rule in rules:
            if rule not in with_room:
                with_room[rule] = list(buckets.feeds_for(rule))
            if rooms := with_room[rule]:
                _take_in(rooms, place, max(published[place], firsts[place] or 0.0), limit)


def _add_stale(site: Site, buckets: _Buckets, limit: int, term: timedelta, stale: Set[str]) -> None:
    """The same for a few sections: of each as many entries as it has room for, and all that
    changed since they were published."""
    firsts, published = column(site.listed, "first"), column(site.listed, "published")
    notable = places(site.listed, "is_notable", {True})
    changed = {place: site.listed[place] for place in notable if _is_changed(site.listed[place])}
    for folder in stale:
        bucket = buckets.named(folder)
        own = {place for place, entry in changed.items() if bucket in buckets.of(entry)}
        for place in _places_of(site, buckets, folder):
            if len(bucket.latest) >= limit:
                break
            if place in own:
                own.remove(place)
                _add_changed(site, [bucket], place, limit, term)
            else:
                _take_in([bucket], place, max(published[place], firsts[place] or 0.0), limit)
        for place in sorted(own):
            _add_changed(site, [bucket], place, limit, term)


def _places_of(site: Site, buckets: _Buckets, folder: str) -> Iterable[int]:
    """The places of the listed entries that belong to a section, newest first."""
    group, slug = addresses.group_of(folder)
    if group == addresses.UNITS:
        return places(site.listed, "unit", site.units.family(slug))
    if group == addresses.KINDS:
        return places(site.listed, "kind", {slug})
    if group == addresses.TAGS:
        written = {tag for tag in site.shared(rolls.tags) if slugify(tag) == slug}
        for tag in written:
            buckets.feeds_for(tag)  # which notes how it is written
        return places(site.listed, "tags", written)
    return range(len(site.listed))


def _is_changed(entry: Entry) -> bool:
    return entry.corrected or entry.changed_at != entry.published_at


def _take_in(rooms: list[_Bucket], place: int, moment: float, limit: int) -> None:
    """Add an entry to sections, and remove full sections from the list."""
    for bucket in rooms[:]:
        latest = bucket.latest
        if len(latest) < limit and not (latest and latest[-1] == place):
            latest.append(place)
            bucket.changed = max(bucket.changed, moment)
        if len(latest) >= limit:
            rooms.remove(bucket)


def _add_changed(
    site: Site, buckets: Sequence[_Bucket], place: int, limit: int, term: timedelta
) -> None:
    entry = site.listed[place]
    moment = changed_at(entry, site).timestamp()
    is_notice = entry.corrected and not site.is_past(entry.changed_at + term)
    for bucket in buckets:
        bucket.changed = max(bucket.changed, moment)
        if is_notice:
            bucket.notices.append(entry)
        elif len(bucket.latest) < limit:
            bucket.latest.append(place)


def _add_unlisted(site: Site, buckets: _Buckets, term: timedelta) -> None:
    recent = [
        (entry, buckets.of(entry))
        for entry in site.unlisted
        if not site.is_past(entry.followed_at + term)
    ]
    for entry, own in recent:
        blind = _blind(entry)
        also = [
            bucket
            for bucket in buckets.all.values()
            if addresses.page_of(bucket.folder).startswith(blind)
        ]
        for bucket in (*own, *(bucket for bucket in also if bucket not in own)):
            bucket.notices.append(entry)


def _blind(entry: Entry) -> tuple[str, ...]:
    """Groups of feeds that may hold a copy of a release which is no longer listed.

    What the public may know of a closed search or a release withdrawn for privacy does not
    say its tags (nor its kind). So its notice, which names nothing, goes to all of them:
    every copy is overwritten, and no feed reveals which one held it.
    """
    if entry.is_erased:
        return (addresses.TAGS, addresses.KINDS)
    return (addresses.TAGS,) if entry.state == "closed" else ()


def _names_of_tags(site: Site, buckets: _Buckets) -> dict[str, str]:
    """For each section of a tag its name: the most frequent spelling, as in the list of the tag."""
    spellings = buckets.spellings()
    counts = {
        folder: Counter(dict.fromkeys(tags, 0))
        for folder, tags in spellings.items()
        if len(tags) > 1
    }
    folders = {tag: folder for folder in counts for tag in spellings[folder]}
    for written in column(site.listed, "tags") if folders else ():
        own = {folders[tag]: tag for tag in reversed(written) if tag in folders}
        for folder, tag in own.items():  # the first spelling of several
            counts[folder][tag] += 1
    usual = {
        folder: min(tags, key=lambda tag: (-tags[tag], tag)) for folder, tags in counts.items()
    }
    return {folder: tags[0] for folder, tags in spellings.items()} | usual


def _section(site: Site, bucket: _Bucket, options: Settings, tag: str) -> Section:
    latest = at(site.listed, bucket.latest)
    if site.guests and bucket.folder == addresses.WHOLE_SITE:
        latest = _of_the_day(site, bucket.notices, options)
    # Notices take precedence, but never more than half of a feed.
    most = max(options.max_items, len(latest))
    entries = latest[: max(most // 2, most - len(bucket.notices))]
    if bucket.notices:
        entries = sorted([*entries, *bucket.notices], key=rank, reverse=True)
    description = _description(site, bucket.folder, tag)
    has_page = bucket.changed or addresses.group_of(bucket.folder)[0] == addresses.UNITS
    page = addresses.page_of(bucket.folder) if has_page else "/"
    title = title_of(site, bucket.folder, tag)
    return Section(bucket.folder, title, description, page, entries, tag)


def _of_the_day(site: Site, notices: Sequence[Entry], options: Settings) -> list[Entry]:
    """What a portal of many districts published in a day, but never less than a feed holds.

    So whoever asks a few times a day misses nothing, however much is published.
    """
    others = {entry.code for entry in notices}
    latest: list[Entry] = []
    for entry in site.listed:
        is_of_the_day = len(latest) < DAY_ITEMS and not site.is_past(entry.published_at + DAY)
        if len(latest) >= options.max_items and not is_of_the_day:
            break
        if entry.code not in others:
            latest.append(entry)
    return latest


def title_of(site: Site, folder: str, tag: str = "") -> str:
    """The title of a section; `tag` is the name of the tag that it belongs to."""
    group, slug = addresses.group_of(folder)
    unit = site.units.get(slug)
    names = {
        addresses.UNITS: unit.name if unit else slug,
        addresses.KINDS: KINDS.get(slug, slug),
        addresses.TAGS: f"Topik: {tag}",
        addresses.WITHDRAWALS: "Ralat dan pencabutan",
    }
    return f"{names[group]} – {site.name}" if group in names else site.name


def _description(site: Site, folder: str, tag: str) -> str:
    group, slug = addresses.group_of(folder)
    if group == addresses.UNITS:
        below = " dan satuan di bawahnya" if site.units.children(slug) else ""
        return f"Siaran pers {site.units[slug].name}{below}."
    if group == addresses.KINDS:
        return f"{KINDS.get(slug, slug)} dari {site.name}."
    if group == addresses.TAGS:
        return f"Siaran pers {site.name} tentang {tag}."
    return f"Siaran pers terbaru dari {site.name}."


def _notices(site: Site, options: Settings) -> tuple[Section, ...]:
    """All withdrawals and closed searches, and the latest corrections."""
    corrected = [entry for entry in site.shared(rolls.notable) if entry.corrected]
    corrected.sort(key=lambda entry: (entry.changed_at, entry.code), reverse=True)
    entries = [*site.unlisted, *corrected[: options.max_items]]
    if not entries:
        return ()
    entries.sort(key=lambda entry: (changed_at(entry, site), entry.code), reverse=True)
    section = Section(
        addresses.NOTICES,
        title_of(site, addresses.NOTICES),
        f"Siaran {site.name} yang diralat atau dicabut, dan pencarian orang yang sudah ditutup.",
        addresses.WITHDRAWALS,
        tuple(entries),
    )
    return (section,)
