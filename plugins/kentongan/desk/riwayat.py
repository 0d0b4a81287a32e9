"""`humas riwayat`: the versions of a release as Git keeps them, and what changed."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from kentongan.desk.indonesian import DeskCommand
from kentongan.desk.options import examples, print_json, shared
from kentongan.domain import dates
from kentongan.domain.release import Release
from kentongan.newsroom.releases import Newsroom, clocked, written

_MARK = "\x01"
NOT_SAVED = "belum disimpan di Git"


class NoHistory(Exception):
    """Why Git has nothing to tell; an Indonesian sentence."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the file; `commit` is empty for one that is not committed."""

    commit: str
    at: str
    author: str
    path: str
    release: Release | None
    changes: tuple[str, ...]


@click.command(
    "riwayat",
    cls=DeskCommand,
    help="Tampilkan versi-versi sebuah rilis dari Git: kapan, oleh siapa, apa yang berubah.",
    epilog=examples("humas riwayat 4K7-Q2M-9XC"),
)
@click.argument("name", metavar="KODE|SLUG|PATH")
@clocked
@shared
def command(content: Path, as_json: bool, name: str, stated_now: str) -> None:
    room = Newsroom(content, stated_now)
    release = room.find(name)
    try:
        versions, reason = _versions(room, release), ""
    except NoHistory as error:
        versions, reason = [], str(error)
    if as_json:
        print_json(
            {
                "code": release.code,
                "path": release.path,
                "versions": [_as_json(one) for one in versions],
                "message": reason,
            }
        )
        return
    click.echo(f"{release.code}  {release.path}")
    click.echo(f"Terbit {written(release.published_at.astimezone(room.zone))}", nl=False)
    changed = release.changed_at.astimezone(room.zone)
    has_changed = release.changed_at > release.published_at
    click.echo(f", diperbarui {written(changed)}." if has_changed else ".")
    if reason:
        click.echo(reason)
    for version in versions:
        _print(room, version)


def _versions(room: Newsroom, release: Release) -> list[Version]:
    """The newest first. Raises NoHistory."""
    commits = list(_commits(room.file(release)))
    if not commits:
        raise NoHistory("Berkas ini belum pernah disimpan di Git, jadi belum ada riwayatnya.")
    found: list[Version] = []
    before: Release | None = None
    is_first = True
    for commit, at, author, place in reversed(commits):
        data = _git(room.file(release).parent, "show", f"{commit}:{place}")
        now = room.parse(data, _below(room, place)).release if data is not None else None
        changes = ("naskah pertama",) if is_first else _changes(before, now)
        if not is_first and found[-1].path != place:
            changes = (f"berkas pindah dari {found[-1].path}", *changes)
        found.append(Version(commit[:10], at, author, place, now, changes))
        before, is_first = now or before, False
    whole = room.whole(release)
    if before and (changes := _changes(before, whole)):
        found.append(Version("", "", "", found[-1].path, whole, changes))
    return found[::-1]


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
    found = []
    if now.code != before.code and not before.code_is_derived:
        found.append(f"kode semula {before.code}, kini {now.code}")
    elif before.code_is_derived and not now.code_is_derived:
        found.append(f"diberi kode {now.code}")
    if now.title != before.title:
        found.append(f"judul semula “{before.title}”")
    if now.happened_at != before.happened_at:
        found.append(f"tanggal semula {dates.short(before.happened_at)}")
    if now.status != before.status:
        found.append(f"status {before.status} menjadi {now.status}")
    if now.withdrawal != before.withdrawal:
        found.append(f"dicabut ({now.withdrawal.kind})" if now.withdrawal else "pencabutan batal")
    added = len(now.corrections) - len(before.corrections)
    if added > 0:
        found.append(f"{added} ralat ditambah")
    found += _text_changes(before.text, now.text)
    return tuple(found) or (("keterangan lain berubah",) if now != before else ())


def _text_changes(before: str, now: str) -> list[str]:
    old, new = Counter(before.split()), Counter(now.split())
    gone, come = (old - new).total(), (new - old).total()
    return [f"isi: {come} kata ditambah, {gone} kata dihapus"] if gone or come else []


def _as_json(version: Version) -> dict[str, Any]:
    release = version.release
    return {
        "commit": version.commit or None,
        "at": version.at or None,
        "author": version.author or None,
        "path": version.path,
        "title": release.title if release else None,
        "date": release.happened_at.isoformat() if release else None,
        "words": len(release.text.split()) if release else 0,
        "changes": list(version.changes),
    }


def _print(room: Newsroom, version: Version) -> None:
    if version.commit:
        moment = datetime.fromisoformat(version.at).astimezone(room.zone)
        click.echo(f"\n{written(moment)}  {version.commit}  {version.author}")
    else:
        click.echo(f"\n({NOT_SAVED})")
    for change in version.changes:
        click.echo(f"  {change}")
