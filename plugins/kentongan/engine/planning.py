"""Which tasks are to be carried out: from the releases that changed, or from the whole site.

The whole site is planned when more changed than releases: code, theme, settings, units, pages,
the banner, what the clock turns, the output. Otherwise each part is asked for the tasks that the
changes touch, and no other is made or compared. Tests hold the one to the other.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kentongan.engine import assembly
from kentongan.engine.baseline import Baseline, Workplace
from kentongan.engine.content import Content
from kentongan.engine.database import DamagedIndex
from kentongan.engine.index import Index
from kentongan.engine.records import Planned
from kentongan.engine.tasks import Keys, Plan
from kentongan.site import rolls, signals
from kentongan.site.changes import Change, Changes, Gone
from kentongan.site.entry import Entry, Links
from kentongan.site.heads import column, every
from kentongan.site.model import File, Site, Task

_ENGINE = __name__
# With a larger share of the releases changed, asking for them one by one saves nothing.
_FEW = 8


@dataclass(frozen=True, slots=True)
class Outlook:
    """What changed since the last plan, and what the next one compares with.

    `marks` are those of the changed releases, None of one that is gone. `until` is the moment
    (seconds since 1970) at which the clock turns something that a plan from changes does not
    look at.
    """

    marks: Mapping[str, str | None]
    frame: str
    until: float | None = None

    def planned(self, site: Site) -> Iterator[tuple[str, Planned | None]]:
        """What the next plan compares with, of the changed releases."""
        for code, mark in self.marks.items():
            entry = site.by_code.get(code)
            data = pickle.dumps(entry, pickle.HIGHEST_PROTOCOL)
            yield code, Planned(mark, data) if mark else None


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be written, and where."""

    place: Workplace
    baseline: Baseline
    content: Content
    outlook: Outlook
    related: int


def compare(place: Workplace, baseline: Baseline, content: Content) -> Outlook:
    """Compare the releases with those of the last plan.

    Where nothing but few of them changed, parts and plan follow `site.changes`.
    """
    site, index = content.site, place.index
    frame = _frame(place, site)
    codes = _candidates(index, content)
    marks, known, count = _marks(site, codes), index.planned_marks(codes), index.planned_count()
    changed: dict[str, str | None] = {
        code: mark for code, mark in marks.items() if known.get(code) != mark
    }
    changed.update((code, None) for code in known if code not in marks)
    last = _last(place, baseline, site, frame)
    if last is None or _FEW * len(changed) > count:
        return Outlook(changed, frame)
    pairs = (Change(_entry(index, code), site.by_code.get(code)) for code in changed)
    site.changes = Changes(tuple(pairs))
    return Outlook(changed, frame, last["until"])


def _candidates(index: Index, content: Content) -> set[str] | None:
    """The codes of all releases that may have changed since the last plan; None where any may.

    An entry changes with its record, or with the address of a release that its text links to.
    """
    pending = None if content.site.guests else index.pending()
    if pending is None:
        return None
    few = content.outcome.records.few.values()
    return pending.union(record.code for record in few if record.links)


def _marks(site: Site, codes: Set[str] | None) -> dict[str, str]:
    """The marks of those of these releases that are public, or of all, by code."""
    if codes is not None:
        return {code: _mark(site.by_code[code]) for code in codes if code in site.by_code}
    entries = every(site.by_code)
    marks = dict(zip(column(entries, "code"), column(entries, "digest"), strict=True))
    return marks | {entry.code: _mark(entry) for entry in site.shared(rolls.aside)}


def plan(job: Job) -> Plan:
    changes = job.content.site.changes
    return from_changes(job, changes) if isinstance(changes, Changes) else whole(job)


def whole(job: Job) -> Plan:
    """The plan of the whole site."""
    from kentongan.engine import apart

    site, index = job.content.site, job.place.index
    known = index.keys()
    keys = Keys(_site_key(job.place, site), known.get)
    with apart.updating(site, job.place):
        for task in (
            *_texts(job),
            *assembly.release_tasks(site, assembly.links(site, job.related)),
        ):
            keys.add(task, _ENGINE)
        for collect in signals.collect:
            for task in collect(site):
                keys.add(task, collect.__module__)
    names = keys.names
    return keys.plan(name for name in known if name not in names)


