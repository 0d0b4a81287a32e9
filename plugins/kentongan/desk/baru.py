"""`humas baru`: five questions, and the skeleton of a release."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kentongan.desk.indonesian import DeskCommand
from kentongan.desk.options import examples, print_json, shared
from kentongan.newsroom.errors import NewsroomError

if TYPE_CHECKING:
    from kentongan.newsroom.begin import Begun


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
    from kentongan.desk.form import Form
    from kentongan.newsroom import answers
    from kentongan.newsroom.begin import begin
    from kentongan.newsroom.configuration import load
    from kentongan.newsroom.units import units_of

    configuration = load(content)
    units = units_of(content, configuration)
    if not len(units):
        raise NewsroomError(f"Belum ada satuan; buat dahulu berkasnya di {content / 'satuan'}/.")
    form = Form(units, configuration.zone)
    # All that was said is looked at before anything is asked.
    known_unit = answers.unit_of(units, unit_name) if unit_name else None
    known_day = answers.day_of(day, configuration.zone) if day else None
    known_kind = answers.kind_of(kind) if kind else None
    known_title = answers.title_of(title) if title else None
    begun = begin(
        content,
        configuration,
        title=known_title or form.title(),
        unit=known_unit or form.unit(),
        day=known_day or form.day(configuration.now().date()),
        kind=known_kind or form.kind(),
        official=form.official() if official is None else official,
    )
    if as_json:
        print_json(begun.as_json())
    else:
        _tell(begun)


def _tell(begun: Begun) -> None:
    for file in begun.units:
        click.echo(f"{file} (satuan ini disertakan; periksa isinya)")
    click.echo(str(begun.file))
    click.echo("Berikutnya: tulis isinya, periksa, lalu hapus baris “Status: draf”.")
    click.echo(f"  humas periksa {begun.file}\n  humas lihat {begun.file}")
