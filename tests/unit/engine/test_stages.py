"""Tasks that read what others made."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from kentongan.engine import tasks
from kentongan.engine.records import Done
from kentongan.engine.workers import Workers
from kentongan.site.model import File, Task
from kentongan.storage.trees import Writer


class Index:
    """Keys and files of tasks, as after a build."""

    def __init__(self) -> None:
        self.done: dict[str, Done] = {}
        self.folder = None

    def keys(self) -> dict[str, bytes]:
        return {name: done.key for name, done in self.done.items()}

    def files(self, name: str) -> tuple[Any, ...]:
        return self.done[name].files if name in self.done else ()

    def paths_except(self, names: Iterable[str]) -> set[str]:
        return set()


def make_word(site: Any, name: str, word: str) -> Iterable[File]:
    yield name, word.encode()


def make_sum(site: Any, name: str, parts: tuple[str, ...]) -> Iterable[File]:
    before = site.made.previous(name)
    new = "".join("!" for part in parts if site.made.is_new(f"t:{part}"))
    yield name, b"+".join(map(site.made.read, parts)) + new.encode()
    yield f"{name}.lama", before or b"-"


def word(name: str, text: str) -> Task:
    return Task(f"t:{name}", (text,), make_word, (name, text))


def total(name: str, *parts: str) -> Task:
    after = tuple(f"t:{part}" for part in parts)
    return Task(f"t:{name}", parts, make_sum, (name, parts), after)


def run(folder: Path, index: Index, plan: Iterable[Task]) -> list[str]:
    """Carry out a plan; the names of the tasks that were done, in order."""
    job = tasks.OutputJob(SimpleNamespace(made=None), Writer(folder, folder))  # type: ignore[arg-type]
    output = SimpleNamespace(remove=lambda paths: None)
    keys = tasks.Keys("", index.keys().get)
    for task in plan:
        keys.add(task, "uji")
    planned = keys.plan(index.keys().keys() - keys.names)
    done = tasks.run_tasks(job, planned, index, Workers(1), output, lambda *_: None)  # type: ignore[arg-type]
    index.done.update(done.done)
    return [name for name, _ in done.done]


def test_what_reads_others_comes_after_them_whatever_the_order(tmp_path: Path) -> None:
    index = Index()
    plan = [total("c", "ab", "b"), total("ab", "a", "b"), word("a", "1"), word("b", "2")]
    assert run(tmp_path, index, plan) == ["t:a", "t:b", "t:ab", "t:c"]
    assert (tmp_path / "c").read_text() == "1+2!!+2!!"
    assert run(tmp_path, index, plan) == []


def test_a_change_goes_on_to_those_that_read_it_alone(tmp_path: Path) -> None:
    index = Index()
    names = [total("ab", "a", "b"), total("bb", "b"), total("abab", "ab")]
    run(tmp_path, index, [*names, word("a", "1"), word("b", "2")])
    assert run(tmp_path, index, [*names, word("a", "3"), word("b", "2")]) == [
        "t:a",
        "t:ab",
        "t:abab",
    ]
    assert (tmp_path / "ab").read_text() == "3+2!"
    assert (tmp_path / "ab.lama").read_text() == "1+2!!"


def test_what_others_changed_is_no_previous_file(tmp_path: Path) -> None:
    index = Index()
    run(tmp_path, index, [total("s", "a"), word("a", "1")])
    (tmp_path / "s").write_text("palsu")
    run(tmp_path, index, [total("s", "a"), word("a", "2")])
    assert (tmp_path / "s.lama").read_text() == "-"


def test_what_reads_others_is_done_again_only_with_one_of_them(tmp_path: Path) -> None:
    index = Index()
    run(tmp_path, index, [total("ab", "a", "b"), word("a", "1"), word("b", "2")])
    known = index.keys()
    for asked, stale in (([], []), ([word("a", "1")], []), ([word("a", "3")], ["t:a", "t:ab"])):
        keys = tasks.Keys("", known.get)
        for task in (total("ab", "a", "b"), *asked):
            keys.add(task, "uji")
        assert [again.task.name for again in keys.plan(()).stale] == stale
    keys = tasks.Keys("", known.get)
    keys.add(total("ab", "a", "b"), "uji")
    assert [again.task.name for again in keys.plan(["t:b"]).stale] == ["t:ab"]


def test_tasks_in_a_circle_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError):
        run(tmp_path, Index(), [total("a", "b"), total("b", "a")])
