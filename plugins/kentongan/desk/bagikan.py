"""`humas bagikan`: a release as a WhatsApp text, ready to paste."""

from __future__ import annotations

from pathlib import Path

import click

from kentongan.desk.indonesian import DeskCommand
from kentongan.desk.options import clocked, examples, print_json, shared


@click.command(
    "bagikan",
    cls=DeskCommand,
    help="Cetak teks WhatsApp dari sebuah rilis: judul tebal, teras, alamat, sumber.",
    epilog=examples("humas bagikan 4K7-Q2M-9XC", "humas bagikan polsek-kraton-gelar-patroli"),
)
@click.argument("name", metavar="KODE|SLUG|PATH")
@clocked
@shared
def command(content: Path, as_json: bool, name: str, stated_now: str) -> None:
    from kentongan.newsroom.folder import Newsroom
    from kentongan.newsroom.share import share

    passed_on = share(Newsroom(content, stated_now), name)
    if as_json:
        print_json(passed_on.as_json())
    else:
        click.echo(passed_on.text)
