"""One file of `content/satuan/` to one Unit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from kentongan.domain import text
from kentongan.domain.problems import Problem
from kentongan.domain.release import Picture
from kentongan.domain.units import LEVELS, Registry, Unit
from kentongan.manuscripts import fields, frontmatter
from kentongan.manuscripts.markup import OutsideContent, Renderer, resolve

_COORDINATES = re.compile(r"(-?\d{1,2}(?:\.\d+)?)\s*[,;]\s*(-?\d{1,3}(?:\.\d+)?)\Z")


def read(data: bytes, path: str, renderer: Renderer) -> tuple[Unit | None, list[Problem]]:
    """The unit in the file `path` (relative to the content folder), with what is wrong in it."""
    content, problems = frontmatter.decode(data)
    source, more = frontmatter.split(content)
    values, unknown = fields.read(source, fields.UNIT)
    problems += [*more, *unknown]
    name = values.text("Nama")
    if not name and not more:
        problems.append(
            Problem("", 0, "units.E001", "Satuan tanpa Nama.", "tambahkan baris Nama: ….")
        )
    level = values.text("Tingkat", "satuan").casefold()
    if level not in LEVELS:
        near = fields.nearest(level, LEVELS)
        hint = f'mungkin maksudnya "{near}"? ' if near else ""
        problems.append(
            Problem(
                "",
                values.line("Tingkat"),
                "units.E002",
                f'Tingkat "{level}" tidak dikenal.',
                f"{hint}Pilihannya: {', '.join(LEVELS)}.",
            )
        )
    coordinates, wrong = _coordinates(values)
    problems += wrong
    picture, wrong = _picture(values, path)
    problems += wrong
    slug = text.slugify(path.rsplit("/", 1)[-1].removesuffix(".md"))
    unit = None
    if name and slug:
        unit = Unit(
            slug=slug,
            name=name,
            official_name=values.text("Nama-Resmi"),
            aliases=values.items("Alias"),
            level=level,
            parent=text.slugify(values.text("Induk")),
            address=values.text("Alamat"),
            phones=values.items("Telepon"),
            whatsapp=values.text("WhatsApp"),
            email=values.text("Surel"),
            coordinates=coordinates,
            areas=values.items("Wilayah"),
            head=values.text("Kepala"),
            picture=picture,
            path=path,
            html=renderer.render(source.body, path).html,
        )
    return unit, [problem.at(path) for problem in problems]


def conflicts(units: Iterable[Unit]) -> Iterable[Problem]:
    """Files in different folders that give one unit."""
    by_slug: defaultdict[str, list[str]] = defaultdict(list)
    for unit in units:
        by_slug[unit.slug].append(unit.path)
    for slug, paths in by_slug.items():
        for path in paths if len(paths) > 1 else ():
            others = ", ".join(other for other in paths if other != path)
            yield Problem(
                path,
                0,
                "units.E006",
                f"Alamat /satuan/{slug}/ juga dipakai oleh {others}.",
                "hapus salah satunya, atau ganti nama berkasnya.",
            )


def check(registry: Registry) -> Iterable[Problem]:
    """Questions about all units together: parents that do not exist."""
    for unit in registry:
        if unit.parent and unit.parent not in registry:
            near = fields.nearest(unit.parent, (other.slug for other in registry))
            hint = f'mungkin maksudnya "{near}"? ' if near else ""
            yield Problem(
                unit.path,
                0,
                "units.E003",
                f'Induk "{unit.parent}" tidak ada.',
                f"{hint}Tulis nama berkas satuan induk, tanpa .md.",
            )
        elif unit.parent and _is_in_circle(registry, unit):
            yield Problem(
                unit.path,
                0,
                "units.E003",
                f'Induk "{unit.parent}" melingkar: satuan ini menjadi induknya sendiri.',
                "tulis satuan yang lebih tinggi, atau hapus baris Induk.",
            )


def _is_in_circle(registry: Registry, unit: Unit) -> bool:
    highest = (registry.ancestors(unit.slug) or (unit,))[-1]
    return highest.parent == unit.slug


def _picture(values: fields.Values, path: str) -> tuple[Picture | None, list[Problem]]:
    written = values.text("Gambar")
    if not written:
        return None, []
    try:
        return Picture(resolve(written, path), alt=values.text("Nama")), []
    except OutsideContent:
        problem = Problem(
            "",
            values.line("Gambar"),
            "units.E005",
            "Gambar berada di luar folder content.",
            "pindahkan gambar ke sebelah berkas ini atau ke content/gambar/.",
        )
        return None, [problem]


def _coordinates(values: fields.Values) -> tuple[tuple[float, float] | None, list[Problem]]:
    written = values.text("Koordinat")
    if not written:
        return None, []
    match = _COORDINATES.match(written)
    if match:
        latitude, longitude = float(match[1]), float(match[2])
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return (latitude, longitude), []
    problem = Problem(
        "",
        values.line("Koordinat"),
        "units.E004",
        f'Koordinat "{written}" tidak dapat dibaca.',
        "tulis lintang dan bujur, misalnya -7.64, 112.90.",
    )
    return None, [problem]
