"""`humas riwayat`: the versions of a release as Git keeps them, and what changed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from kentongan.desk.indonesian import DeskCommand
from kentongan.desk.options import clocked, examples, print_json, shared
from kentongan.newsroom.folder import Newsroom, written
from kentongan.newsroom.history import Version, history

NOT_SAVED = "belum disimpan di Git"


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
    versions = history(room, name)
    if as_json:
        print_json(versions.as_json())
        return
    release = versions.release
    click.echo(f"{release.code}  {release.path}")
    click.echo(f"Terbit {written(release.published_at.astimezone(room.zone))}", nl=False)
    changed = release.changed_at.astimezone(room.zone)
    has_changed = release.changed_at > release.published_at
    click.echo(f", diperbarui {written(changed)}." if has_changed else ".")
    if versions.message:
        click.echo(versions.message)
    for version in versions.versions:
        _print(room, version)


def _print(room: Newsroom, version: Version) -> None:
    if version.commit:
        moment = datetime.fromisoformat(version.at).astimezone(room.zone)
        click.echo(f"\n{written(moment)}  {version.commit}  {version.author}")
    else:
        click.echo(f"\n({NOT_SAVED})")
    for change in version.changes:
        click.echo(f"  {change}")
