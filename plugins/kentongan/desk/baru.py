"""`humas baru`: five questions, and the skeleton of a release."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from kentongan.desk.indonesian import ContentError, DeskCommand
from kentongan.desk.options import examples, print_json, shared
from kentongan.storage.writing import create

if TYPE_CHECKING:
    from kentongan.domain.units import Registry, Unit

_BODY = """\
{unit} – Tulis paragraf pertama di sini: apa yang terjadi, di mana, kapan, siapa yang bertindak.

Tulis paragraf kedua: bagaimana dan mengapa.

“Tulis kutipan pejabat di sini,” ujar {speaker}.

Tulis penutup: apa yang dapat dilakukan warga, atau ke mana bertanya.
"""


@click.command(
    "baru",
    cls=DeskCommand,
    help="Buat kerangka rilis dari lima pertanyaan. Yang disebut sebagai pilihan tidak ditanyakan.",
    epilog=examples(
        "humas baru",
        "humas baru --judul 'Polsek Kraton Gelar Patroli' --satuan polsek-kraton",
    ),
)
@click.option("--judul", "title", help="Judul rilis.")
@click.option("--satuan", "unit_name", help="Satuan: slug, nama, atau alias.")
@click.option("--tanggal", "day", help="Tanggal, misalnya 30 Agustus 2024.")
@click.option("--jenis", "kind", help="Jenis rilis.")
@click.option("--narasumber", "official", help="Narasumber, misalnya Kapolsek Kraton AKP Safiudin.")
@shared
def command(
    content: Path,
    as_json: bool,
    title: str | None,
    unit_name: str | None,
    day: str | None,
    kind: str | None,
    official: str | None,
) -> None:
    from kentongan.domain import dates
    from kentongan.newsroom.configuration import load
    from kentongan.newsroom.units import bring_units, units_of

    configuration = load(content)
    units, today = units_of(content, configuration), configuration.now().date()
    title = title or click.prompt("1. Judul")
    unit = _unit(units, unit_name or click.prompt("2. Satuan"))
    day = day or click.prompt("3. Tanggal", default=dates.short(today))
    kind = kind or click.prompt("4. Jenis", default="siaran-pers")
    if official is None:
        official = click.prompt("5. Narasumber (boleh kosong)", default="", show_default=False)
    path, code = _write(content, title, unit, _day(day, configuration.zone), _kind(kind), official)
    brought = bring_units(content, configuration, unit.slug)
    if as_json:
        print_json({"path": path.relative_to(content).as_posix(), "code": code})
        return
    for file in brought:
        click.echo(f"{file} (satuan ini disertakan; periksa isinya)")
    click.echo(f"{path}\nTulis isinya, lalu hapus baris “Status: draf” untuk menerbitkan.")


def _unit(units: Registry, name: str) -> Unit:
    from kentongan.domain.units import AmbiguousUnit, UnknownUnit

    try:
        return units.find(name)
    except UnknownUnit as error:
        hint = f" Maksud Anda “{error.nearest}”?" if error.nearest else ""
        raise ContentError(f"Satuan “{name}” tidak dikenal.{hint}") from None
    except AmbiguousUnit as error:
        names = ", ".join(unit.slug for unit in error.candidates)
        raise ContentError(f"“{name}” dapat berarti beberapa satuan: {names}.") from None


def _day(written: str, zone: ZoneInfo) -> date:
    from kentongan.domain import dates

    try:
        parsed = dates.parse(written, zone)
    except dates.DateError as error:
        hint = f" Maksud Anda {error.hint}?" if error.hint else ""
        raise ContentError(f"Tanggal “{written}”: {error.reason}.{hint}") from None
    if parsed.weekday_ok is False:
        raise ContentError(f"Tanggal “{written}” jatuh pada hari {parsed.weekday}.")
    return parsed.moment.date()


def _kind(written: str) -> str:
    from kentongan.domain.release import KINDS
    from kentongan.domain.text import slugify
    from kentongan.manuscripts.fields import nearest

    kind = slugify(written)
    if kind not in KINDS:
        near = nearest(kind, KINDS)
        hint = f" Maksud Anda {near}?" if near else ""
        raise ContentError(
            f"Jenis “{written}” tidak dikenal.{hint} Pilihannya: {', '.join(KINDS)}."
        )
    return kind


def _write(
    content: Path, title: str, unit: Unit, day: date, kind: str, official: str
) -> tuple[Path, str]:
    from kentongan.domain import codes, dates
    from kentongan.importer.writing import place_of

    taken: set[str] = set()
    while (content / (path := place_of(title, day, taken))).exists():
        taken.add(path)
    code = codes.mint()
    lines = [
        f"Judul: {' '.join(title.split())}",
        f"Tanggal: {dates.short(day)}",
        f"Satuan: {unit.slug}",
        f"Jenis: {kind}",
        *([f"Narasumber: {' '.join(official.split())}"] if official.strip() else []),
        f"Kode: {code}",
        "Status: draf",
    ]
    body = _BODY.format(unit=unit.name, speaker=official.strip() or "nama dan jabatan")
    target = content / path
    create(target, ("\n".join(lines) + "\n\n" + body).encode())
    return target, code
