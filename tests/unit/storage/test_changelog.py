"""The log of changed files: complete, or it says that it cannot tell."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kentongan.storage.changelog import ChangeLog

PATHS = st.sets(st.text(min_size=1), max_size=4)


@pytest.fixture
def log(tmp_path: Path) -> ChangeLog:
    log = ChangeLog.of(tmp_path / "cache", tmp_path / "output")
    log.begin()
    return log


def test_what_was_touched_after_a_mark_is_told(log: ChangeLog) -> None:
    log.append(["a/index.html"])
    mark = log.mark()
    assert log.since(mark) == frozenset()
    log.append(["b.xml", "c.html"])
    log.append(["c.html", "d é.html"])
    assert log.since(mark) == frozenset(("b.xml", "c.html", "d é.html"))


def test_a_log_that_began_anew_cannot_tell(log: ChangeLog) -> None:
    mark = log.mark()
    log.begin()
    log.append(["a"])
    assert log.since(mark) is None


@pytest.mark.parametrize("mark", ["", "x", ":", "x:1", ":1"])
def test_a_strange_mark_is_not_understood(log: ChangeLog, mark: str) -> None:
    assert log.since(mark) is None


def test_without_a_log_nothing_can_be_told(tmp_path: Path) -> None:
    log = ChangeLog.of(tmp_path, tmp_path / "output")
    assert log.mark() == "" and log.since("") is None
    log.append(["a"])
    assert log.mark() and log.since(log.mark()) == frozenset()


@pytest.mark.parametrize("damage", [b"{", b"[]\n", b'{"berkas": 1}\n', b"\xff\n", b"\n\n"])
def test_a_damaged_log_begins_anew_with_the_next_build(tmp_path: Path, damage: bytes) -> None:
    log = ChangeLog.of(tmp_path, tmp_path / "output")
    log.begin()
    mark = log.mark()
    file = next(tmp_path.glob("perubahan-*"))
    file.write_bytes(file.read_bytes() + damage)
    assert log.since(mark) is None
    log.append(["a"])
    assert log.since(mark) is None
    assert log.since(log.mark()) == frozenset()


def test_a_mark_beyond_the_end_is_not_believed(log: ChangeLog) -> None:
    name = log.mark().partition(":")[0]
    assert log.since(f"{name}:2") is None


@given(st.lists(PATHS, max_size=6), st.integers(0, 6))
def test_any_mark_gives_all_that_follows(
    tmp_path_factory: pytest.TempPathFactory, builds: list[set[str]], place: int
) -> None:
    folder = tmp_path_factory.mktemp("log")
    log = ChangeLog.of(folder, folder)
    log.begin()
    marks = [log.mark()]
    for touched in builds:
        log.append(touched)
        marks.append(log.mark())
    place = min(place, len(builds))
    assert log.since(marks[place]) == frozenset().union(*builds[place:])


def test_two_outputs_have_two_logs(tmp_path: Path) -> None:
    one, other = (ChangeLog.of(tmp_path, tmp_path / name) for name in ("satu", "dua"))
    one.begin()
    assert other.mark() == ""
