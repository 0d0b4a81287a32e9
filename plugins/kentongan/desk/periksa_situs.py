"""`humas periksa-situs`: checks whether a live site follows the rules."""

from __future__ import annotations

import os
from pathlib import Path

import click

from kentongan.desk.indonesian import DeskCommand
from kentongan.desk.options import examples, print_json, shared


@click.command(
    "periksa-situs",
    cls=DeskCommand,
    help="Periksa situs yang tayang: keamanan, jenis berkas, cache, pengalihan.",
    epilog=examples(
        "humas periksa-situs https://humas.example",
        "humas periksa-situs https://humas.example --pindah /alamat/lama/",
    ),
)
@click.argument("url", metavar="ALAMAT")
@click.option("--pindah", "moved", multiple=True, metavar="ALAMAT", help="Harus dialihkan (301).")
@click.option("--dicabut", "gone", multiple=True, metavar="ALAMAT", help="Harus dijawab 410.")
@shared
def command(
    content: Path, as_json: bool, url: str, moved: tuple[str, ...], gone: tuple[str, ...]
) -> int:
    from kentongan.newsroom.examine import examine

    examined = examine(url, Path(os.environ.get("OUTPUT", "output")), moved, gone)
    if as_json:
        print_json(examined.as_json())
    else:
        for finding in examined.bad:
            click.echo(f"{finding.address}: [{finding.code}] {finding.message}")
            if finding.fix:
                click.echo(f"    Perbaiki: {finding.fix}")
        click.echo(f"{len(examined.findings)} hal diperiksa, {len(examined.bad)} masalah.")
    return 1 if examined.bad else 0
