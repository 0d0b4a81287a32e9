"""`humas daftar`: the releases of a content folder, filtered, as a table or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kentongan.desk.indonesian import DeskCommand
from kentongan.desk.options import clocked, examples, print_json, shared
from kentongan.newsroom.folder import Newsroom
from kentongan.newsroom.listing import STATUSES, Filters, listing

if TYPE_CHECKING:
    from kentongan.newsroom.listing import Row


def _options(function: Any) -> Any:
    for option in (
        click.option("--cari", "words", default="", metavar="KATA", help="Kata di judul atau isi."),
        click.option("--sampai", "until", default="", metavar="TANGGAL", help="Tanggal terakhir."),
        click.option("--sejak", "since", default="", metavar="TANGGAL", help="Tanggal pertama."),
        click.option("--status", type=click.Choice(STATUSES), help="Hanya yang berstatus ini."),
        click.option("--tag", default="", metavar="TAG", help="Hanya yang bertag ini."),
        click.option("--jenis", "kind", default="", metavar="JENIS", help="Hanya jenis ini."),
        click.option(
            "--satuan",
            "unit",
            default="",
            metavar="SATUAN",
            help="Hanya satuan ini dan satuan di bawahnya.",
        ),
    ):
        function = option(function)
    return function


@click.command(
    "daftar",
    cls=DeskCommand,
    help="Tampilkan daftar rilis, yang terbaru di atas.",
    epilog=examples(
        "humas daftar",
        "humas daftar --status draf",
        "humas daftar --satuan polsek-kraton --sejak '1 November 2026'",
        "humas daftar --cari patroli --json",
    ),
)
@_options
@clocked
@shared
def command(content: Path, as_json: bool, stated_now: str, **filters: str | None) -> None:
    room = Newsroom(content, stated_now)
    listed = listing(room, Filters(**{name: value or "" for name, value in filters.items()}))
    if as_json:
        print_json(listed.as_json())
        return
    _table(room, listed.rows)
    if listed.unread:
        click.echo(f"{listed.unread} berkas tidak terbaca; lihat: humas periksa", err=True)


def _table(room: Newsroom, rows: Sequence[Row]) -> None:
    if not rows:
        click.echo("Tidak ada rilis yang cocok.")
        return
    for row in rows:
        day = row.release.published_at.astimezone(room.zone)
        unit = room.units.get(row.release.unit)
        name = unit.name if unit else row.release.unit
        click.echo(
            f"{row.release.code}  {day:%Y-%m-%d %H.%M}  {row.status:<8}{name:<24} "
            f"{row.view.release.title}"
        )
    click.echo(f"{len(rows)} rilis.")
