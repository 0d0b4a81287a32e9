"""One build of the site: settings in, output and words for staff out. It needs no Pelican.

What only a build with changes needs is imported inside functions.
"""

from __future__ import annotations

import gc
import os
import sqlite3
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from zoneinfo import ZoneInfo

from kentongan.domain import settings
from kentongan.engine import options as engine
from kentongan.engine.baseline import (
    Baseline,
    Unchanged,
    Workplace,
    look,
    start_again,
    unchanged,
)
from kentongan.engine.fingerprint import fingerprint, versions
from kentongan.engine.index import Index, index_name
from kentongan.engine.progress import BuildStats, Notice
from kentongan.engine.report import Report
from kentongan.engine.workers import note_work
from kentongan.frame.faults import StaffErrors
from kentongan.manuscripts import options as releases
from kentongan.newsroom.configuration import clock, find_project, is_public, time_zone
from kentongan.newsroom.province import Settings as Province
from kentongan.publishing.built import BuildNotes
from kentongan.site import recording
from kentongan.storage.locking import exclusive
from kentongan.storage.trees import Output, OutputError

if TYPE_CHECKING:
    from kentongan.engine.content import Sources
    from kentongan.engine.core import Build
    from kentongan.engine.output import Result
    from kentongan.engine.profile import Profile
    from kentongan.frame.articles import Article
    from kentongan.manuscripts.scan import Files
    from kentongan.province.portal import Portal
    from kentongan.site.model import Site

ROOT = Path(__file__).parents[3]
PACKAGE = Path(__file__).parents[1]


class SiteBuild:
    """Reads, checks and writes through the engine. Its steps are called in this order."""

    def __init__(
        self, conf: Mapping[str, Any], files: Files | None = None, *, always: bool = False
    ) -> None:
        """`files` are those of the content, where they are known. `always`: every page is made
        again, whatever changed."""
        # Skip cycle collection: a build allocates much and leaks little.
        gc.freeze()
        gc.set_threshold(1_000_000, 20, 100)
        self._conf = conf
        self._always = always
        self._report = Report()
        with StaffErrors():
            place, self._held = _workplace(conf, self._report)
            self._place = replace(place, files=files)
        self._profile = _profile(conf)
        self._build: Build | None = None
        self._unchanged: Unchanged | None = None
        self.items: dict[str, Article] = {}
        """The releases as articles, where somebody listens."""

    def read(self) -> Site | None:
        """The site; None while there is nothing to do."""
        with StaffErrors():
            try:
                baseline = self._look()
            except sqlite3.Error as error:
                start_again(self._place, error)
                baseline = self._look()
            line = settings.read(self._conf, engine.Settings).reads_for
            if line:
                self._read_for_others(line, baseline)
            if self._unchanged:
                return None
            self._held.enter_context(self._compiled())
            self._build = _build(self._place, baseline, self._conf, self.items, self._always)
            return self._build.read().site

    def _read_for_others(self, line: int, baseline: Baseline) -> NoReturn:
        from kentongan.engine import prepared

        sources = _sources(self._place, self._conf, {})(baseline)
        prepared.serve(line, prepared.context_of(sources.setup, sources.folder))
        self.close()
        sys.exit(0)

    def _compiled(self) -> AbstractContextManager[None]:
        """What is imported from now on need not be compiled again."""
        from kentongan.storage import compiled

        return compiled.kept(Path(self._conf["CACHE_PATH"]) / "kode", versions())

    def _look(self) -> Baseline:
        baseline = look(self._place)
        self._unchanged = None if self._always else unchanged(self._place, baseline)
        if not self._unchanged:
            self._refuse_mistakes()
        return baseline

    def check(self) -> bool:
        """Report all problems of the content. Returns whether the site can be written."""
        with StaffErrors():
            checked = self._build.check() if self._build else None
        report = checked.report if checked else self._unchanged and self._unchanged.report
        if report:
            self._report.say(report)
        return not (checked and checked.has_errors)

    def write(self) -> None:
        """Make what changed and say what was done."""
        stats = self._unchanged.stats if self._unchanged else BuildStats()
        notes = BuildNotes(Path(self._conf["CACHE_PATH"]), self._place.output.live)
        notes.start()
        result = None
        if self._build:
            with StaffErrors():
                result = self._written(self._build)
            stats = result.stats
        notes.end(
            (*result.added, *result.changed) if result else (), result.removed if result else ()
        )
        if result and not result.is_complete:
            notes.forget()
        self._report.say(self._report.closing(stats, self._place.output.live.name))
        self.close()

    def _written(self, build: Build) -> Result:
        from kentongan.engine.core import Refused

        try:
            return build.write()
        except Refused:  # the index was damaged, and reading again found errors
            self._report.say(build.check().report)
            self.close()
            sys.exit(1)

    def close(self) -> None:
        if self._profile:
            self._profile.stop()
        self._place.index.close()
        self._held.close()
        gc.freeze()  # skips the cycle collection at the end of the process

    def _refuse_mistakes(self) -> None:
        """Refuse wrong settings; checked once for each fingerprint, which covers the settings."""
        current = self._place.fingerprint
        if self._place.index.meta("accepted") == current:
            return
        from kentongan.newsroom import declared

        mistakes = declared.mistakes(self._conf)
        if mistakes:
            sys.exit("\n".join(f"pelicanconf.py: {sentence}" for sentence in mistakes))
        self._place.index.set_meta(accepted=current)