def from_changes(job: Job, changes: Changes) -> Plan:
    """The plan of what the changes touch."""
    site, index = job.content.site, job.place.index
    asked: list[tuple[Task, str]] = []
    gone: list[str] = []

    def take(tasks: Iterable[Task | Gone], part: str) -> None:
        for task in tasks:
            if isinstance(task, Gone):
                gone.append(task.name)
            else:
                asked.append((task, part))

    linked = assembly.links(site, job.related, changes)
    changes = replace(changes, near=frozenset(linked))
    take(_touched_here(job, changes, linked), _ENGINE)
    touching = {touched.__module__: touched for touched in signals.touched}
    for collect in signals.collect:
        part = collect.__module__
        tasks = touching[part](site, changes) if part in touching else None
        if tasks is None:
            gone.extend(index.keys_of_part(part))
        take(collect(site) if tasks is None else tasks, part)
    names = {task.name for task, _ in asked}
    wanted = names.union(gone)
    known = index.keys_among(wanted)

    def key_of(name: str) -> bytes | None:
        # Of the many tasks that others come after few are asked for.
        return known.get(name) if name in wanted else index.key(name)

    keys = Keys(_site_key(job.place, site), key_of)
    for task, part in asked:
        keys.add(task, part)
    return keys.plan(name for name in gone if name not in names and name in known)


def _touched_here(job: Job, changes: Changes, linked: Mapping[str, Links]) -> Iterator[Task | Gone]:
    yield from _texts(job)
    yield from assembly.release_tasks(job.content.site, linked)
    for before, after in changes.changes:
        if before and not after:
            yield Gone(assembly.release_task(before.code))


def _texts(job: Job) -> Iterator[Task]:
    files = job.content.text_files
    yield Task("berkas-teks", tuple(files), give_files, (files,))


def give_files(site: Site, files: Mapping[str, Path]) -> Iterable[File]:
    yield from files.items()


def _site_key(place: Workplace, site: Site) -> str:
    """What all output depends on: code, theme, settings, what every page says or leads to."""
    pages = [(page.url, page.title) for page in site.pages]
    frame = (site.banner, pages, bool(site.listed))
    return f"{place.fingerprint}\0{frame!r}"


def _frame(place: Workplace, site: Site) -> str:
    """What must be as it was for a plan from changes: all that is no release, and which units and
    kinds have any."""
    units = [(unit, unit.html) for unit in site.units]
    used, kinds = sorted(site.shared(rolls.by_unit)), sorted(site.shared(rolls.by_kind))
    text = f"{_site_key(place, site)}\0{units!r}\0{used}\0{kinds}"
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _last(place: Workplace, baseline: Baseline, site: Site, frame: str) -> Mapping[str, Any] | None:
    """The note of the last build, where a plan may follow from it: it ended well, nothing but
    releases changed, and the clock has turned nothing."""
    index, now = place.index, place.now.timestamp()
    current: Mapping[str, Any] | None = index.meta("current")
    if site.guests:  # they change without a release here
        return None
    if not current or index.meta("frame") != frame or baseline.is_damaged:
        return None
    until = current["until"]
    return current if current["now"] <= now and (until is None or now < until) else None


def _mark(entry: Entry) -> str:
    """Changes with anything that a plan takes from an entry.

    The digest knows all but the moment of publication of a closed search, whose first one counts.
    """
    if entry.state == "closed":
        return f"{entry.digest} {entry.published_at.timestamp()}"
    return entry.digest


def _entry(index: Index, code: str) -> Entry | None:
    data = index.planned(code)
    if data is None:
        return None
    entry: Entry = pickle.loads(data)
    if entry.code != code:
        raise DamagedIndex("a planned release is another")
    return entry
