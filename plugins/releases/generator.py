"""The generator of releases: Pelican's frame around the engine.

This is the one place that knows the engine and all readers. Pelican calls `generate_context`,
then sends `all_generators_finalized` (the check, in hooks.py), then calls `generate_output`.
"""

from __future__ import annotations

import fcntl
import gc
import hashlib
import os
import sys
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pelican import signals
from pelican.generators import ArticlesGenerator

from plugins.build import Banner, Page, Setup, Site
from plugins.domain import dates, settings
from plugins.domain.markup import Renderer
from plugins.domain.problems import Problem
from plugins.domain.units import Registry, Unit
from plugins.engine import core as engine
from plugins.engine.fingerprint import fingerprint
from plugins.engine.index import Index
from plugins.engine.profile import Profile
from plugins.engine.reading import Files, ReadRelease
from plugins.engine.report import Report
from plugins.files import Output, OutputError
from plugins.pages import core as pages
from plugins.releases import core, declared
from plugins.releases.articles import Article, shelve
from plugins.releases.faults import FaultsInWords
from plugins.releases.rendering import Pages
from plugins.units import core as units

ROOT = Path(__file__).parents[2]
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
        self.pages = Pages(Path(self.theme), self.settings)
        with FaultsInWords():
            self.build, self._lock = _build(self.settings, self.pages)
        self._profile = _profile(self.settings)
        self.is_current = False
        self.has_listeners = any(signal.receivers for signal in _ARTICLE_SIGNALS)
        self.items: dict[str, Article] = {}

    def generate_context(self) -> None:
        with FaultsInWords():
            self.build.prepare()
            if not self.has_listeners and self.build.is_current():
                self.is_current = True
                return
            self._refuse_mistakes()
            site = self.build.read()
        if self.has_listeners:
            self._offer_articles(site)
        self._update_context(("articles", "drafts", "categories", "tags", "authors", "dates"))

    def generate_output(self, writer: Any) -> None:
        with FaultsInWords():
            if not self.is_current:
                self._write(writer)
        self.build.say_goodbye()
        self.close()

    def _write(self, writer: Any) -> None:
        if self.has_listeners:
            for article in self.articles:
                signals.article_generator_write_article.send(self, content=article)
            self.build.fingerprint += os.urandom(8).hex()  # their wishes have no fingerprint
        self.build.write()
        if self.has_listeners:
            signals.article_writer_finalized.send(self, writer=writer)

    def refresh_metadata_intersite_links(self) -> None:
        """Links between releases are resolved by the engine."""

    def close(self) -> None:
        if self._profile:
            self._profile.stop()
        self.build.index.close()
        self._lock.close()
        gc.freeze()  # nor does the end of the process look for them

    def _refuse_mistakes(self) -> None:
        """Settings are part of the fingerprint, so they are asked once for each."""
        index, mark = self.build.index, self.build.fingerprint
        if index.meta("accepted") == mark:
            return
        wrong = declared.mistakes(self.settings)
        if wrong:
            sys.exit("\n".join(f"pelicanconf.py: {sentence}" for sentence in wrong))
        self.build.note(accepted=mark)

    def _offer_articles(self, site: Site) -> None:
        shelved = shelve(site, self.settings)
        self.items = shelved.by_code
        self.pages.articles = self.items
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


