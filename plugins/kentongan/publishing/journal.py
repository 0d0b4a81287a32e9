"""The log of publications, `jejak/penerbitan.jsonl`: one line a publication, only ever added to.

Lines of two people who publish from two machines are merged by keeping both.
"""

from __future__ import annotations

import getpass
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from kentongan.publishing import git
from kentongan.storage import jsonl
from kentongan.storage.writing import write_whole

NAME = "jejak/penerbitan.jsonl"
_NAMED = ("baru", "diubah", "dicabut")


def append(content: Path, moment: datetime, entry: Mapping[str, Any]) -> None:
    jsonl.append(content / NAME, {"waktu": moment.isoformat(timespec="seconds"), **entry})


def read(content: Path) -> list[dict[str, Any]]:
    """All whole lines, oldest first; damaged ones are skipped."""
    return jsonl.read(content / NAME)


def was_published(content: Path, target: str) -> bool:
    return any(
        entry.get("hasil") == "berhasil" and entry.get("tujuan") == target
        for entry in read(content)
    )


def forget_addresses(content: Path) -> None:
    """Rewrite lines of older logs, which named releases by address: slugs may have to go."""
    try:
        text = (content / NAME).read_text("utf-8", errors="surrogateescape")
    except OSError:
        return
    if '"/' in text:
        lines = [_without_addresses(line) for line in text.splitlines()]
        whole = "".join(f"{line}\n" for line in lines)
        write_whole(content / NAME, whole.encode("utf-8", "surrogateescape"))


def _without_addresses(line: str) -> str:
    try:
        entry = json.loads(line)
    except ValueError:
        return line
    for key in _NAMED if isinstance(entry, dict) else ():
        if key in entry:
            entry[key] = [name for name in entry[key] if not str(name).startswith("/")]
    return json.dumps(entry, ensure_ascii=False)


def who() -> str:
    """Who publishes: the name known to Git, else the account."""
    name = git.answer(Path.cwd(), "config", "user.name")
    if name:
        return name
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "tidak diketahui"


def commit(content: Path) -> str | None:
    """The commit of the content, followed by `+` when there are uncommitted changes."""
    head = git.answer(content, "rev-parse", "--short=12", "HEAD")
    if not head:
        return None
    changed = git.answer(content, "status", "--porcelain", "--", ".", ":(exclude)jejak")
    return head + ("+" if changed else "")


def ignored(content: Path) -> list[str]:
    """A warning where Git is told to leave out what all machines must know: addresses and seals."""
    log = (content / NAME).absolute()
    if not git.answer(content, "check-ignore", "--no-index", str(log)):
        return []
    return [
        f"Folder {log.parent} tidak ikut dikirim kepada rekan, sebab .gitignore mengecualikannya. "
        "Tanpa isinya komputer lain tidak mengenal alamat lama, waktu terbit, dan segel. Minta "
        "pengelola menghapus pengecualian itu."
    ]
