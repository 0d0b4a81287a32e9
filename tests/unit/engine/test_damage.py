"""Whatever happens to the file of the index, a value is right, or the damage is an error."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from kentongan.engine import rows
from kentongan.engine.database import DamagedIndex, seal, unseal
from kentongan.engine.index import Index
from kentongan.engine.records import Done, NewRecord, Record, dump_release

from tests.conftest import entry_of, new_release

RELEASES = [new_release(slug=f"rilis-{number}") for number in range(60)]
TASKS = {
    f"rilis:{number}": Done(
        bytes([number % 256]) * 16, ((f"berita/{number}/index.html", b"1" * 12, number, number),)
    )
    for number in range(200)
}
TABLES = {owner: {f"{owner}:{n}": bytes([n]) * 300 for n in range(50)} for owner in ("a", "b")}
META: dict[str, Any] = {
    "tree": [1, 2],
    "live": {f"berita/{n}": n for n in range(100)},
    "is_level": True,
}


def record_of(number: int) -> Record:
    release = RELEASES[number]
    record = Record(release.path, (1, 2, 3, number), release.code, release.url)
    return record.showing(entry_of(release))


RECORDS = {RELEASES[number].path: record_of(number) for number in range(len(RELEASES))}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of an index that holds all of the above."""
    path = tmp_path_factory.mktemp("utuh") / "indeks.sqlite"
    index = Index(path, "f1")
    index.store(
        NewRecord(record, dump_release(release), (("kata", release.code.encode()),))
        for record, release in zip(RECORDS.values(), RELEASES, strict=True)
    )
    index.settle(RECORDS.values(), [])
    for owner, table in TABLES.items():
        for key, value in table.items():
            index.blobs(owner).put(key, value)
    index.commit_build(TASKS.items(), [], **META)
    index.close()
    return path.read_bytes()


def damaged(data: bytes, kind: str, seed: int) -> bytes:
    chance = random.Random(seed)
    changed = bytearray(data)
    place = chance.randrange(len(data))
    if kind == "bits":
        for _ in range(8):
            changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif kind == "noise":
        changed[place : place + 512] = chance.randbytes(min(512, len(data) - place))
    elif kind == "a page of zeros":
        page = place // 4096 * 4096
        changed[page : page + 4096] = bytes(4096)
    elif kind == "cut":
        del changed[place:]
    elif kind == "empty":
        changed.clear()
    elif kind == "words":
        word = chance.choice([b"berita", b"rilis-", b"Polsek", b"Patroli"])
        changed = changed.replace(word, word[::-1])
    return bytes(changed)


def agrees(ask: Callable[[], Any], *expected: Any) -> bool:
    """Whether the answer is one of those expected; an error of the file is right too."""
    try:
        return ask() in expected
    except sqlite3.Error:
        return True


def is_part(ask: Callable[[], dict[str, Any]], expected: dict[str, Any]) -> bool:
    """The same for records: one that is missing is read again."""
    try:
        return ask().items() <= expected.items()
    except sqlite3.Error:
        return True


@pytest.mark.parametrize("kind", ["bits", "noise", "a page of zeros", "cut", "words"])
@pytest.mark.parametrize("seed", range(30))
def test_a_damaged_value_is_never_trusted(
    whole: bytes, tmp_path: Path, kind: str, seed: int
) -> None:
    path = tmp_path / "indeks.sqlite"
    path.write_bytes(damaged(whole, kind, seed))
    index = Index(path, "f1")
    if index.reason:
        assert rows.every(index.database) == {} and index.keys() == {}
        return
    keys = {name: task.key for name, task in TASKS.items()}
    assert agrees(index.keys, keys) or is_safe(index)
    bare = {name: record._replace(entry=None) for name, record in RECORDS.items()}
    assert is_part(lambda: rows.every(index.database), bare)
    for name, record in RECORDS.items():
        assert agrees(lambda name=name: rows.entry(index.database, name), record.entry)  # type: ignore[misc]
    for name, task in TASKS.items():
        assert agrees(lambda name=name: index.files(name), task.files, ())  # type: ignore[misc]
    for release in RELEASES:
        code, full = release.code, dump_release(release)
        assert agrees(lambda code=code: index.full(code), full, None)  # type: ignore[misc]
        assert agrees(lambda code=code: index.facts("kata", code), code.encode(), None)  # type: ignore[misc]
    for owner, table in TABLES.items():
        for key, value in table.items():
            assert agrees(lambda o=owner, k=key: index.blobs(o).get(k), value)  # type: ignore[misc]
    for name, stated in META.items():
        assert agrees(lambda name=name: index.meta(name), stated, None)  # type: ignore[misc]
    index.restart(sqlite3.DatabaseError("damaged"))
    assert index.keys() == {} and index.blobs("a").keys() == []
    index.close()
    assert not Index(path, "f1").reason


def is_safe(index: Index) -> bool:
    """A key that differs makes its task anew; a name that differs is a task that is no more."""
    known = {name: task.key for name, task in TASKS.items()}
    return len(index.keys()) == len(known)


@pytest.mark.parametrize("value", [b"", b"x", b"x" * 1000])
def test_a_sealed_value_comes_back_only_from_its_own_place(value: bytes) -> None:
    assert unseal("meta:a", seal("meta:a", value)) == value
    for stored in (seal("meta:b", value), value, seal("meta:a", value)[:-1], None, 5, "teks"):
        with pytest.raises(DamagedIndex):
            unseal("meta:a", stored)


def test_a_value_that_was_lost_is_missed(tmp_path: Path) -> None:
    path = tmp_path / "indeks.sqlite"
    index = Index(path, "f1")
    index.blobs("a").put("satu", b"1")
    index.blobs("a").put("dua", b"2")
    index.commit_build(TASKS.items(), [])
    index.close()
    with sqlite3.connect(path) as db:
        db.execute("DELETE FROM blob WHERE key = 'satu'")
        db.execute("DELETE FROM task WHERE name = 'rilis:7'")
    index = Index(path, "f1")
    assert index.blobs("a").get("dua") == b"2" and index.blobs("a").get("tiga") is None
    with pytest.raises(DamagedIndex):
        index.blobs("a").get("satu")
    with pytest.raises(DamagedIndex):
        index.keys()
