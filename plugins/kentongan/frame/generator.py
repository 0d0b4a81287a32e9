"""The generator of releases: Pelican's frame around the engine.

This is the one place that knows the engine and all readers. Pelican calls `generate_context`,
then sends `all_generators_finalized` (the check, in hooks.py), then calls `generate_output`.
What only a build with something to do needs is imported when there is something to do.
"""

from __future__ import annotations

import gc
import hashlib
import os
import sys
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pelican import signals
from pelican.generators import ArticlesGenerator

from kentongan.domain import settings
from kentongan.engine import options as engine
from kentongan.engine.baseline import Baseline
from kentongan.engine.fingerprint import fingerprint
from kentongan.engine.index import Index
from kentongan.engine.report import Report
from kentongan.frame.faults import StaffErrors
from kentongan.manuscripts import options as releases
from kentongan.newsroom.configuration import clock, is_public, time_zone
from kentongan.storage.locking import exclusive
from kentongan.storage.trees import Output, OutputError

if TYPE_CHECKING:
    from kentongan.domain.problems import Problem
    from kentongan.engine.core import Build
    from kentongan.engine.profile import Profile
    from kentongan.frame.articles import Article
    from kentongan.site.model import Site

ROOT = Path(__file__).parents[3]
PACKAGE = Path(__file__).parents[1]
# Plugins of others that listen to these get real articles, and every page is made again.
_ARTICLE_SIGNALS = (
    signals.article_generator_init,
    signals.article_generator_context,
    signals.article_generator_pretaxonomy,
    signals.article_generator_finalized,
    signals.article_generator_write_article,
    signals.article_writer_finalized,
    signals.content_written,
)


