"""The first step of a build: looks at content and output, and tells whether anything changed.

A build that finds nothing changed imports no other part of the engine that reads or writes.
"""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kentongan.engine import survey
from kentongan.engine.index import Index
from kentongan.engine.progress import BuildStats, Notice, Observer, step
from kentongan.engine.workers import available_jobs, meanwhile
from kentongan.manuscripts.scan import Files, scan
from kentongan.storage.running import boot
from kentongan.storage.trees import Output

if TYPE_CHECKING:
    from kentongan.site.model import Guests

RECORDS = "jejak"  # where parts record publications, below the content folder
PART = 10_000  # files of the output that a build looks at


@dataclass(frozen=True, slots=True)
class Workplace:
    """What a build works with: its folders, clock and index, and the observer of its progress.

    `fingerprint` stands for code, theme, settings and versions. `jobs` is a number of processes;
    0 stands for one for each core. `looks_at_all`: no file of the output is left for later builds
    to look at.
    """

    content: Path
    output: Output
    index: Index
    now: datetime
    fingerprint: str
    observer: Observer
    jobs: int = 0
    guests: Guests | None = None
    """Releases of other sites that this site shows."""
    looks_at_all: bool = False
    prepared: tuple[Path, ...] = ()
    """Files with releases that another process has read (`engine/prepared.py`)."""
    files: Files | None = None
    """Those of the content, where whoever began the build has just looked at them."""

    @property
    def processes(self) -> int:
        return self.jobs or available_jobs()

    @property
    def guest_mark(self) -> str:
        """Changes when the releases of other sites do."""
        return self.guests.mark if self.guests else ""


@dataclass(frozen=True)
class Baseline:
    """Content and output as a build finds them."""

    files: Files
    is_damaged: bool = False
    """Whether somebody else changed the output."""

    @cached_property
    def signatures(self) -> tuple[str, str]:
        """Of the records of publications, which a build itself writes, and of all other files."""
        records, others = self.files.apart(RECORDS)
        return records.signature(), others.signature()


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Nothing changed: the figures of this build, and the report of the last one."""

    stats: BuildStats
    report: str


def start_again(place: Workplace, error: sqlite3.Error) -> None:
    """Empty the index, which may be damaged, and say so."""
    place.index.restart(error)
    place.observer(Notice(f"{place.index.reason}."))


def look(place: Workplace) -> Baseline:
    """Content and output as they are now. The index forgets what no longer holds for the output."""
    with step(place.observer, "memindai"):
        _level_output(place)
        whole = place.looks_at_all or place.index.meta("boot") != boot()
        seen = meanwhile(place.processes, _survey, place.output.live, place.index, whole)
        files = scan(place.content) if place.files is None else place.files
        folders, spoilt, notes = seen()
        place.index.set_meta(**notes)
        return Baseline(files, is_damaged=_mend_output(place, folders, spoilt))


def unchanged(place: Workplace, baseline: Baseline) -> Unchanged | None:
    """The report of the last build, when this one would make the same site; else None."""
    current = place.index.meta("current")
    if baseline.is_damaged or not current or current["files"] != baseline.signatures:
        return None
    if current.get("guests", "") != place.guest_mark:
        return None
    now = place.now.timestamp()
    if now < current["now"] or (current["until"] is not None and now >= current["until"]):
        return None
    stats = BuildStats(
        releases=current["releases"],
        cached=baseline.files.count("rilis"),
        **dataclasses.asdict(place.index.totals()),
    )
    return Unchanged(stats, current["report"])


def _level_output(place: Workplace) -> None:
    """Find out whether the output is the tree that the index knows."""
    index, output = place.index, place.output
    tree = index.meta("tree")
    if not tree:
        index.forget_output()
    elif tree == output.identity(output.mirror):
        output.exchange()  # the last build was killed just before the exchange
        index.set_meta(is_level=False)
    elif tree != output.identity(output.live):
        index.forget_output()
        index.set_meta(is_level=False, tree=None, current=None)


def _survey(
    root: Path, index: Index, whole: bool
) -> tuple[list[str], set[str], Mapping[str, int | str]]:
    """The folders and the files of the output that changed since the last build, and notes for
    the next look.

    A large output is looked at in parts, one at each build, since looking at all of it would be
    most of the cost of an edit.
    """
    if whole or index.totals().files <= PART:
        changed = survey.changed(root, index.folders()), survey.rewritten(root, index.sizes())
        return *changed, {"boot": boot(), "surveyed": 0}
    sizes, after = index.sizes_after(index.meta("surveyed") or 0, PART)
    folders = index.folders_among(survey.folders_of(sizes))
    changed = survey.changed(root, folders), survey.rewritten(root, sizes)
    return *changed, {"surveyed": after}


def _mend_output(place: Workplace, folders: Iterable[str], files: Set[str]) -> bool:
    """Whether somebody else changed the output. What they removed or changed is forgotten."""
    index, output = place.index, place.output
    suspect = {"", *folders}
    if not index.meta("tree") or (suspect == {""} and not files and _top_is_whole(place)):
        return False
    spoilt, foreign = survey.differences(output.live, suspect, index.sizes(), output.retained)
    if spoilt or files:
        index.forget_files(spoilt | files)
    return bool(spoilt or files or foreign)


def _top_is_whole(place: Workplace) -> bool:
    """Whether the files at the top of the output are those that were written."""
    top = place.index.meta("top") or {}
    return bool(top) and survey.top(place.output.live, place.output.retained) == top
