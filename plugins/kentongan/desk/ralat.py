"""`humas ralat`: records a correction, and writes the text that tells it."""

from __future__ import annotations

from pathlib import Path

import click

from kentongan.desk.indonesian import ContentError, DeskCommand
from kentongan.desk.options import examples, print_json, shared
from kentongan.domain.lifecycle import public_view
from kentongan.domain.release import Release
from kentongan.manuscripts.editing import append_entry
from kentongan.newsroom.releases import Newsroom, address_of, clocked, save, written


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
    room = Newsroom(content, stated_now)
    wrong, right = _entry(wrong), _entry(right)
    if not wrong or not right:
        raise click.UsageError("--keliru dan --benar tidak boleh kosong.")
    if wrong == right:
        raise click.UsageError("--keliru dan --benar sama; tidak ada yang diralat.")
    release = room.find(name)
    moment = room.past(at, "--waktu")
    _check(room, release)
    entry = f"{written(moment)} | {wrong} | {right}"
    save(
        {room.file(release): room.edited(release, lambda text: append_entry(text, "Ralat", entry))}
    )
    text = _message(room, release, wrong, right)
    line = _line_of(release, wrong)
    if as_json:
        print_json(
            {
                "code": release.code,
                "path": release.path,
                "at": moment.isoformat(),
                "wrong": wrong,
                "right": right,
                "still_in_text": line,
                "text": text,
            }
        )
        return
    click.echo(f"{room.file(release)}: ralat dicatat. Berlaku pada penerbitan berikutnya.")
    if line:
        click.echo(f"Kata yang keliru masih ada di isi, baris {line}; betulkan juga di sana.")
    click.echo(f"\nUntuk WhatsApp, siap tempel:\n\n{text}")


def _entry(typed: str) -> str:
    """The words without the marks that part entries."""
    return " ".join(typed.replace("|", "/").replace(";", ",").split())


def _check(room: Newsroom, release: Release) -> None:
    state = public_view(release, room.now).state
    if state == "hidden":
        raise ContentError(
            f"{release.path} belum tayang; betulkan langsung di berkasnya, tanpa ralat."
        )
    if state != "shown":
        what = "sudah dicabut" if release.withdrawal else "sudah ditutup"
        raise ContentError(f"Rilis {release.code} {what}; tidak ada yang diralat.")


def _line_of(release: Release, words: str) -> int:
    """The line of the file where the wrong words still stand; 0 where they are gone."""
    position = release.body.casefold().find(words.casefold())
    return release.body_line + release.body.count("\n", 0, position) if position >= 0 else 0


def _message(room: Newsroom, release: Release, wrong: str, right: str) -> str:
    unit = room.units.get(release.unit)
    return "\n\n".join(
        (
            "*RALAT*",
            f"Siaran Humas {unit.name if unit else release.unit}: {release.title}",
            f"Tertulis: {wrong}\nSeharusnya: {right}",
            f"Siaran yang sudah dibetulkan: {address_of(release.code)}",
        )
    )
