"""`humas terbit`: build, show what changes, ask, publish, tell the world."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kentongan.desk.indonesian import ContentError, DeskCommand
from kentongan.desk.options import examples, print_json, shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kentongan.publishing.changes import Changes
    from kentongan.publishing.core import Plan, Progress
    from kentongan.publishing.run import Job, Outcome


@click.command(
    "terbit",
    cls=DeskCommand,
    help="Bangun situs, tunjukkan yang berubah, lalu terbitkan ke server.",
    epilog=examples(
        "humas terbit",
        "humas terbit --ke cadangan",
        "humas terbit --ya          (untuk penjadwal)",
        "humas terbit --lihat       (hanya menunjukkan)",
        "humas terbit --konfigurasi nginx > humas.conf",
    ),
)
@click.option("--ke", "target", metavar="NAMA", help="Tujuan di publishconf.py.")
@click.option("--ya", "yes", is_flag=True, help="Terbitkan tanpa bertanya.")
@click.option("--lihat", "look", is_flag=True, help="Tunjukkan yang akan berubah saja.")
@click.option("--tanpa-bangun", "as_built", is_flag=True, help="Terbitkan hasil bangun yang ada.")
@click.option("--penuh", "full", is_flag=True, help="Kirim ulang semua; tidak percaya yang ada.")
@click.option("--abaikan-jam", "ignore_clock", is_flag=True, help="Jam server yang keliru.")
@click.option(
    "--konfigurasi",
    "server",
    type=click.Choice(["nginx", "caddy"]),
    help="Cetak konfigurasi server web, tanpa menerbitkan.",
)
@click.option("--sertifikat", "certificate", default="", metavar="BERKAS", help="Sertifikat TLS.")
@click.option("--kunci", "key", default="", metavar="BERKAS", help="Kunci sertifikat itu.")
@click.option("--brotli", is_flag=True, help="nginx punya modul brotli_static.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=lambda: Path(os.environ.get("OUTPUT", "output")),
    metavar="FOLDER",
    help="Folder hasil bangun.",
)
@shared
def command(
    content: Path,
    as_json: bool,
    target: str | None,
    yes: bool,
    look: bool,
    as_built: bool,
    full: bool,
    ignore_clock: bool,
    server: str | None,
    certificate: str,
    key: str,
    brotli: bool,
    output: Path,
) -> int:
    from dataclasses import replace

    from kentongan.publishing import run

    with readable_errors():
        if server is not None:
            job = new_job(content, output, target)
            click.echo(_configuration(job, server, certificate, key, brotli), nl=False)
            return 0
        job = replace(new_job(content, output, target), full=full, ignore_clock=ignore_clock)
        with progress_bar(quiet=as_json) as progress:

            def confirm(plan: Plan, changes: Changes) -> bool:
                progress("", 0, 0)
                if not as_json:
                    click.echo("\n".join(changes.lines()))
                return not look and (yes or _asked(job.options.name, as_json))

            def build() -> None:
                if not as_built:
                    run.build(job, Path.cwd(), {})

            outcome = run.publish(job, confirm, progress, build)
    report(outcome, as_json, "terbit")
    return 0


def _configuration(job: Job, kind: str, certificate: str, key: str, brotli: bool) -> str:
    from kentongan.publishing.caddy import caddy
    from kentongan.publishing.facts import SiteFacts
    from kentongan.publishing.nginx import Server, nginx

    if job.options.values["type"] not in ("folder", "ssh"):
        raise click.UsageError(f"Tujuan {job.options.name} tidak dilayani server web sendiri.")
    if bool(certificate) != bool(key):
        raise click.UsageError("--sertifikat dan --kunci selalu bersama.")
    site = SiteFacts(job.origin)
    place = job.options.text("path").rstrip("/")
    server = Server(site.host, place, certificate, key, secure=site.secure, brotli=brotli)
    return nginx(server) if kind == "nginx" else caddy(server)


def _asked(target: str, as_json: bool) -> bool:
    if as_json or not sys.stdin.isatty():
        raise click.UsageError("Tidak ada yang dapat ditanyai di sini; pakai --ya atau --lihat.")
    return click.confirm(f"Terbitkan ke {target}?", default=False)


def new_job(content: Path, output: Path, target: str | None) -> Job:
    """The job as `publishconf.py` of the present folder describes it."""
    from kentongan.domain.settings import SettingsError, read
    from kentongan.newsroom.configuration import load
    from kentongan.publishing import journal
    from kentongan.publishing.core import Settings
    from kentongan.publishing.run import Job

    values = configuration(Path("publishconf.py"))
    try:
        settings = read(values, Settings)
    except SettingsError as error:
        raise click.UsageError(f"publishconf.py: {error}") from error
    origin = os.environ.get("SITEURL") or values.get("SITEURL", "")
    return Job(
        settings,
        content,
        output,
        Path(".cache"),
        origin,
        load(content).now(),
        journal.who(),
        target,
    )


def configuration(path: Path) -> dict[str, Any]:
    """The capital names of `publishconf.py`."""
    import runpy

    if not path.exists():
        raise click.UsageError(
            f"{path} tidak ada di sini; jalankan humas di folder utama proyek situs."
        )
    sys.path.insert(0, os.curdir)
    try:
        found = runpy.run_path(str(path))
    finally:
        sys.path.remove(os.curdir)
    return {name: value for name, value in found.items() if name.isupper()}


@contextmanager
def readable_errors() -> Iterator[None]:
    """Publishing errors as one sentence: exit status 2 for a wrong set-up, else 1."""
    from kentongan.publishing.errors import ConfigurationError, PublishingError

    try:
        yield
    except ConfigurationError as error:
        raise click.UsageError(str(error)) from error
    except PublishingError as error:
        notes = getattr(error, "__notes__", [])
        raise ContentError("\n".join([str(error), *notes])) from error


@contextmanager
def progress_bar(quiet: bool) -> Iterator[Progress]:
    """A bar on a terminal; silence elsewhere."""
    from kentongan.publishing.core import silent

    if quiet or not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, visible=False)

        def update(label: str, done: int, of: int) -> None:
            bar.update(
                task, description=label, completed=done, total=of or None, visible=bool(label)
            )
            if not label:
                bar.refresh()

        yield update


def report(outcome: Outcome, as_json: bool, verb: str) -> None:
    if as_json:
        print_json(outcome.as_json())
        return
    if not outcome.changed:
        click.echo("Tidak ada yang diterbitkan.")
    elif verb == "mundur":
        click.echo(f"{outcome.target}: situs kembali ke versi {outcome.version}.")
    else:
        click.echo(
            f"{outcome.target}: versi {outcome.version} tayang ({outcome.seconds:.1f} detik)."
        )
    for told in outcome.told:
        state = "diberi tahu" if told.ok else f"gagal diberi tahu ({told.answer})"
        click.echo(f"{told.to}: {state}, {told.about}")
    for warning in outcome.warnings:
        click.echo(f"Peringatan: {warning}", err=True)
