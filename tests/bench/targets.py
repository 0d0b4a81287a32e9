"""What the measured figures should be: ratios within one run, since machines differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.bench.contestants import COMPARABLE, COMPLETE, HUGO, HUGO_COMPLETE
from tests.bench.figures import Figure
from tests.bench.measuring import Measured

Medians = Mapping[int, Mapping[str, Mapping[str, Measured]]]

_HUGO = HUGO.name, "full"
_WHOLE = COMPLETE.name, "full"
# Name, measured (contestant, step, field), divided by, limit.
_RATIOS = (
    ("sebanding, penuh / Hugo, jam", (COMPARABLE.name, "full"), _HUGO, "wall", 1.0),
    ("lengkap, penuh / Hugo lengkap, CPU", _WHOLE, (HUGO_COMPLETE.name, "full"), "cpu", 0.10),
    ("lengkap, penuh / Hugo dengan gambar lama, CPU", _WHOLE, (HUGO_COMPLETE.name, "again"),
     "cpu", None),
    ("lengkap, penuh / Hugo sebanding, jam", _WHOLE, _HUGO, "wall", 4.5),
    ("lengkap, penuh / cp -r hasilnya, CPU", _WHOLE, (COMPLETE.name, "copy"), "cpu", None),
    ("lengkap, tanpa perubahan / Hugo", (COMPLETE.name, "nothing"), _HUGO, "wall", 0.05),
    ("lengkap, satu suntingan / Hugo", (COMPLETE.name, "edit"), _HUGO, "wall", 0.10),
    ("lengkap, satu tambahan / Hugo", (COMPLETE.name, "add"), _HUGO, "wall", 0.15),
    ("lengkap, memori bangun penuh / Hugo", _WHOLE, _HUGO, "memory", 0.25),
)  # fmt: skip
_COUNTS = (("add", 80), ("twenty", 600))
_GROWTH = (("full", "cpu", 10.5), ("edit", "cpu", 1.5), ("edit", "index", 1.2))


def figures(medians: Medians, count: int) -> Iterator[Figure]:
    """The targets at `count` releases, and the growth to the largest size."""
    here = medians[count]
    for name, (who, step), (other, other_step), field, limit in _RATIOS:
        above, below = here.get(who, {}).get(step), here.get(other, {}).get(other_step)
        yield Figure(f"{count} rilis", name, _ratio(above, below, field), "x", limit)
    for step, limit in _COUNTS:
        measured = here.get(COMPLETE.name, {}).get(step)
        files = float(measured.files) if measured else None
        yield Figure(f"{count} rilis", f"berkas berubah: {step}", files, "berkas", limit)
    large = max(medians)
    if large == count:
        return
    for step, field, limit in _GROWTH:
        above = medians[large].get(COMPLETE.name, {}).get(step)
        ratio = _ratio(above, here.get(COMPLETE.name, {}).get(step), field)
        name = f"lengkap, {step}, {field}: {large} / {count}"
        yield Figure("Pertumbuhan", name, ratio, "x", limit)


def _ratio(above: Measured | None, below: Measured | None, field: str) -> float | None:
    if above is None or below is None:
        return None
    divisor: float = getattr(below, field)
    return getattr(above, field) / divisor if divisor else None
