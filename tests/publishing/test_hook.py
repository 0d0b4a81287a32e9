"""The hook that `make pasang-hook` installs: which texts of a commit are checked."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

HOOK = Path(__file__).parents[2] / ".ci" / "hooks" / "pre-commit"
MONTH = "content/rilis/2026/11"
# Notes what it was asked, and finds fault with a text that says SALAH.
HUMAS = """#!/bin/sh
shift 3
for file; do echo "${file##*/}" >>asked; grep -q SALAH "$file" && exit 1; done
exit 0
"""


@pytest.fixture
def commit(tmp_path: Path) -> Callable[..., bool]:
    """Commits files (name → text), and says whether the hook let them pass."""
    home = {"HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1", "PATH": os.environ["PATH"]}

    def git(*words: str) -> bool:
        named = ("-c", "user.name=a", "-c", "user.email=a@a.example")
        done = subprocess.run(["git", *named, *words], cwd=tmp_path, env=home, capture_output=True)
        return done.returncode == 0

    git("init", "-q")
    shutil.copy(HOOK, tmp_path / ".git/hooks/pre-commit")
    humas = tmp_path / ".venv/bin/humas"
    humas.parent.mkdir(parents=True)
    humas.write_text(HUMAS)
    humas.chmod(0o755)

    def committed(**files: str) -> bool:
        for name, text in files.items():
            path = tmp_path / MONTH / name.replace("_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return git("add", "content") and git("commit", "-qm", "x")

    return committed


def test_a_text_with_a_fault_stays_out(commit: Callable[..., bool]) -> None:
    assert commit(a_md="aman")
    assert not commit(b_md="SALAH")
    assert commit(b_md="aman")


def test_an_attachment_is_checked_through_the_texts_beside_it(
    commit: Callable[..., bool], tmp_path: Path
) -> None:
    assert commit(a_md="aman", data_csv="1")
    (tmp_path / "asked").unlink()
    assert commit(data_csv="2")
    assert (tmp_path / "asked").read_text().split() == ["a.md"]