# The last build: freeing what it holds, piece by piece, would take longer than the process needs.
_last: list[SiteBuild] = []


def run(conf: Mapping[str, Any], files: Files | None = None) -> int:
    """All steps of a build. Returns its exit status."""
    build = SiteBuild(conf, files)
    _last[:] = [build]
    build.read()
    if not build.check():
        build.close()
        return 1
    build.write()
    return 0


def _workplace(conf: Mapping[str, Any], report: Report) -> tuple[Workplace, ExitStack]:
    options = settings.read(conf, engine.Settings)
    zone = time_zone(conf)
    content = Path(conf["PATH"])
    output = Output(Path(conf["OUTPUT_PATH"]), conf["OUTPUT_RETENTION"])
    cache = Path(conf["CACHE_PATH"]).resolve()
    output.check((content, ROOT, cache), content)
    name = index_name(content, output.live, preview=options.preview)
    lock = _take_lock(cache / f"{name}.kunci", report)
    extra = (*versions(), _emblem(conf, content))
    build_fingerprint = fingerprint(conf, (PACKAGE, Path(conf["THEME"])), extra)
    if options.at_work:
        note_work(Path(options.at_work))
    path = cache / f"{name}.sqlite"
    if options.rebuild:
        path.unlink(missing_ok=True)
    index = Index(path, build_fingerprint)
    if index.reason:
        report(Notice(f"{index.reason}."))
    if recording.is_on(conf) and not is_public(conf["SITEURL"]):
        report(
            Notice(
                f"SITEURL belum diatur, jadi umpan memakai alamat {conf['SITEURL']}. "
                "Pakai make publish SITEURL=https://…"
            )
        )
    now = moment_of_build(options.now, zone)
    place = Workplace(
        content=content,
        now=now,
        output=output,
        index=index,
        fingerprint=build_fingerprint,
        jobs=options.jobs,
        observer=report,
        guests=_guests(conf, content, now),
        looks_at_all=options.survey,
        prepared=_files_of(options.prepared),
    )
    return place, lock


def _files_of(folder: str) -> tuple[Path, ...]:
    return tuple(sorted(Path(folder).iterdir())) if folder else ()


def _guests(conf: Mapping[str, Any], content: Path, now: datetime) -> Portal | None:
    """The verified releases of the districts, where the project is a province."""
    options = settings.read(conf, Province)
    project = find_project(content)
    if project is None or not options.folder(project).is_dir():
        return None
    from kentongan.province import portal

    return portal.of_project(project, options, now)


def _build(
    place: Workplace,
    baseline: Baseline,
    conf: Mapping[str, Any],
    articles: Mapping[str, Article],
    always: bool,
) -> Build:
    from kentongan.engine.core import Build

    if always:  # no fingerprint covers what listeners do
        place = replace(place, fingerprint=place.fingerprint + os.urandom(8).hex())
    related = settings.read(conf, releases.Settings).related
    return Build(place, _sources(place, conf, articles), related, baseline)


def _sources(
    place: Workplace, conf: Mapping[str, Any], articles: Mapping[str, Article]
) -> Callable[[Baseline], Sources]:
    from kentongan.domain.units import Registry
    from kentongan.engine.content import Sources
    from kentongan.manuscripts.folder import Folder
    from kentongan.manuscripts.options import ReadOptions
    from kentongan.site.model import Setup
    from kentongan.site.rendering import Pages

    zone = time_zone(conf)
    cache = Path(conf["CACHE_PATH"]).resolve()
    preview = settings.read(conf, engine.Settings).preview
    mark = settings.read(conf, releases.Settings).mark
    setup = Setup(conf, place.content, cache, zone, Registry(()), preview)
    options = ReadOptions(zone, place.now, conf["SITENAME"], mark)

    def sources(latest: Baseline) -> Sources:
        folder = Folder(place.content, options, latest.files)
        return Sources(setup, folder, Pages(Path(conf["THEME"]), conf, articles).render)

    return sources


def _profile(conf: Mapping[str, Any]) -> Profile | None:
    path = settings.read(conf, engine.Settings).profile
    if not path:
        return None
    from kentongan.engine.profile import Profile

    profile = Profile(Path(path))
    profile.start()
    return profile


def moment_of_build(written: str, zone: ZoneInfo) -> datetime:
    """The clock of the build. Raises OutputError for one that cannot be read."""
    try:
        return clock(written, zone)
    except ValueError:
        raise OutputError(
            f'NOW "{written}" tidak dikenali; tulis 2026-11-24T12:00:00+07:00'
        ) from None


def _take_lock(path: Path, report: Report) -> ExitStack:
    """One build of a site at a time: the second waits for the first."""
    held = ExitStack()

    def waiting() -> None:
        report.say("Menunggu pembangunan lain yang sedang berjalan …")

    with suppress(OSError):  # without a cache folder nothing is shared
        held.enter_context(exclusive(path, "pembangunan", waiting))
    return held


def _emblem(conf: Mapping[str, Any], content: Path) -> str:
    """Changes with the file of content that every page shows."""
    if not conf.get("HUMAS_APPEARANCE_MARK"):
        return ""
    from kentongan.site.appearance import emblem_digest

    return emblem_digest(conf, content)
