"""Kept files are whole, never written into, and go when nobody publishes them any more."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from kentongan.storage import caching
from kentongan.storage.writing import replace_with, write_whole

NOW = 2_000_000_000.0
OLD = NOW - caching.GRACE - 10


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cache").mkdir()
    (tmp_path / "output").mkdir()
    return tmp_path / "cache"


def put(folder: Path, name: str, when: float, *, published: bool = False) -> Path:
    path = folder / name
    write_whole(path, name.encode())
    if published:
        os.link(path, folder.parent / "output" / name)
    os.utime(path, (when, when))
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_that_is_linked_elsewhere_is_never_written_into(folder: Path) -> None:
    put(folder, "a.jpg", NOW, published=True)
    write_whole(folder / "a.jpg", b"other")
    assert (folder.parent / "output" / "a.jpg").read_bytes() == b"a.jpg"


def test_no_half_written_file_is_left_after_a_failure(folder: Path) -> None:
    def fail(path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        replace_with(folder / "a.jpg", fail)
    assert names(folder) == []


def test_what_is_published_or_young_stays(folder: Path) -> None:
    put(folder, "aa-360.jpg", OLD, published=True)
    put(folder, "aa.json", OLD)
    put(folder, "bb-360.jpg", OLD)
    put(folder, "bb.json", OLD)
    put(folder, "cc-360.jpg", NOW)
    put(folder, "cc.json", NOW)
    assert caching.prune(folder) == 2
    assert names(folder) == ["aa-360.jpg", "aa.json", "cc-360.jpg", "cc.json"]


def test_leftovers_of_a_killed_build_go(folder: Path) -> None:
    put(folder, "aa-360.jpg", NOW, published=True)
    put(folder, ".4711-0.baru", OLD)
    assert caching.prune(folder) == 1


def test_nothing_goes_where_the_output_shares_no_files(folder: Path) -> None:
    put(folder, "aa-360.jpg", OLD)
    put(folder, "bb-360.jpg", NOW)
    assert caching.prune(folder) == 0


def test_pruning_happens_at_most_once_a_week(folder: Path) -> None:
    put(folder, "aa-360.jpg", NOW, published=True)
    os.utime(folder, (NOW, NOW))
    assert caching.prune_when_due(folder) == 0
    put(folder, "bb-360.jpg", OLD)
    os.utime(folder, (NOW + 3600, NOW + 3600))
    assert caching.prune_when_due(folder) == 0
    os.utime(folder, (NOW + caching.INTERVAL + 10,) * 2)
    assert caching.prune_when_due(folder) == 1


def test_a_folder_that_is_not_there_is_no_mistake(tmp_path: Path) -> None:
    assert caching.prune_when_due(tmp_path / "none") == 0
