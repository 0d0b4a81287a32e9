"""From tasks to files: finds the tasks whose key changed and carries them out with all cores."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kentongan.engine.index import Index
from kentongan.engine.records import Done
from kentongan.engine.workers import Workers
from kentongan.site.model import Site, Task
from kentongan.storage.trees import Output, Writer, Written

# Version 2 of marshal writes equal values as equal bytes: it has no references between them.
PLAIN = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """The tasks whose key changed, with the new key; the names of tasks that no longer exist."""

    stale: tuple[tuple[Task, bytes], ...]
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
    names: set[str] = set()
    salted = hashlib.blake2b(site_key.encode(), digest_size=16)
    for task in tasks:
        name = task.name
        if name in names:
            raise TwoOwners(name, (name, name))
        names.add(name)
        digest = salted.copy()
        digest.update(_plain(task))
        key = digest.digest()
        if known.get(name) != key:
            stale.append((task, key))
    gone = tuple(name for name in known if name not in names)
    return Plan(tuple(stale), gone, known)


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
    numbers = range(len(job.items))
    finished = 0

    def advance(count: int) -> None:
        nonlocal finished
        finished += count
        done(finished, len(numbers))

    def name_of(number: int) -> str:
        return job.items[number].task.name

    owners: dict[str, tuple[str, bytes]] = {}
    for name, task_done in workers.run(run_task, job, numbers, name=name_of, done=advance):
        results.done.append((name, task_done))
        for path, digest, _, _ in task_done.files:
            owner = owners.setdefault(path, (name, digest))
            if owner[1] != digest:
                raise TwoOwners(path, (owner[0], name))
        _count(before[name], task_done.files, results)
    _remove(plan, before, results, index, output)
    return results


def run_task(job: OutputJob, number: int) -> tuple[str, Done]:
    item = job.items[number]
    known = {path: digest for path, digest, _, _ in item.before}
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
