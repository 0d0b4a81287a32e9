"""From the content to the output: planned, made beside it, exchanged in one step."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kentongan.domain import problems as findings
from kentongan.domain.problems import Problem
from kentongan.engine import assembly, survey
from kentongan.engine import tasks as output_tasks
from kentongan.engine.baseline import Baseline, Workplace
from kentongan.engine.content import Content
from kentongan.engine.progress import BuildStats, step
from kentongan.engine.tasks import OutputJob, Plan
from kentongan.engine.workers import Workers
from kentongan.manuscripts.scan import Files, scan
from kentongan.site import signals
from kentongan.site.model import File, Site, Task
from kentongan.storage import caching
from kentongan.storage.trees import Output, Writer, mirror

# More files than this for each process, and it pays to use several.
MANY = 2000


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be written, and where."""

    place: Workplace
    baseline: Baseline
    content: Content
    related: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a build wrote and removed (paths below the output), and its figures."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    stats: BuildStats


def write(job: Job, problems: Sequence[Problem], report: str) -> Result:
    """Make what changed and put it in the place of the output.

    `problems` are those of the content, `report` is how staff read them: the next build repeats
    it when it finds nothing changed.
    """
    place = job.place
    with step(place.observer, "merencanakan"):
        plan = output_tasks.plan(all_tasks(job), place.index, _site_key(job))
    report = _report_to_keep(job.content, problems, report, place.content.name)
    if not plan.stale and not plan.gone and not job.baseline.is_damaged:
        place.index.commit_build((), (), current=_current(job, job.baseline.files, report))
        _record(job, report)
        return Result((), (), _stats(job, output_tasks.Made()))
    with step(place.observer, "menulis") as done:
        level = bool(place.index.meta("twin")) and not job.baseline.is_damaged
        is_level = level and place.output.twin.is_dir()
        made = _make(job, plan, level, done)
    with step(place.observer, "menukar"):
        _exchange(job, plan, made, is_level, report)
        _record(job, report)
    return Result(tuple(made.written), tuple(made.removed), _stats(job, made))


def all_tasks(job: Job) -> Iterable[Task]:
    """All output."""
    site, text_files = job.content.site, job.content.text_files
    yield Task("berkas-teks", tuple(text_files), give_files, (text_files,))
    yield from assembly.release_tasks(site, assembly.links(site, job.related))
    for collected in signals.collect:
        yield from collected(site)


def give_files(site: Site, files: Mapping[str, Path]) -> Iterable[File]:
    yield from files.items()


def _site_key(job: Job) -> str:
    """What all output depends on: code, theme, settings, what every page says or leads to."""
    site = job.content.site
    pages = [(page.url, page.title) for page in site.pages]
    frame = (site.banner, pages, bool(site.listed))
    return f"{job.place.fingerprint}\0{frame!r}"


def _make(job: Job, plan: Plan, level: bool, done: Callable[[int, int], None]) -> output_tasks.Made:
    place, site = job.place, job.content.site
    place.index.set_meta(twin=False)
    place.output.begin(level=level, files=lambda: place.index.paths_except(set()))
    work = OutputJob(site, Writer(place.output.twin, site.cache))
    workers = Workers(place.processes)
    return output_tasks.run_tasks(work, plan, place.index, workers, place.output, done)


def _exchange(job: Job, plan: Plan, made: output_tasks.Made, is_level: bool, report: str) -> None:
    place = job.place
    index, output = place.index, place.output
    touched = survey.folders_of((*made.written, *made.removed))
    older = index.meta("live") or {}
    noted = _noted(place, touched, index.meta("mirror") if is_level else None)
    index.commit_build(
        made.done,
        plan.gone,
        tree=output.identity(output.twin),
        current=_current(job, job.baseline.files, report),
        live=noted,
        top=survey.top(output.twin, output.retained),
    )
    output.exchange()
    _settle(place, made)
    caching.forget(job.content.site.cache, made.removed)
    index.set_meta(twin=True, mirror=survey.update(older, output.twin, touched))


def _noted(place: Workplace, touched: set[str], known: survey.Folders | None) -> survey.Folders:
    """The folders of the twin tree, which is about to be the output."""
    if known:
        return survey.update(known, place.output.twin, touched)
    paths = place.index.paths_except(set())
    return survey.note(place.output.twin, survey.folders_of(paths) | touched)


def _settle(place: Workplace, made: output_tasks.Made) -> None:
    """Bring the twin level; after a build of the whole site, with all cores."""
    share = -(-len(made.written) // place.processes)
    if share <= MANY:
        place.output.settle(made.written, made.removed)
        return
    shares = [made.written[start : start + share] for start in range(0, len(made.written), share)]
    place.output.settle((), made.removed)
    workers = Workers(place.processes)
    for _ in workers.run(_mirror, place.output, shares, name=_first, few=2):
        pass


def _mirror(output: Output, paths: Sequence[str]) -> None:
    mirror(output.live, output.twin, paths)


def _first(paths: Sequence[str]) -> str:
    return paths[0]


def _record(job: Job, report: str) -> None:
    """Let parts record the publication; what they write is no change of the content."""
    wrote = [record(job.content.site) for record in signals.published]
    if any(wrote):
        current = _current(job, scan(job.place.content), report)
        job.place.index.set_meta(current=current)


def _current(job: Job, files: Files, report: str) -> dict[str, Any]:
    """What `baseline.unchanged` asks the next time."""
    site = job.content.site
    moments = [assembly.next_change(job.content.outcome.records.values(), job.place.now)]
    if site.next_change:
        moments.append(site.next_change.timestamp())
    until = min((moment for moment in moments if moment is not None), default=None)
    now = job.place.now.timestamp()
    return {
        "files": files.signature(),
        "now": now,
        "until": now if site.clock_was_read else until,
        "releases": len(site.by_code),
        "report": report,
    }


def _report_to_keep(content: Content, problems: Sequence[Problem], report: str, root: str) -> str:
    """The report without the files of which nothing is stored: it may quote their names."""
    records = content.outcome.records
    unkept = {path for path, record in records.items() if not record.storable}
    if not unkept:
        return report
    kept = [
        problem
        for problem in problems
        if problem.path not in unkept and not any(path in problem.message for path in unkept)
    ]
    missing = len(problems) - len(kept)
    lines = [findings.render(kept, root, warnings=findings.FEW)] if kept else []
    if missing:
        lines.append(f"{missing} peringatan pada naskah yang tidak tayang: humas periksa")
    return "\n".join(lines)


def _stats(job: Job, made: output_tasks.Made) -> BuildStats:
    outcome = job.content.outcome
    return BuildStats(
        releases=len(job.content.site.by_code),
        read=len(outcome.fresh),
        cached=len(outcome.records) - len(outcome.fresh),
        written=len(made.written),
        removed=len(made.removed),
        **dataclasses.asdict(job.place.index.totals()),
    )
