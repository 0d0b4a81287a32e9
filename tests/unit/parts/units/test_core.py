"""Which unit serves a place."""

from __future__ import annotations

from kentongan.domain.units import Registry, Unit
from kentongan.parts.units import core

POLRES = Unit("polres", "Polres", level="polres", areas=("Kota Pasuruan", "Kecamatan Kraton"))
KRATON = Unit(
    "kraton", "Polsek Kraton", level="polsek", parent="polres", areas=("kecamatan kraton", "Desa A")
)
LEKOK = Unit("lekok", "Polsek Lekok", level="polsek", parent="polres", areas=("Desa A", "Desa Bo"))
ALONE = Unit("lain", "Polres Lain", level="polres", areas=("Kecamatan Kraton",))
REGISTRY = Registry([POLRES, KRATON, LEKOK, ALONE])


def served(name: str) -> list[str]:
    [area] = [area for area in core.areas(REGISTRY) if area.name == name]
    return [unit.slug for unit in area.units]


def test_the_lowest_unit_serves_a_place_however_it_is_spelt() -> None:
    assert served("Kecamatan Kraton") == ["kraton", "lain"]
    assert served("Kota Pasuruan") == ["polres"]


def test_a_place_that_two_units_share_names_both() -> None:
    assert served("Desa A") == ["kraton", "lekok"]


def test_places_stand_by_their_own_names() -> None:
    names = [area.name for area in core.areas(REGISTRY)]
    assert names == ["Desa A", "Desa Bo", "Kecamatan Kraton", "Kota Pasuruan"]


def test_where_one_unit_serves_all_places_there_is_nothing_to_look_up() -> None:
    assert core.areas(Registry([POLRES])) == []
    assert core.areas(Registry([Unit("polda", "Polda", level="polda"), KRATON])) == []
    assert core.areas(Registry([LEKOK, KRATON]))


def test_neighbours_share_a_parent() -> None:
    assert core.neighbours(REGISTRY, KRATON) == (LEKOK,)
    assert core.neighbours(REGISTRY, POLRES) == ()
