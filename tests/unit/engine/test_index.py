"""The index keeps what may be kept, forgets what it must, and is never needed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kentongan.domain.problems import Problem
from kentongan.domain.release import Release
from kentongan.engine import rows
from kentongan.engine.index import Index
from kentongan.engine.known import is_any
from kentongan.engine.records import (
    Done,
    FolderNotes,
    NewRecord,
    Record,
    Totals,
    dump_release,
    load_release,
)
from kentongan.site.entry import Entry
from kentongan.storage.aside import Aside

from tests.conftest import new_release

STAMP = (10, 20, 30, 40)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "indeks.sqlite"


@pytest.fixture
def index(path: Path) -> Iterator[Index]:
    opened = Index(path, "f1")
    assert not opened.reason
    yield opened
    opened.close()


@pytest.fixture
def record(make_release: Callable[..., Release], make_entry: Callable[..., Entry]) -> Record:
    release = make_release()
    return Record(
        release.path,
        STAMP,
        release.code,
        release.url,
    ).showing(make_entry())


def keep(index: Index, record: Record) -> None:
    """Store a record with the texts that belong to it."""
    full = dump_release(new_release())
    index.store([NewRecord(record, full, (("kata", b"patroli"),))])
    index.settle([record], [])


def reopen(index: Index, path: Path, fingerprint: str = "f1") -> Index:
    index.close()
    return Index(path, fingerprint)


def test_a_record_comes_back_without_its_texts(index: Index, record: Record) -> None:
    keep(index, record)
    (found,) = rows.every(index.database).values()
    assert (found.path, found.stamp, found.head) == (record.path, STAMP, record.head)
    assert found.entry is None and rows.entry(index.database, record.path) == record.entry
    assert rows.entries(index.database) == {record.path: record.entry}


def test_the_whole_release_and_its_facts_are_found_by_code(index: Index, record: Record) -> None:
    keep(index, record)
    data = index.full(record.code)
    assert data and load_release(data).title == "Patroli malam di Kraton"
    assert index.facts("kata", record.code) == b"patroli"
    assert index.facts("lain", record.code) is None
    assert index.full("000-000-000") is None


def test_a_hidden_release_is_never_stored(index: Index, path: Path, record: Record) -> None:
    keep(index, record._replace(storable=False))
    assert rows.every(index.database) == {} and index.full(record.code) is None
    index.close()
    assert b"Patroli malam" not in path.read_bytes()


def test_a_release_that_becomes_hidden_is_forgotten(index: Index, record: Record) -> None:
    keep(index, record)
    keep(index, record._replace(storable=False))
    assert rows.every(index.database) == {} and index.facts("kata", record.code) is None


def test_what_is_gone_is_erased_from_the_file(index: Index, path: Path, record: Record) -> None:
    keep(index, record)
    index.settle([], [record.path])
    assert rows.every(index.database) == {}
    index.close()
    assert b"Patroli malam" not in path.read_bytes()


def test_what_was_found_is_kept_apart_and_its_codes_with_the_record(
    index: Index, record: Record
) -> None:
    found = [Problem(record.path, line, f"redaksi.W00{line}", "Pesan.") for line in (2, 1)]
    keep(index, record._replace(found=tuple(found)))
    (known,) = rows.every(index.database).values()
    assert known.codes == ("redaksi.W001", "redaksi.W002") and not known.problems
    assert sorted(rows.problems(index.database, record.path)) == sorted(found)
    index.settle([known._replace(path="rilis/lain.md", found=())], [])
    assert sorted(rows.problems(index.database, record.path)) == sorted(found)
    keep(index, record)
    assert not rows.every(index.database)[record.path].found


def test_what_changed_since_the_last_plan_is_known_until_the_next(
    index: Index, path: Path, record: Record
) -> None:
    assert index.pending() is None  # nothing was planned yet: all may have changed
    keep(index, record)
    assert index.pending() is None
    index.commit_build((), (), pending=["000-000-000"])  # of one that is never kept
    assert index.pending() == {"000-000-000"}
    keep(index, record._replace(code="111-111-111"))  # the file has another code now
    index.settle([], ["rilis/tiada.md"])
    assert index.pending() == {"000-000-000", record.code, "111-111-111"}
    index.commit_build((), (), pending=[])
    assert index.pending() == set()
    index.settle([], [record.path])
    assert index.pending() == {"111-111-111"}
    assert reopen(index, path, "f2").pending() is None


def test_a_large_value_that_is_as_it_was_is_not_written_again(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = index.blobs("cari")
    for value in (b"a" * 5000, b"b" * 5000):
        table.put("pecahan", value)
        index.commit_build([], [])
        with monkeypatch.context() as patch:
            patch.setattr(Aside, "keep", lambda *_: pytest.fail("written again"))
            table.put("pecahan", value)
        assert table.get("pecahan") == value


def test_a_record_holds_within_its_moments(record: Record) -> None:
    bounded = record._replace(since=10.0, until=20.0)
    answers = [bounded.holds_at(moment) for moment in (9.9, 10.0, 19.9, 20.0)]
    assert answers == [False, True, True, False]
    assert record.holds_at(0)


DONE = Done(
    b"kunci",
    (("index.html", b"1", 5, 6), ("umpan/rss.xml", b"2", 7, 8), ("umpan/umpan.css", b"3", 9, 9)),
)


def test_a_task_is_known_by_its_key_and_files_after_the_commit(index: Index, path: Path) -> None:
    index.commit_build([("beranda", DONE)], [], tree=[1, 2])
    again = reopen(index, path)
    assert again.keys() == {"beranda": b"kunci"}
    assert again.files("beranda") == DONE.files
    assert again.sizes()["index.html"] == (5, 6)
    assert again.totals() == Totals(pages=1, feeds=1, files=3)
    assert again.meta("tree") == [1, 2] and again.meta("lain") is None


def test_a_task_that_is_gone_is_forgotten(index: Index) -> None:
    index.commit_build([("a", DONE), ("b", Done(b"k", ()))], [])
    index.commit_build([], ["a"])
    assert index.keys() == {"b": b"k"} and index.paths_except(set()) == set()


def test_forgotten_files_make_their_task_stale(index: Index) -> None:
    index.commit_build([("a", DONE), ("b", Done(b"k", ()))], [])
    index.forget_files({"index.html"})
    assert index.keys() == {"a": b"", "b": b"k"}
    assert "index.html" not in index.paths_except(set())


def test_paths_of_other_tasks_only(index: Index) -> None:
    other = Done(b"k", (("tentang/index.html", b"4", 1, 1),))
    index.commit_build([("a", DONE), ("b", other)], [])
    assert index.paths_except({"a"}) == {"tentang/index.html"}


def test_blobs_are_kept_only_by_a_commit(index: Index, path: Path) -> None:
    index.blobs("cari").put("a", b"1")
    assert index.blobs("cari").get("a") == b"1"
    again = reopen(index, path)
    assert again.blobs("cari").get("a") is None
    again.blobs("cari").put("a", b"2")
    again.commit_build([], [])
    assert reopen(again, path).blobs("cari").get("a") == b"2"


def test_blobs_of_owners_are_apart_and_their_keys_in_order(index: Index) -> None:
    for key in ("b", "a", "c"):
        index.blobs("cari").put(key, b"1")
    index.commit_build([], [])
    table = index.blobs("cari")
    table.put("d", b"1")
    table.delete("a")
    assert table.keys() == ["b", "c", "d"]
    assert table.get("a") is None
    assert index.blobs("lain").keys() == []
    index.commit_build([], [])
    assert index.blobs("cari").keys() == ["b", "c", "d"]


def test_another_fingerprint_forgets_what_was_read_and_makes_all_tasks_stale(
    index: Index, path: Path, record: Record
) -> None:
    keep(index, record)
    index.blobs("cari").put("a", b"1")
    index.commit_build([("beranda", DONE)], [], current={"files": "x"})
    again = reopen(index, path, "f2")
    assert list(rows.every(again.database)) == [] and again.blobs("cari").keys() == []
    assert again.keys() == {"beranda": b""}, "its files are still known, so they can be removed"
    assert again.meta("current") is None


def test_other_units_forget_what_was_read_but_not_what_was_written(
    index: Index, record: Record
) -> None:
    index.forget_unless(units="u1")
    keep(index, record)
    index.commit_build([("beranda", DONE)], [])
    index.forget_unless(units="u1")
    assert len(rows.every(index.database)) == 1
    index.forget_unless(units="u2")
    assert rows.every(index.database) == {} and index.keys() == {"beranda": b"kunci"}


@pytest.mark.parametrize("data", [b"bukan basis data " * 500, os.urandom(4096)])
def test_a_damaged_file_gives_an_empty_index_and_a_reason(
    path: Path, data: bytes, record: Record
) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    index = Index(path, "f1")
    assert "semua berkas dibaca ulang" in index.reason
    keep(index, record)
    assert index.full(record.code)
    index.close()
    assert not Index(path, "f1").reason, "the damaged file does not stay in the way"


def test_the_index_of_a_later_version_is_not_read(index: Index, path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    assert "dari versi lain" in reopen(index, path).reason


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    blocked = tmp_path / "berkas"
    blocked.write_text("")
    index = Index(blocked / "indeks.sqlite", "f1")
    assert index.reason and index.keys() == {}


NOTES = st.dictionaries(st.sampled_from("abcdef"), st.one_of(st.none(), st.integers(0, 99)))


@given(st.lists(st.tuples(NOTES, NOTES, st.booleans()), max_size=6))
def test_folders_of_both_trees_are_kept_by_difference(
    builds: list[tuple[dict[str, int | None], dict[str, int | None], bool]],
) -> None:
    index = Index.empty()
    live: dict[str, int | None] = {}
    mirror: dict[str, int | None] = {}
    for changed, settled, are_all in builds:
        index.commit_build([], [], FolderNotes(changed, are_all))
        live, mirror = (changed if are_all else mirror | changed), live
        assert index.folders() == {path: time for path, time in live.items() if time is not None}
        index.note_mirror(settled)
        mirror = mirror | settled
    index.close()


def test_the_loss_of_a_folder_is_noticed(index: Index, path: Path) -> None:
    index.commit_build([], [], FolderNotes({"a": 1, "b": 2}))
    index.close()
    with sqlite3.connect(path) as db:
        db.execute("DELETE FROM folder WHERE path = 'a'")
    with pytest.raises(sqlite3.Error):
        Index(path, "f1").folders()


def test_records_of_other_code_are_refused(
    index: Index, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(index, record)
    monkeypatch.setattr("kentongan.engine.rows.shape", lambda: ["satu", "dua"])
    with pytest.raises(sqlite3.DatabaseError):
        is_any(index)
