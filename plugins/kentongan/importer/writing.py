"""A draft as a release file: front matter lines, body, names of the pictures beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from kentongan.domain import dates
from kentongan.domain.release import Official
from kentongan.domain.text import slugify
from kentongan.importer.draft import Draft, proposed_end
from kentongan.importer.raw import RawPicture

_LONGEST_SLUG = 100


@dataclass(frozen=True, slots=True)
class Written:
    """A file for the content folder. `path` is relative to it; pictures are next to it."""

    path: str
    text: str
    pictures: tuple[tuple[str, bytes], ...] = ()


def place_of(title: str, day: date, taken: Sequence[str] | set[str] | frozenset[str] = ()) -> str:
    """`rilis/YYYY/MM/slug.md`; a number is added while the path is taken."""
    slug = slugify(title)
    if len(slug) > _LONGEST_SLUG:
        slug = slug[:_LONGEST_SLUG].rsplit("-", 1)[0]
    slug = slug or "rilis"
    number = 1
    while True:
        tail = f"-{number}" if number > 1 else ""
        path = f"rilis/{day:%Y/%m}/{slug}{tail}.md"
        if path not in taken:
            return path
        number += 1


def write(
    draft: Draft, *, path: str, code: str, day: date, pictures: Sequence[RawPicture], hold: bool
) -> Written:
    """The release file of a draft. `hold` makes it a draft that no build publishes."""
    stem = PurePosixPath(path).stem
    named = [
        (f"{stem}-{number}{PurePosixPath(picture.name).suffix.lower()}", picture.data)
        for number, picture in enumerate(pictures, 1)
    ]
    lines = [
        _line("Judul", draft.title or ""),
        _line("Tanggal", dates.short(day)),
        _line("Satuan", unit_value(draft)),
        _line("Jenis", draft.kind),
        _line("Tag", ", ".join(draft.tags)),
        _line("Ringkasan", draft.summary),
        _line("Kejadian", draft.event or ""),
        _line("Lokasi", draft.location or ""),
        *(_line(key, value) for key, value in _own_fields(draft, day).items()),
        _officials(draft.officials),
        _line("Gambar", named[0][0] if named else ""),
        _line("Kode", code),
        _line("Status", "draf" if hold else ""),
    ]
    front = "\n".join(line for line in lines if line)
    more = "".join(f"\n\n![]({name})" for name, _ in named[1:])
    return Written(path, f"{front}\n\n{draft.body}{more}\n", tuple(named))


def _own_fields(draft: Draft, day: date) -> dict[str, str]:
    """The fields of the kind; a search without an end gets the proposed one.

    A claim waits for its verdict, without which no release may state it.
    """
    if draft.correction:
        return {}
    fields = dict(draft.fields)
    if not fields.get("Putusan"):
        fields.pop("Klaim", None)
    end = proposed_end(draft.kind, draft.fields, day)
    return {**fields, **({"Berlaku-Sampai": end} if end else {})}


def unit_value(draft: Draft) -> str:
    """The slug of the unit if the registry knows it, or of the unit that acts through a part."""
    if draft.unit:
        return draft.unit.slug
    nearest = draft.nearest_unit
    if nearest and draft.unit_name and draft.unit_name.casefold().endswith(nearest.name.casefold()):
        return nearest.slug
    return draft.unit_name or ""


def _line(key: str, value: str) -> str:
    written = " ".join(value.split())
    return f"{key}: {written}" if written else ""


def _officials(officials: Sequence[Official]) -> str:
    entries = [
        " | ".join(
            part.replace("|", "/").replace(";", ",").strip()
            for part in (o.position, o.rank, o.name, o.degrees)
        ).rstrip(" |")
        for o in officials
    ]
    if len(entries) < 2:
        return _line("Narasumber", entries[0]) if entries else ""
    return "Narasumber:\n" + "\n".join(f"  {entry}" for entry in entries)
