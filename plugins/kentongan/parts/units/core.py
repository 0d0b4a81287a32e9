"""Settings of the pages of units, and who serves which place."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from kentongan.domain.units import Registry, Unit

_SORT = re.compile(
    r"(?:kecamatan|kec\.|distrik|desa|kelurahan|kel\.|kampung|nagari|gampong|dusun|kota|kabupaten|"
    r"kab\.|provinsi|prov\.)\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Settings:
    """`page_size`: releases on a page of a unit's news."""

    PREFIX: ClassVar[str] = "units"

    page_size: int = 20


class Area(NamedTuple):
    """A place of `Wilayah` and the units that serve it."""

    name: str
    units: tuple[Unit, ...]


def areas(registry: Registry) -> list[Area]:
    """All places by name; where a unit and one below it name the same, the lower one serves it.

    None where one unit serves all of them: there is nothing to look up.
    """
    serving: defaultdict[str, dict[str, Unit]] = defaultdict(dict)
    names: dict[str, str] = {}
    for unit in registry:
        for name in unit.areas:
            key = " ".join(name.casefold().split())
            names.setdefault(key, name)
            serving[key][unit.slug] = unit
    by_name = sorted(serving, key=lambda key: (_SORT.sub("", key), key))
    found = [Area(names[key], _lowest(registry, serving[key])) for key in by_name]
    serves = {unit.slug for area in found for unit in area.units}
    return found if len(serves) > 1 else []


def _lowest(registry: Registry, units: dict[str, Unit]) -> tuple[Unit, ...]:
    above = {higher.slug for slug in units for higher in registry.ancestors(slug)}
    return tuple(unit for slug, unit in units.items() if slug not in above)


def neighbours(registry: Registry, unit: Unit) -> tuple[Unit, ...]:
    """The other units under the same parent."""
    if unit.parent not in registry:
        return ()
    return tuple(other for other in registry.children(unit.parent) if other.slug != unit.slug)
