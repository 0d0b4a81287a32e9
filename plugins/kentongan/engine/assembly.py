"""From records to the site: releases in order, links between them, contradictions."""

from __future__ import annotations

import dataclasses
import hashlib
import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, overload

from kentongan.domain.release import Release
from kentongan.engine import rows
from kentongan.engine.blobs import Blobs
from kentongan.engine.database import DamagedIndex
from kentongan.engine.index import Index
from kentongan.engine.known import Known
from kentongan.engine.neighbours import Neighbourhood
from kentongan.engine.records import NewRecord, Record, load_release
from kentongan.manuscripts.markup import CONTENT_SCHEME
from kentongan.site import rolls, signals
from kentongan.site.changes import Changes
from kentongan.site.entry import Entry, Links
from kentongan.site.heads import ByCode, Entries, Head, Table
from kentongan.site.model import File, Guests, Site, Task
from kentongan.site.moments import Moments

_LINK = re.compile(
    rf'<a\b([^>]*?) ?href="{CONTENT_SCHEME}([^"#]*\.md)(#[^"]*)?"([^>]*)>(.*?)</a>', re.S
)
_ROOTED = re.compile(r'(<(?:a|img|video|audio|source)\b[^>]*? (?:href|src|poster)=")(/(?!/)[^"]*)')

_FEW = 8  # where a larger share of the entries was asked for, all are loaded


class ReleaseStore:
    """The full public releases: from the index, or from memory where it must not store them."""

    def __init__(
        self,
        index: Index,
        known: Known,
        unstored: Mapping[str, NewRecord],
        base: str = "",
        others: Mapping[str, str] | None = None,
        moments: Moments | None = None,
        guests: Guests | None = None,
    ) -> None:
        """`base` goes before root-relative addresses; `others` are those of pages and units."""
        self._index = index
        self._known = known
        self._base = base
        self._others = others or {}
        self._unstored = unstored
        self._last: tuple[str, Release] | None = None
        self._moments = moments
        self._guests = guests
        self._entries: dict[str, Entry] = {}
        self._stored: Mapping[str, Entry] = {}

    def entry(self, code: str, digest: str) -> Entry:
        """The entry of a public release, with the digest that its head has."""
        entry = self.find(code, digest)
        if entry is None:
            raise DamagedIndex("an entry is missing")
        return entry

    def find(self, code: str, digest: str | None = None) -> Entry | None:
        """The entry of a release, if it is public. `digest` is what its head has, if it knows more
        than the entry."""
        entry = self._entries.get(code)
        if entry is None and (entry := self._entry(code)):
            if digest and entry.digest != digest:
                entry = entry._replace(digest=digest)
            self._entries[code] = entry
        return entry

    def _entry(self, code: str) -> Entry | None:
        """From the index: all at once where many are asked for, since one by one takes longer."""
        if not self._stored and len(self._entries) * _FEW > len(self._known):
            entries = rows.entries(self._index.database).values()
            self._stored = {entry.code: entry for entry in entries}
        record = self._known.others_by_code.get(code)
        entry = record.entry if record else self._stored.get(code)
        path = None if entry else rows.path_of(self._index.database, code)
        if path and not self._known.is_hidden(path):
            entry = rows.entry(self._index.database, path)
            if entry.code != code:
                raise DamagedIndex("an entry is missing")
        return entry

    def release(self, code: str) -> Release:
        """Raises KeyError for a code that is not public, DamagedIndex where the index lost it.

        The last one is at hand: several parts ask for it in turn.
        """
        if self._last is None or self._last[0] != code:
            self._last = code, self._release(code)
        return self._last[1]

    def _release(self, code: str) -> Release:
        unstored = self._unstored.get(code)
        if host := self._host(code):
            return host.release(code)
        data = unstored.full if unstored else self._index.full(code)
        if not data:
            if self._known.of_code(code) is None:
                raise KeyError(code)
            raise DamagedIndex("a release is missing")
        release = load_release(data)
        if self._moments:
            release = self._moments.applied(release)
        if CONTENT_SCHEME in release.html or self._base:
            return dataclasses.replace(release, html=self.resolve(release.html))
        return release

    def _host(self, code: str) -> Guests | None:
        """Who gives a release that is not one of this site."""
        is_guest = self._guests and code in self._guests and self._known.of_code(code) is None
        return self._guests if is_guest else None

    def facts(self, name: str, code: str) -> bytes | None:
        unstored = self._unstored.get(code)
        if unstored:
            return dict(unstored.facts).get(name)
        if host := self._host(code):
            return host.facts(name, code)
        value = self._index.facts(name, code)
        if value is None:
            record = self._known.of_code(code)
            if record and name in record.facts:
                raise DamagedIndex("a fact is missing")
        return value

    def findings(self, code: str) -> list[str]:
        record = self._known.of_code(code)
        return list(record.codes) if record else []

    def blobs(self, table: str) -> Blobs:
        return self._index.blobs(table)

    def address(self, path: str) -> str:
        """The public address of a release file; empty when the public cannot see it."""
        record = self._known.get(path) if path not in self._others else None
        head = record.head if record else None
        return head.url if head else self._others.get(path, "")

    def resolve(self, page_text: str) -> str:
        """The text with links between content files turned into public addresses."""

        def target(match: re.Match[str]) -> str:
            before, path, fragment, after, words = match.groups()
            address = self.address(html.unescape(path))
            if not address:
                return words
            place = html.escape(self._base + address + (fragment or ""))
            return f'<a{before} href="{place}"{after}>{words}</a>'

        return self._rooted(_LINK.sub(target, page_text))

    def _rooted(self, page_text: str) -> str:
        """The text with its root-relative addresses below the folder of the site."""
        if not self._base:
            return page_text

        def root(match: re.Match[str]) -> str:
            is_full = f"{match[2]}/".startswith(f"{self._base}/")
            return match[0] if is_full else f"{match[1]}{self._base}{match[2]}"

        return _ROOTED.sub(root, page_text)


