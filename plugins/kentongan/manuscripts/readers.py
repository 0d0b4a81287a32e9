"""The readers of all kinds of content files, as the engine asks for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kentongan.domain.problems import Problem
from kentongan.domain.units import Registry, Unit
from kentongan.engine.reading import ReadRelease
from kentongan.manuscripts import page as pages
from kentongan.manuscripts import release
from kentongan.manuscripts import unit as units
from kentongan.manuscripts.markup import Renderer
from kentongan.manuscripts.scan import Files
from kentongan.site.model import Banner, Page, Setup, Site


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
        return release.Reader(setup.units, setup.zone, now, self._renderer).read

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
