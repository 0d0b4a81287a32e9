"""From the content to the output: plan the tasks, make a tree beside it, exchange the two."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from kentongan.domain import addresses
from kentongan.domain.problems import Problem
from kentongan.engine import assembly, findings, planning, survey
from kentongan.engine import tasks as output_tasks
from kentongan.engine.baseline import RECORDS, Workplace
from kentongan.engine.planning import Job
from kentongan.engine.progress import BuildStats, step
from kentongan.engine.records import FolderNotes
from kentongan.engine.tasks import OutputJob, Plan, TaskResults
from kentongan.engine.workers import Workers
from kentongan.manuscripts.scan import scan_below
from kentongan.site import signals
from kentongan.site.entries import mark_of_dates
from kentongan.storage import caching
from kentongan.storage.trees import Output, Writer, mirror

# With more files than this for each process, several processes are faster than one.
MANY = 2000


@dataclass(frozen=True, slots=True)
class Result:
    """The files that a build added, changed and removed (paths below the output), its figures.

    `is_complete` is false where somebody else had changed the output: what they added is gone too.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    stats: BuildStats
    is_complete: bool = True


def write(job: Job, of_the_whole: Sequence[Problem], report: str) -> Result:
    """Make what changed, and replace the output with the result.

    `of_the_whole` are the problems that no record says, `report` is how staff read all: the next
    build repeats it when it finds nothing changed.
    """
    place = job.place
    with step(place.observer, "merencanakan"):
        plan = planning.plan(job)
    report = findings.to_keep(job.content, of_the_whole, report, place.content.name)
    if not plan.stale and not plan.gone and not job.baseline.is_damaged:
        planned = job.outlook.planned(job.content.site)
        place.index.commit_build(
            (), (), planned=planned, frame=job.outlook.frame, pending=job.content.outcome.unkept()
        )
        _finish(job, report)
        return _result(job, TaskResults())
    with step(place.observer, "menulis") as done:
        level = bool(place.index.meta("is_level")) and not job.baseline.is_damaged
        mirror_was_level = level and place.output.mirror.is_dir()
        results = _make(job, plan, level, done)
    with step(place.observer, "menukar"):
        _exchange(job, plan, results, mirror_was_level)
        _finish(job, report)
    return _result(job, results)


def _result(job: Job, results: TaskResults) -> Result:
    lists = (results.added, results.changed, results.removed)
    added, changed, removed = (tuple(sorted(paths)) for paths in lists)
    stats = _stats(job, results)
    return Result(added, changed, removed, stats, is_complete=not job.baseline.is_damaged)


def _make(job: Job, plan: Plan, level: bool, done: Callable[[int, int], None]) -> TaskResults:
    place, site = job.place, job.content.site
    place.index.set_meta(is_level=False)
    place.output.begin(level=level, files=lambda: place.index.paths_except(set()))
    work = OutputJob(site, Writer(place.output.mirror, site.cache))
    workers = Workers(place.processes)
    return output_tasks.run_tasks(work, plan, place.index, workers, place.output, done)


def _exchange(job: Job, plan: Plan, results: TaskResults, mirror_was_level: bool) -> None:
    place = job.place
    index, output = place.index, place.output
    touched = survey.folders_of((*results.written, *results.removed))
    index.commit_build(
        results.done,
        plan.gone,
        _noted(place, touched, are_all=not mirror_was_level),
        job.outlook.planned(job.content.site),
        frame=job.outlook.frame,
        pending=job.content.outcome.unkept(),
        tree=output.identity(output.mirror),
        current=None,  # until what follows is done
        top=survey.top(output.mirror, output.retained),
    )
    output.exchange()
    _settle(place, results)
    caching.forget(job.content.site.cache, results.removed)
    index.note_mirror(_noted(place, touched).mtimes)
    index.set_meta(is_level=True)
    if _has_lost(results):
        index.forget_traces()


def _has_lost(results: TaskResults) -> bool:
    """Whether a release or an attachment is gone, whose address may name somebody."""
    return any(addresses.may_name(path) for path in results.removed)


def _noted(place: Workplace, touched: set[str], *, are_all: bool = False) -> FolderNotes:
    """The folders of the mirror tree that a build touched, or all of them."""
    if are_all:
        touched = touched | survey.folders_of(place.index.paths_except(set()))
    present = survey.note(place.output.mirror, touched)
    return FolderNotes({folder: present.get(folder) for folder in touched}, are_all)


def _settle(place: Workplace, results: TaskResults) -> None:
    """Bring the mirror tree level; after a build of the whole site, with all cores."""
    share = -(-len(results.written) // place.processes)
    if share <= MANY:
        place.output.settle(results.written, results.removed)
        return
    shares = [
        results.written[start : start + share] for start in range(0, len(results.written), share)
    ]
    place.output.settle((), results.removed)
    workers = Workers(place.processes)
    for _ in workers.run(_mirror, place.output, shares, name=_first, few=2):
        pass


def _mirror(output: Output, paths: Sequence[str]) -> None:
    mirror(output.live, output.mirror, paths)


def _first(paths: Sequence[str]) -> str:
    return paths[0]


def _finish(job: Job, report: str) -> None:
    """Let parts record the publication, then note that this build is complete.

    What they write does not count as a change of content. A build that is killed before the note
    is followed by one that takes its steps again.
    """
    site = job.content.site
    wrote = [record(site) for record in signals.published]
    records, others = job.baseline.signatures
    if any(wrote):
        records = scan_below(job.place.content, RECORDS).signature()
    entries = job.content.outcome.to_date()
    dated = mark_of_dates(job.place.content, entries, site.moments) if site.moments else ""
    job.place.index.finish(current=_current(job, (records, others), report), dated=dated)


def _current(job: Job, files: tuple[str, str], report: str) -> dict[str, Any]:
    """What `baseline.unchanged` compares with at the next build."""
    site = job.content.site
    turns = [
        job.outlook.until,
        assembly.next_change(job.content.outcome.records.few.values(), job.place.now),
    ]
    if site.next_change:
        turns.append(site.next_change.timestamp())
    until = min((moment for moment in turns if moment is not None), default=None)
    now = job.place.now.timestamp()
    return {
        "files": files,
        "guests": job.place.guest_mark,
        "now": now,
        "until": now if site.clock_was_read else until,
        "releases": len(site.by_code),
        "report": report,
    }


def _stats(job: Job, results: TaskResults) -> BuildStats:
    outcome = job.content.outcome
    return BuildStats(
        releases=len(job.content.site.by_code),
        read=len(outcome.fresh),
        cached=len(outcome.records) - len(outcome.fresh),
        written=len(results.written),
        removed=len(results.removed),
        **dataclasses.asdict(job.place.index.totals()),
    )