def own_entries(known: Known, store: ReleaseStore) -> tuple[Entries, Entries, ByCode]:
    """The releases that lists show, newest first; withdrawn ones and closed searches, newest
    change first; all of them by code."""
    others = [head for head in known.heads() if head.state in ("withdrawn", "closed")]

    def order(head: Head) -> tuple[datetime, str]:
        return store.entry(head.code, head.digest).followed_at, head.code

    shown = known.table
    linking = {head.code: head.digest for head in _linking(known, store)}
    others = [head._replace(digest=linking.get(head.code, head.digest)) for head in others]
    others.sort(key=order, reverse=True)
    table = _knowing(shown, linking)

    def find(code: str) -> Entry | None:
        return store.find(code, linking.get(code))

    return (
        Entries(table, store.entry),
        Entries(Table.of(others), store.entry),
        ByCode(Entries(table.and_also(others), store.entry), find),
    )


def _linking(known: Known, store: ReleaseStore) -> Iterator[Head]:
    """The heads of releases that link to others. Their digests also cover the addresses of
    these."""
    for record in known.few.values():
        if record.head and record.links:
            addresses = "\0".join(store.address(path) for path in record.links)
            text = f"{record.head.digest}\0{addresses}".encode()
            digest = hashlib.blake2b(text, digest_size=12).hexdigest()
            yield record.head._replace(digest=digest)


def _knowing(table: Table, digests: Mapping[str, str]) -> Table:
    """The table with other digests for some codes."""
    if not digests:
        return table

    def read(name: str) -> Sequence[Any]:
        if name != "digest":
            return table.column(name)
        return _Digests(table.column("code"), table.column("digest"), digests)

    return Table(table.size, read, table.stored)


class _Digests(Sequence[str]):
    """A column of digests, but others for some codes."""

    def __init__(
        self, codes: Sequence[str], known: Sequence[str], others: Mapping[str, str]
    ) -> None:
        self._codes = codes
        self._known = known
        self._others = others

    def __len__(self) -> int:
        return len(self._known)

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> list[str]: ...
    def __getitem__(self, row: int | slice) -> str | list[str]:
        if isinstance(row, slice):
            return [self[number] for number in range(len(self))[row]]
        return self._others.get(self._codes[row], self._known[row])

    def __iter__(self) -> Iterator[str]:
        return map(self._others.get, self._codes, self._known)


def links(site: Site, related: int, changes: Changes | None = None) -> dict[str, Links]:
    """By code the other releases that the page of a release names.

    With `changes` only where one that changed may be among them, or may have been.
    """
    replies: defaultdict[str, list[Entry]] = defaultdict(list)
    versions: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in site.shared(rolls.notable):
        if entry.reply_to:
            replies[entry.reply_to].append(entry)
        if entry.lang != "id":
            versions[entry.slug].append(entry)
    linked: dict[str, Links] = {}
    hood = Neighbourhood(site.listed, related)
    places: Iterable[int] = range(len(site.listed))
    unlisted: Iterable[Entry] = site.unlisted
    if changes:
        codes = _naming(site, changes)
        places = hood.naming(changes.listed())
        places |= {hood.place(other) for code in codes if (other := _listed(site, code))}
        unlisted = [entry for entry in site.unlisted if entry.code in codes]
    for place in places:
        entry = site.listed[place]
        linked[entry.code] = Links(
            **hood.around(place)._asdict(),
            replies=tuple(replies.get(entry.code, ())),
            reply_to=_public(site, entry.reply_to),
            translations=_translations(entry, versions.get(entry.slug), site),
        )
    for entry in unlisted:
        linked[entry.code] = Links(
            replies=tuple(replies.get(entry.code, ())),
            reply_to=_public(site, entry.reply_to),
            merged_into=_public(site, entry.merged_into),
        )
    if not changes:
        linked.update(
            (entry.code, _links_of_guest(site, entry, replies))
            for entry in site.by_code.values()
            if entry.home
        )
    return linked


