"""A build in steps, each of which returns a value: look, read, compare, check, write."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

from kentongan.domain.problems import Problem
from kentongan.engine import baseline, content, findings, output, planning, tasks
from kentongan.engine.baseline import Baseline, Workplace
from kentongan.engine.content import Content, Sources
from kentongan.engine.output import Result
from kentongan.engine.planning import Job, Outlook
from kentongan.engine.progress import step
from kentongan.site import signals
from kentongan.storage.trees import OutputError

T = TypeVar("T")

MAX_RESTARTS = 2  # the first with a new file, the second in memory


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong with the whole, and how staff read all findings: empty when there are none.

    `has_errors`: a file that the public sees has an error.
    """

    of_the_whole: tuple[Problem, ...]
    report: str
    has_errors: bool


class Refused(RuntimeError):
    """The content has errors, and nothing was written."""


class Build:
    """The steps of one build. Each is taken once, when its value is first asked for.

    Nothing below the output folder changes before the last part of `write`. When the index turns
    out to be damaged, wherever that is noticed, the observer is told, the index is emptied, and
    the steps are taken once more.
    """

    def __init__(
        self,
        place: Workplace,
        sources: Callable[[Baseline], Sources],
        related: int = 3,
        baseline: Baseline | None = None,
    ) -> None:
        """`related`: how many older releases of its unit a page names. `baseline`: the value of
        the first step, where that has been taken."""
        self._place = place
        self._sources = sources
        self._related = related
        self._values: dict[str, Any] = {"look": baseline} if baseline else {}
        self._restarts = 0

    def look(self) -> Baseline:
        return self._step("look", lambda: baseline.look(self._place))

    def read(self) -> Content:
        def work() -> Content:
            return content.read(self._place, self.look(), self._sources(self.look()))

        return self._step("read", work)

    def compare(self) -> Outlook:
        def work() -> Outlook:
            return planning.compare(self._place, self.look(), self.read())

        return self._step("compare", work)

    def check(self) -> Checked:
        def work() -> Checked:
            self.compare()  # parts check what changed
            return check(self._place, self.read())

        return self._step("check", work)

    def problems(self) -> tuple[Problem, ...]:
        """All findings, sorted."""
        return findings.gather(self.read(), self.check().of_the_whole, few=0).problems

    def write(self) -> Result:
        """Raises Refused where the content has errors."""

        def work() -> Result:
            if self.check().has_errors:
                raise Refused
            job = Job(self._place, self.look(), self.read(), self.compare(), self._related)
            return output.write(job, self.check().of_the_whole, self.check().report)

        return self._step("write", work)

    def _step(self, name: str, work: Callable[[], T]) -> T:
        if name not in self._values:
            try:
                value = work()
            except sqlite3.Error as error:
                self._start_again(error)
                value = self._step(name, work)
            self._values[name] = value
        return cast("T", self._values[name])

    def _start_again(self, error: sqlite3.Error) -> None:
        self._restarts += 1
        if self._restarts > MAX_RESTARTS:
            raise error
        self._values.clear()
        baseline.start_again(self._place, error)


def check(place: Workplace, content: Content) -> Checked:
    """What is wrong, with the files and with the whole."""
    problems = list(content.problems)
    with step(place.observer, "memeriksa"):
        for find in signals.check_site:
            problems += find(content.site)
    everything = findings.gather(content, problems)
    return Checked(tuple(problems), everything.report(place.content.name), everything.has_errors)


def plain_error(error: Exception) -> str:
    """A sentence for staff about a fault of the machine."""
    if isinstance(error, OutputError):
        return f"{error}."
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "Cakram penuh; situs yang lama tetap seperti semula. Kosongkan ruang, lalu ulangi."
    if isinstance(error, tasks.TwoOwners):
        return f"Alamat {error.path} dipakai dua kali. Periksa Slug: dan Alih-Dari:."
    if isinstance(error, OSError):
        from kentongan.storage.reasons import reason

        name = Path(str(error.filename)).name if error.filename else "berkas"
        return f"Tidak dapat menulis {name}: {reason(error)}. Situs yang lama tetap seperti semula."
    return f"Pembangunan gagal pada {error}. Situs yang lama tetap seperti semula."
