"""From tasks to files: tells the tasks whose key changed, and carries them out with all cores.

Tasks that read what others made (`Task.after`) come in a later stage, and their key covers the
keys of those others.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

from kentongan.engine.index import Index
from kentongan.engine.records import Done
from kentongan.engine.workers import WARMING, Workers
from kentongan.site.model import Site, Task
from kentongan.storage.aside import Rows
from kentongan.storage.trees import Output, Writer, Written
from kentongan.storage.trees import digest as digest_of

# A new release makes some sixty tasks. Each process begun for them would load again what pages
# and feeds are made with, which takes longer than the tasks.
FEW = 100
# Version 2 of marshal writes equal values as equal bytes: it has no references between them.
PLAIN = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """The tasks to carry out, and the names of those that are no more.

    `stages` has the number of the stage of each task that comes after others, from 1.
    """

    stale: tuple[Stale, ...]
    stages: Mapping[str, int]
    gone: tuple[str, ...]


class Stale(NamedTuple):
    """A task whose key changed: its new key (the task has none any more), and the part that asks
    for it."""

    task: Task
    key: bytes
    part: str


@dataclass(frozen=True, slots=True)
class Item:
    """A task to carry out, and the files that it made before."""

    stale: Stale
    before: tuple[Written, ...]


@dataclass(slots=True)
class OutputJob:
    """What the tasks need. Workers inherit it, so that only the numbers of items travel."""

    site: Site
    writer: Writer
    items: Sequence[Item] = ()
    names: frozenset[str] = frozenset()
    """The names of all tasks of this build that are done again."""


@dataclass(frozen=True, slots=True)
class MadeFiles:
    """The mirror tree while it is written, as one task sees it (`site.made`)."""

    root: Path
    known: Mapping[str, bytes]
    names: frozenset[str]

    def read(self, path: str) -> bytes:
        return (self.root / path).read_bytes()

    def previous(self, path: str) -> bytes | None:
        try:
            data = self.read(path)
        except OSError:
            return None
        return data if digest_of(data) == self.known.get(path) else None

    def is_new(self, task: str) -> bool:
        return task in self.names


@dataclass(slots=True)
class TaskResults:
    """What was done: the tasks, and the files that were added, changed and removed.

    Of a whole archive the tasks are many, so they wait in a file.
    """

    done: Iterable[tuple[str, Done]] = ()
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)

    @property
    def written(self) -> list[str]:
        return self.added + self.changed


class TwoOwners(RuntimeError):
    """Two tasks made different files for one address."""

    def __init__(self, path: str, names: tuple[str, str]) -> None:
        super().__init__(f"{path} is made by {names[0]} and by {names[1]}")
        self.path = path


class Keys:
    """Compares tasks with those that were carried out.

    `site_key` stands for what all tasks depend on; when it changes, all are stale. `known` gives
    the key of a task that was carried out.
    """

    def __init__(self, site_key: str, known: Callable[[str], bytes | None]) -> None:
        self._salted = hashlib.blake2b(site_key.encode(), digest_size=16)
        self._known = known
        self._keys: dict[str, bytes] = {}
        self._later: dict[str, tuple[Task, str]] = {}
        self._stale: dict[str, Stale] = {}

    @property
    def names(self) -> Set[str]:
        """The names of all tasks that were added."""
        return self._keys.keys() | self._later.keys()

    def add(self, task: Task, part: str) -> None:
        """Raises TwoOwners for a name that was added before."""
        name = task.name
        if name in self._keys or name in self._later:
            raise TwoOwners(name, (name, name))
        if task.after:
            self._later[name] = task, part
        else:
            self._compare(task, part, self._digest(_plain(task)))

    def plan(self, gone: Iterable[str]) -> Plan:
        """What is to be done; `gone` are the names of tasks that are no more."""
        gone = dict.fromkeys(gone)
        stages: dict[str, int] = {}
        for name in _in_order({name: task for name, (task, _) in self._later.items()}):
            task, part = self._later[name]
            self._compare(task, part, self._key_after(task, gone))
            stages[name] = 1 + max(stages.get(other, 0) for other in task.after)
        return Plan(tuple(self._stale.values()), stages, tuple(gone))

    def _key_after(self, task: Task, gone: Container[str]) -> bytes:
        """The key of a task that comes after others: its own, then that of theirs.

        While its own is as it was, and no other is done again, nor is theirs: there may be many.
        """
        own, known = self._digest(_plain(task)), self._known(task.name)
        changed = any(name in self._stale or name in gone for name in task.after)
        if known and known.startswith(own) and not changed:
            return known
        keys = (self._keys.get(name) or self._kept(name, gone) for name in task.after)
        return own + self._digest(*keys)

    def _kept(self, name: str, gone: Container[str]) -> bytes:
        """The key of a task that was not asked for; nothing where there is none."""
        return b"" if name in gone else self._known(name) or b""

    def _compare(self, task: Task, part: str, key: bytes) -> None:
        self._keys[task.name] = key
        if self._known(task.name) != key:
            bare = task._replace(key=())  # which would be much of the memory of a whole plan
            self._stale[task.name] = Stale(bare, key, part)

    def _digest(self, *parts: bytes) -> bytes:
        digest = self._salted.copy()
        for data in parts:
            digest.update(data)
        return digest.digest()


def _in_order(later: Mapping[str, Task]) -> Iterator[str]:
    """The names of tasks that come after others, each behind those of them that it names."""
    graph = {
        name: [other for other in task.after if other in later] for name, task in later.items()
    }
    yield from TopologicalSorter(graph).static_order()


def _plain(task: Task) -> bytes:
    try:
        return marshal.dumps(task.key, PLAIN)
    except ValueError:
        raise TypeError(f"the key of task {task.name} holds more than plain values") from None


def run_tasks(
    job: OutputJob,
    plan: Plan,
    index: Index,
    workers: Workers,
    output: Output,
    told: Callable[[int, int], None],
) -> TaskResults:
    """Make the files of the stale tasks in the mirror tree, and remove files that no task owns."""
    results = TaskResults(done := Rows[tuple[str, Done]](index.folder))
    job.items = [Item(stale, index.files(stale.task.name)) for stale in plan.stale]
    before = {item.stale.task.name: item.before for item in job.items}
    job.names = frozenset(before)
    finished = 0

    def advance(count: int) -> None:
        nonlocal finished
        finished += count
        told(finished, len(job.items))

    def name_of(number: int) -> str:
        return job.items[number].stale.task.name

    digests: dict[str, bytes] = {}
    for numbers in _stages(job.items, plan):
        made = workers.run(
            run_task, job, numbers, name=name_of, few=FEW, first=WARMING, done=advance
        )
        for name, task_done in made:
            done.append((name, task_done))
            for path, digest, _, _ in task_done.files:
                if digests.setdefault(path, digest) != digest:
                    raise TwoOwners(path, (_owner(path, done), name))
            _count(before[name], task_done.files, results)
    _remove(plan, before, digests.keys(), results, index, output)
    return results


def _owner(path: str, done: Iterable[tuple[str, Done]]) -> str:
    """The name of the task that made this file."""
    return next(name for name, task in done if any(path == file[0] for file in task.files))


def _stages(items: Sequence[Item], plan: Plan) -> list[list[int]]:
    """The numbers of the items, by the stage in which they are carried out.

    In each the first of every kind come first: what they import and cache all processes share.
    """
    stages: dict[int, list[int]] = {}
    for number, item in enumerate(items):
        stages.setdefault(plan.stages.get(item.stale.task.name, 0), []).append(number)
    return [_varied(items, stages[stage]) for stage in sorted(stages)]


def _varied(items: Sequence[Item], numbers: Sequence[int]) -> list[int]:
    """These numbers, those of the first item of each kind before all others."""
    first: dict[Callable[..., object], int] = {}
    for number in numbers:
        first.setdefault(items[number].stale.task.make, number)
    leading = set(first.values())
    return [*first.values(), *(number for number in numbers if number not in leading)]


def run_task(job: OutputJob, number: int) -> tuple[str, Done]:
    (task, key, part), before = job.items[number].stale, job.items[number].before
    known = {path: digest for path, digest, _, _ in before}
    job.site.made = MadeFiles(job.writer.root, known, job.names)
    files = tuple(
        job.writer.write(path, data, known.get(path))
        for path, data in task.make(job.site, *task.args)
    )
    return task.name, Done(key, files, part)


def _count(before: Iterable[Written], after: Iterable[Written], results: TaskResults) -> None:
    known = {path: digest for path, digest, _, _ in before}
    for path, digest, _, _ in after:
        if path not in known:
            results.added.append(path)
        elif known[path] != digest:
            results.changed.append(path)


def _remove(
    plan: Plan,
    before: Mapping[str, tuple[Written, ...]],
    kept: Set[str],
    results: TaskResults,
    index: Index,
    output: Output,
) -> None:
    """Remove files that a task made before and no task makes now; `kept` are those made now."""
    old = {file[0] for files in before.values() for file in files}
    old.update(file[0] for name in plan.gone for file in index.files(name))
    candidates = old - kept
    if candidates:
        results.removed = sorted(candidates - index.paths_except({*before, *plan.gone}))
        output.remove(results.removed)
