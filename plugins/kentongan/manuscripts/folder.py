"""A content folder, read one way for every caller: the build, the gate, the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote

from kentongan.domain.pages import Banner, Page
from kentongan.domain.problems import Problem
from kentongan.domain.release import Release
from kentongan.domain.units import Registry, Unit
from kentongan.manuscripts import banner as banners
from kentongan.manuscripts import frontmatter
from kentongan.manuscripts import page as pages
from kentongan.manuscripts import release as releases
from kentongan.manuscripts import unit as units
from kentongan.manuscripts.fields import name_of
from kentongan.manuscripts.keys import NOTICE, PAGE, RELEASE, UNIT, Table
from kentongan.manuscripts.manuscript import UNSTAMPED, Manuscript
from kentongan.manuscripts.markup import Renderer
from kentongan.manuscripts.options import ReadOptions
from kentongan.manuscripts.patience import limited
from kentongan.manuscripts.scan import Files, failed, not_a_file, scan, unreadable
from kentongan.manuscripts.source import Source
from kentongan.storage.stamps import NotAFile, Stamp, read_stamped

BANNER = "peringatan.md"

T = TypeVar("T", bound=Release | Unit | Page | Banner)
Reader = Callable[[bytes, str], Manuscript[T]]


class Folder:
    """The files of one content folder.

    Mistakes in them become problems with path and line, never exceptions: an exception while one
    file is read is a problem of that file. Units are read once, when they are first asked for.
    """

    def __init__(
        self,
        content: Path,
        options: ReadOptions,
        files: Files | None = None,
        renderer: Renderer | None = None,
    ) -> None:
        """`files` are those of a scan that the caller has just made, if any."""
        self.content = content
        self.options = options
        self._files = files
        self._renderer = renderer or Renderer()

    @cached_property
    def files(self) -> Files:
        """All files, those in subfolders too."""
        return self._files if self._files is not None else scan(self.content)

    # Units

    @property
    def units(self) -> Registry:
        return self._units[0]

    @property
    def unit_problems(self) -> tuple[Problem, ...]:
        """Problems in the files of units, and between units."""
        return self._units[1]

    def know_units(self, registry: Registry, problems: tuple[Problem, ...]) -> None:
        """Take the units as they were read before: their files are the same."""
        self.__dict__["_units"] = registry, problems

    @cached_property
    def _units(self) -> tuple[Registry, tuple[Problem, ...]]:
        manuscripts = [self.read_unit(path) for path in self.files.below("satuan")]
        read_units = [manuscript.value for manuscript in manuscripts if manuscript.value]
        problems = [problem for manuscript in manuscripts for problem in manuscript.problems]
        registry = Registry(read_units)
        problems += [*units.conflicts(read_units), *units.check(registry)]
        return registry, tuple(problems)

    def read_unit(self, path: str) -> Manuscript[Unit]:
        return self._read(path, self._unit_reader)

    # Releases

    def read_release(self, path: str) -> Manuscript[Release]:
        return self._read(path, self._release_reader)

    def releases(self) -> Iterator[Manuscript[Release]]:
        """Every file of `rilis/`, in the order of their paths."""
        return (self.read_release(path) for path in self.files.below("rilis"))

    # Pages and the banner

    def read_page(self, path: str) -> Manuscript[Page]:
        return self._read(path, self._page_reader)

    def pages(self) -> tuple[list[Page], list[Problem]]:
        """The pages of `halaman/`, and those that every site has where they are missing there."""
        manuscripts = [self.read_page(path) for path in self.files.below("halaman")]
        read_pages = [manuscript.value for manuscript in manuscripts if manuscript.value]
        problems = [problem for manuscript in manuscripts for problem in manuscript.problems]
        have = {page.slug for page in read_pages}
        read_pages += pages.standard_pages(have, self.options.name, self._renderer)
        return read_pages, problems

    def read_banner(self) -> Manuscript[Banner] | None:
        """The notice above all pages, in force or not; None where there is no such file."""
        return self._read(BANNER, self._banner_reader) if BANNER in self.files.stamps else None

    # Lines

    def located(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems with the lines of their keys, where their finder did not know them."""
        lines: dict[str, Mapping[str, int]] = {}
        located = []
        for problem in problems:
            if problem.key and not problem.line:
                if problem.path not in lines:
                    lines[problem.path] = self._lines_of(problem.path)
                problem = problem.on(lines[problem.path])
            located.append(problem)
        return located

    def _lines_of(self, path: str) -> Mapping[str, int]:
        table = _table_of(path)
        return {
            name: field.line
            for field in self._source(path).fields
            if (name := name_of(field.key, table))
        }

    def line_of_link(self, path: str, linked: str) -> int:
        """The line of the file that links to `linked`; 0 where none is found."""
        source, name = self._source(path), linked.rsplit("/", 1)[-1]
        lines = source.body.split("\n")
        places = (place for place, line in enumerate(lines) if name in unquote(line))
        return next((source.body_line + place for place in places), 0)

    def _source(self, path: str) -> Source:
        try:
            data, _ = read_stamped(self.content / path)
        except (OSError, ValueError):
            return Source()
        return frontmatter.split(frontmatter.decode(data)[0])[0]

    # Any file

    def read_file(self, path: str) -> Manuscript[Any]:
        """The file at `path` (relative to the folder), read as its place in the folder says."""
        return self._read(path, self._reader_of(path))

    def parse(self, data: bytes, path: str) -> Manuscript[Any]:
        """The same for bytes that are not, or not yet, in the file."""
        return _parsed(self._reader_of(path), data, path, UNSTAMPED)

    def _reader_of(self, path: str) -> Reader[Any]:
        if path == BANNER:
            return self._banner_reader
        if path.startswith("satuan/"):
            return self._unit_reader
        if path.startswith("halaman/"):
            return self._page_reader
        return self._release_reader

    def _read(self, path: str, reader: Reader[T]) -> Manuscript[T]:
        try:
            data, stamp = read_stamped(f"{self.content}/{path}")
        except NotAFile:
            return Manuscript(path, None, (not_a_file(path),))
        except (OSError, ValueError):
            return Manuscript(path, None, (unreadable(path),))
        return _parsed(reader, data, path, stamp)

    @cached_property
    def _release_reader(self) -> Reader[Release]:
        asked = self.options
        return releases.Reader(self.units, asked.zone, asked.now, self._renderer, asked.mark).read

    def _unit_reader(self, data: bytes, path: str) -> Manuscript[Unit]:
        return units.read(data, path, self._renderer)

    def _page_reader(self, data: bytes, path: str) -> Manuscript[Page]:
        return pages.read(data, path, self._renderer)

    def _banner_reader(self, data: bytes, path: str) -> Manuscript[Banner]:
        return banners.read(data, path, self._renderer, self.options.zone)


def _table_of(path: str) -> Table:
    if path == BANNER:
        return NOTICE
    return UNIT if path.startswith("satuan/") else PAGE if path.startswith("halaman/") else RELEASE


def _parsed(reader: Reader[T], data: bytes, path: str, stamp: Stamp) -> Manuscript[T]:
    try:
        with limited():
            return replace(reader(data, path), stamp=stamp)
    except Exception as error:
        return Manuscript(path, None, (failed(path, error),), stamp=stamp)
