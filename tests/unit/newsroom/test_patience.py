"""A file that would be read for ever is told of, and holds nobody up."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pytest
from kentongan.engine import reading
from kentongan.manuscripts import folder, patience
from kentongan.manuscripts.manuscript import UNSTAMPED, Manuscript
from kentongan.manuscripts.scan import TookTooLong
from kentongan.newsroom.check import Checker
from kentongan.newsroom.configuration import load
from kentongan.site import signals

from tests.unit.newsroom.projects import NOW, Project


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SECONDS", 0.05)
    monkeypatch.setattr(patience, "_AGAIN", 0.05)


def endless(*_: Any) -> NoReturn:
    """Works for ever, and lets the first exception pass unseen, as a careless rule may."""
    with suppress(TookTooLong):
        _work()
    _work()


def _work() -> NoReturn:
    while True:
        sum(range(1000))


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


def test_a_text_that_is_read_for_ever_is_told() -> None:
    read: Manuscript[Any] = folder._parsed(endless, b"", "rilis/a.md", UNSTAMPED)
    assert [problem.code for problem in read.problems] == ["releases.E027"]
