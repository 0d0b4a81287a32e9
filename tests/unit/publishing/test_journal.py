from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path

from kentongan.publishing import journal

NOW = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


def test_lines_are_added_and_read_in_order(tmp_path: Path) -> None:
    journal.append(tmp_path, NOW, {"siapa": "Rina"})
    journal.append(tmp_path, NOW, {"siapa": "Bayu"})
    assert [entry["siapa"] for entry in journal.read(tmp_path)] == ["Rina", "Bayu"]
    assert journal.read(tmp_path)[0]["waktu"] == "2026-11-24T05:00:00+00:00"


def test_a_half_written_line_spoils_neither_the_lines_before_nor_after(tmp_path: Path) -> None:
    journal.append(tmp_path, NOW, {"siapa": "Rina"})
    path = tmp_path / journal.NAME
    path.write_text(path.read_text() + '{"siapa": "Ba')
    journal.append(tmp_path, NOW, {"siapa": "Sari"})
    assert [entry["siapa"] for entry in journal.read(tmp_path)] == ["Rina", "Sari"]


def test_the_commit_is_that_of_the_content_and_tells_of_open_changes(tmp_path: Path) -> None:
    assert journal.commit(tmp_path) is None
    git = ["git", "-C", str(tmp_path), "-c", "user.name=R", "-c", "user.email=r@humas.test"]
    subprocess.run([*git, "init", "-q"], check=True)
    (tmp_path / "a.md").write_text("a")
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-qm", "a"], check=True)
    clean = journal.commit(tmp_path)
    assert clean is not None and len(clean) == 12
    journal.append(tmp_path, NOW, {})
    assert journal.commit(tmp_path) == clean
    (tmp_path / "a.md").write_text("b")
    assert journal.commit(tmp_path) == clean + "+"


def test_without_a_log_there_are_no_entries(tmp_path: Path) -> None:
    assert journal.read(tmp_path) == []


def test_addresses_of_older_lines_go(tmp_path: Path) -> None:
    journal.append(tmp_path, NOW, {"baru": ["/berita/2026/05/nama/", "4K7-Q2M-9XC"], "versi": "1"})
    journal.append(tmp_path, NOW, {"galat": "x"})
    with (tmp_path / journal.NAME).open("a") as file:
        file.write('{"baru": ["/rusak\n')
    journal.forget_addresses(tmp_path)
    entries = journal.read(tmp_path)
    assert [entry.get("baru") for entry in entries] == [["4K7-Q2M-9XC"], None]
