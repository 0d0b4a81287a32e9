"""From files to records: finds the files that changed, reads and checks them with all cores."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from kentongan.domain import lifecycle
from kentongan.domain.lifecycle import View
from kentongan.domain.problems import Problem
from kentongan.domain.release import Release
from kentongan.engine.database import DamagedIndex
from kentongan.engine.index import Index
from kentongan.engine.records import NewRecord, Record, dump_release
from kentongan.engine.workers import WARMING, Workers, is_fault_of_the_machine
from kentongan.manuscripts.folder import Folder
from kentongan.manuscripts.manuscript import Manuscript
from kentongan.manuscripts.markup import site_addresses
from kentongan.manuscripts.patience import limited
from kentongan.manuscripts.scan import Files, failed
from kentongan.site import signals
from kentongan.site.entries import dated, entry_of
from kentongan.site.entry import Entry
from kentongan.site.model import Setup
from kentongan.site.moments import Moments
from kentongan.storage.stamps import Stamp, stamp_of

BATCH = 100  # releases that are stored in one transaction


@dataclass(frozen=True, slots=True)
class ReadContext:
    """What reading a release needs; workers inherit it."""

    setup: Setup
    now: datetime
    folder: Folder


@dataclass(slots=True)
class Outcome:
    """All records, the paths read anew and those gone, and by code what must not be stored.

    `known` gives the problems of a record that the index gave.
    """

    records: dict[str, Record] = field(default_factory=dict)
    unstored: dict[str, NewRecord] = field(default_factory=dict)
    fresh: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    known: Callable[[str], tuple[Problem, ...]] = lambda path: ()
    is_dated: bool = False
    """Whether all but the fresh records were dated already as they are to be."""

    def to_date(self) -> Iterator[Entry]:
        """The entries that this build has dated."""
        for path in self.fresh if self.is_dated else self.records:
            if entry := self.records[path].entry:
                yield entry

    def unkept(self) -> list[str]:
        """The codes of the releases that the index must not keep."""
        return [record.code for record in self.records.values() if not record.storable]

    def problems(self, record: Record) -> tuple[Problem, ...]:
        return record.problems or self.known(record.path)


def read_all(
    context: ReadContext,
    files: Files,
    index: Index,
    workers: Workers,
    done: Callable[[int, int], None],
    moments: Moments,
    prepared: Callable[[Collection[str]], Iterable[NewRecord]] = lambda paths: (),
) -> Outcome:
    """Records of all files: from the index where nothing changed, read anew elsewhere.

    What is read anew is dated with these `moments` before it is stored. `prepared` gives those of
    these paths that another process has read.
    """
    paths = files.below("rilis")
    outcome = _known(context, files, paths, index)
    outcome.is_dated = bool(moments.mark) and index.meta("dated") == moments.mark
    anew: dict[str, Record] = {}
    if not outcome.is_dated:
        outcome.records = with_entries(outcome.records, index)
        anew = dated_anew(outcome.records, moments)
        outcome.records |= anew
    stale = [path for path in paths if path not in outcome.records]
    finished = 0

    def advance(count: int) -> None:
        nonlocal finished
        finished += count
        done(finished, len(stale))

    batch: list[NewRecord] = []

    def keep(new: NewRecord) -> None:
        record = _dated(new.record, moments)
        outcome.fresh.append(record.path)
        outcome.records[record.path] = record
        if new.full and not record.storable:
            outcome.unstored[record.code] = new
        batch.append(new)
        if len(batch) >= BATCH:
            index.store(batch)
            batch.clear()

    for new in prepared(set(stale)):
        keep(new)
        advance(1)
    left = [path for path in stale if path not in outcome.records]
    for new in workers.run(read_one, context, left, first=WARMING, done=advance):
        keep(new)
    index.store(batch)
    if outcome.fresh or outcome.gone or anew:
        index.settle((outcome.records[path] for path in (*outcome.fresh, *anew)), outcome.gone)
    return outcome


def _known(context: ReadContext, files: Files, paths: Iterable[str], index: Index) -> Outcome:
    """The records of the index that hold, and the paths of files that are gone."""
    outcome = Outcome(known=index.problems)
    moment = context.now.timestamp()
    known = index.records()
    stamps, content = files.stamps, context.setup.content
    for path in paths:
        record = known.pop(path, None)
        if record is None or stamps[path] != record.stamp:
            continue
        # Nearly all hold for ever, and depend on their file alone.
        is_plain = record.until is None and not record.depends and (record.since or 0) <= moment
        if is_plain or (record.holds_at(moment) and _depends_hold(record, content)):
            outcome.records[path] = record
    outcome.gone = sorted(known)
    return outcome


def with_entries(records: Mapping[str, Record], index: Index) -> dict[str, Record]:
    """These records of the index with their entries."""
    entries = index.entries()
    if any(record.head and path not in entries for path, record in records.items()):
        raise DamagedIndex("entries are missing")
    return {path: record._replace(entry=entries.get(path)) for path, record in records.items()}


def dated_anew(records: Mapping[str, Record], moments: Moments) -> dict[str, Record]:
    """Those of these records that have other dates by these moments."""
    dated = ((path, record, _dated(record, moments)) for path, record in records.items())
    return {path: now for path, record, now in dated if now is not record and now != record}


def _dated(record: Record, moments: Moments) -> Record:
    if record.entry is None or (entry := dated(record.entry, moments)) is record.entry:
        return record
    return record.showing(entry)


def _depends_hold(record: Record, content: Path) -> bool:
    return all(_stamp(content / path) == stamp for path, stamp in record.depends)


def _stamp(path: Path) -> Stamp | None:
    try:
        return stamp_of(path.stat())
    except OSError:
        return None


def read_one(context: ReadContext, path: str) -> NewRecord:
    """Read, check and prepare one release. Content mistakes become problems, never exceptions."""
    manuscript = context.folder.read_release(path)
    if manuscript.value is None:
        return NewRecord(_unread(manuscript))
    try:
        return _judged(context, manuscript, manuscript.value)
    except Exception as error:
        if is_fault_of_the_machine(error):
            raise
        return NewRecord(_unread(manuscript, failed(path, error)))


def _unread(manuscript: Manuscript[Release], *more: Problem) -> Record:
    """The record of a file that gives no release, or one that could not be judged."""
    return Record(
        manuscript.path,
        manuscript.stamp,
        manuscript.code,
        found=(*manuscript.problems, *manuscript.located(more)),
        until=_seconds(manuscript.until),
        storable=False,
        is_public=manuscript.is_public,
    )


def _judged(context: ReadContext, manuscript: Manuscript[Release], release: Release) -> NewRecord:
    path, stamp = manuscript.path, manuscript.stamp
    depends = _depends(release, context.setup.content)
    more = manuscript.located(findings(context.setup, release))
    problems = (*manuscript.problems, *more)
    view = lifecycle.public_view(release, context.now, preview=context.setup.preview)
    public = lifecycle.public_view(release, context.now)
    record = Record(
        path,
        stamp,
        release.code,
        release.url,
        problems,
        since=_seconds(view.since),
        until=_seconds(view.until),
        depends=depends,
        links=tuple(path for path in release.attachments if path.endswith(".md")),
        leads_to=site_addresses(release.html),
        storable=lifecycle.may_be_stored(public),
        is_public=manuscript.is_public,
    )
    broken = any(problem.severity == "error" for problem in problems)
    if view.state == "hidden" or broken:
        return NewRecord(record)
    return _prepared(record, view, lifecycle.recognised(release, view), context)


def findings(setup: Setup, release: Release) -> list[Problem]:
    """What the parts have to say of a release."""
    with limited():
        problems = [
            problem
            for check in signals.check_release
            for problem in check(release, setup, setup.units)
        ]
    return [problem if problem.path else problem.at(release.path) for problem in problems]


def _prepared(
    record: Record, view: View, withdrawn: Release | None, context: ReadContext
) -> NewRecord:
    shown = view.release
    if not context.setup.checks_only:
        for prepare in signals.prepare_release:
            shown = prepare(context.setup, shown) or shown
    facts = tuple(fact for gather in signals.release_facts if (fact := gather(shown, withdrawn)))
    names = tuple(name for name, _ in facts)
    entry = entry_of(replace(view, release=shown), withdrawn)
    record = record._replace(facts=names).showing(entry)
    return NewRecord(record, dump_release(shown), facts)


def _depends(release: Release, content: Path) -> tuple[tuple[str, Stamp | None], ...]:
    pictures = [picture.path for picture in release.all_pictures]
    others = [path for path in release.attachments if not path.endswith(".md")]
    return tuple((path, _stamp(content / path)) for path in dict.fromkeys(pictures + others))


def _seconds(moment: datetime | None) -> float | None:
    return moment.timestamp() if moment else None
