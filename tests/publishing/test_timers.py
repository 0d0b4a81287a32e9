"""What a timer says: cron mails whatever a command prints beside its result."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.publishing.newsrooms import HEAD, Newsroom

CODE = "D8X-J8A-K82"


@pytest.fixture
def office(tmp_path: Path) -> Newsroom:
    office = Newsroom(tmp_path)
    office.release("perahu", CODE)
    return office


def test_a_run_that_publishes_nothing_is_silent_about_the_build(
    office: Newsroom,
) -> None:
    assert "Situs selesai" in office.publish().stderr
    again = office.publish()
    assert "Tidak ada yang diterbitkan" in again.stdout and again.stderr == ""
    assert "Situs selesai" in office.humas("terbit", "--lihat").stderr  # somebody looks


def test_a_run_that_fails_says_all_each_time(office: Newsroom) -> None:
    office.publish()
    office.write("rilis/2026/11/kosong.md", f"Judul: Kosong\n{HEAD}\n")
    for _ in range(2):
        failed = office.publish(status=1)
        assert "kosong.md" in failed.stderr and "GALAT" in failed.stderr
        assert failed.stderr.index("GALAT") < failed.stderr.index("Situs tidak dibangun")


def test_the_command_that_brings_a_lost_trace_back_does_so_as_it_stands(office: Newsroom) -> None:
    def git(*words: str) -> None:
        subprocess.run(["git", *words], cwd=office.root, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("config", "user.name", "Uji")
    git("config", "user.email", "uji@humas.test")
    office.publish()
    git("add", "content")
    git("commit", "-qm", "awal")
    shutil.rmtree(office.root / "content/jejak")
    refused = office.publish(status=1)
    (command,) = re.findall(r"\((git [^)]*)\)", refused.stderr.replace("\n", " "))
    subprocess.run(command, cwd=office.root, shell=True, check=True)
    office.publish()