def _listed(site: Site, code: str) -> Entry | None:
    entry = site.by_code.get(code)
    return entry if entry and entry.state == "shown" else None


def _links_of_guest(site: Site, entry: Entry, replies: Mapping[str, Sequence[Entry]]) -> Links:
    """A release of another site leads to its page there; only what answers it is named here."""
    return Links(replies=tuple(replies.get(entry.code, ())), reply_to=_public(site, entry.reply_to))


def _naming(site: Site, changes: Changes) -> set[str]:
    """The codes of what changed, and of what replies to it, was merged into it or translates it."""
    entries = [entry for change in changes.changes for entry in change.entries()]
    codes = {entry.code for entry in entries}
    slugs = {entry.slug for entry in entries}
    naming = {entry.reply_to for entry in entries}
    is_foreign = any(entry.lang != "id" for entry in entries)
    # All others are in Indonesian, and so no versions of what is.
    near = (
        site.by_code.values()
        if is_foreign
        else (*site.shared(rolls.aside), *site.shared(rolls.notable))
    )
    for entry in near:
        if entry.reply_to in codes or entry.merged_into in codes or entry.slug in slugs:
            naming.add(entry.code)
    return naming | codes


def _public(site: Site, code: str) -> Entry | None:
    entry = site.by_code.get(code) if code else None
    return entry if entry and not entry.is_erased else None


def _translations(entry: Entry, versions: Sequence[Entry] | None, site: Site) -> tuple[Entry, ...]:
    """The same release in other languages."""
    if not versions:
        return ()
    pool = versions if entry.lang == "id" else [*versions, *_originals(entry, site)]
    return tuple(other for other in pool if other.is_version_of(entry))


def _originals(entry: Entry, site: Site) -> list[Entry]:
    return [other for other in site.listed if other.slug == entry.slug and other.lang == "id"]


def release_tasks(site: Site, linked: Mapping[str, Links]) -> Iterable[Task]:
    """A task for each of these releases: its page, and what parts make of it."""
    surroundings = unit_keys(site)
    kinds = site.shared(rolls.by_kind)
    mentions: dict[str, tuple[object, ...]] = {}

    def mention(other: Entry) -> tuple[object, ...]:
        if other.code not in mentions:
            mentions[other.code] = _mention(other)
        return mentions[other.code]

    for code, around in linked.items():
        entry = site.by_code[code]
        key = (
            entry.digest,
            surroundings.get(entry.unit, ""),
            entry.kind in kinds,
            site.preview and not site.is_past(entry.published_at),  # marked as embargoed
            entry.valid_until is not None and site.is_past(entry.valid_until),  # said to be over
            *[mention(other) for other in around.named()],
        )
        yield Task(release_task(entry.code), key, make_release, (entry.code, around))


def release_task(code: str) -> str:
    """The name of the task of a release."""
    return f"rilis:{code}"


def _mention(entry: Entry) -> tuple[object, ...]:
    """What the page of one release may say of another."""
    moment = entry.published_at.timestamp()
    return (entry.url, entry.title, moment, entry.state, entry.merged_into, entry.lang)


def unit_keys(site: Site) -> dict[str, str]:
    """For each unit a digest that changes when what pages say of it or its parents changes.

    Pages lead to the list and the feed of a unit, which begin with its first release.
    """
    active = set(site.shared(rolls.by_unit))
    active |= {unit.slug for slug in tuple(active) for unit in site.units.ancestors(slug)}
    return {
        unit.slug: hashlib.blake2b(
            repr(
                (
                    unit,
                    unit.slug in active,
                    [parent.name for parent in site.units.ancestors(unit.slug)],
                )
            ).encode(),
            digest_size=8,
        ).hexdigest()
        for unit in site.units
    }


def make_release(site: Site, code: str, around: Links) -> Iterable[File]:
    release = site.release(code)
    for make in signals.release_files:
        yield from make(site, release, around)


def next_change(records: Iterable[Record], now: datetime) -> float | None:
    """The moment (seconds since 1970) at which the view of some release turns."""
    moment = now.timestamp()
    turns = [record.until for record in records if record.until and record.until > moment]
    return min(turns, default=None)
