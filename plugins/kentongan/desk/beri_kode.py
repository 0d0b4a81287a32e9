"""`humas beri-kode`: writes a permanent code into every release that has none."""

from __future__ import annotations

from pathlib import Path

import click

from kentongan.desk.indonesian import DeskCommand
from kentongan.desk.options import examples, print_json, shared


@click.command(
    "beri-kode",
    cls=DeskCommand,
    help="Tulis kode tetap ke rilis yang belum punya. Tanpa PATH, semua rilis. "
    "Rilis yang sudah pernah terbit mempertahankan kode yang sudah dikenal umum.",
    epilog=examples("humas beri-kode", "humas beri-kode content/rilis/2026/11/patroli.md"),
)
@click.argument(
    "paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATH]..."
)
@shared
def command(content: Path, as_json: bool, paths: tuple[Path, ...]) -> None:
    from kentongan.newsroom.codes import give_codes
    from kentongan.newsroom.folder import Newsroom

    codes = give_codes(Newsroom(content), paths)
    if as_json:
        print_json(codes.as_json())
        return
    for given in codes.given:
        known = "" if given.is_new else " (kode yang sudah terbit)"
        click.echo(f"{content / given.path}: {given.code}{known}")
    count = len(codes.given)
    click.echo(f"{count} rilis diberi kode." if count else "Semua rilis sudah berkode.")
