"""`humas impor-wordpress`: the posts of a WordPress export as release files."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kentongan.desk.indonesian import DeskCommand
from kentongan.desk.options import examples, print_json, shared

if TYPE_CHECKING:
    from kentongan.importer.wordpress import Post


@click.command(
    "impor-wordpress",
    cls=DeskCommand,
    help="Pindahkan tulisan dari ekspor WordPress (WXR) menjadi rilis. Dapat dilanjutkan: yang "
    "sudah ada dilewati. Komentar tidak ikut.",
    epilog=examples(
        "humas impor-wordpress ekspor.xml --unggahan wp-content/uploads",
        "humas impor-wordpress ekspor.xml --satuan polresta-pasuruan",
    ),
)
@click.argument(
    "file", metavar="BERKAS", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--unggahan",
    "uploads",
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder wp-content/uploads dari situs lama.",
)
@click.option("--satuan", "unit_name", default="", help="Satuan bila tulisan tidak menyebutnya.")
@click.option(
    "--laporan",
    "report",
    metavar="BERKAS",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("laporan-impor-wordpress.txt"),
    show_default=True,
    help="Daftar hal yang perlu diperiksa orang.",
)
@shared
def command(
    content: Path, as_json: bool, file: Path, uploads: Path | None, unit_name: str, report: Path
) -> None:
    from kentongan.newsroom.bring_in_wordpress import move_posts

    def progress(posts: Iterator[Post], count: int) -> Iterator[Post]:
        return _with_progress(posts, count, quiet=as_json)

    moved = move_posts(
        content, file, uploads=uploads, unit_name=unit_name, report=report, progress=progress
    )
    if as_json:
        print_json(moved.as_json())
        return
    click.echo(moved.summary())
    click.echo(f"Yang perlu diperiksa: {report}")
    click.echo("Berikutnya: humas periksa")


def _with_progress(posts: Iterator[Post], count: int, *, quiet: bool) -> Iterator[Post]:
    if quiet or not sys.stderr.isatty():
        yield from posts
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(posts, total=count, description="Memindahkan", console=Console(stderr=True))
