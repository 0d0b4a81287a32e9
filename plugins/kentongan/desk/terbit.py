"""`humas terbit`: take colleagues' work, build, show the changes, ask, publish, report."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kentongan.desk.asking import agreed, can_ask
from kentongan.desk.indonesian import ContentError, DeskCommand
from kentongan.desk.options import examples, print_json, shared
from kentongan.desk.screen import fitted
from kentongan.newsroom import configuration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kentongan.newsroom.configuration import Configuration
    from kentongan.newsroom.publish import Request
    from kentongan.publishing.changes import Changes
    from kentongan.publishing.core import Plan, Progress
    from kentongan.publishing.run import Job, Outcome

NOBODY = "Tidak ada yang dapat ditanyai di sini; pakai --ya atau --lihat."


@click.command(
    "terbit",
    cls=DeskCommand,
    help="Ambil naskah rekan, bangun situs, tunjukkan yang berubah, terbitkan ke server, lalu "
    "kirim naskah dan catatan kita kepada rekan.",
    epilog=examples(
        "humas terbit",
        "humas terbit --ke cadangan",
        "humas terbit --semua",
        "humas terbit --ya          (untuk penjadwal)",
        "humas terbit --lihat       (hanya menunjukkan)",
        "humas terbit --segel 4K7-Q2M-9XC",
        "humas terbit --konfigurasi nginx > humas.conf",
    ),
)
@click.option("--ke", "target", metavar="NAMA", help="Tujuan di publishconf.py.")
@click.option("--semua", "everywhere", is_flag=True, help="Semua tujuan, satu per satu.")
@click.option("--ya", "yes", is_flag=True, help="Terbitkan tanpa bertanya.")
@click.option("--lihat", "look", is_flag=True, help="Tunjukkan yang akan berubah saja.")
@click.option("--tanpa-bangun", "as_built", is_flag=True, help="Terbitkan hasil bangun yang ada.")
@click.option(
    "--penuh", "full", is_flag=True, help="Buat dan kirim ulang semua; tidak percaya yang ada."
)
@click.option("--lepas", "lift", is_flag=True, help="Lepas tujuan yang ditahan humas mundur.")
@click.option(
    "--segel",
    "seal",
    multiple=True,
    metavar="KODE",
    help="Versi situs sebelum ini tidak boleh ditayangkan lagi.",
)
@click.option(
    "--izinkan-hilang", "lost", multiple=True, metavar="ALAMAT", help="Alamat yang boleh hilang."
)
@click.option("--tanpa-git", "alone", is_flag=True, help="Jangan ambil dan kirim naskah lewat Git.")
@click.option(
    "--pakai-kami", "ours", multiple=True, metavar="BERKAS", help="Pada bentrok: versi di sini."
)
@click.option(
    "--pakai-rekan", "theirs", multiple=True, metavar="BERKAS", help="Pada bentrok: versi rekan."
)
@click.option(
    "--abaikan-riwayat", "rewritten", is_flag=True, help="Riwayat naskah di Git ditulis ulang."
)
@click.option("--abaikan-jam", "ignore_clock", is_flag=True, help="Jam server yang keliru.")
@click.option(
    "--konfigurasi",
    "server",
    type=click.Choice(["nginx", "caddy", "caddy-segarkan"]),
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
def command(content: Path, as_json: bool, output: Path, target: str | None, **asked: Any) -> int:
    from kentongan.newsroom.publish import job_of

    with readable_errors():
        configured = configuration.load(content)
        job = replace(
            job_of(configured, content, output, target),
            full=asked["full"],
            ignore_clock=asked["ignore_clock"],
            lift=asked["lift"],
        )
        if asked["server"]:
            from kentongan.newsroom.web_server import configuration as web_server

            words = {name: asked[name] for name in ("certificate", "key", "brotli")}
            click.echo(web_server(job, asked["server"], **words), nl=False)
            return 0
        if asked["everywhere"] and target is not None:
            raise click.UsageError("Pilih satu: --ke atau --semua.")
        outcomes = _publish(configured, job, as_json, asked)
    report(outcomes, as_json)
    return 0


def _publish(
    configured: Configuration, job: Job, as_json: bool, asked: Mapping[str, Any]
) -> list[Outcome]:
    from kentongan.newsroom import publish
    from kentongan.publishing import run

    request = _request(job, asked)
    with progress_bar(quiet=as_json) as progress, _build_report(asked["yes"]) as built:

        def confirm(plan: Plan, changes: Changes) -> bool:
            progress("", 0, 0)
            if not as_json:
                _say("\n".join(changes.lines()))
            return not request.look and (
                asked["yes"] or _asked(f"Terbitkan ke {_target_words(job, asked)}?", as_json)
            )

        def build() -> None:
            progress("", 0, 0)
            run.build(job, configured.project, built.say)

        if asked["everywhere"]:
            outcomes = publish.publish_all(request, confirm, build, progress)
        else:
            outcomes = [publish.publish(request, confirm, build, progress)]
        built.is_news = any(outcome.changed for outcome in outcomes)
        return outcomes


class _BuildReport:
    """What builds say. A timer's report is held back until it is known whether it is news."""

    def __init__(self, *, is_held: bool) -> None:
        self.is_news = True  # as is a failure
        self._held: list[str] | None = [] if is_held else None

    def say(self, line: str) -> None:
        if self._held is None:
            _complain(line)
        else:
            self._held.append(line)

    def end(self) -> None:
        for line in (self._held or ()) if self.is_news else ():
            _complain(line)


