"""`humas periksa`: the findings of reader and gate, before anything is published."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kentongan.desk.asking import agreed, can_ask
from kentongan.desk.indonesian import DeskCommand
from kentongan.desk.options import clocked, examples, print_json, shared
from kentongan.desk.screen import fitted

if TYPE_CHECKING:
    from kentongan.newsroom.check import Checked


@click.command(
    "periksa",
    cls=DeskCommand,
    help="Periksa rilis sebelum terbit: data pribadi, nama, tanggal, ejaan, gambar. "
    "Tanpa PATH, semua yang dibaca situs diperiksa.",
    epilog=examples(
        "humas periksa",
        "humas periksa content/rilis/2026/11/patroli.md",
        "humas periksa --perbaiki content/rilis/2026/11",
    ),
)
@click.argument(
    "paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATH]..."
)
@click.option("--sarif", "as_sarif", is_flag=True, help="Keluaran SARIF untuk editor dan CI.")
@click.option(
    "--perbaiki", is_flag=True, help="Terapkan perbaikan yang aman dan tunjukkan bedanya."
)
@click.option("--ya", "yes", is_flag=True, help="Perbaiki juga yang sudah terbit tanpa bertanya.")
@clocked
@shared
def command(
    content: Path,
    as_json: bool,
    paths: tuple[Path, ...],
    as_sarif: bool,
    perbaiki: bool,
    yes: bool,
    stated_now: str,
) -> int:
    from kentongan.newsroom.check import check
    from kentongan.newsroom.repair import repair

    fixed = repair(_agreed_files(content, paths, yes, as_json or as_sarif)) if perbaiki else []
    checked = replace(check(content, paths, stated_now), fixed=tuple(fixed))
    if as_sarif:
        print_json(checked.as_sarif(content))
    elif as_json:
        print_json(checked.as_json())
    else:
        for change in fixed:
            words = f"-{change.before} +{change.after}" if change.after else f"-{change.before}"
            click.echo(fitted(f"{change.file}:{change.line}: {words}", sys.stdout))
        click.echo(fitted(_report(checked, content), sys.stdout))
    return 1 if checked.has_errors else 0


def _agreed_files(content: Path, paths: Sequence[Path], yes: bool, quiet: bool) -> list[Path]:
    """The files that may be corrected: those that were published only when staff agree."""
    from kentongan.newsroom.check import files_of
    from kentongan.newsroom.repair import published

    files = list(files_of(paths or (content / "rilis",)))
    known = [] if yes else published(content, files)
    if not known:
        return files
    if can_ask() and not quiet:
        if agreed(f"{len(known)} naskah sudah pernah terbit. Perbaiki juga yang itu?"):
            return files
    else:
        click.echo(
            f"{len(known)} naskah sudah pernah terbit dan tidak diubah; "
            "pakai --ya untuk mengubahnya juga.",
            err=True,
        )
    return [file for file in files if file not in known]


def _report(checked: Checked, content: Path) -> str:
    from kentongan.domain.problems import render

    errors = sum(problem.severity == "error" for problem in checked.problems)
    warnings = len(checked.problems) - errors
    counts = f"{checked.checked} berkas diperiksa: {errors} masalah, {warnings} peringatan."
    if not checked.problems:
        return counts
    listed = render(checked.problems, content.as_posix()).rsplit("\n", 1)[0]
    return f"{listed}\n{counts}"
