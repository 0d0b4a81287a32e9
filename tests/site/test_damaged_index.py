"""A damaged index costs time and nothing else."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.site.builder import build, tree
from tests.site.conftest import Site
from tests.site.edits import retitle
from tests.unit.engine.test_damage import damaged


@pytest.mark.parametrize("damage", ["noise", "empty", "other version", "deleted", "read only"])
def test_a_damaged_index_costs_time_and_nothing_else(
    site: Site, before: dict[str, str], damage: str
) -> None:
    index = site.index
    if damage == "noise":
        index.write_bytes(os.urandom(50_000))
    elif damage == "empty":
        index.write_bytes(b"")
    elif damage == "other version":
        with sqlite3.connect(index) as db:
            db.execute("PRAGMA user_version = 99")
    elif damage == "deleted":
        for file in site.cache.glob("*.sqlite*"):
            file.unlink()
    else:
        index.unlink()
        index.mkdir()
    done = build(site.content, site.output)
    assert done.status == 0, done.report
    assert tree(site.output) == before
    if damage in ("noise", "other version", "read only"):
        assert "semua berkas dibaca ulang" in done.report
    assert build(site.content, site.output).status == 0
    if index.is_dir():
        index.rmdir()


NEW = """Judul: Patroli pagi di pasar
Tanggal: 9 Oktober 2026, 08.00 WIB
Satuan: polres-sukamaju

Polres Sukamaju berpatroli di pasar sejak pagi. Pedagang menyambut baik patroli itu.
"""


@contextmanager
def new_release(content: Path) -> Iterator[None]:
    file = content / "rilis/2026/10/baru.md"
    file.write_text(NEW, "utf-8")
    yield
    file.unlink()


@pytest.fixture(scope="module")
def with_a_new_release(
    built_copy: Site, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """What a clean build makes of the content with one release more."""
    output = tmp_path_factory.mktemp("bersih") / "situs"
    with new_release(built_copy.content):
        assert build(built_copy.content, output).status == 0
    return tree(output)


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
    site: Site, with_a_new_release: dict[str, str], kind: str, seed: int
) -> None:
    site.index.write_bytes(damaged(site.index.read_bytes(), kind, seed))
    with new_release(site.content):
        done = build(site.content, site.output)
        assert done.status == 0, done.report
        assert tree(site.output) == with_a_new_release
        again = build(site.content, site.output)
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
