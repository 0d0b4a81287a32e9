"""A correction is added to the file and told to the world."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.desk.newsrooms import CODES, Folder

A = CODES[0]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path / "isi")
    folder.write("a", f"Kode: {A}\n", body="Ada tiga orang.")
    return folder


def test_an_entry_is_added_and_nothing_else(folder: Folder) -> None:
    file = folder.path / "rilis/2026/05/a.md"
    before = file.read_text()
    found = folder.json("ralat", A, "--keliru", "tiga orang", "--benar", "dua orang; sehat")
    line = "Ralat: 24 November 2026, 12.00 WIB | tiga orang | dua orang, sehat\n"
    assert file.read_text() == before.replace(f"Kode: {A}\n", f"Kode: {A}\n{line}")
    assert "Tertulis: tiga orang\nSeharusnya: dua orang, sehat" in found["text"]
    assert f"https://humas.test/r/{A}/" in found["text"] and found["still_in_text"] == 6


def test_a_second_correction_follows_the_first(folder: Folder) -> None:
    folder.json("ralat", A, "--keliru", "a", "--benar", "b", "--waktu", "5 Mei 2026 08:00")
    folder.json("ralat", "a", "--keliru", "c", "--benar", "d")
    text = (folder.path / "rilis/2026/05/a.md").read_text()
    assert "08.00 WIB | a | b\n  24 November 2026, 12.00 WIB | c | d\n" in text
    row = folder.json("daftar")[0]
    assert row["updated"] == "2026-11-24T12:00:00+07:00"


@pytest.mark.parametrize(
    ("more", "words", "status", "told"),
    [
        ("", ["--keliru", "a"], 2, "--benar"),
        ("", ["--keliru", "a", "--benar", " "], 2, "kosong"),
        ("", ["--keliru", "a", "--benar", "a"], 2, "sama"),
        ("", ["--keliru", "a", "--benar", "b", "--waktu", "1 Mei 2027"], 2, "masa depan"),
        ("Status: draf\n", ["--keliru", "a", "--benar", "b"], 1, "belum tayang"),
        ("Dicabut: salah\nAlasan: x\n", ["--keliru", "a", "--benar", "b"], 1, "sudah dicabut"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(
    folder: Folder, more: str, words: list[str], status: int, told: str
) -> None:
    folder.write("a", f"Kode: {A}\n{more}")
    before = folder.snapshot()
    result = folder.run("ralat", A, *words)
    assert result.exit_code == status and told in result.output
    assert folder.snapshot() == before


def test_a_file_that_is_not_utf8_is_left_alone(folder: Folder) -> None:
    file = folder.path / "rilis/2026/05/a.md"
    file.write_bytes(file.read_bytes() + b"\x93kutip\x94")
    result = folder.run("ralat", A, "--keliru", "a", "--benar", "b")
    assert result.exit_code == 1 and "bukan UTF-8" in result.output
