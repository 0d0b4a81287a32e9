"""`humas impor`: raw press texts in, release files out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kentongan.desk.indonesian import DeskCommand
from kentongan.desk.options import examples, print_json, shared
from kentongan.storage.reasons import reason
from kentongan.storage.writing import create

if TYPE_CHECKING:
    from kentongan.domain.units import Registry
    from kentongan.importer.draft import Draft
    from kentongan.importer.raw import RawPicture
    from kentongan.newsroom.configuration import Configuration

_FROM_INPUT = "-"
_PAUSE = 0.7  # seconds of silence after which an empty line ends a paste
_MANY = 5  # files from which a progress bar helps


@dataclass(frozen=True, slots=True)
class _Options:
    year: int | None
    title: str
    unit: str
    day: date | None
    look_only: bool
    ask: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """One release of a file, with the pictures that came with it."""

    key: str
    draft: Draft
    pictures: tuple[RawPicture, ...]


@click.command(
    "impor",
    cls=DeskCommand,
    help="Jadikan teks mentah sebuah rilis: .txt, .md, .docx, .eml, atau ekspor WhatsApp "
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
    content: Path,
    as_json: bool,
) -> int:
    from kentongan.newsroom.configuration import load
    from kentongan.newsroom.units import units_of

    if paste and files:
        raise click.UsageError("Pilih salah satu: --tempel atau nama berkas.")
    if not paste and not files and sys.stdin.isatty():
        raise click.UsageError("Sebutkan berkasnya, atau pakai --tempel.")
    ask = not (silent or as_json or look_only) and sys.stdin.isatty()
    options = _Options(year, title, unit, _day(day), look_only, ask)
    configuration = load(content)
    units = units_of(content, configuration)
    importer = _Importer(configuration, units, options, _private_finder(units))
    sources = _pasted() if paste else _opened(files or (Path(_FROM_INPUT),))
    if as_json:
        return importer.as_json(sources)
    return importer.run(sources, content, len(files))


def _day(written: str) -> date | None:
    if not written:
        return None
    from zoneinfo import ZoneInfo

    from kentongan.domain import dates

    try:
        return dates.parse(written, ZoneInfo("Asia/Jakarta")).moment.date()
    except dates.DateError as error:
        raise click.UsageError(f"--tanggal “{written}”: {error.reason}.") from None


def _private_finder(units: Registry) -> Callable[[str], Iterable[tuple[str, str]]]:
    from kentongan.gate.core import allowed_phones, check_text

    allowed = allowed_phones(units)

    def find(text: str) -> Iterable[tuple[str, str]]:
        return [(found.type, found.text) for found in check_text(text, allowed_phones=allowed)]

    return find


# Where texts come from


@dataclass(frozen=True, slots=True)
class _Source:
    """A named text or file; `error` completes `Berkas X …`."""

    name: str
    data: bytes = b""
    pictures: tuple[RawPicture, ...] = ()
    error: str = ""


def _pasted() -> Iterator[_Source]:
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
    yield _Source("tempel", "\n".join(lines).encode())


def _more_is_coming() -> bool:
    if not sys.stdin.isatty():
        return True
    import select

    ready, _, _ = select.select([sys.stdin], [], [], _PAUSE)
    return bool(ready)


def _opened(paths: Sequence[Path]) -> Iterator[_Source]:
    from kentongan.importer.raw import RawPicture, is_picture_name

    waiting: _Source | None = None
    for path in paths:
        source = _open(path)
        if is_picture_name(path.name) and not source.error and waiting and not waiting.error:
            picture = RawPicture(path.name, source.data)
            waiting = replace(waiting, pictures=(*waiting.pictures, picture))
            continue
        if waiting:
            yield waiting
        waiting = source
    if waiting:
        yield waiting


def _open(path: Path) -> _Source:
    from kentongan.importer.raw import MOST_FILE_BYTES

    if str(path) == _FROM_INPUT:
        return _Source("masukan", sys.stdin.buffer.read(MOST_FILE_BYTES + 1))
    try:
        if path.is_dir():
            return _Source(path.name, error="adalah folder; sebutkan berkas di dalamnya")
        with path.open("rb") as stream:
            data = stream.read(MOST_FILE_BYTES + 1)
    except FileNotFoundError:
        return _Source(path.name, error="tidak ada")
    except OSError:
        return _Source(path.name, error="tidak dapat dibaca; periksa izinnya")
    return _Source(path.name, data)


# What is done with them


class _Importer:
    def __init__(
        self,
        configuration: Configuration,
        units: Registry,
        options: _Options,
        find_private: Callable[[str], Iterable[tuple[str, str]]],
    ) -> None:
        self.configuration = configuration
        self.units = units
        self.options = options
        self.find_private = find_private
        self.failed = 0
        self.written = 0

    def as_json(self, sources: Iterable[_Source]) -> int:
        result: dict[str, object] = {}
        for source in sources:
            for found in self._releases(source):
                result[_free_key(found.key, result)] = found.draft.as_json()
        print_json(result)
        return 1 if self.failed else 0

    def run(self, sources: Iterable[_Source], content: Path, count: int) -> int:
        for source in _with_progress(sources, count):
            for found in self._releases(source):
                self._finish(source.name, found, content)
        verb = "ditemukan" if self.options.look_only else "ditulis"
        tail = f", {self.failed} gagal" if self.failed else ""
        click.echo(f"{self.written} rilis {verb}{tail}.")
        return 1 if self.failed else 0

    def _releases(self, source: _Source) -> Iterator[_Found]:
        from kentongan.importer import sources as reading
        from kentongan.importer.core import drafts_of
        from kentongan.importer.raw import MOST_CHARACTERS, SourceError

        if source.error:
            self._fail(source.name, source.error)
            return
        try:
            texts = reading.read(source.name, source.data)
        except SourceError as error:
            self._fail(source.name, str(error))
            return
        stem = Path(source.name).stem or source.name
        for number, text in enumerate(texts):
            if len(text.text) > MOST_CHARACTERS:
                self._fail(source.name, "memuat teks yang terlalu panjang untuk sebuah rilis")
                continue
            pictures, wrong = reading.checked_pictures(
                [*text.pictures, *(source.pictures if number == 0 else ())]
            )
            drafts = drafts_of(
                replace(text, doubts=(*text.doubts, *wrong)),
                self.units,
                find_private=self.find_private,
                year=self.options.year,
            )
            for index, draft in enumerate(drafts):
                yield _Found(stem, draft, tuple(pictures) if index == 0 else ())

    def _finish(self, name: str, found: _Found, content: Path) -> None:
        draft = self._settled(found.draft)
        if not draft.title:
            self._fail(name, "tidak memuat judul; sebutkan dengan --judul")
        elif not draft.body.strip():
            self._fail(name, "tidak memuat isi di bawah judulnya")
        elif not draft.unit_name:
            self._fail(name, "tidak menyebut satuan polisi; sebutkan dengan --satuan")
        elif self.options.look_only:
            _show(draft, content, None)
            self.written += 1
        else:
            path = self._write(draft, found.pictures, content)
            if path:
                _show(draft, content, path)
                self.written += 1

    def _settled(self, draft: Draft) -> Draft:
        """The draft with what staff say about what the text does not."""
        options = self.options
        title = draft.title or options.title
        day = draft.day or options.day
        unit_name = draft.unit_name or options.unit
        if options.ask:
            title = title or click.prompt("Judul rilis ini", default="", show_default=False)
            unit_name = unit_name or click.prompt("Satuan", default="", show_default=False)
            if day is None:
                day = _day(click.prompt("Tanggal", default="", show_default=False))
        unit = draft.unit
        if unit_name != draft.unit_name:
            from kentongan.domain.units import UnitError

            try:
                unit = self.units.find(unit_name)
            except UnitError:
                unit = None
        return replace(draft, title=title or None, day=day, unit_name=unit_name or None, unit=unit)

    def _write(self, draft: Draft, pictures: Sequence[RawPicture], content: Path) -> Path | None:
        from kentongan.domain import codes
        from kentongan.importer import writing
        from kentongan.newsroom.units import bring_units

        today = self.configuration.now().date()
        day = draft.day or _likely_day(draft, today) or today
        taken: set[str] = set()
        while True:
            path = writing.place_of(draft.title or "", day, taken)
            if not (content / path).exists():
                break
            taken.add(path)
        written = writing.write(
            draft,
            path=path,
            code=codes.mint(),
            day=day,
            pictures=pictures,
            hold=draft.day is None,
        )
        try:
            stored = _store(written, content)
            for unit in bring_units(content, self.configuration, writing.unit_value(draft)):
                click.echo(f"{unit} (satuan ini disertakan; periksa isinya)")
            return stored
        except OSError as error:
            self._fail(path, f"tidak dapat ditulis: {reason(error)}")
            return None

    def _fail(self, name: str, reason: str) -> None:
        self.failed += 1
        click.echo(f"{name}: Berkas {reason}.", err=True)


def _likely_day(draft: Draft, today: date) -> date | None:
    """A date without a year, in the year that ends today. The file is then held as a draft."""
    from kentongan.domain.dates_in_text import find

    if draft.partial_day is None:
        return None
    day, month = draft.partial_day
    found = find(f"({day}/{month})", reference=today)
    return found[0].date if found else None


def _store(written: object, content: Path) -> Path:
    """All files of a release, or none. Never over an existing one. Raises OSError."""
    from kentongan.importer.writing import Written

    assert isinstance(written, Written)
    target = content / written.path
    target.parent.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    try:
        for name, data in written.pictures:
            create(target.parent / name, data)
            made.append(target.parent / name)
        create(target, written.text.encode())
    except OSError:
        for path in made:
            path.unlink(missing_ok=True)
        raise
    return target


def _free_key(stem: str, used: dict[str, object]) -> str:
    key, number = stem, 1
    while key in used:
        number += 1
        key = f"{stem}-{number}"
    return key


def _with_progress(sources: Iterable[_Source], count: int) -> Iterator[_Source]:
    if count < _MANY or not sys.stderr.isatty():
        yield from sources
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(
        sources, total=count, description="Mengimpor", console=Console(stderr=True), transient=True
    )


def _show(draft: Draft, content: Path, path: Path | None) -> None:
    """What was found, and what to look at again. Personal data stay masked."""
    from kentongan.domain import dates
    from kentongan.gate.masks import mask

    masks = [(datum, mask(kind, datum)) for kind, datum in draft.privacy if datum]

    def say(line: str) -> None:
        for datum, masked in masks:
            line = line.replace(datum, masked)
        click.echo(line)

    say(str(path) if path else f"(belum ditulis) {draft.title}")
    day = "tidak ditemukan"
    if draft.day:
        day = f"{dates.WEEKDAY_NAMES[draft.day.weekday()]}, {dates.short(draft.day)}"
    above = f" ({', '.join(draft.parent_units)})" if draft.parent_units else ""
    rows = [
        ("Judul", draft.title or ""),
        ("Tanggal", day),
        ("Satuan", f"{draft.unit_name}{above}"),
        ("Jenis", draft.kind),
        ("Lokasi", draft.location or ""),
        ("Tag", ", ".join(draft.tags)),
        *(("Narasumber", str(official)) for official in draft.officials),
        *(("Kutipan", _short(f"{quote.speaker or '?'}: “{quote.text}”")) for quote in draft.quotes),
    ]
    for label, value in rows:
        if value:
            say(f"  {label:<11}{value}")
    for doubt in draft.doubts:
        say(f"  Ragu: {doubt}")
    for kind, datum in draft.privacy:
        click.echo(f"  Data pribadi ({kind}): {mask(kind, datum)}")
    if path is None:
        say("\n" + draft.body)


def _short(text: str) -> str:
    return text if len(text) <= 90 else text[:89].rstrip() + "…"
