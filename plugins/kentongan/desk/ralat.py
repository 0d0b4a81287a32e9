"""`humas ralat`: records a correction, and writes the text that tells it."""

from __future__ import annotations

from pathlib import Path

import click

from kentongan.desk.indonesian import DeskCommand
from kentongan.desk.options import clocked, examples, print_json, shared


@click.command(
    "ralat",
    cls=DeskCommand,
    help="Catat ralat pada rilis yang sudah terbit. Isi rilis Anda betulkan sendiri; "
    "perintah ini hanya menambah catatan ralatnya.",
    epilog=examples("humas ralat 4K7-Q2M-9XC --keliru 'tiga orang' --benar 'dua orang'"),
)
@click.argument("name", metavar="KODE|SLUG|PATH")
@click.option("--keliru", "wrong", required=True, metavar="TEKS", help="Yang keliru.")
@click.option("--benar", "right", required=True, metavar="TEKS", help="Yang benar.")
@click.option("--waktu", "at", default="", metavar="WAKTU", help="Waktu ralat; tanpa ini kini.")
@clocked
@shared
def command(
    content: Path, as_json: bool, name: str, wrong: str, right: str, at: str, stated_now: str
) -> None:
    from kentongan.newsroom.correct import correct
    from kentongan.newsroom.folder import Newsroom

    corrected = correct(Newsroom(content, stated_now), name, wrong, right, at)
    if as_json:
        print_json(corrected.as_json())
        return
    click.echo(f"{corrected.file}: ralat dicatat. Berlaku pada penerbitan berikutnya.")
    if corrected.still_in_text:
        line = corrected.still_in_text
        click.echo(f"Kata yang keliru masih ada di isi, baris {line}; betulkan juga di sana.")
    click.echo(f"\nUntuk WhatsApp, siap tempel:\n\n{corrected.text}")
