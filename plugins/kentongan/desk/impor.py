"""`humas impor`: raw press texts in, release files out."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kentongan.desk.asking import agreed, can_ask
from kentongan.desk.drafts import show
from kentongan.desk.indonesian import DeskCommand
from kentongan.desk.options import examples, print_json, shared
from kentongan.importer.raw import MOST_FILE_BYTES
from kentongan.newsroom.bring_in import (
    Answers,
    BroughtIn,
    Importer,
    Incoming,
    Source,
    lack_of,
    opened,
)
from kentongan.newsroom.bring_in import as_json as drafts_as_json
from kentongan.newsroom.errors import NewsroomError, RequestError

if TYPE_CHECKING:
    from kentongan.desk.form import Form
    from kentongan.importer.draft import Draft

_FROM_INPUT = "-"
_PAUSE = 0.7  # seconds of silence after which an empty line ends a paste
_MANY = 5  # files from which a progress bar helps


@click.command(
    "impor",
    cls=DeskCommand,
    help="Jadikan teks mentah sebuah rilis: .txt, .md, .docx, .odt, .eml, atau ekspor WhatsApp "
    "(.txt, .zip). Gambar (.jpg, .png) yang disebut sesudah sebuah teks disertakan padanya.",
    epilog=examples(
        "humas impor rilis.txt",
        "humas impor --lihat rilis.docx",
        "humas impor rilis.txt foto.jpg",
        "humas impor --tempel",
        "humas impor --tahun 2024 chat-humas.zip",
        "humas impor --json *.txt",
    ),
)
@click.argument("files", nargs=-1, metavar="[BERKAS]...", type=click.Path(path_type=Path))
@click.option("--tempel", "paste", is_flag=True, help="Tempel teks sampai baris kosong.")
@click.option("--lihat", "look_only", is_flag=True, help="Tampilkan hasilnya tanpa menulis.")
@click.option(
    "--tahun", "year", type=click.IntRange(1945, 2199), help="Tahun bila teks tak menyebut."
)
@click.option("--judul", "title", default="", help="Judul bila teks tak menyebut.")
@click.option("--satuan", "unit", default="", help="Satuan bila teks tak menyebut.")
@click.option("--tanggal", "day", default="", help="Tanggal bila teks tak menyebut.")
@click.option("--tanpa-tanya", "silent", is_flag=True, help="Jangan bertanya di terminal.")
@click.option("--tulis-juga", "copies", is_flag=True, help="Juga teks yang hampir sama.")
@shared
def command(
    files: tuple[Path, ...],
    paste: bool,
    look_only: bool,
    year: int | None,
    title: str,
    unit: str,
    day: str,
    silent: bool,
    copies: bool,
    content: Path,
    as_json: bool,
) -> int:
    from kentongan.desk.form import Form
    from kentongan.newsroom.configuration import load

    if paste and files:
        raise click.UsageError("Pilih salah satu: --tempel atau nama berkas.")
    if not paste and not files and can_ask():
        raise click.UsageError("Sebutkan berkasnya, atau pakai --tempel.")
    importer = Importer(content, load(content), year)
    stated = Answers(title, unit, _day(importer, day))
    asks = can_ask() and not (silent or look_only or as_json)
    form = Form(importer.units, importer.configuration.zone) if asks else None
    run = _Run(importer, stated, form, takes_copies=copies or look_only)
    sources = _sources(files, paste)
    if as_json:
        drafts = [
            importer.with_likeness(incoming)
            for _, several in run.read(sources)
            for incoming in several
        ]
        print_json(drafts_as_json(drafts))
        return 1 if run.failed else 0
    if form is None:
        sources = _with_progress(sources, len(files))
    return run.bring_in(sources, count=len(files), look_only=look_only)


def _day(importer: Importer, typed: str) -> date | None:
    from kentongan.newsroom.answers import NotUnderstood, day_of

    try:
        return day_of(typed, importer.configuration.zone) if typed else None
    except NotUnderstood as error:
        raise RequestError(f"--tanggal: {error}") from None


# Where texts come from


def _sources(files: Sequence[Path], paste: bool) -> Iterator[Source]:
    if paste:
        return iter([_pasted()])
    return opened([_input() if str(path) == _FROM_INPUT else path for path in files or [Path("-")]])


def _input() -> Source:
    return Source("masukan", sys.stdin.buffer.read(MOST_FILE_BYTES + 1))


def _pasted() -> Source:
    """Lines from the keyboard up to an empty one, or the end of the input.

    Empty lines inside a pasted text do not end it: what was pasted arrives at once.
    """
    if sys.stdin.isatty():
        click.echo("Tempel teks rilis, lalu tekan Enter pada baris kosong.", err=True)
    lines: list[str] = []
    while line := sys.stdin.readline():
        if lines and not line.strip() and not _more_is_coming():
            break
        lines.append(line.rstrip("\n"))
    return Source("tempel", "\n".join(lines).encode())


def _more_is_coming() -> bool:
    if not sys.stdin.isatty():
        return True
    import select

    ready, _, _ = select.select([sys.stdin], [], [], _PAUSE)
    return bool(ready)


# What is done with them


class _DeclinedError(NewsroomError):
    """Staff decided not to write the release."""


class _Run:
    """One call of the command: what was written, what failed."""

    def __init__(
        self, importer: Importer, stated: Answers, form: Form | None, *, takes_copies: bool
    ) -> None:
        self.importer = importer
        self.stated = stated
        self.form = form
        self.takes_copies = takes_copies
        self.failed = 0
        self.declined = 0
        self.found = 0
        self.written: list[BroughtIn] = []

    def read(self, sources: Iterable[Source]) -> Iterator[tuple[Source, list[Incoming]]]:
        """The releases of each source; unreadable ones are reported and counted."""
        for source in sources:
            drafts: list[Incoming] = []
            try:
                drafts.extend(self.importer.read(source))
            except NewsroomError as error:
                self._fail(str(error))
            yield source, drafts

    def bring_in(self, sources: Iterable[Source], *, count: int, look_only: bool) -> int:
        for source, drafts in self.read(sources):
            for incoming in drafts:
                try:
                    self._finish(
                        source, incoming, look_only, is_only=count < 2 and len(drafts) == 1
                    )
                except _DeclinedError:
                    self.declined += 1
                except click.Abort:
                    self._say_what_stays()
                    raise
                except NewsroomError as error:
                    self._fail(f"{source.name}: {error}")
        verb = "ditemukan" if look_only else "ditulis"
        tail = f", {self.declined} tidak ditulis" if self.declined else ""
        tail += f", {self.failed} gagal" if self.failed else ""
        click.echo(f"{self.found} rilis {verb}{tail}.")
        if self.written:
            click.echo(_next_step(self.written))
        return 1 if self.failed or self.declined else 0

    def _finish(
        self, source: Source, incoming: Incoming, look_only: bool, *, is_only: bool
    ) -> None:
        draft = self.stated.under(incoming.draft, self.importer.find_unit)
        takes_correction = False
        if self.form and draft.body.strip():
            show(draft, f"{source.name}: {draft.title or '(tanpa judul)'}")
            takes_correction = self._takes_correction(draft)  # before any other question
            draft = self._asked(self.form, draft, everything=is_only)
        lack = lack_of(draft)
        if lack and look_only:
            show(draft, f"(belum ditulis) {draft.title or '(tanpa judul)'}", with_text=True)
        if lack:
            raise NewsroomError(f"Berkas {lack}.")
        self._refuse_copy(draft)
        if self.form is None:
            self._takes_correction(draft)
        if look_only:
            show(draft, f"(belum ditulis) {draft.title}", with_text=True)
        else:
            written = self.importer.write(
                replace(incoming, draft=draft), takes_correction=takes_correction
            )
            self.written.append(written)
            if self.form:
                click.echo(str(written.file))
            else:
                show(draft, str(written.file))
            for unit in written.units:
                click.echo(f"{unit} (satuan ini disertakan; periksa isinya)")
        self.found += 1

    def _refuse_copy(self, draft: Draft) -> None:
        """Ask before a text is written that is there already. Raises NewsroomError."""
        alike = None if self.takes_copies else self.importer.alike(draft)
        if alike is None:
            return
        if self.form is None:
            raise NewsroomError(f"Teks ini {alike}; pakai --tulis-juga bila memang rilis lain.")
        click.echo(f"Teks ini {alike}.")
        if not agreed("Tulis juga sebagai rilis baru?"):
            raise _DeclinedError("Tidak ditulis.")

    def _takes_correction(self, draft: Draft) -> bool:
        """Whether staff want a notice that corrects a release as one of its own.

        The notice belongs to that release; how, is printed. Raises NewsroomError.
        """
        notice = draft.correction
        if notice is None:
            return False
        release = self.importer.corrected(draft)
        code = release.code if release else "KODE"
        click.echo("Teks ini meralat rilis lain. Catat ralatnya pada rilis itu:")
        for wrong, right in notice.pairs or [("…", "…")]:
            words = ("humas", "ralat", code, "--keliru", wrong, "--benar", right)
            click.echo(f"  {shlex.join(words)}")
        if release is None:
            click.echo("Ganti KODE dengan kode rilis itu; humas daftar menyebutnya.")
        if self.form is None:
            return False
        if not agreed("Tulis juga sebagai rilis baru?"):
            raise _DeclinedError("Tidak ditulis.")
        return True

    def _asked(self, form: Form, draft: Draft, *, everything: bool) -> Draft:
        """The draft as staff confirm it, or only what it lacks."""
        title, unit, day, kind = draft.title or "", "", draft.day, draft.kind
        if everything or not title:
            title = form.title(title)
        if everything or not draft.unit_name:
            unit = form.unit_name(draft)
        if everything or day is None:
            day = form.day(self.importer.likely_day(draft))
        if everything:
            kind = form.kind(kind)
        settled = Answers(title, unit, day, kind).over(draft, self.importer.find_unit)
        if not everything or kind != draft.kind:
            return settled
        return replace(settled, fields={**draft.fields, **form.more(draft)})

    def _say_what_stays(self) -> None:
        """What an officer who leaves the form midway has already."""
        if self.written:
            click.echo(f"\n{len(self.written)} rilis sudah ditulis. {_next_step(self.written)}")

    def _fail(self, sentence: str) -> None:
        self.failed += 1
        click.echo(sentence, err=True)


def _next_step(written: Sequence[BroughtIn]) -> str:
    held = sum(1 for release in written if release.is_held)
    waits = (
        f"{held} berstatus draf karena tanggalnya belum pasti atau isinya ralat. " if held else ""
    )
    if len(written) > 1:
        return f"{waits}Berikutnya: humas periksa"
    file = written[0].file
    return f"{waits}Berikutnya:\n  humas periksa {file}\n  humas lihat {file}"


def _with_progress(sources: Iterable[Source], count: int) -> Iterator[Source]:
    if count < _MANY or not sys.stderr.isatty():
        yield from sources
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(
        sources, total=count, description="Mengimpor", console=Console(stderr=True), transient=True
    )
