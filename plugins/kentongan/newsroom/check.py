"""Checks the content as a build does: readers, gate and parts.

Without paths all that a build reads is looked at, the questions asked of the whole site too.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from kentongan.domain.problems import Problem, has_errors
from kentongan.domain.units import Registry
from kentongan.engine import reading
from kentongan.engine.baseline import Baseline, Workplace
from kentongan.engine.content import Sources
from kentongan.engine.core import Build
from kentongan.engine.index import Index
from kentongan.engine.progress import Notice, Progress
from kentongan.engine.workers import Workers
from kentongan.gate import core as gate
from kentongan.gate import sarif
from kentongan.manuscripts import frontmatter
from kentongan.manuscripts.folder import BANNER, Folder
from kentongan.manuscripts.options import ReadOptions
from kentongan.manuscripts.patience import limited
from kentongan.manuscripts.scan import failed, not_a_file, unreadable
from kentongan.newsroom import parts
from kentongan.newsroom.configuration import Configuration, load
from kentongan.newsroom.errors import RequestError
from kentongan.newsroom.folder import relative
from kentongan.newsroom.repair import Repair
from kentongan.site.model import Setup, Site
from kentongan.storage.stamps import NotAFile, read_stamped
from kentongan.storage.trees import Output

_MANY = 200  # files; with more, all cores are used
_STANDING = ("satuan/", "halaman/")


@dataclass(frozen=True, slots=True)
class Checked:
    """All findings in the order of files and lines, and how many files were looked at.

    `fixed` are the corrections that were made before.
    """

    problems: tuple[Problem, ...]
    checked: int
    fixed: tuple[Repair, ...] = ()

    @property
    def has_errors(self) -> bool:
        return has_errors(self.problems)

    def as_json(self) -> dict[str, Any]:
        more = {"fixed": [repair.as_json() for repair in self.fixed]} if self.fixed else {}
        return {
            "problems": [problem.as_json() for problem in self.problems],
            "checked": self.checked,
            **more,
        }

    def as_sarif(self, content: Path) -> dict[str, Any]:
        """For editors and code hosts; the places of the findings are looked up in the files."""
        return sarif.report(self.problems, content.as_posix(), partial(_text_of, content))


def check(content: Path, paths: Sequence[Path] = (), stated_now: str = "") -> Checked:
    """Check these files and folders, else everything. Nothing is written.

    A file outside the content folder, or one that is no Markdown, is looked at as the raw text
    of a release. Raises NewsroomError.
    """
    if not content.is_dir():
        raise RequestError(f"Folder {content} tidak ada; sebut folder isi dengan -C.")
    checker = Checker(content, load(content), stated_now)
    whole = content.resolve()
    if not paths or any(path.resolve() == whole for path in paths):
        return checker.everything()
    return checker.files(list(files_of(paths)))


def _text_of(content: Path, path: str) -> str:
    """The characters of a file, as the places of findings count them; nothing for none."""
    try:
        return frontmatter.as_written(read_stamped(content / path)[0])
    except OSError:
        return ""


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """Each file once; of folders the Markdown files below them."""
    seen: set[Path] = set()
    for path in paths:
        inside = sorted(path.rglob("*.md")) if path.is_dir() else [path]
        for file in inside:
            if file not in seen and not file.is_dir():
                seen.add(file)
                yield file


class Checker:
    """Everything needed to check files of a content folder; workers inherit it."""

    def __init__(self, content: Path, configuration: Configuration, stated_now: str = "") -> None:
        self.content = content
        self.configuration = configuration
        self.options: ReadOptions = configuration.reading(stated_now)
        self.folder = Folder(content, self.options)
        parts.connect(configuration)

    @cached_property
    def setup(self) -> Setup:
        settings = {"SITENAME": "", "SITEURL": "", **self.configuration.values}
        cache = self.configuration.cache
        units = self.folder.units
        zone = self.options.zone
        return Setup(settings, self.content, cache, zone, units, checks_only=True)

    def everything(self) -> Checked:
        """All that a build reads; releases are counted."""
        place = Workplace(
            content=self.content,
            output=Output(Path(os.devnull)),  # nothing is written
            index=Index.empty(),  # and nothing is known
            now=self.options.now,
            fingerprint="",
            observer=_silent,
            jobs=self.configuration.jobs,
        )
        sources = Sources(replace(self.setup, units=Registry(())), self.folder, _no_page)
        build = Build(place, lambda _: sources, baseline=Baseline(self.folder.files))
        problems = list(build.problems())
        records = build.read().outcome.records
        for record in records.every():
            if not record.url:
                problems += self._raw(self.content / record.path, record.path)
        return _checked(problems, len(records))

    def files(self, files: Sequence[Path]) -> Checked:
        _ = self.setup.units  # read once, before the workers are made
        workers = Workers(self.configuration.jobs)
        problems_by_file = workers.run(Checker.file, self, files, few=_MANY)
        return _checked(
            (problem for problems in problems_by_file for problem in problems), len(files)
        )

    def file(self, file: Path) -> list[Problem]:
        """The findings in one file; an exception becomes one of them."""
        path = relative(self.content, file)
        try:
            with limited():
                return self._found(file, path)
        except NotAFile:
            return [not_a_file(path)]
        except OSError:
            return [unreadable(path)]
        except Exception as error:
            return [failed(path, error)]

    def _found(self, file: Path, path: str) -> list[Problem]:
        if path.startswith(_STANDING) or path == BANNER:
            return self._standing(path)
        if file.suffix == ".md":
            return self._release(file, path)
        return self._raw(file, path)

    def _release(self, file: Path, path: str) -> list[Problem]:
        read = self.folder.read_release(path)
        release = read.value
        if release is None:
            return [*read.problems, *self._raw(file, path)]
        return [*read.problems, *read.located(reading.findings(self.setup, release))]

    def _standing(self, path: str) -> list[Problem]:
        """Checks a unit, a page or the banner: with its reader, and the gate's privacy rules."""
        if path.startswith("satuan/"):
            problems = [problem for problem in self.folder.unit_problems if problem.path == path]
        else:
            problems = list(self.folder.read_file(path).problems)
        text, _ = frontmatter.decode(read_stamped(self.content / path)[0])
        return [*problems, *gate.check_standing(text, path)]

    def _raw(self, file: Path, path: str) -> list[Problem]:
        text, problems = frontmatter.decode(read_stamped(file)[0])
        findings = gate.check_raw(text, path, gate.allowed_phones(self.folder.units))
        return [*(problem.at(path) for problem in problems), *findings]


def _checked(problems: Iterable[Problem], count: int) -> Checked:
    return Checked(tuple(sorted(set(problems))), count)


def _silent(event: Progress | Notice) -> None:
    """An observer that ignores the steps of a check."""


def _no_page(site: Site, template: str, context: Mapping[str, Any]) -> bytes:
    return b""
