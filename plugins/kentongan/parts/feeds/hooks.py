"""Receivers: the tasks of the feeds, sitemaps and API, with their keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from kentongan.domain import addresses, colours
from kentongan.domain import settings as domain_settings
from kentongan.domain.release import Release
from kentongan.parts.feeds import bundles, core, gathering, maps
from kentongan.site import appearance, federation, json_text
from kentongan.site.changes import Changes, Gone
from kentongan.site.entry import Entry, Links
from kentongan.site.heads import column
from kentongan.site.model import File, Site, Task
from kentongan.site.stored import dump, load

# Folder, tag (if it belongs to one) and page of each section.
Guide = tuple[tuple[str, str, str], ...]

_ICON = Path(__file__).with_name("static") / "ikon.png"
_STYLE = Path(__file__).with_name("static") / "umpan.css"
_ICON_SIZE = 144
_MONTH = "feeds:api/rilis/"
_MONTHS, _SECTIONS = "bulan", "bagian"


class Cache:
    """What the tasks of one build share in one process. In another process it starts empty."""

    def __init__(self) -> None:
        self.pieces: Any = None

    def __reduce__(self) -> tuple[type[Cache], tuple[()]]:
        return Cache, ()


def _settings(site: Site) -> core.Settings:
    return domain_settings.read(site.settings, core.Settings)


def release_files(site: Site, release: Release, links: Links) -> Iterator[File]:
    from kentongan.parts.feeds import api

    entry = site.by_code.get(release.code)
    if entry is None:
        return
    path = addresses.file(addresses.api_release(release.code))
    yield (
        path,
        federation.bundle_line(api.news_object(site, entry, release, links, _settings(site))),
    )


def template_helpers(site: Site) -> dict[str, Any]:
    from kentongan.parts.feeds import discovery

    return {"feeds_of": discovery.finder(site)}


def collect(site: Site) -> list[Task]:
    return [task for task in _tasks(site, None) if isinstance(task, Task)]


def touched(site: Site, changes: Changes) -> list[Task | Gone] | None:
    """Of the sections, the archive and the sitemaps what holds a changed release, all else
    whole."""
    entries = [entry for change in changes.changes for entry in change.entries()]
    codes = {entry.code for entry in entries}
    known = _known_sections(site)
    if not known or any(entry.state != "shown" for entry in entries):
        return None
    if any(entry.merged_into in codes for entry in site.unlisted):  # its item names the target
        return None
    size = _settings(site).archive_items
    archives = changes.shift().vanished(len(site.listed) + len(site.unlisted), size)
    months = _known_months(site).keys()
    return [
        *_tasks(site, changes),  # which notes the sections and months that there are
        *map(_gone_section, sorted(known.keys() - _known_sections(site).keys())),
        *(Gone(_archive_name(number)) for number in archives),
        *maps.gone(site, changes),
        *(Gone(f"{_MONTH}{name}") for name in months - _known_months(site).keys()),
    ]


def _tasks(site: Site, changes: Changes | None) -> Iterator[Task | Gone]:
    settings = _settings(site)
    key_of = core.keys_of_entries(site)
    cache = Cache()
    history = core.history(site)
    pages = core.archive_pages(history, settings)
    numbers: Iterable[int] = range(1, len(pages) + 1)
    stale = None
    if changes:
        numbers = changes.shift().stale_pages(history, settings.archive_items, least=0)
        stale = gathering.folders_of(site, changes.entries())
    gathered = gathering.gather(site, settings, stale)
    rows = _sections(site, gathered, stale)
    yield from (_feed_task(section, len(pages), key_of, cache) for section in gathered.sections)
    yield from _archive_tasks(pages, numbers, key_of, cache)
    yield _opml_task(site, rows)
    yield _page_task(site, rows)
    yield from maps.tasks(site, {row.list: row.changed for row in rows if row.changed}, changes)
    yield from _api_tasks(site, history, key_of, changes)
    yield from bundles.tasks(site, changes)
    yield Task("feeds:static", (), make_static)


class _Row(NamedTuple):
    """What other pages say of a section: the tag that it belongs to, its page, the last change of
    what it holds (seconds since 1970, and as text), and that of its list."""

    folder: str
    tag: str
    page: str
    moment: float
    newest: str
    changed: float

    @property
    def list(self) -> str:
        return addresses.page_of(self.folder)


def _known_sections(site: Site) -> dict[str, _Row]:
    """The sections as the last plan knew them, by folder."""
    rows = load(site.store.blobs(core.TABLE).get(_SECTIONS), ())
    return {row[0]: _Row(*row) for row in rows}


def _sections(site: Site, gathered: gathering.Gathered, stale: Set[str] | None) -> Sequence[_Row]:
    """All sections, of which these were gathered; they are noted for the next plan."""
    rows = _known_sections(site) if stale is not None else {}
    for folder in (*(stale or ()), addresses.NOTICES):
        rows.pop(folder, None)
    for section in gathered.sections:
        moment, newest = _newest_change(section.entries, site)
        changed = gathered.lists.get(addresses.page_of(section.folder), 0.0)
        if section.folder == addresses.NOTICES:
            changed = 0.0
        rows[section.folder] = _Row(
            section.folder, section.tag, section.page, moment, newest, changed
        )
    last = rows.pop(addresses.NOTICES, None)
    ordered = [rows[folder] for folder in sorted(rows)] + ([last] if last else [])
    site.store.blobs(core.TABLE).put(_SECTIONS, dump(tuple(map(tuple, ordered))))
    return ordered


def _gone_section(folder: str) -> Gone:
    return Gone(f"feeds:umpan/{folder}")


def _feed_task(section: gathering.Section, archives: int, key_of: Any, cache: Cache) -> Task:
    last = archives if section.folder == addresses.WHOLE_SITE else 0
    head = (section.folder, section.title, section.description, section.page)
    key = (*head, last, *key_of(section.entries))
    return Task(
        f"feeds:umpan/{section.folder}", key, make_feed, (head, section.entries, last, cache)
    )


def make_feed(
    site: Site, head: tuple[str, str, str, str], entries: Sequence[Entry], last: int, cache: Cache
) -> Iterator[File]:
    """The three formats of one section."""
    from kentongan.parts.feeds import documents, recalled
    from kentongan.parts.feeds.extensions import Link
    from kentongan.parts.feeds.items import full

    folder = head[0]
    older = (Link("prev-archive", full(site, addresses.archive(last))),) if last else ()
    channel = _channel(site, head, entries, older)
    names = {name: addresses.feed(folder, name) for name in addresses.FORMATS}
    urls = {name: full(site, address) for name, address in names.items()}
    path = {name: addresses.file(address) for name, address in names.items()}

    def known(codes: Sequence[str]) -> dict[str, documents.Piece]:
        files = (path[name] for name in (addresses.ATOM, addresses.RSS, addresses.JSON))
        return recalled.pieces(site, codes, *files)

    atom, rss, json = zip(*_pieces(site, cache).of(_codes(entries), known), strict=True)
    graves = _tombstones(site, entries) if folder == addresses.NOTICES else ()
    yield path[addresses.RSS], documents.rss(channel, urls[addresses.RSS], rss)
    yield (
        path[addresses.ATOM],
        documents.atom(channel, urls[addresses.ATOM], atom, tombstones=graves),
    )
    yield path[addresses.JSON], documents.json_feed(channel, urls[addresses.JSON], json)


def _archive_tasks(
    pages: list[Sequence[Entry]], numbers: Iterable[int], key_of: Any, cache: Cache
) -> Iterator[Task]:
    for number in numbers:
        entries = pages[number - 1]
        is_last = number == len(pages)
        key = (is_last, *key_of(entries))
        args = (number, is_last, entries, cache)
        yield Task(_archive_name(number), key, make_archive, args)


def _archive_name(number: int) -> str:
    return f"feeds:{addresses.archive(number)[1:].partition('.')[0]}"


def make_archive(
    site: Site, number: int, is_last: bool, entries: Sequence[Entry], cache: Cache
) -> Iterator[File]:
    """A page of the archive (RFC 5005), with tombstones for what was withdrawn."""
    from kentongan.parts.feeds import documents, recalled
    from kentongan.parts.feeds.extensions import Link
    from kentongan.parts.feeds.items import full

    current = full(site, addresses.feed(addresses.WHOLE_SITE, addresses.ATOM))
    links = [Link("current", current)]
    if number > 1:
        links.append(Link("prev-archive", full(site, addresses.archive(number - 1))))
    if not is_last:
        links.append(Link("next-archive", full(site, addresses.archive(number + 1))))
    title = f"{site.name}, arsip {number}"
    head = (addresses.WHOLE_SITE, title, f"Semua siaran {site.name}, bagian {number}.", "/")
    channel = _channel(site, head, entries, tuple(links))
    address = addresses.archive(number)
    path = addresses.file(address)
    known = partial(recalled.in_atom, site, path)
    document = documents.atom(
        channel,
        full(site, address),
        _pieces(site, cache).in_atom(_codes(entries), known),
        tombstones=_tombstones(site, entries),
        is_archive=True,
    )
    yield path, document


def _pieces(site: Site, cache: Cache) -> Any:
    from kentongan.parts.feeds.documents import RenderedItems
    from kentongan.parts.feeds.items import maker

    if cache.pieces is None:
        cache.pieces = RenderedItems(maker(site))
    return cache.pieces


def _codes(entries: Sequence[Entry]) -> list[str]:
    return list(column(entries, "code"))


def _tombstones(site: Site, entries: Sequence[Entry]) -> list[Any]:
    from kentongan.parts.feeds.extensions import Tombstone
    from kentongan.parts.feeds.items import heading

    gone = [entry for entry in entries if entry.state != "shown"]
    return [
        Tombstone(core.identity(entry.code), _newest([entry], site), heading(entry))
        for entry in gone
    ]


def _channel(
    site: Site,
    head: tuple[str, str, str, str],
    entries: Sequence[Entry],
    links: tuple[Any, ...],
) -> Any:
    from kentongan.parts.feeds.content import one_line
    from kentongan.parts.feeds.documents import Channel
    from kentongan.parts.feeds.items import full

    settings = _settings(site)
    _, title, description, page = head
    return Channel(
        title=one_line(title),
        description=one_line(description),
        page=full(site, page),
        author=one_line(site.name),
        icon=full(site, settings.icon or addresses.ICON),
        icon_size=0 if settings.icon else _ICON_SIZE,
        rights=one_line(settings.rights),
        ttl=settings.ttl,
        style=full(site, addresses.STYLE),
        published=max(entry.published_at for entry in entries).astimezone(site.zone),
        updated=max(core.changed_at(entry, site) for entry in entries).astimezone(site.zone),
        hub=settings.hub,
        links=links,
    )


def _opml_task(site: Site, sections: Sequence[_Row]) -> Task:
    rows, tree = _guide_of(site, sections)
    changed = max(sections, key=attrgetter("moment")).newest if sections else ""
    return Task("feeds:umpan.opml", (rows, tree, changed), make_opml, (rows, changed))


def make_opml(site: Site, rows: Guide, changed: str) -> Iterator[File]:
    from kentongan.parts.feeds import opml

    yield addresses.file(addresses.OPML), opml.document(site, rows, changed)


def _guide_of(site: Site, sections: Sequence[_Row]) -> tuple[Guide, Any]:
    """What a list of all feeds is made from: its rows, and the tree of units."""
    rows = tuple(row[:3] for row in sections)
    return rows, tuple((unit.slug, unit.name, unit.parent) for unit in site.units)


def _newest(entries: Sequence[Entry], site: Site) -> str:
    """The last change of some entries, as text that sorts; nothing when there are none."""
    return _newest_change(entries, site)[1]


def _newest_change(entries: Sequence[Entry], site: Site) -> tuple[float, str]:
    """The same in seconds since 1970 and as text; one entry alone is loaded."""
    moments = core.moments_of(entries, site)
    if not moments:
        return 0.0, ""
    latest = max(moments)
    entry = entries[moments.index(latest)]
    return latest, core.changed_at(entry, site).astimezone(site.zone).isoformat()


def _page_task(site: Site, sections: Sequence[_Row]) -> Task:
    rows, tree = _guide_of(site, sections)
    return Task("feeds:page", (rows, tree), make_page, (rows,))


def make_page(site: Site, rows: Guide) -> Iterator[File]:
    """The page that explains feeds and lists their addresses."""
    from kentongan.parts.feeds import guide

    groups = guide.groups(site, rows)
    channels = tuple(_settings(site).channels.items())
    page = site.render("feeds.html", groups=groups, opml=addresses.OPML, channels=channels)
    yield addresses.file(addresses.FEEDS), page


def _api_tasks(
    site: Site, history: Sequence[Entry], key_of: Any, changes: Changes | None
) -> Iterator[Task]:
    """With changes only the months that hold a changed release: what the others hold, and when
    each last changed, is known."""
    known = _known_months(site) if changes else {}
    stale = {_month_name(site, entry) for entry in changes.entries()} if changes else set()
    newest: dict[str, str] = {}
    summary = []
    for year, month, entries in core.months(history, site.zone):
        name = f"{year:04}/{month:02}"
        if name in known and name not in stale:
            newest[name] = known[name]
        else:
            newest[name] = _newest(entries, site)
            args = (year, month, entries)
            yield Task(f"{_MONTH}{name}", key_of(entries), make_api_month, args)
        summary.append((year, month, len(entries), newest[name]))
    site.store.blobs(core.TABLE).put(_MONTHS, dump(newest))
    latest = site.listed[: _settings(site).latest]
    rows = tuple(summary)
    yield Task(f"{_MONTH}index", (rows, *key_of(latest)), make_api_index, (rows, latest))


def _month_name(site: Site, entry: Entry) -> str:
    moment = entry.published_at.astimezone(site.zone)
    return f"{moment.year:04}/{moment.month:02}"


def _known_months(site: Site) -> dict[str, str]:
    """When each month of the API last changed, as the last plan knew it."""
    known: dict[str, str] = load(site.store.blobs(core.TABLE).get(_MONTHS), {})
    return known


def make_api_index(
    site: Site, months: tuple[tuple[int, int, int, str], ...], latest: Sequence[Entry]
) -> Iterator[File]:
    from kentongan.parts.feeds import api

    index = api.index(site, months, latest)
    yield addresses.file(addresses.API_INDEX), json_text.document(index)


def make_api_month(site: Site, year: int, month: int, entries: Sequence[Entry]) -> Iterator[File]:
    from kentongan.parts.feeds import api

    page = api.month(site, year, month, entries)
    yield addresses.file(addresses.api_month(year, month)), json_text.document(page)


def make_static(site: Site) -> Iterator[File]:
    look = site.shared(appearance.of_site)
    if look.is_standard:
        yield addresses.file(addresses.ICON), _ICON
        yield addresses.file(addresses.STYLE), _STYLE
        return
    bar = f":root {{\n  --bar: {colours.code(look.bar)};\n}}\n"
    yield addresses.file(addresses.ICON), look.icon(_ICON_SIZE)
    yield addresses.file(addresses.STYLE), _STYLE.read_bytes() + bar.encode()
