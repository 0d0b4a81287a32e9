"""One identity for each unit, however its name is written."""

from __future__ import annotations

import pytest
from kentongan.domain.units import AmbiguousUnit, Registry, Unit, UnknownUnit

UNITS = [
    Unit("polda-jatim", "Polda Jawa Timur", "Kepolisian Daerah Jawa Timur", level="polda"),
    Unit(
        "polresta-pasuruan",
        "Polresta Pasuruan",
        "Polres Pasuruan Kota",
        level="polresta",
        parent="polda-jatim",
    ),
    Unit("polres-pasuruan", "Polres Pasuruan", level="polres", parent="polda-jatim"),
    Unit("polsek-kraton", "Polsek Kraton", level="polsek", parent="polresta-pasuruan"),
    Unit("polsek-grati", "Polsek Grati", level="polsek", parent="polresta-pasuruan"),
    Unit("satlantas-kota", "Satlantas Kota", aliases=("Satlantas",), parent="polresta-pasuruan"),
    Unit("satlantas-kab", "Satlantas Kabupaten", aliases=("Satlantas",), parent="polres-pasuruan"),
]
REGISTRY = Registry(UNITS)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("polsek-kraton", "polsek-kraton"),
        ("Polsek Kraton", "polsek-kraton"),
        ("POLSEK  KRATON", "polsek-kraton"),
        ("Kepolisian Sektor Kraton", "polsek-kraton"),
        ("Polres Pasuruan Kota", "polresta-pasuruan"),
        ("Kepolisian Resor Kota Pasuruan", "polresta-pasuruan"),
        ("Polres Pasuruan", "polres-pasuruan"),
        ("Kepolisian Resor Pasuruan", "polres-pasuruan"),
        ("Kepolisian Daerah Jawa Timur", "polda-jatim"),
    ],
)
def test_a_unit_is_found_by_slug_name_and_written_out_name(name: str, slug: str) -> None:
    assert REGISTRY.find(name).slug == slug


def test_an_unknown_name_comes_with_the_nearest() -> None:
    with pytest.raises(UnknownUnit) as caught:
        REGISTRY.find("Polsek Keraton")
    assert caught.value.nearest == "Polsek Kraton"
    with pytest.raises(UnknownUnit) as caught:
        REGISTRY.find("Dinas Perhubungan")
    assert caught.value.nearest == ""


def test_a_name_of_two_units_names_both() -> None:
    with pytest.raises(AmbiguousUnit) as caught:
        REGISTRY.find("Satlantas")
    assert {unit.slug for unit in caught.value.candidates} == {"satlantas-kota", "satlantas-kab"}


def test_the_family_is_the_unit_and_all_below_it() -> None:
    assert REGISTRY.family("polresta-pasuruan") == {
        "polresta-pasuruan", "polsek-kraton", "polsek-grati", "satlantas-kota",
    }  # fmt: skip
    assert REGISTRY.family("polsek-kraton") == {"polsek-kraton"}


def test_ancestors_stand_from_the_nearest_to_the_highest() -> None:
    found = [unit.slug for unit in REGISTRY.ancestors("polsek-kraton")]
    assert found == ["polresta-pasuruan", "polda-jatim"]


def test_the_order_is_that_of_the_tree_whatever_the_order_of_the_files() -> None:
    slugs = [unit.slug for unit in REGISTRY]
    assert [unit.slug for unit in Registry(reversed(UNITS))] == slugs
    for unit in REGISTRY:
        if unit.parent:
            assert slugs.index(unit.parent) < slugs.index(unit.slug)


def test_a_circle_of_parents_ends() -> None:
    circle = Registry([Unit("a", "A", parent="b"), Unit("b", "B", parent="a")])
    assert {unit.slug for unit in circle} == {"a", "b"}
    assert circle.family("a") == {"a", "b"}
    assert [unit.slug for unit in circle.ancestors("a")] == ["b"]


def test_a_parent_without_a_file_makes_a_root() -> None:
    registry = Registry([Unit("a", "A", parent="tidak-ada")])
    assert [unit.slug for unit in registry] == ["a"] and registry.ancestors("a") == ()
