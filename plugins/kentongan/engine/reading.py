"""From files to records: finds the files that changed, reads and checks them with all cores."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from kentongan.domain import lifecycle
from kentongan.domain.lifecycle import View
from kentongan.domain.problems import Problem
from kentongan.domain.release import Release
from kentongan.engine import rows
from kentongan.engine.database import DamagedIndex
from kentongan.engine.index import Index
from kentongan.engine.known import Known
from kentongan.engine.records import NewRecord, Record, dump_release
from kentongan.engine.stale import find
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
from kentongan.storage.stamps import Stamp, stamp_at

BATCH = 100  # releases whose texts are stored in one transaction
SETTLED = 1000  # releases whose records are: each time the columns of all are written anew


@dataclass(frozen=True, slots=True)
class ReadContext:
    """What reading a release needs; workers inherit it."""

    setup: Setup
    now: datetime
    folder: Folder


@dataclass(slots=True)
class Outcome:
    """All records, the paths read anew, and by code what must not be stored."""

    records: Known
    unstored: Mapping[str, NewRecord] = field(default_factory=dict)
    fresh: Sequence[str] = ()
    is_dated: bool = False
    """Whether all but the fresh records were dated already as they are to be."""

    def to_date(self) -> Iterator[Entry]:
        """The entries that this build has dated."""
        if not self.is_dated:
            yield from rows.entries(self.records.index.database).values()
            yield from (record.entry for record in self.records.others.values() if record.entry)
            return
        for path in self.fresh:
            record = self.records[path]
            if record.head:
                yield record.entry or rows.entry(self.records.index.database, path)

    def unkept(self) -> list[str]:
        """The codes of the releases that the index must not keep."""
        return [record.code for record in self.records.others.values()]

    def problems(self, record: Record) -> tuple[Problem, ...]:
        return record.problems or rows.problems(self.records.index.database, record.path)


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
    stale = find(files, index, context.setup.content, context.now.timestamp())
    is_dated = bool(moments.mark) and index.meta("dated") == moments.mark
    anew = {} if is_dated else dated_anew(index, moments, {*stale.paths, *stale.gone})
    kept = _Kept(index, moments)
    finished = 0

    def advance(count: int) -> None:
        nonlocal finished
        finished += count
        done(finished, len(stale.paths))

    for new in prepared({*stale.paths}):
        kept.add(new)
        advance(1)
    left = [path for path in stale.paths if path not in kept.read]
    for new in workers.run(read_one, context, left, first=WARMING, done=advance):
        kept.add(new)
    kept.settle()
    places = stale.places(kept.read)
    if stale.gone or anew or places:
        index.settle(anew.values(), stale.gone, places)
    return Outcome(Known(index, kept.others), kept.unstored, tuple(kept.read), is_dated)


class _Kept:
    """What was read anew, of which the index keeps the records as they come: those of an archive
    would be much of the memory of its build.

    `read` gives the stamp of each file; None where the index must not keep its record. `others`
    are these records, and `unstored` those of them that the public sees, by code.
    """

    def __init__(self, index: Index, moments: Moments) -> None:
        self.read: dict[str, Stamp | None] = {}
        self.others: dict[str, Record] = {}
        self.unstored: dict[str, NewRecord] = {}
        self._index = index
        self._moments = moments
        self._texts: list[NewRecord] = []
        self._records: list[Record] = []

    def add(self, new: NewRecord) -> None:
        record = dated_record(new.record, self._moments)
        self.read[record.path] = record.stamp if record.storable else None
        if not record.storable:
            self.others[record.path] = record
            if new.full:
                self.unstored[record.code] = new
        self._texts.append(new)
        self._records.append(record)
        if len(self._texts) >= BATCH:
            self._store()
        if len(self._records) >= SETTLED:
            self.settle()

    def settle(self) -> None:
        """Keep what the index has not kept yet."""
        self._store()
        if self._records:
            self._index.settle(self._records, ())
            self._records.clear()

    def _store(self) -> None:
        self._index.store(self._texts)
        self._texts.clear()


def dated_anew(index: Index, moments: Moments, others: Collection[str] = ()) -> dict[str, Record]:
    """The records of the index, but for some, that have other dates by these moments."""
    entries = rows.entries(index.database)
    anew: dict[str, Record] = {}
    for path, record in rows.every(index.database).items():
        if record.head is None or path in others:
            continue
        if path not in entries:
            raise DamagedIndex("an entry is missing")
        whole = record._replace(entry=entries[path])
        now = dated_record(whole, moments)
        if now is not whole and now != whole:
            anew[path] = now
    return anew


def dated_record(record: Record, moments: Moments) -> Record:
    """The record with the dates that these moments give it."""
    if record.entry is None or (entry := dated(record.entry, moments)) is record.entry:
        return record
    return record.showing(entry)


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
    seen = view if shown is view.release else replace(view, release=shown)
    entry = entry_of(seen, withdrawn)
    record = record._replace(facts=names).showing(entry)
    return NewRecord(record, dump_release(shown), facts)


def _depends(release: Release, content: Path) -> tuple[tuple[str, Stamp | None], ...]:
    pictures = [picture.path for picture in release.all_pictures]
    others = [path for path in release.attachments if not path.endswith(".md")]
    return tuple((path, stamp_at(content / path)) for path in dict.fromkeys(pictures + others))


def _seconds(moment: datetime | None) -> float | None:
    return moment.timestamp() if moment else None
