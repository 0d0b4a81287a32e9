"""The first step of a build: what is there, and is it what this build would make?

A build that finds nothing changed loads this much of the engine and no more.
"""

from __future__ import annotations

import dataclasses
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

from kentongan.engine import survey
from kentongan.engine.index import Index
from kentongan.engine.report import BuildStats, Report
from kentongan.engine.workers import available_jobs, meanwhile
from kentongan.manuscripts.scan import Files, scan
from kentongan.storage.trees import Output


class Baseline:
    """Content, output and index as a build finds them. Call `look` first."""

    def __init__(
        self,
        *,
        content: Path,
        now: datetime,
        output: Output,
        index: Index,
        fingerprint: str,
        jobs: int,
        report: Report,
    ) -> None:
        self.content = content
        self.now = now
        self.output = output
        self.index = index
        self.fingerprint = fingerprint
        self.jobs = jobs or available_jobs()
        self.report = report
        self.numbers = BuildStats()
        self.files = Files({})
        self.is_damaged = False
        """Whether somebody else changed the output."""

    def look(self) -> None:
        with self.report.phase("memindai"):
            self._level_output()
            root, noted = self.output.live, self.index.meta("live") or {}
            changed = meanwhile(self.jobs, survey.changed, root, noted)
            self.files = scan(self.content)
            self._mend_output({"", *changed()})

    def report_if_unchanged(self) -> str | None:
        """The report of the last build, when this one would make the very same; else None."""
        current = self.index.meta("current")
        if self.is_damaged or not current or current["files"] != self.files.signature():
            return None
        now = self.now.timestamp()
        if now < current["now"] or (current["until"] is not None and now >= current["until"]):
            return None
        self.numbers = BuildStats(
            releases=current["releases"],
            cached=len(self.files.below("rilis")),
            **dataclasses.asdict(self.index.totals()),
        )
        report: str = current["report"]
        return report

    def print_summary(self) -> None:
        """The closing words of a successful build."""
        self.report.say(self.report.closing(self.numbers, self.output.live.name))

    def note(self, **meta: Any) -> None:
        """Keep a value for the next build."""
        try:
            self.index.set_meta(**meta)
        except sqlite3.Error as error:
            self.abandon_index(error)

    def abandon_index(self, error: sqlite3.Error) -> None:
        """Go on without the index's file, which costs time and nothing else."""
        self.index.abandon(error)
        self.report.say(f"Catatan: {self.index.reason}.")

    def _level_output(self) -> None:
        """Find out whether the output is the tree that the index knows."""
        tree = self.index.meta("tree")
        if not tree:
            self.index.forget_output()
        elif tree == self.output.identity(self.output.twin):
            self.output.exchange()  # the last build was stopped one step before the end
            self.note(twin=False)
        elif tree != self.output.identity(self.output.live):
            self.index.forget_output()
            self.note(twin=False, tree=None, current=None)

    def _mend_output(self, suspect: set[str]) -> None:
        """Somebody else changed the output: what they took comes back, what they left goes."""
        root = self.output.live
        if not self.index.meta("tree") or (suspect == {""} and self._top_is_whole()):
            return
        wrong, foreign = survey.differences(root, suspect, self.index.sizes(), self.output.retained)
        self.is_damaged = bool(wrong or foreign)
        if wrong:
            self.index.forget_files(wrong)

    def _top_is_whole(self) -> bool:
        """Whether the files at the top of the output are those that were written."""
        top = self.index.meta("top") or {}
        return bool(top) and survey.top(self.output.live, self.output.retained) == top
