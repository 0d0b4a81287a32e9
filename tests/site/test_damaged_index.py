"""A damaged index costs time and nothing else."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from tests.site.builder import build, tree
from tests.site.edits import retitle
from tests.unit.engine.test_damage import damaged


@pytest.mark.parametrize("damage", ["noise", "empty", "other version", "deleted", "read only"])
def test_a_damaged_index_costs_time_and_nothing_else(
    content: Path, tmp_path: Path, damage: str
) -> None:
    output, cache = tmp_path / "situs", tmp_path / "situs.cache"
    assert build(content, output).status == 0
    before = tree(output)
    index = next(cache.glob("*.sqlite"))
    if damage == "noise":
        index.write_bytes(os.urandom(50_000))
    elif damage == "empty":
        index.write_bytes(b"")
    elif damage == "other version":
        with sqlite3.connect(index) as db:
            db.execute("PRAGMA user_version = 99")
    elif damage == "deleted":
        for file in cache.glob("*.sqlite*"):
            file.unlink()
    else:
        index.unlink()
        index.mkdir()
    done = build(content, output)
    assert done.status == 0, done.report
    assert tree(output) == before
    if damage in ("noise", "other version", "read only"):
        assert "semua berkas dibaca ulang" in done.report
    assert build(content, output).status == 0


NEW = """Judul: Patroli pagi di pasar
Tanggal: 9 Oktober 2026, 08.00 WIB
Satuan: polres-sukamaju

Polres Sukamaju berpatroli di pasar sejak pagi. Pedagang menyambut baik patroli itu.
"""
DAMAGES = ["bits", "noise", "a page of zeros", "cut", "words"]


@pytest.mark.parametrize(
    ("kind", "seed"),
    [
        pytest.param(kind, seed, marks=() if seed == 1 and kind != "cut" else pytest.mark.lama)
        for kind in DAMAGES
        for seed in range(1, 7)
    ],
)
def test_damage_anywhere_in_the_index_is_mended_by_the_next_build(
    content: Path, tmp_path: Path, kind: str, seed: int
) -> None:
    output, cache = tmp_path / "situs", tmp_path / "situs.cache"
    assert build(content, output).status == 0
    index = next(cache.glob("*.sqlite"))
    index.write_bytes(damaged(index.read_bytes(), kind, seed))
    (content / "rilis/2026/10/baru.md").write_text(NEW, "utf-8")
    done = build(content, output)
    assert done.status == 0, done.report
    assert build(content, tmp_path / "bersih").status == 0
    assert tree(output) == tree(tmp_path / "bersih")
    again = build(content, output)
    assert again.status == 0 and "dibaca ulang" not in again.report


def test_a_locked_index_is_gone_around(content: Path, tmp_path: Path) -> None:
    output, cache = tmp_path / "situs", tmp_path / "situs.cache"
    assert build(content, output).status == 0
    before = tree(output)
    with sqlite3.connect(next(cache.glob("*.sqlite")), isolation_level=None) as db:
        db.execute("BEGIN EXCLUSIVE")
        retitle(content, 5)
        done = build(content, output)
        db.execute("ROLLBACK")
    assert done.status == 0 and "sedang dipakai proses lain" in done.report
    assert tree(output) != before
