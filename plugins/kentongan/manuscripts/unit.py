"""Reads a file of `content/satuan/` into a Unit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC

from kentongan.domain import text
from kentongan.domain.problems import Problem, others
from kentongan.domain.units import LEVELS, Registry, Unit
from kentongan.manuscripts import body
from kentongan.manuscripts.fields import nearest
from kentongan.manuscripts.keys import UNIT
from kentongan.manuscripts.manuscript import Manuscript
from kentongan.manuscripts.markup import Renderer
from kentongan.manuscripts.sheet import Sheet, short

_COORDINATES = re.compile(r"(-?\d{1,2}(?:\.\d+)?)\s*[,;]\s*(-?\d{1,3}(?:\.\d+)?)\Z")


def read(data: bytes, path: str, renderer: Renderer) -> Manuscript[Unit]:
    """The unit in the file `path` (relative to the content folder), with what is wrong in it."""
    sheet = Sheet(data, path, UNIT, UTC)
    name = sheet.text("Nama")
    if not name and sheet.can_be_read:
        sheet.tell("units.E001", "Nama", "Satuan tanpa Nama.", "tambahkan baris Nama: ….")
    level = sheet.choice("Tingkat", tuple(LEVELS), "satuan", "units.E002")
    coordinates = _coordinates(sheet)
    picture = sheet.picture(name, "units.E005")
    if not (name and sheet.slug):
        return sheet.manuscript(None)
    unit = Unit(
        slug=sheet.slug,
        name=name,
        official_name=sheet.text("Nama-Resmi"),
        aliases=sheet.items("Alias"),
        level=level,
        parent=text.slugify(sheet.text("Induk")),
        address=sheet.text("Alamat"),
        phones=sheet.items("Telepon"),
        whatsapp=sheet.text("WhatsApp"),
        email=sheet.text("Surel"),
        coordinates=coordinates,
        areas=sheet.items("Wilayah"),
        hours=sheet.items("Jam-Layanan"),
        head=sheet.text("Kepala"),
        picture=picture,
        path=path,
        html=body.read(sheet, renderer).html,
    )
    return sheet.manuscript(unit)


def conflicts(units: Iterable[Unit]) -> Iterable[Problem]:
    """Problems of files in different folders that describe the same unit."""
    by_slug: defaultdict[str, list[str]] = defaultdict(list)
    for unit in units:
        by_slug[unit.slug].append(unit.path)
    for slug, paths in by_slug.items():
        for path in paths if len(paths) > 1 else ():
            yield Problem(
                path,
                0,
                "units.E006",
                f"Alamat /satuan/{slug}/ juga dipakai oleh {others(path, paths)}.",
                "hapus salah satunya, atau ganti nama berkasnya.",
            )


def check(registry: Registry) -> Iterable[Problem]:
    """Problems that show only across all units: parents that do not exist."""
    for unit in registry:
        if unit.parent and unit.parent not in registry:
            near = nearest(unit.parent, (other.slug for other in registry))
            hint = f'mungkin maksudnya "{near}"? ' if near else ""
            yield Problem(
                unit.path,
                0,
                "units.E003",
                f'Induk "{unit.parent}" tidak ada.',
                f"{hint}Tulis nama berkas satuan induk, tanpa .md.",
                key="Induk",
            )
        elif unit.parent and _is_in_circle(registry, unit):
            yield Problem(
                unit.path,
                0,
                "units.E003",
                f'Induk "{unit.parent}" melingkar: satuan ini menjadi induknya sendiri.',
                "tulis satuan yang lebih tinggi, atau hapus baris Induk.",
                key="Induk",
            )


def _is_in_circle(registry: Registry, unit: Unit) -> bool:
    highest = (registry.ancestors(unit.slug) or (unit,))[-1]
    return highest.parent == unit.slug


def _coordinates(sheet: Sheet) -> tuple[float, float] | None:
    written = sheet.text("Koordinat")
    if not written:
        return None
    match = _COORDINATES.match(written)
    if match:
        latitude, longitude = float(match[1]), float(match[2])
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return (latitude, longitude)
    sheet.tell(
        "units.E004",
        "Koordinat",
        f'Koordinat "{short(written)}" tidak dapat dibaca.',
        "tulis lintang dan bujur, misalnya -7.64, 112.90.",
    )
    return None
