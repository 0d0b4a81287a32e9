"""`humas samarkan`: proposes where to blur a photograph. It changes nothing."""

from __future__ import annotations

from pathlib import Path

import click

from kentongan.desk.indonesian import DeskCommand
from kentongan.desk.options import examples, print_json, shared


@click.command(
    "samarkan",
    cls=DeskCommand,
    help="Cari wajah pada FOTO dan usulkan baris Samarkan untuk rilisnya. "
    "Periksa sendiri hasilnya: wajah kecil atau dari samping dapat terlewat.",
    epilog=examples("humas samarkan content/rilis/2026/11/ungkap-kasus.jpg"),
)
@click.argument(
    "photos",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FOTO...",
)
@shared
def command(content: Path, as_json: bool, photos: tuple[Path, ...]) -> None:
    from kentongan.newsroom.blur import propose_blurs

    proposed = propose_blurs(photos)
    if as_json:
        print_json(proposed.as_json())
        return
    for proposal in proposed.proposals:
        prefix = f"{proposal.path}: " if len(photos) > 1 else ""
        click.echo(prefix + (proposal.line or "Tidak ada wajah yang ditemukan."))
