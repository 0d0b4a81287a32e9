"""The log of publications, `jejak/penerbitan.jsonl`: one line a publication, only ever added to.

Lines of two people who publish from two machines are merged by keeping both.
"""

from __future__ import annotations

import getpass
import json
import subprocess
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from kentongan.storage.writing import append_line

NAME = "jejak/penerbitan.jsonl"


def append(content: Path, moment: datetime, entry: Mapping[str, Any]) -> None:
    """Add one line at one stroke, so that a killed process leaves no half line behind."""
    line = json.dumps({"waktu": moment.isoformat(timespec="seconds"), **entry}, ensure_ascii=False)
    append_line(content / NAME, line)


def read(content: Path) -> list[dict[str, Any]]:
    """All whole lines, oldest first; a damaged one is passed over."""
    entries: list[dict[str, Any]] = []
    try:
        lines = (content / NAME).read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return entries
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict):
            entries.append(entry)
    return entries


def who() -> str:
    """Who publishes: the name known to Git, else the account."""
    name = _git(Path.cwd(), "config", "user.name")
    if name:
        return name
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "tidak diketahui"


def commit(content: Path) -> str | None:
    """The commit that the content stands at, `+` behind it when files are changed beyond it."""
    found = _git(content, "rev-parse", "--short=12", "HEAD")
    if not found:
        return None
    changed = _git(content, "status", "--porcelain", "--", ".", ":(exclude)jejak")
    return found + ("+" if changed else "")


def _git(folder: Path, *words: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *words], capture_output=True, text=True, timeout=20
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
