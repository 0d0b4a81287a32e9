"""A file that would be read for ever is told of, and holds nobody up."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pytest
from kentongan.engine import reading
from kentongan.gate import core
from kentongan.manuscripts import folder, patience
from kentongan.manuscripts.manuscript import UNSTAMPED, Manuscript
from kentongan.manuscripts.scan import TookTooLong
from kentongan.newsroom import bring_in
from kentongan.newsroom.check import Checker
from kentongan.newsroom.configuration import load
from kentongan.newsroom.errors import NewsroomError
from kentongan.parts.gate import hooks
from kentongan.site import signals

from tests.unit.newsroom.projects import NOW, Project


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SECONDS", 0.05)
    monkeypatch.setattr(patience, "_AGAIN", 0.05)


def endless(*_: Any, **__: Any) -> NoReturn:
    """Works for ever, and lets the first exception pass unseen, as a careless rule may."""
    with suppress(TookTooLong):
        _work()
    _work()


def _work() -> NoReturn:
    while True:
        sum(range(1000))


def _here(work: Callable[[], Any]) -> Any:
    return work()


def _beside(work: Callable[[], Any]) -> Any:
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


@pytest.fixture(params=[_here, _beside])
def run(request: pytest.FixtureRequest) -> Callable[[Callable[[], Any]], Any]:
    """Runs something in the first thread, and in another, as the desk in the browser does."""
    runner: Callable[[Callable[[], Any]], Any] = request.param
    return runner


def test_a_check_that_does_not_end_is_told_by_build_and_desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project(tmp_path / "situs")
    file = project.release("a")
    checker = Checker(project.content, load(project.content), NOW)
    monkeypatch.setattr(signals, "check_release", [endless])
    alone = checker.file(file)
    setup = replace(checker.setup, checks_only=False, cache=project.path / ".cache")
    context = reading.ReadContext(setup, checker.options.now, checker.folder)
    built = reading.read_one(context, "rilis/2026/05/a.md").record.problems
    for problems in (alone, built):
        (told,) = [problem for problem in problems if problem.code == "releases.E027"]
        assert "terlalu lama" in told.message
        assert told.stops


def test_a_text_that_is_read_for_ever_is_told(run: Callable[[Callable[[], Any]], Any]) -> None:
    read: Manuscript[Any] = run(lambda: folder._parsed(endless, b"", "rilis/a.md", UNSTAMPED))
    assert [problem.code for problem in read.problems] == ["releases.E027"]


def test_nothing_is_raised_behind_the_block(run: Callable[[Callable[[], Any]], Any]) -> None:
    def work() -> int:
        with suppress(TookTooLong), patience.limited():
            _work()
        return sum(range(3_000_000))

    assert run(work) == sum(range(3_000_000))


def test_a_limit_within_a_limit_leaves_the_outer_one(
    run: Callable[[Callable[[], Any]], Any],
) -> None:
    def work() -> None:
        with patience.limited():
            with patience.limited():
                pass
            _work()

    with pytest.raises(TookTooLong):
        run(work)


@pytest.mark.parametrize("path", ["halaman/tentang.md", "peringatan.md", "pesan.txt"])
def test_what_is_no_release_has_the_limit_too(
    path: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    run: Callable[[Callable[[], Any]], Any],
) -> None:
    project = Project(tmp_path / "situs")
    file = project.content / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("Judul: Tentang\n\nIsi.\n", encoding="utf-8")
    checker = Checker(project.content, load(project.content), NOW)
    monkeypatch.setattr(core, "check_standing", endless)
    monkeypatch.setattr(core, "check_raw", endless)
    problems = run(lambda: checker.file(file))
    assert "releases.E027" in [problem.code for problem in problems]
    if path != "pesan.txt":
        assert [problem.code for problem in hooks._standing_problems(b"a", path)] == [
            "releases.E027"
        ]


def test_an_import_that_does_not_end_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[[Callable[[], Any]], Any]
) -> None:
    project = Project(tmp_path / "situs")
    brought = bring_in.Importer(project.content, load(project.content))
    monkeypatch.setattr(bring_in, "drafts_of", endless)
    source = bring_in.Source("pesan.txt", b"Polisi menangkap dua orang di pasar pada Selasa pagi.")
    with pytest.raises(NewsroomError, match="terlalu lama"):
        run(lambda: list(brought.read(source)))


def test_one_thread_watches_for_all_and_each_is_stopped() -> None:
    def read(number: int) -> int:
        with patience.limited():
            pass
        told = folder._parsed(endless if number % 3 else _nothing, b"", "a.md", UNSTAMPED)
        assert sum(thread.name == "sabar" for thread in threading.enumerate()) <= 1
        return len(told.problems)

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(read, range(12))) == 8


def test_a_copy_of_the_process_has_the_limit_too() -> None:
    def read() -> int:
        return len(folder._parsed(endless, b"", "a.md", UNSTAMPED).problems)

    with patience._watch._guard:  # as it may be at any moment
        child = os.fork()
        if child == 0:
            os._exit(_beside(read))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1


def _nothing(*_: object) -> Manuscript[Any]:
    return Manuscript("a.md", None, ())


def test_a_thread_that_is_traced_goes_on_behind_the_block() -> None:
    """Coverage traces, and what is taken back of an exception held such a thread for ever."""

    def traced() -> str:
        sys.settrace(lambda *_: None)
        try:
            with patience.limited():
                pass
            return _next_call()
        finally:
            sys.settrace(None)

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(traced).result(timeout=20) == "done"


def _next_call() -> str:
    return "done"
