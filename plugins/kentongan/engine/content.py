"""From files to the content of the site, as the public may see it."""

from __future__ import annotations

import dataclasses
import hashlib
import pickle
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from kentongan.domain.pages import Banner, Page
from kentongan.domain.problems import Problem
from kentongan.domain.release import Picture
from kentongan.domain.units import Registry, Unit
from kentongan.engine import assembly, contradictions, reading
from kentongan.engine.assembly import ReleaseStore
from kentongan.engine.baseline import Baseline, Workplace
from kentongan.engine.index import Index
from kentongan.engine.known import Values
from kentongan.engine.progress import step
from kentongan.engine.reading import Outcome, ReadContext
from kentongan.engine.records import NewRecord
from kentongan.engine.workers import Workers
from kentongan.manuscripts.folder import BANNER, Folder
from kentongan.manuscripts.markup import content_files
from kentongan.manuscripts.scan import Files
from kentongan.site import moments as published
from kentongan.site import receivers, signals
from kentongan.site.model import Guests, PublicText, Setup, Site, base_path
from kentongan.site.moments import Moments

T = TypeVar("T")
Render = Callable[[Site, str, Mapping[str, Any]], bytes]


@dataclass(frozen=True, slots=True)
class Sources:
    """What the content is read with. The units are those of `folder`, not of `setup`."""

    setup: Setup
    folder: Folder
    render: Render


