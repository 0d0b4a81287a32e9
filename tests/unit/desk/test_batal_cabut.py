"""Taking a withdrawal back restores the file as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.desk.newsrooms import CODES, Folder


@pytest.mark.parametrize(
    "words",
    [
        ["--jenis", "salah"],
        ["--jenis", "tetap"],
        ["--jenis", "privasi"],
        ["--jenis", "putusan"],
        ["--jenis", "digabung", "--ke", CODES[1]],
    ],
)
def test_the_file_is_what_it_was_before(tmp_path: Path, words: list[str]) -> None:
    folder = Folder(tmp_path / "isi")
    folder.write("a", f"Kode: {CODES[0]}\n")
    folder.write("b", f"Kode: {CODES[1]}\n")
    before = folder.snapshot()
    folder.json("cabut", CODES[0], "--alasan", "x", *words)
    assert folder.snapshot() != before
    assert folder.json("batal-cabut", CODES[0])["url"] == "/berita/2026/05/a/"
    assert folder.snapshot() == before


def test_what_is_not_withdrawn_cannot_be_restored(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "isi")
    folder.write("a", f"Kode: {CODES[0]}\n")
    result = folder.run("batal-cabut", CODES[0])
    assert result.exit_code == 1 and "tidak sedang dicabut" in result.output
