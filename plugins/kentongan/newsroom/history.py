"""The versions of a release as Git keeps them, and what changed."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kentongan.domain import dates
from kentongan.domain.release import Release
from kentongan.newsroom.folder import Newsroom

_MARK = "\x01"


class NoHistory(Exception):
    """Git has no history; an Indonesian sentence says why."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the file; `commit` is empty for one that is not committed."""

    commit: str
    at: str
    author: str
    path: str
    release: Release | None
    changes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        release = self.release
        return {
            "commit": self.commit or None,
            "at": self.at or None,
            "author": self.author or None,
            "path": self.path,
            "title": release.title if release else None,
            "date": release.happened_at.isoformat() if release else None,
            "words": len(release.text.split()) if release else 0,
            "changes": list(self.changes),
        }


@dataclass(frozen=True, slots=True)
class History:
    """The newest version first; `message` says why there is none."""

    release: Release
    versions: tuple[Version, ...] = ()
    message: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.release.code,
            "path": self.release.path,
            "versions": [version.as_json() for version in self.versions],
            "message": self.message,
        }


def history(room: Newsroom, name: str) -> History:
    """Of the release with this code, slug or file. Raises NewsroomError."""
    release = room.find(name)
    try:
        return History(release, tuple(_versions(room, release)))
    except NoHistory as error:
        return History(release, message=str(error))


def _versions(room: Newsroom, release: Release) -> list[Version]:
    """The newest first. Raises NoHistory."""
    commits = list(_commits(room.file(release)))
    if not commits:
        raise NoHistory("Berkas ini belum pernah disimpan di Git, jadi belum ada riwayatnya.")
    versions: list[Version] = []
    before: Release | None = None
    is_first = True
    for commit, at, author, place in reversed(commits):
        data = _git(room.file(release).parent, "show", f"{commit}:{place}")
        now = room.parse(data, _below(room, place)).value if data is not None else None
        changes = ("naskah pertama",) if is_first else _changes(before, now)
        if not is_first and versions[-1].path != place:
            changes = (f"berkas pindah dari {versions[-1].path}", *changes)
        versions.append(Version(commit[:10], at, author, place, now, changes))
        before, is_first = now or before, False
    whole = room.whole(release)
    if before and (changes := _changes(before, whole)):
        versions.append(Version("", "", "", versions[-1].path, whole, changes))
    return versions[::-1]


def _commits(file: Path) -> Iterator[tuple[str, str, str, str]]:
    """Commit, time, author and path of every version, the newest first. Raises NoHistory."""
    inside = _git(file.parent, "rev-parse", "--is-inside-work-tree")
    if inside is None:
        raise NoHistory("Folder isi ini tidak disimpan dengan Git, jadi tidak ada riwayatnya.")
    log = _git(
        file.parent,
        "-c",
        "core.quotePath=false",
        "log",
        "--follow",
        "--name-only",
        f"--format={_MARK}%H%n%aI%n%an",
        "--",
        file.name,
    )
    for part in (log or b"").decode("utf-8", "replace").split(_MARK)[1:]:
        lines = [line for line in part.split("\n") if line]
        if len(lines) >= 4:
            yield lines[0], lines[1], lines[2], lines[3]


def _git(folder: Path, *words: str) -> bytes | None:
    """The output of a Git command; None when it fails. Raises NoHistory without Git."""
    try:
        done = subprocess.run(
            ["git", *words], cwd=folder, capture_output=True, check=False, stdin=subprocess.DEVNULL
        )
    except OSError:
        raise NoHistory(
            "Git tidak terpasang di komputer ini; riwayat tidak dapat dibaca."
        ) from None
    return done.stdout if done.returncode == 0 else None


def _below(room: Newsroom, place: str) -> str:
    """The path below the content folder of a path below the repository."""
    _, mark, rest = place.rpartition("rilis/")
    return f"{mark}{rest}" if mark else place


def _changes(before: Release | None, now: Release | None) -> tuple[str, ...]:
    """What changed between two versions, in words."""
    if now is None:
        return ("tidak terbaca",)
    if before is None:
        return ("terbaca lagi",)
    changes = []
    if now.code != before.code and not before.code_is_derived:
        changes.append(f"kode semula {before.code}, kini {now.code}")
    elif before.code_is_derived and not now.code_is_derived:
        changes.append(f"diberi kode {now.code}")
    if now.title != before.title:
        changes.append(f"judul semula “{before.title}”")
    if now.happened_at != before.happened_at:
        changes.append(f"tanggal semula {dates.short(before.happened_at)}")
    if now.status != before.status:
        changes.append(f"status {before.status} menjadi {now.status}")
    if now.withdrawal != before.withdrawal:
        changes.append(f"dicabut ({now.withdrawal.kind})" if now.withdrawal else "pencabutan batal")
    added = len(now.corrections) - len(before.corrections)
    if added > 0:
        changes.append(f"{added} ralat ditambah")
    changes += _text_changes(before.text, now.text)
    return tuple(changes) or (("keterangan lain berubah",) if now != before else ())


def _text_changes(before: str, now: str) -> list[str]:
    old, new = Counter(before.split()), Counter(now.split())
    gone, come = (old - new).total(), (new - old).total()
    return [f"isi: {come} kata ditambah, {gone} kata dihapus"] if gone or come else []