class Readers:
    """The readers of all kinds of content files."""

    def __init__(self, content: Path, zone: ZoneInfo) -> None:
        self._content = content
        self._zone = zone
        self._renderer = Renderer()

    def units(self, files: Files) -> tuple[Registry, list[Problem]]:
        found: list[Unit] = []
        problems: list[Problem] = []
        for path, data in self._data(files.below("satuan"), problems):
            unit, wrong = units.read(data, path, self._renderer)
            problems += wrong
            found += [unit] if unit else []
        registry = Registry(found)
        return registry, [*problems, *units.conflicts(found), *units.check(registry)]

    def release_reader(self, setup: Setup, now: datetime) -> ReadRelease:
        return core.Reader(setup.units, setup.zone, now, self._renderer).read

    def pages(self, files: Files, setup: Setup) -> tuple[list[Page], list[Problem]]:
        found: list[Page] = []
        problems: list[Problem] = []
        for path, data in self._data(files.below("halaman"), problems):
            page, wrong = pages.read_page(data, path, self._renderer)
            problems += wrong
            found += [page] if page else []
        have = {page.slug for page in found}
        found += pages.standard_pages(have, setup.settings["SITENAME"], self._renderer)
        return found, problems

    def banner(self, files: Files, setup: Setup, site: Site) -> tuple[Banner | None, list[Problem]]:
        problems: list[Problem] = []
        paths = [path for path in ("peringatan.md",) if path in files.stamps]
        for path, data in self._data(paths, problems):
            notice, wrong = pages.read_notice(data, path, self._renderer, self._zone)
            problems += wrong
            if notice and pages.is_in_force(notice, site):
                return notice.banner, problems
        return None, problems

    def _data(self, paths: Iterable[str], problems: list[Problem]) -> Iterable[tuple[str, bytes]]:
        for path in paths:
            try:
                yield path, (self._content / path).read_bytes()
            except OSError:
                problems.append(
                    Problem(
                        path,
                        0,
                        "releases.E019",
                        "Berkas tidak dapat dibaca.",
                        "periksa izin berkas, lalu coba lagi.",
                    )
                )


def _build(conf: Mapping[str, Any], render: Pages) -> tuple[engine.Build, IO[str]]:
    options = settings.read(conf, "engine", engine.Settings)
    releases = settings.read(conf, "releases", core.Settings)
    zone = time_zone(releases.zone)
    content = Path(conf["PATH"])
    output = Output(Path(conf["OUTPUT_PATH"]), conf["OUTPUT_RETENTION"])
    cache = Path(conf["CACHE_PATH"]).resolve()
    output.check((content, ROOT, cache), content)
    report = Report()
    name = index_name(content, output.live, options.preview)
    lock = _take_lock(cache / f"{name}.kunci", report)
    mark = fingerprint(conf, (ROOT / "plugins", Path(conf["THEME"])), _versions())
    path = cache / f"{name}.sqlite"
    if options.rebuild:
        path.unlink(missing_ok=True)
    index = Index(path, mark)
    if index.reason:
        report.say(f"Catatan: {index.reason}.")
    if conf.get("HUMAS_PERMALINKS_RECORD") and "//127.0.0.1" in conf["SITEURL"]:
        report.say(
            "Catatan: SITEURL belum diatur, jadi umpan memakai alamat http://127.0.0.1. "
            "Pakai make publish SITEURL=https://…"
        )
    setup = Setup(conf, content, cache, zone, Registry(()), options.preview)
    build = engine.Build(
        setup=setup,
        now=clock(options.now, zone),
        content=Readers(content, zone),
        output=output,
        index=index,
        fingerprint=mark,
        jobs=options.jobs,
        report=report,
        render=render.render,
        related=releases.related,
    )
    return build, lock


def _profile(conf: Mapping[str, Any]) -> Profile | None:
    path = settings.read(conf, "engine", engine.Settings).profile
    if not path:
        return None
    profile = Profile(Path(path))
    profile.start()
    return profile


def index_name(content: Path, output: Path, preview: bool) -> str:
    """The name of the index of one content folder and one output folder."""
    places = f"{content.resolve()}\0{output.resolve()}\0{preview}"
    return f"indeks-{hashlib.blake2b(places.encode(), digest_size=6).hexdigest()}"


def time_zone(name: str) -> ZoneInfo:
    """The zone of a setting. Raises SettingsError for one that does not exist."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise settings.SettingsError(f"HUMAS_RELEASES_ZONE names no time zone: {name!r}") from None


def clock(written: str, zone: ZoneInfo) -> datetime:
    """The moment of the build. Raises OutputError for one that cannot be read."""
    if not written:
        return datetime.now(zone)
    try:
        return dates.parse(written, zone).moment
    except dates.DateError:
        raise OutputError(
            f'NOW "{written}" tidak dikenali; tulis 2026-11-24T12:00:00+07:00'
        ) from None


def _take_lock(path: Path, report: Report) -> IO[str]:
    """One build of a site at a time: the second waits for the first."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("w")
    except OSError:  # no cache folder: nothing is shared either
        return Path(os.devnull).open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        report.say("Menunggu pembangunan lain yang sedang berjalan …")
        fcntl.flock(file, fcntl.LOCK_EX)
    return file


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
