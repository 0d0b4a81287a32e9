"""Codes are written once, kept when the public knows them, and never twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from kentongan.domain import codes

from tests.unit.desk.newsrooms import CODES, Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "isi")


def test_releases_without_a_code_get_one_and_others_stay(folder: Folder) -> None:
    old = folder.write("a", f"Kode: {CODES[0]}\n")
    before = old.read_bytes()
    new = folder.write("b")
    found = folder.json("beri-kode")
    assert [row["path"] for row in found] == ["rilis/2026/05/b.md"] and found[0]["minted"]
    assert codes.normalise(found[0]["code"]) == found[0]["code"]
    assert f"Satuan: Polsek Uji\nKode: {found[0]['code']}\n\nIsi" in new.read_text()
    assert old.read_bytes() == before


def test_a_second_run_changes_nothing(folder: Folder) -> None:
    folder.write("a")
    folder.write("b")
    folder.json("beri-kode")
    before = folder.snapshot()
    assert "Semua rilis sudah berkode." in folder.run("beri-kode").output
    assert folder.snapshot() == before


def test_only_the_named_files_get_codes(folder: Folder) -> None:
    folder.write("a")
    file = folder.write("b")
    assert len(folder.json("beri-kode", str(file))) == 1


def test_the_code_that_the_public_knows_is_kept(folder: Folder) -> None:
    derived = codes.derive("rilis/2026/05/a.md")
    folder.write("a")
    folder.write("b")
    ledger = folder.path / "jejak/alamat/2026-05.tsv"
    ledger.parent.mkdir(parents=True)
    ledger.write_text(f"{derived}\t/berita/2026/05/a/\n{CODES[1]}\t/berita/2026/05/b/\n")
    given = {row["path"]: row["code"] for row in folder.json("beri-kode")}
    assert given == {"rilis/2026/05/a.md": derived, "rilis/2026/05/b.md": CODES[1]}


def test_nothing_is_written_when_one_file_is_wrong(folder: Folder) -> None:
    folder.write("a")
    folder.write("b", "Kode: D8X-J8A-K83\n")
    before = folder.snapshot()
    result = folder.run("beri-kode")
    assert result.exit_code == 1 and "b.md:4: Kode" in result.output
    assert folder.snapshot() == before


def test_a_missing_folder_is_wrong_usage(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "isi")
    folder.path = tmp_path / "tiada"
    assert folder.run("beri-kode").exit_code == 2
