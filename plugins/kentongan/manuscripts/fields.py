"""The keys of front matter: which exist, what else they are called, how a value is split."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from kentongan.domain.problems import Problem
from kentongan.manuscripts.frontmatter import Field, Source, key_of

# text: one value. list: items between commas. entries: items that may hold commas,
# between semicolons or on lines of their own.
Shape = Literal["text", "list", "entries"]


@dataclass(frozen=True, slots=True)
class Table:
    """The keys of one kind of file: name → (English name, shape), and every spelling → name."""

    shapes: Mapping[str, tuple[str, Shape]]
    names: Mapping[str, str]


def _table(shapes: Mapping[str, tuple[str, Shape]]) -> Table:
    names = {key_of(also): name for name, (also, _) in shapes.items() if also}
    return Table(shapes, names | {key_of(name): name for name in shapes})


RELEASE = _table(
    {
        "Judul": ("Title", "text"),
        "Tanggal": ("Date", "text"),
        "Diperbarui": ("Modified", "text"),
        "Terbit": ("Publish-At", "text"),
        "Satuan": ("Unit", "text"),
        "Jenis": ("Category", "text"),
        "Tag": ("Tags", "list"),
        "Ringkasan": ("Summary", "text"),
        "Penulis": ("Author", "text"),
        "Status": ("", "text"),
        "Slug": ("", "text"),
        "Lokasi": ("Location", "text"),
        "Bahasa": ("Lang", "text"),
        "Kode": ("Code", "text"),
        "Gambar": ("Image", "text"),
        "Gambar-Alt": ("Image-Alt", "text"),
        "Gambar-Keterangan": ("Image-Caption", "text"),
        "Gambar-Kredit": ("Image-Credit", "text"),
        "Narasumber": ("Officials", "entries"),
        "Ralat": ("Corrections", "entries"),
        "Dicabut": ("Withdrawn", "text"),
        "Alasan": ("Reason", "text"),
        "Dicabut-Pada": ("Withdrawn-At", "text"),
        "Gabung-Ke": ("Merged-Into", "text"),
        "Hak-Jawab": ("Reply", "text"),
        "Klaim": ("Claim", "text"),
        "Putusan": ("Verdict", "text"),
        "Bukti": ("Evidence", "entries"),
        "Sumber-Klaim": ("Claim-Source", "text"),
        "Status-Kasus": ("Case-Status", "text"),
        "Nama": ("Name", "list"),
        "Ciri": ("Features", "text"),
        "Berlaku-Mulai": ("Valid-From", "text"),
        "Berlaku-Sampai": ("Valid-Until", "text"),
        "Nomor-Kasus": ("Case-Number", "text"),
        "Kontak": ("Contact", "text"),
        "Samarkan": ("Blur", "entries"),
        "Izin": ("Override", "entries"),
        "Alih-Dari": ("Redirect-From", "list"),
    }
)

UNIT = _table(
    {
        "Nama": ("Name", "text"),
        "Nama-Resmi": ("Official-Name", "text"),
        "Alias": ("", "list"),
        "Tingkat": ("Level", "text"),
        "Induk": ("Parent", "text"),
        "Alamat": ("Address", "text"),
        "Telepon": ("Phone", "list"),
        "WhatsApp": ("", "text"),
        "Surel": ("Email", "text"),
        "Koordinat": ("Coordinates", "text"),
        "Wilayah": ("Areas", "list"),
        "Kepala": ("Head", "text"),
        "Gambar": ("Image", "text"),
    }
)

PAGE = _table(
    {
        "Judul": ("Title", "text"),
        "Ringkasan": ("Summary", "text"),
        "Slug": ("", "text"),
        "Bahasa": ("Lang", "text"),
    }
)

NOTICE = _table(
    {
        "Judul": ("Title", "text"),
        "Tingkat": ("Level", "text"),
        "Berlaku-Mulai": ("Valid-From", "text"),
        "Berlaku-Sampai": ("Valid-Until", "text"),
    }
)


# `draft: true`, as other generators and their editors write it, means `Status: draf`.
_DRAFT = ("draft", "draf")
_TRUE = ("true", "yes", "ya", "on", "1")


class Values:
    """The fields of one file by their Indonesian names."""

    def __init__(self, fields: Mapping[str, Field], table: Table) -> None:
        self._fields = fields
        self._shapes = table.shapes

    def __contains__(self, key: str) -> bool:
        field = self._fields.get(key)
        return field is not None and bool(field.values)

    def line(self, key: str) -> int:
        field = self._fields.get(key)
        return field.line if field else 0

    def text(self, key: str, default: str = "") -> str:
        field = self._fields.get(key)
        return " ".join(field.values) if field and field.values else default

    def items(self, key: str) -> tuple[str, ...]:
        field = self._fields.get(key)
        if field is None:
            return ()
        if field.listed:
            return tuple(part for value in field.values if (part := value.strip()))
        separator = ";" if self._shapes[key][1] == "entries" else ","
        parts = (part.strip() for value in field.values for part in value.split(separator))
        return tuple(part for part in parts if part)


def read(source: Source, table: Table) -> tuple[Values, list[Problem]]:
    """The known fields of a source; unknown and repeated keys as warnings. The last one counts."""
    found: dict[str, Field] = {}
    problems: list[Problem] = []
    for written in source.fields:
        field = written
        name = table.names.get(key_of(field.key))
        if name is None and "Status" in table.shapes and key_of(field.key) in _DRAFT:
            if " ".join(field.values).strip().casefold() not in _TRUE:
                continue
            name, field = "Status", Field("Status", ("draf",), field.line)
        if name is None:
            problems.append(_unknown(field, table.shapes))
            continue
        if name in found:
            problems.append(
                Problem(
                    "",
                    field.line,
                    "releases.W005",
                    f'Kunci "{name}" ditulis dua kali; yang terakhir dipakai.',
                    "hapus salah satu barisnya.",
                )
            )
        found[name] = field
    return Values(found, table), problems


def _unknown(field: Field, shapes: Mapping[str, tuple[str, Shape]]) -> Problem:
    near = nearest(field.key, [*shapes, *(also for also, _ in shapes.values() if also)])
    fix = f'mungkin maksudnya "{near}"?' if near else "hapus baris ini, atau lihat daftar kunci."
    return Problem(
        "", field.line, "releases.W004", f'Kunci "{field.key}" tidak dikenal dan diabaikan.', fix
    )


def nearest(text: str, choices: Iterable[str]) -> str:
    """The choice most like `text` without regard to case, or nothing."""
    by_form = {key_of(choice): choice for choice in choices}
    close = difflib.get_close_matches(key_of(text), list(by_form), n=1, cutoff=0.6)
    return by_form[close[0]] if close else ""
