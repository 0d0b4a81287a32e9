"""`humas mundur`: show yesterday's state again."""

from __future__ import annotations

from pathlib import Path

import click

from kentongan.desk.indonesian import DeskCommand
from kentongan.desk.options import examples, shared
from kentongan.desk.terbit import new_job, progress_bar, readable_errors, report


@click.command(
    "mundur",
    cls=DeskCommand,
    help="Tayangkan kembali versi situs sebelum yang sekarang.",
    epilog=examples("humas mundur", "humas mundur --ke cadangan"),
)
@click.option("--ke", "target", metavar="NAMA", help="Tujuan di publishconf.py.")
@shared
def command(content: Path, as_json: bool, target: str | None) -> int:
    from kentongan.publishing import run

    with readable_errors(), progress_bar(quiet=as_json) as progress:
        outcome = run.rollback(new_job(content, Path("output"), target), progress)
    report(outcome, as_json, "mundur")
    return 0
