"""`humas batal-cabut`: a withdrawn release comes back as it was."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from kentongan.desk.indonesian import ContentError, DeskCommand
from kentongan.desk.options import examples, print_json, shared
from kentongan.manuscripts.editing import set_fields
from kentongan.newsroom.releases import Newsroom, clocked, save

_KEYS = ("Dicabut", "Alasan", "Dicabut-Pada", "Gabung-Ke")


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
    room = Newsroom(content, stated_now)
    release = room.find(name)
    if release.withdrawal is None:
        raise ContentError(f"Rilis {release.code} tidak sedang dicabut.")
    text = room.edited(release, partial(set_fields, changes=dict.fromkeys(_KEYS)))
    save({room.file(release): text})
    if as_json:
        print_json({"code": release.code, "path": release.path, "url": release.url})
        return
    click.echo(
        f"{room.file(release)}: pencabutan dibatalkan. Rilis tayang lagi di {release.url} "
        "pada penerbitan berikutnya: humas terbit"
    )
