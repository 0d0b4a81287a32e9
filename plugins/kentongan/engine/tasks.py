"""From tasks to files: finds the tasks whose key changed and carries them out with all cores.

Tasks that read what others made (`Task.after`) come in a later stage, and their key covers the
keys of those others.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from pathlib import Path

from kentongan.engine.index import Index
from kentongan.engine.records import Done
from kentongan.engine.workers import Workers
from kentongan.site.model import Site, Task
from kentongan.storage.trees import Output, Writer, Written
from kentongan.storage.trees import digest as digest_of

# Version 2 of marshal writes equal values as equal bytes: it has no references between them.
PLAIN = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """The tasks whose key changed, with the new key; the names of tasks that no longer exist.

    `stages` has the number of the stage of each task that comes after others, from 1.
    """

    stale: tuple[tuple[Task, bytes], ...]
    stages: Mapping[str, int]
    gone: tuple[str, ...]
    known: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Item:
    """A task to carry out, its key, and the files that it made before."""

    task: Task
    key: bytes
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
    """What was done: the tasks, and the files that were added, changed and removed."""

    done: list[tuple[str, Done]] = field(default_factory=list)
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


def plan(tasks: Iterable[Task], index: Index, site_key: str) -> Plan:
    """Compare the tasks with those that were carried out.

    `site_key` stands for what all tasks depend on; when it changes, all are stale.
    """
    known = index.keys()
    stale: list[tuple[Task, bytes]] = []
    keys: dict[str, bytes] = {}
    later: dict[str, Task] = {}
    salted = hashlib.blake2b(site_key.encode(), digest_size=16)

    def add(task: Task, *more: bytes) -> None:
        digest = salted.copy()
        digest.update(_plain(task))
        for key in more:
            digest.update(key)
        keys[task.name] = key = digest.digest()
        if known.get(task.name) != key:
            stale.append((task, key))

    for task in tasks:
        name = task.name
        if name in keys or name in later:
            raise TwoOwners(name, (name, name))
        if task.after:
            later[name] = task
        else:
            add(task)
    stages: dict[str, int] = {}
    for task in _in_order(later):
        add(task, *(keys.get(name, b"") for name in task.after))
        stages[task.name] = 1 + max(stages.get(name, 0) for name in task.after)
    gone = tuple(name for name in known if name not in keys)
    return Plan(tuple(stale), stages, gone, known)


def _in_order(later: Mapping[str, Task]) -> Iterator[Task]:
    """Tasks that come after others, each behind those of them that it names."""
    graph = {
        name: [other for other in task.after if other in later] for name, task in later.items()
    }
    for name in TopologicalSorter(graph).static_order():
        yield later[name]


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
    done: Callable[[int, int], None],
) -> TaskResults:
    """Make the files of the stale tasks in the mirror tree, and remove files that no task owns."""
    results = TaskResults()
    job.items = [
        Item(task, key, index.files(task.name) if task.name in plan.known else ())
        for task, key in plan.stale
    ]
    before = {item.task.name: item.before for item in job.items}
    job.names = frozenset(before)
    finished = 0

    def advance(count: int) -> None:
        nonlocal finished
        finished += count
        done(finished, len(job.items))

    def name_of(number: int) -> str:
        return job.items[number].task.name

    owners: dict[str, tuple[str, bytes]] = {}
    for numbers in _stages(job.items, plan):
        for name, task_done in workers.run(run_task, job, numbers, name=name_of, done=advance):
            results.done.append((name, task_done))
            for path, digest, _, _ in task_done.files:
                owner = owners.setdefault(path, (name, digest))
                if owner[1] != digest:
                    raise TwoOwners(path, (owner[0], name))
            _count(before[name], task_done.files, results)
    _remove(plan, before, results, index, output)
    return results


def _stages(items: Sequence[Item], plan: Plan) -> list[list[int]]:
    """The numbers of the items, by the stage in which they are carried out."""
    stages: dict[int, list[int]] = {}
    for number, item in enumerate(items):
        stages.setdefault(plan.stages.get(item.task.name, 0), []).append(number)
    return [stages[stage] for stage in sorted(stages)]


def run_task(job: OutputJob, number: int) -> tuple[str, Done]:
    item = job.items[number]
    known = {path: digest for path, digest, _, _ in item.before}
    if item.task.after:
        job.site.made = MadeFiles(job.writer.root, known, job.names)
    files = tuple(
        job.writer.write(path, data, known.get(path))
        for path, data in item.task.make(job.site, *item.task.args)
    )
    return item.task.name, Done(item.key, files)


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
    results: TaskResults,
    index: Index,
    output: Output,
) -> None:
    """Remove files that a task made before and no task makes now."""
    kept = {file[0] for _, task in results.done for file in task.files}
    old = {file[0] for files in before.values() for file in files}
    old.update(file[0] for name in plan.gone for file in index.files(name))
    candidates = old - kept
    if candidates:
        results.removed = sorted(candidates - index.paths_except({*before, *plan.gone}))
        output.remove(results.removed)
