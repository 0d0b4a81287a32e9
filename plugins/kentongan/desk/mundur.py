"""`humas mundur`: show yesterday's state again, and keep it until `humas terbit --lepas`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kentongan.desk.asking import agreed, can_ask
from kentongan.desk.indonesian import DeskCommand
from kentongan.desk.options import examples, shared
from kentongan.desk.screen import fitted
from kentongan.desk.terbit import progress_bar, readable_errors, report
from kentongan.newsroom import configuration

if TYPE_CHECKING:
    from kentongan.publishing.core import Way


@click.command(
    "mundur",
    cls=DeskCommand,
    help="Tayangkan kembali versi situs sebelum yang sekarang. Situs lalu ditahan di versi itu "
    "sampai humas terbit --lepas.",
    epilog=examples("humas mundur", "humas mundur --ke cadangan", "humas mundur --ya"),
)
@click.option("--ke", "target", metavar="NAMA", help="Tujuan di publishconf.py.")
@click.option("--ya", "yes", is_flag=True, help="Mundur tanpa bertanya.")
@shared
def command(content: Path, as_json: bool, target: str | None, yes: bool) -> int:
    from kentongan.newsroom.publish import job_of, roll_back
    from kentongan.publishing.changes import way_lines

    with readable_errors():
        job = job_of(configuration.load(content), content, Path("output"), target)
        with progress_bar(quiet=as_json) as progress:

            def confirm(way: Way) -> bool:
                progress("", 0, 0)
                if not as_json:
                    click.echo(f"{job.options.name}: kembali ke versi {way.version}.")
                    click.echo(fitted("\n".join(way_lines(way.difference)), sys.stdout))
                if yes:
                    return True
                if as_json or not can_ask():
                    raise click.UsageError("Tidak ada yang dapat ditanyai di sini; pakai --ya.")
                return agreed(f"Mundur di {job.options.name}?")

            outcome = roll_back(job, confirm, progress)
    if outcome.changed:
        outcome.warnings.append("Tujuan ditahan di versi ini. Melepasnya: humas terbit --lepas")
    report([outcome], as_json, "tayang lagi", "Tidak mundur; situs tetap seperti semula.")
    return 0
