"""A release that never names its unit."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kentongan.domain.units import Registry
from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.pattern import words_in


def find(document: Document) -> Iterator[Hit]:
    release, units = document.release, document.units
    if release is None or units is None or release.unit not in units:
        return
    start, end = document.body
    if start == end:
        return
    names = [name for name, words in _names(units, release.unit) if words <= document.words]
    if any(name in document.lowered for name in names):
        return
    text = " ".join(document.lowered.split()) if names else ""
    if not any(name in text for name in names):
        yield Hit(*document.paragraphs[0], "satuan")


@lru_cache(maxsize=1024)
def _names(units: Registry, slug: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The names of a unit and of the one above it, in lower case, and the words of each."""
    family = (units[slug], *units.ancestors(slug)[:1])
    names = [name.lower() for unit in family for name in unit.names]
    return tuple((name, words_in(name)) for name in names)


RULE = Rule(
    code="redaksi.W004",
    type="unit",
    message="Satuan rilis ini tidak disebut dalam teks.",
    fix="sebutkan nama satuan, atau periksa isian Satuan.",
    ground="kaidah redaksi",
    find=find,
    must=("Petugas berpatroli di pasar pada Jumat malam bersama warga.",),
    must_not=(
        "Polsek Kraton berpatroli di pasar.",
        "Personel Polres Pasuruan Kota berpatroli di pasar.",
        "Petugas polsek\nkraton berpatroli di pasar.",
    ),
)