@dataclass(frozen=True, slots=True)
class Content:
    """What was read: the site, the records below it, and what is wrong with the whole; what is
    wrong with each release its record says.

    `text_files` are those that texts of pages, units and the banner need, by their address.
    """

    site: Site
    outcome: Outcome
    problems: tuple[Problem, ...]
    text_files: Mapping[str, Path]
    folder: Folder

    def told(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems, each with the line of its key and whether the public sees its file."""
        records = self.outcome.records
        return [
            problem
            if (record := records.get(problem.path)) is None or record.is_public
            else problem._replace(is_public=False)
            for problem in self.folder.located(problems)
        ]


def read(place: Workplace, baseline: Baseline, sources: Sources) -> Content:
    """Read what changed, with all cores, and assemble the site."""
    receivers.connect()
    files, folder, index = baseline.files, sources.folder, place.index
    with step(place.observer, "membaca") as done:
        _know_units(index, folder)
        units = list(folder.units)
        index.forget_unless(units=hashlib.blake2b(repr(units).encode()).hexdigest())
        setup = dataclasses.replace(sources.setup, units=folder.units)
        context = ReadContext(setup, place.now, folder)
        workers, given = Workers(place.processes), _prepared(place, files)
        moments = published.read(setup.content, setup.settings, place.now)
        outcome = reading.read_all(context, files, index, workers, done, moments, given)
    with step(place.observer, "menyusun"):
        pages, problems = _pages(index, folder)
        if place.guests:
            place.guests.prepare(place.fingerprint)
        content = assemble(outcome, pages, index, context, sources.render, moments, place.guests)
    problems += [*files.problems, *folder.unit_problems, *content.problems]
    return dataclasses.replace(content, problems=tuple(problems))


def _prepared(place: Workplace, files: Files) -> Callable[[Collection[str]], Iterable[NewRecord]]:
    """What gives the releases that another process has read."""
    if not place.prepared:
        return lambda paths: ()
    from kentongan.engine import prepared

    return lambda paths: prepared.taken(place.prepared, place.content, files, paths)


def assemble(
    outcome: Outcome,
    pages: Sequence[Page],
    index: Index,
    context: ReadContext,
    render: Render,
    moments: Moments,
    guests: Guests | None = None,
) -> Content:
    """The site of these records, which are dated, and of these pages; its problems are those of
    releases and the banner."""
    records, setup = outcome.records, context.setup
    store = ReleaseStore(
        index,
        records,
        outcome.unstored,
        base_path(setup.settings["SITEURL"]),
        {page.path: page.url for page in pages} | {unit.path: unit.url for unit in setup.units},
        moments,
        guests,
    )
    texts = Texts(setup, store)
    listed, unlisted, own = assembly.own_entries(records, store)
    site = Site(
        settings=setup.settings,
        now=context.now,
        zone=setup.zone,
        units=Registry(
            [*(guests.units if guests else ()), *(texts.of_unit(unit) for unit in setup.units)]
        ),
        pages=[texts.of_page(page) for page in pages],
        listed=listed,
        unlisted=unlisted,
        by_code=own,
        banner=None,
        content=setup.content,
        cache=setup.cache,
        store=store,
        render=render,
        preview=setup.preview,
    )
    if guests:
        site.welcome(guests)
    site.moments = moments
    site.known_codes, site.known_urls = Values(records, "code"), Values(records, "url")
    site.leads_to = {path: rec.leads_to for path, rec in records.few.items() if rec.leads_to}
    problems: list[Problem] = []
    notice = context.folder.read_banner()
    if notice:
        problems += notice.problems
        if notice.value and notice.value.is_in_force(site.is_past):
            site.banner = texts.of_banner(notice.value)
    problems += contradictions.find(records, own)
    problems += contradictions.dead_links(records.few, store.address, context.folder)
    named = _named_files(pages, setup.units, notice.value if notice else None)
    problems += contradictions.missing_files(named, store.address, context.folder)
    return Content(site, outcome, tuple(problems), texts.files, context.folder)


def _named_files(
    pages: Iterable[Page], units: Iterable[Unit], banner: Banner | None
) -> Iterator[tuple[str, list[str]]]:
    """The content files that texts other than releases name."""
    for page in pages:
        yield page.path, content_files(page.html)
    for unit in units:
        lead = [unit.picture.path] if unit.picture else []
        yield unit.path, [*lead, *content_files(unit.html)]
    if banner:
        yield BANNER, content_files(banner.html)


def _know_units(index: Index, folder: Folder) -> None:
    """Take the units from the index while their files are the same, else note them there."""

    def read() -> tuple[Registry, tuple[Problem, ...]]:
        return folder.units, folder.unit_problems

    folder.know_units(*_while_same(index, folder, "unit_files", "satuan", read))


def _pages(index: Index, folder: Folder) -> tuple[list[Page], list[Problem]]:
    """The pages and what is wrong with them, from the index while their files are the same."""
    pages, problems = _while_same(index, folder, "pages", "halaman", folder.pages)
    return list(pages), list(problems)


def _while_same(index: Index, folder: Folder, name: str, part: str, read: Callable[[], T]) -> T:
    """What was read of a part of the folder, from the index while its files are the same."""
    stamps = [(path, folder.files.stamps[path]) for path in folder.files.below(part)]
    known = index.meta(name)
    if known and known["files"] == stamps:
        value: T = pickle.loads(known["read"])
        return value
    value = read()
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    index.set_meta(**{name: {"files": stamps, "read": data}})
    return value


class Texts:
    """Texts of pages, units and the banner in public form, and the files that they need."""

    def __init__(self, setup: Setup, store: ReleaseStore) -> None:
        self._setup = setup
        self._store = store
        self.files: dict[str, Path] = {}

    def of_page(self, page: Page) -> Page:
        return dataclasses.replace(page, html=self._public(page.html).html)

    def of_unit(self, unit: Unit) -> Unit:
        text = self._public(unit.html, unit.picture)
        return dataclasses.replace(unit, html=text.html, picture=text.lead)

    def of_banner(self, banner: Banner) -> Banner:
        return dataclasses.replace(banner, html=self._public(banner.html).html)

    def _public(self, html: str, lead: Picture | None = None) -> PublicText:
        resolved = self._store.resolve(html)
        if self._setup.checks_only:
            return PublicText(resolved)
        for prepare in signals.prepare_text:
            text = prepare(self._setup, resolved, lead)
            if text:
                self.files.update(text.files)
                return text
        return PublicText(resolved)
