"""A release that never names its unit."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.lint.document import Document
from plugins.lint.model import Hit, Rule


def find(document: Document) -> Iterator[Hit]:
    release, units = document.release, document.units
    if release is None or units is None or release.unit not in units:
        return
    start, end = document.body
    if start == end:
        return
    text = " ".join(document.lowered.split())
    unit = units[release.unit]
    names = [
        *unit.names,
        *(name for parent in units.ancestors(unit.slug)[:1] for name in parent.names),
    ]
    if not any(name.lower() in text for name in names):
        yield Hit(start, start + 1, "satuan")


RULE = Rule(
    code="redaksi.W004",
    type="unit",
    message="Satuan rilis ini tidak disebut dalam teks.",
    fix="sebutkan nama satuan, atau periksa isian Satuan.",
    ground="kaidah redaksi",
    find=find,
    must=(),
    must_not=(),
)
