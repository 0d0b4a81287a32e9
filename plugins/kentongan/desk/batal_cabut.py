"""`humas batal-cabut`: a withdrawn release comes back as it was."""

from __future__ import annotations

from pathlib import Path

import click

from kentongan.desk.indonesian import DeskCommand
from kentongan.desk.options import clocked, examples, print_json, shared


@click.command(
    "batal-cabut",
    cls=DeskCommand,
    help="Batalkan pencabutan: rilis tayang lagi seperti semula.",
    epilog=examples("humas batal-cabut 4K7-Q2M-9XC"),
)
@click.argument("name", metavar="KODE|SLUG|PATH")
@clocked
@shared
def command(content: Path, as_json: bool, name: str, stated_now: str) -> None:
    from kentongan.newsroom.folder import Newsroom
    from kentongan.newsroom.withdraw import restore

    restored = restore(Newsroom(content, stated_now), name)
    if as_json:
        print_json(restored.as_json())
        return
    click.echo(
        f"{restored.file}: pencabutan dibatalkan. Rilis tayang lagi di {restored.url} "
        "pada penerbitan berikutnya: humas terbit"
    )
