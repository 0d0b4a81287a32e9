"""A build, step by step: read, check, make, exchange."""

from __future__ import annotations

import dataclasses
import errno
import hashlib
import pickle
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kentongan.domain import problems as findings
from kentongan.domain.pages import Banner, Page
from kentongan.domain.problems import Problem
from kentongan.domain.release import Picture
from kentongan.domain.units import Registry, Unit
from kentongan.engine import assembly, reading, survey
from kentongan.engine import tasks as output_tasks
from kentongan.engine.assembly import ReleaseStore
from kentongan.engine.baseline import Baseline
from kentongan.engine.index import Done
from kentongan.engine.options import Settings as Settings
from kentongan.engine.reading import Outcome, ReadContext
from kentongan.engine.workers import Workers
from kentongan.manuscripts.folder import Folder
from kentongan.manuscripts.scan import scan
from kentongan.site import receivers, signals
from kentongan.site.model import (
    File,
    PublicText,
    Setup,
    Site,
    Task,
    base_path,
)
from kentongan.storage import caching
from kentongan.storage.reasons import reason
from kentongan.storage.trees import Output, OutputError, Writer, mirror

# More files than this for each process, and it pays to use several.
MANY = 2000

Render = Callable[[Site, str, Mapping[str, Any]], bytes]