@contextmanager
def _build_report(is_timer: bool) -> Iterator[_BuildReport]:
    report = _BuildReport(is_held=is_timer and not sys.stderr.isatty())
    try:
        yield report
    finally:
        report.end()


def _target_words(job: Job, asked: Mapping[str, Any]) -> str:
    return "semua tujuan" if asked["everywhere"] else job.options.name


def _request(job: Job, asked: Mapping[str, Any]) -> Request:
    from kentongan.newsroom.publish import Request

    return Request(
        job,
        look=asked["look"],
        as_built=asked["as_built"],
        with_git=not asked["alone"],
        ignore_history=asked["rewritten"],
        seal=asked["seal"],
        allowed_losses=asked["lost"],
        ours=frozenset(asked["ours"]),
        theirs=frozenset(asked["theirs"]),
    )


def _asked(question: str, as_json: bool) -> bool:
    if as_json or not can_ask():
        raise click.UsageError(NOBODY)
    return agreed(question)


@contextmanager
def readable_errors() -> Iterator[None]:
    """Publishing errors as one sentence: exit status 2 for a wrong set-up, else 1."""
    from kentongan.publishing.errors import ConfigurationError, PublishingError

    try:
        yield
    except ConfigurationError as error:
        raise click.UsageError(str(error)) from error
    except PublishingError as error:
        sentences = [str(error), getattr(error, "detail", ""), *getattr(error, "__notes__", [])]
        whole = fitted("\n".join(filter(None, sentences)), sys.stderr)
        raise ContentError(whole) from error
    except KeyboardInterrupt as error:
        raise ContentError(
            "\nDibatalkan. Situs tetap utuh, yang semula atau yang baru; ulangi perintah ini untuk "
            "menyelesaikannya."
        ) from error


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
    # What is printed beside the bar is left as it is: rich would take `[tidak]` for a colour.
    bar = Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    task = bar.add_task("", total=None)

    def update(label: str, done: int, of: int) -> None:
        if not label:
            bar.stop()  # a question has the line for itself
            return
        bar.start()
        bar.update(task, description=label, completed=done, total=of or None)

    try:
        yield update
    finally:
        bar.stop()


def report(
    outcomes: Sequence[Outcome],
    as_json: bool,
    verb: str = "tayang",
    nothing: str = "Tidak ada yang diterbitkan.",
) -> None:
    """The result, for people or for a machine (one object, or a list of several).

    `nothing` says that the target is as it was.
    """
    if as_json:
        reports = [outcome.as_json() for outcome in outcomes]
        print_json(reports[0] if len(reports) == 1 else reports)
        return
    for outcome in outcomes:
        _report(outcome, verb, nothing)


def _report(outcome: Outcome, verb: str, nothing: str) -> None:
    if outcome.changed:
        seconds = f"{outcome.seconds:.1f}".replace(".", ",")
        _say(f"{outcome.target}: versi {outcome.version} {verb} ({seconds} detik).")
    else:
        _say(f"{outcome.target}: {nothing}")
    for notification in outcome.notifications:
        state = "diberi tahu" if notification.ok else f"gagal diberi tahu ({notification.answer})"
        _say(f"{notification.to}: {state}, {notification.about}")
    for warning in outcome.warnings:
        _complain(f"Peringatan: {warning}\n")


def _say(text: str) -> None:
    click.echo(fitted(text, sys.stdout))


def _complain(line: str) -> None:
    click.echo(fitted(line, sys.stderr), nl=False, err=True)
