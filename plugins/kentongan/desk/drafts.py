"""A draft as staff read it in a terminal: its fields, and what to check."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kentongan.importer.draft import Draft

# What staff call the types of personal data.
PERSONAL = {
    "account": "nomor rekening",
    "address": "alamat",
    "child-name": "nama anak",
    "document-number": "nomor dokumen",
    "email": "alamat surel",
    "file-name": "nama berkas",
    "health": "kesehatan",
    "nik": "NIK",
    "phone": "nomor telepon",
    "picture": "gambar",
    "plate": "pelat nomor",
    "sexual-crime-identity": "identitas dalam perkara kesusilaan",
    "suspect-name": "nama tersangka",
    "victim-name": "nama korban",
    "witness-name": "nama saksi",
}
_LONGEST = 90
_WIDTH = 10  # of the labels; longer ones push their value


def show(draft: Draft, heading: str, *, with_text: bool = False) -> None:
    """Print a draft below a heading. Personal data stay masked."""
    from kentongan.gate.masks import mask

    masks = [(datum, mask(kind, datum)) for kind, datum in draft.privacy if datum]

    def say(line: str) -> None:
        for datum, masked in masks:
            line = line.replace(datum, masked)
        click.echo(line)

    say(heading)
    for label, value in _rows(draft):
        if value:
            say(f"  {label:<{_WIDTH}} {value}")
    for doubt in draft.doubts:
        say(f"  Ragu: {doubt}")
    for kind, datum in draft.privacy:
        click.echo(f"  Data pribadi ({PERSONAL[kind]}): {mask(kind, datum)}")
    if with_text:
        say("\n" + draft.body)


def _rows(draft: Draft) -> list[tuple[str, str]]:
    above = f" ({', '.join(draft.parent_units)})" if draft.parent_units else ""
    return [
        ("Judul", draft.title or ""),
        ("Tanggal", _day(draft)),
        ("Satuan", f"{draft.unit_name or 'tidak ditemukan'}{above}"),
        ("Jenis", draft.kind),
        ("Kejadian", draft.event or ""),
        ("Lokasi", draft.location or ""),
        ("Tag", ", ".join(draft.tags)),
        *((key, _short(value)) for key, value in draft.fields.items()),
        *(("Narasumber", str(official)) for official in draft.officials),
        *(("Kutipan", _short(f"{quote.speaker or '?'}: “{quote.text}”")) for quote in draft.quotes),
        *(("Dilepas", _short(line)) for line in draft.left_out),
    ]


def _day(draft: Draft) -> str:
    from kentongan.domain import dates

    if draft.day is None:
        return "tidak ditemukan"
    return f"{dates.WEEKDAY_NAMES[draft.day.weekday()]}, {dates.short(draft.day)}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