class Build:
    """One build of one content folder into one output folder, after a look at both.

    Call `read`, `check` and `write`. Nothing below the output folder changes before the last
    step of `write`.
    """

    def __init__(
        self,
        baseline: Baseline,
        *,
        setup: Setup,
        folder: Folder,
        render: Render,
        related: int = 3,
    ) -> None:
        self.baseline = baseline
        self.now = baseline.now
        self.output = baseline.output
        self.index = baseline.index
        self.report = baseline.report
        self.numbers = baseline.numbers
        self.setup = setup
        self.folder = folder
        self.workers = Workers(baseline.jobs)
        self.problems: list[Problem] = []
        self._render = render
        self._related = related
        self.files = baseline.files
        self.site: Site | None = None
        self.outcome = Outcome()
        self._problem_report: str | None = None
        self._text_files: dict[str, Path] = {}
        self._twin_was_level = False

    # Step 1: what it says

    def read(self) -> Site:
        receivers.connect()
        with self.report.phase("membaca") as done:
            registry = self.folder.units
            self.problems += [*self.files.problems, *self.folder.unit_problems]
            units = list(registry)
            self.index.forget_unless(units=hashlib.blake2b(repr(units).encode()).hexdigest())
            self.setup = dataclasses.replace(self.setup, units=registry)
            work = ReadContext(self.setup, self.now, self.folder)
            try:
                self.outcome = reading.read_all(work, self.files, self.index, self.workers, done)
            except sqlite3.Error as error:
                self.baseline.abandon_index(error)
                self.outcome = reading.read_all(work, self.files, self.index, self.workers, done)
        with self.report.phase("menyusun"):
            self.site = self._assemble()
        self.numbers.read = len(self.outcome.fresh)
        self.numbers.cached = len(self.outcome.records) - self.numbers.read
        self.numbers.releases = len(self.site.by_code)
        return self.site

    def _assemble(self) -> Site:
        records = self.outcome.records
        pages = self._pages()
        others = {page.path: page.url for page in pages}
        others |= {unit.path: unit.url for unit in self.setup.units}
        shelf = ReleaseStore(
            self.index,
            records,
            self.outcome.unstored,
            base_path(self.setup.settings["SITEURL"]),
            others,
        )
        texts = Texts(self.setup, shelf)
        everything = assembly.entries(records.values(), shelf)
        site = Site(
            settings=self.setup.settings,
            now=self.now,
            zone=self.setup.zone,
            units=Registry(texts.of_unit(unit) for unit in self.setup.units),
            pages=[texts.of_page(page) for page in pages],
            listed=assembly.listed(everything),
            unlisted=assembly.unlisted(everything),
            banner=None,
            content=self.setup.content,
            cache=self.setup.cache,
            store=shelf,
            render=self._render,
            preview=self.setup.preview,
        )
        site.known_codes = frozenset(record.code for record in records.values() if record.code)
        notice = self.folder.read_banner()
        if notice:
            self.problems += notice.problems
            if notice.value and notice.value.is_in_force(site.is_past):
                site.banner = texts.of_banner(notice.value)
        self._text_files = texts.files
        for record in records.values():
            self.problems += record.problems
        self.problems += assembly.contradictions(records, everything)
        self.problems += assembly.broken_links(
            records, shelf, lambda path: path in self.files.stamps
        )
        return site

    def _pages(self) -> list[Page]:
        """The pages, from the index while their files are the same."""
        stamps = [(path, self.files.stamps[path]) for path in self.files.below("halaman")]
        known = self.index.meta("pages")
        if known and known["files"] == stamps:
            pages, found = pickle.loads(known["read"])
        else:
            pages, found = self.folder.pages()
            read = pickle.dumps((pages, found), pickle.HIGHEST_PROTOCOL)
            self.baseline.note(pages={"files": stamps, "read": read})
        self.problems += found
        return list(pages)

    # Step 2: is it right

    def problem_report(self) -> str:
        """All findings in the form that staff read; empty when there are none."""
        if self._problem_report is None:
            root = self.setup.content.name
            self._problem_report = (
                findings.render(self.problems, root, warnings=findings.FEW) if self.problems else ""
            )
        return self._problem_report

    def check(self) -> list[Problem]:
        assert self.site
        with self.report.phase("memeriksa"):
            for find in signals.check_site:
                self.problems += find(self.site)
        self.problems = sorted(set(self.problems))
        return self.problems

    # Step 3: write

    def write(self) -> None:
        assert self.site
        with self.report.phase("merencanakan"):
            plan = output_tasks.plan(self.tasks(self.site), self.index, self._site_key(self.site))
        if not plan.stale and not plan.gone and not self.baseline.is_damaged:
            self._commit((), (), current=self._current())
            self._record()
            self._count(output_tasks.Result())
            return
        with self.report.phase("menulis") as done:
            result = self._make(plan, done)
        with self.report.phase("menukar"):
            self._publish(plan, result)
            self._record()
        self._count(result)

    def tasks(self, site: Site) -> Iterable[Task]:
        """All output."""
        yield Task("berkas-teks", tuple(self._text_files), give_files, (self._text_files,))
        linked = assembly.links(site, self._related)
        yield from assembly.release_tasks(site, linked)
        for collected in signals.collect:
            yield from collected(site)

    def _site_key(self, site: Site) -> str:
        """What all output depends on: code, theme, settings, what every page says or leads to."""
        pages = [(page.url, page.title) for page in site.pages]
        frame = (site.banner, pages, bool(site.listed))
        return f"{self.baseline.fingerprint}\0{frame!r}"

    def _make(
        self, plan: output_tasks.Plan, done: Callable[[int, int], None]
    ) -> output_tasks.Result:
        assert self.site
        level = bool(self.index.meta("twin")) and not self.baseline.is_damaged
        self._twin_was_level = level and self.output.twin.is_dir()
        self.baseline.note(twin=False)
        self.output.begin(level=level, files=lambda: self.index.paths_except(set()))
        work = output_tasks.OutputJob(self.site, Writer(self.output.twin, self.setup.cache))
        return output_tasks.run_tasks(work, plan, self.index, self.workers, self.output, done)

    def _publish(self, plan: output_tasks.Plan, result: output_tasks.Result) -> None:
        touched = survey.folders_of((*result.written, *result.removed))
        older = self.index.meta("live") or {}
        noted = self._noted(touched)
        self._commit(
            result.done,
            plan.gone,
            tree=self.output.identity(self.output.twin),
            current=self._current(),
            live=noted,
            top=survey.top(self.output.twin, self.output.retained),
        )
        self.output.exchange()
        self._settle(result)
        caching.forget(self.setup.cache, result.removed)
        self.baseline.note(twin=True, mirror=survey.update(older, self.output.twin, touched))

    def _settle(self, result: output_tasks.Result) -> None:
        """Bring the twin level; after a build of the whole site, with all cores."""
        share = -(-len(result.written) // self.workers.jobs)
        if share > MANY:
            shares = [
                result.written[start : start + share]
                for start in range(0, len(result.written), share)
            ]
            self.output.settle((), result.removed)
            for _ in self.workers.run(_mirror, self.output, shares, name=_first, few=2):
                pass
        else:
            self.output.settle(result.written, result.removed)

    def _noted(self, touched: set[str]) -> survey.Folders:
        """The folders of the twin tree, which is about to be the output."""
        known = self.index.meta("mirror") if self._twin_was_level else None
        if known:
            return survey.update(known, self.output.twin, touched)
        paths = self.index.paths_except(set())
        return survey.note(self.output.twin, survey.folders_of(paths) | touched)

    def _commit(self, done: Iterable[tuple[str, Done]], gone: Sequence[str], **meta: Any) -> None:
        try:
            self.index.commit_build(done, gone, **meta)
        except sqlite3.Error as error:
            self.baseline.abandon_index(error)

    def _record(self) -> None:
        """Let plugins record the publication; what they write is no change of the content."""
        assert self.site
        wrote = [record(self.site) for record in signals.published]
        if any(wrote):
            self.files = scan(self.setup.content)
            self.baseline.note(current=self._current())

    def _current(self) -> dict[str, Any]:
        """What `is_current` asks the next time."""
        assert self.site
        moments = [assembly.next_change(self.outcome.records.values(), self.now)]
        if self.site.next_change:
            moments.append(self.site.next_change.timestamp())
        until = min((moment for moment in moments if moment is not None), default=None)
        now = self.now.timestamp()
        return {
            "files": self.files.signature(),
            "now": now,
            "until": now if self.site.clock_was_read else until,
            "releases": self.numbers.releases,
            "report": self._report_to_keep(),
        }

    def _report_to_keep(self) -> str:
        """The report without the files of which nothing is stored: it may quote their names."""
        unkept = {path for path, record in self.outcome.records.items() if not record.storable}
        if not unkept:
            return self.problem_report()
        kept = [
            problem
            for problem in self.problems
            if problem.path not in unkept and not any(path in problem.message for path in unkept)
        ]
        missing = len(self.problems) - len(kept)
        name = self.setup.content.name
        lines = [findings.render(kept, name, warnings=findings.FEW)] if kept else []
        if missing:
            lines.append(f"{missing} peringatan pada naskah yang tidak tayang: humas periksa")
        return "\n".join(lines)

    def _count(self, result: output_tasks.Result) -> None:
        totals = self.index.totals()
        self.numbers.pages, self.numbers.feeds = totals.pages, totals.feeds
        self.numbers.files = totals.files
        self.numbers.written = len(result.written)
        self.numbers.removed = len(result.removed)


class Texts:
    """Texts of pages, units and the banner in public form, and the files that they need."""

    def __init__(self, setup: Setup, shelf: ReleaseStore) -> None:
        self._setup = setup
        self._shelf = shelf
        self.files: dict[str, Path] = {}

    def of_page(self, page: Page) -> Page:
        return dataclasses.replace(page, html=self._public(page.html).html)

    def of_unit(self, unit: Unit) -> Unit:
        text = self._public(unit.html, unit.picture)
        return dataclasses.replace(unit, html=text.html, picture=text.lead)

    def of_banner(self, banner: Banner) -> Banner:
        return dataclasses.replace(banner, html=self._public(banner.html).html)

    def _public(self, page_text: str, lead: Picture | None = None) -> PublicText:
        resolved = self._shelf.resolve(page_text)
        for prepare in signals.prepare_text:
            text = prepare(self._setup, resolved, lead)
            if text:
                self.files.update(text.files)
                return text
        return PublicText(resolved)


def _mirror(output: Output, paths: Sequence[str]) -> None:
    mirror(output.live, output.twin, paths)


def _first(paths: Sequence[str]) -> str:
    return paths[0]


def give_files(site: Site, files: Mapping[str, Path]) -> Iterable[File]:
    yield from files.items()


def plain_error(error: Exception) -> str:
    """A sentence for staff about a fault of the machine."""
    if isinstance(error, OutputError):
        return f"{error}."
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "Cakram penuh; situs yang lama tetap seperti semula. Kosongkan ruang, lalu ulangi."
    if isinstance(error, output_tasks.TwoOwners):
        return f"Alamat {error.path} dipakai dua kali. Periksa Slug: dan Alih-Dari:."
    if isinstance(error, OSError):
        name = Path(str(error.filename)).name if error.filename else "berkas"
        return f"Tidak dapat menulis {name}: {reason(error)}. Situs yang lama tetap seperti semula."
    return f"Pembangunan gagal pada {error}. Situs yang lama tetap seperti semula."
