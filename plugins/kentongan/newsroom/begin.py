"""The skeleton of a new release."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kentongan.domain import codes, dates
from kentongan.domain.units import Unit
from kentongan.importer.writing import place_of
from kentongan.newsroom.configuration import Configuration
from kentongan.newsroom.errors import NewsroomError
from kentongan.newsroom.units import bring_units
from kentongan.storage.reasons import reason
from kentongan.storage.writing import create

_BODY = """\
{unit} – Tulis paragraf pertama di sini: apa yang terjadi, di mana, kapan, siapa yang bertindak.

Tulis paragraf kedua: bagaimana dan mengapa.

“Tulis kutipan pejabat di sini,” ujar {speaker}.

Tulis penutup: apa yang dapat dilakukan warga, atau ke mana bertanya.
"""


@dataclass(frozen=True, slots=True)
class Begun:
    """The new file; `units` are unit files copied into a folder without any."""

    path: str
    file: Path
    code: str
    units: tuple[Path, ...]

    def as_json(self) -> dict[str, str]:
        return {"path": self.path, "code": self.code}


def begin(
    content: Path,
    configuration: Configuration,
    *,
    title: str,
    unit: Unit,
    day: date,
    kind: str,
    official: str = "",
) -> Begun:
    """Write a draft with these fields and a text to be filled in. Raises NewsroomError."""
    taken: set[str] = set()
    while (content / (path := place_of(title, day, taken))).exists():
        taken.add(path)
    code = codes.mint(configuration.mark)
    lines = [
        f"Judul: {title}",
        f"Tanggal: {dates.short(day)}",
        f"Satuan: {unit.slug}",
        f"Jenis: {kind}",
        *([f"Narasumber: {' '.join(official.split())}"] if official.strip() else []),
        f"Kode: {code}",
        "Status: draf",
    ]
    body = _BODY.format(unit=unit.name, speaker=official.strip() or "nama dan jabatan")
    try:
        create(content / path, ("\n".join(lines) + "\n\n" + body).encode())
        brought = bring_units(content, configuration, unit.slug)
    except OSError as error:
        raise NewsroomError(f"{path} tidak dapat ditulis: {reason(error)}.") from None
    return Begun(path, content / path, code, tuple(brought))