class ReleasesGenerator(ArticlesGenerator):  # type: ignore[misc]
    """Reads, checks and writes releases through the engine; its items stand for articles."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A build makes many objects and few circles: looking for them costs more than they do.
        gc.freeze()
        gc.set_threshold(1_000_000, 20, 100)
        with StaffErrors():
            self.baseline, self._lock = _standing(self.settings)
        self._profile = _profile(self.settings)
        self.build: Build | None = None
        """None while there is nothing to do."""
        self.has_listeners = any(signal.receivers for signal in _ARTICLE_SIGNALS)
        self.items: dict[str, Article] = {}
        self._report: str | None = None

    def generate_context(self) -> None:
        with StaffErrors():
            self.baseline.look()
            self._report = None if self.has_listeners else self.baseline.report_if_unchanged()
            if self._report is not None:
                return
            self._refuse_mistakes()
            self.build = _build(self.baseline, self.settings, self.items)
            site = self.build.read()
        if self.has_listeners:
            self._offer_articles(site)
        self._update_context(("articles", "drafts", "categories", "tags", "authors", "dates"))

    def check(self) -> list[Problem]:
        """Tell all problems of the content; the list is empty when nothing was read."""
        found = self.build.check() if self.build else []
        report = self.build.problem_report() if self.build else self._report
        if report:
            self.baseline.report.say(report)
        return found

    def generate_output(self, writer: Any) -> None:
        if self.build:
            with StaffErrors():
                self._write(self.build, writer)
        self.baseline.print_summary()
        self.close()

    def _write(self, build: Build, writer: Any) -> None:
        if self.has_listeners:
            for article in self.articles:
                signals.article_generator_write_article.send(self, content=article)
            self.baseline.fingerprint += os.urandom(8).hex()  # their wishes have no fingerprint
        build.write()
        if self.has_listeners:
            signals.article_writer_finalized.send(self, writer=writer)

    def refresh_metadata_intersite_links(self) -> None:
        """Links between releases are resolved by the engine."""

    def close(self) -> None:
        if self._profile:
            self._profile.stop()
        self.baseline.index.close()
        self._lock.close()
        gc.freeze()  # nor does the end of the process look for them

    def _refuse_mistakes(self) -> None:
        """Settings are part of the fingerprint, so they are asked once for each."""
        from kentongan.newsroom import declared

        mark = self.baseline.fingerprint
        if self.baseline.index.meta("accepted") == mark:
            return
        wrong = declared.mistakes(self.settings)
        if wrong:
            sys.exit("\n".join(f"pelicanconf.py: {sentence}" for sentence in wrong))
        self.baseline.note(accepted=mark)

    def _offer_articles(self, site: Site) -> None:
        from kentongan.frame.articles import shelve

        shelved = shelve(site, self.settings)
        self.items.update(shelved.by_code)
        self.articles = shelved.articles
        self.drafts = shelved.drafts
        self.tags = shelved.tags
        self.categories = shelved.categories
        self.authors = shelved.authors
        self.dates = shelved.articles
        for article in self.articles:
            signals.article_generator_context.send(self, metadata=article.metadata)
        signals.article_generator_pretaxonomy.send(self)
        signals.article_generator_finalized.send(self)


def _standing(conf: Mapping[str, Any]) -> tuple[Baseline, ExitStack]:
    options = settings.read(conf, engine.Settings)
    zone = time_zone(conf)
    content = Path(conf["PATH"])
    output = Output(Path(conf["OUTPUT_PATH"]), conf["OUTPUT_RETENTION"])
    cache = Path(conf["CACHE_PATH"]).resolve()
    output.check((content, ROOT, cache), content)
    report = Report()
    name = index_name(content, output.live, options.preview)
    lock = _take_lock(cache / f"{name}.kunci", report)
    mark = fingerprint(conf, (PACKAGE, Path(conf["THEME"])), _versions())
    path = cache / f"{name}.sqlite"
    if options.rebuild:
        path.unlink(missing_ok=True)
    index = Index(path, mark)
    if index.reason:
        report.say(f"Catatan: {index.reason}.")
    if conf.get("HUMAS_PERMALINKS_RECORD") and not is_public(conf["SITEURL"]):
        report.say(
            f"Catatan: SITEURL belum diatur, jadi umpan memakai alamat {conf['SITEURL']}. "
            "Pakai make publish SITEURL=https://…"
        )
    baseline = Baseline(
        content=content,
        now=moment_of_build(options.now, zone),
        output=output,
        index=index,
        fingerprint=mark,
        jobs=options.jobs,
        report=report,
    )
    return baseline, lock


def _build(baseline: Baseline, conf: Mapping[str, Any], articles: Mapping[str, Article]) -> Build:
    from kentongan.domain.units import Registry
    from kentongan.engine.core import Build
    from kentongan.manuscripts.folder import Folder
    from kentongan.manuscripts.options import ReadOptions
    from kentongan.site.model import Setup
    from kentongan.site.rendering import Pages

    options = settings.read(conf, engine.Settings)
    asked = settings.read(conf, releases.Settings)
    zone = time_zone(conf)
    cache = Path(conf["CACHE_PATH"]).resolve()
    return Build(
        baseline,
        setup=Setup(conf, baseline.content, cache, zone, Registry(()), options.preview),
        folder=Folder(
            baseline.content,
            ReadOptions(zone, baseline.now, conf["SITENAME"]),
            baseline.files,
        ),
        render=Pages(Path(conf["THEME"]), conf, articles).render,
        related=asked.related,
    )


def _profile(conf: Mapping[str, Any]) -> Profile | None:
    path = settings.read(conf, engine.Settings).profile
    if not path:
        return None
    from kentongan.engine.profile import Profile

    profile = Profile(Path(path))
    profile.start()
    return profile


def index_name(content: Path, output: Path, preview: bool) -> str:
    """The name of the index of one content folder and one output folder."""
    places = f"{content.resolve()}\0{output.resolve()}\0{preview}"
    return f"indeks-{hashlib.blake2b(places.encode(), digest_size=6).hexdigest()}"


def moment_of_build(written: str, zone: ZoneInfo) -> datetime:
    """The clock of the build. Raises OutputError for one that cannot be read."""
    from kentongan.domain.dates import DateError

    try:
        return clock(written, zone)
    except DateError:
        raise OutputError(
            f'NOW "{written}" tidak dikenali; tulis 2026-11-24T12:00:00+07:00'
        ) from None


def _take_lock(path: Path, report: Report) -> ExitStack:
    """One build of a site at a time: the second waits for the first."""
    held = ExitStack()

    def waiting() -> None:
        report.say("Menunggu pembangunan lain yang sedang berjalan …")

    with suppress(OSError):  # no cache folder: nothing is shared either
        held.enter_context(exclusive(path, "pembangunan", waiting))
    return held


def _versions() -> list[str]:
    """The installed packages with their versions, as their folders say."""
    folder = Path(os.__file__).parent / "site-packages"
    places = {folder, *(Path(place) for place in sys.path if place.endswith("site-packages"))}
    return sorted(
        path.name
        for place in places
        if place.is_dir()
        for path in place.iterdir()
        if path.name.endswith(".dist-info")
    )
