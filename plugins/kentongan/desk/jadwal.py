"""`humas jadwal`: changes at known times, and when the site must be built again."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from kentongan.desk.indonesian import DeskCommand
from kentongan.desk.options import clocked, examples, print_json, shared
from kentongan.newsroom import schedule
from kentongan.newsroom.folder import Newsroom, written
from kentongan.storage.writing import write_whole


@click.command(
    "jadwal",
    cls=DeskCommand,
    help="Tampilkan yang akan terbit, berlaku, atau berakhir, dan kapan situs harus dibangun lagi.",
    epilog=examples(
        "humas jadwal",
        "humas jadwal --berikutnya",
        "humas jadwal --cron > humas.cron",
        "humas jadwal --systemd --tulis jadwal",
    ),
)
@click.option("--berikutnya", "only_next", is_flag=True, help="Hanya waktu berikutnya (ISO 8601).")
@click.option("--cron", "as_cron", is_flag=True, help="Baris crontab untuk waktu-waktu itu.")
@click.option("--systemd", "as_timer", is_flag=True, help="Berkas .service dan .timer systemd.")
@click.option(
    "--tulis",
    "folder",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder untuk kedua berkas systemd; tanpa ini keduanya dicetak.",
)
@clocked
@shared
def command(
    content: Path,
    as_json: bool,
    only_next: bool,
    as_cron: bool,
    as_timer: bool,
    folder: Path | None,
    stated_now: str,
) -> None:
    if only_next + as_cron + as_timer + as_json > 1:
        raise click.UsageError("Pilih satu: --json, --berikutnya, --cron, atau --systemd.")
    if folder is not None and not as_timer:
        raise click.UsageError("--tulis dipakai bersama --systemd.")
    room = Newsroom(content, stated_now)
    timetable = schedule.timetable(room)
    moments = timetable.moments
    if only_next:
        click.echo(moments[0].isoformat() if moments else "")
    elif as_cron:
        click.echo(schedule.crontab(timetable, _humas()), nl=False)
    elif as_timer:
        units = schedule.systemd_units(timetable, room.configuration, _humas())
        for name, text in units.items():
            if folder is None:
                click.echo(f"# {name}\n{text}")
            else:
                write_whole(folder / name, text.encode())
                click.echo(f"{folder / name} ditulis.")
    elif as_json:
        print_json(timetable.as_json())
    else:
        _print(timetable.events)


def _humas() -> str:
    """The command with its whole path, for a scheduler that knows no other."""
    own = Path(sys.argv[0])
    return str(own.resolve()) if own.name == "humas" else shutil.which("humas") or "humas"


def _print(events: Sequence[schedule.Event]) -> None:
    if not events:
        click.echo("Tidak ada yang terjadwal.")
        return
    for event in events:
        when = written(event.at)
        click.echo(f"{when}  {schedule.WORDS[event.event]}: {event.title} ({event.path})")
    click.echo(f"Bangun situs lagi pada {written(events[0].at)}.")
