"""`humas lihat`: the page of one file as the public will see it, without a build."""

from __future__ import annotations

from pathlib import Path

import click

from kentongan.desk.indonesian import DeskCommand
from kentongan.desk.options import clocked, examples, print_json, shared


@click.command(
    "lihat",
    cls=DeskCommand,
    help="Buat satu halaman seperti yang akan dilihat warga, tanpa membangun situs. PATH adalah "
    "naskah rilis, satuan, atau halaman. Draf ditampilkan dengan tanda pratinjau.",
    epilog=examples(
        "humas lihat content/rilis/2026/11/patroli.md",
        "humas lihat --buka content/rilis/2026/11/patroli.md",
    ),
)
@click.argument(
    "path", metavar="PATH", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--buka", "browse", is_flag=True, help="Buka halamannya di peramban.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="OUTPUT",
    metavar="FOLDER",
    help="Folder hasil bangun, bila bukan yang biasa.",
)
@clocked
@shared
def command(
    content: Path, as_json: bool, path: Path, browse: bool, output: Path | None, stated_now: str
) -> int:
    from kentongan.domain.problems import render
    from kentongan.newsroom.configuration import load
    from kentongan.newsroom.look import copy_for_browser, look

    page = look(content, path, output, stated_now)
    if as_json:
        print_json(page.as_json())
    elif page.problems:
        report = render(page.problems, content.as_posix()).rsplit("\n", 1)[0]
        click.echo(report, err=True)
    if page.file is None:
        return 1
    if not as_json:
        click.echo(str(page.file))
        click.echo(f"Alamatnya nanti: {page.url}")
        if page.is_preview:
            click.echo("Rilis ini belum tampak bagi umum; halamannya bertanda pratinjau.")
        if page.is_alone:
            click.echo("Situs belum pernah dibangun, jadi kaitan dengan rilis lain belum tampak.")
    if browse:
        click.launch(copy_for_browser(page, load(content)).as_uri())
    return 0
