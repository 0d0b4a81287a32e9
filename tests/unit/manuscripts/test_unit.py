"""A unit's file, read; and what is wrong with it."""

from __future__ import annotations

import pytest
from kentongan.domain.problems import Problem
from kentongan.domain.units import Registry, Unit
from kentongan.manuscripts import unit as units
from kentongan.manuscripts.markup import Renderer

WHOLE = """Nama: Polsek Kraton
Nama-Resmi: Kepolisian Sektor Kraton
Alias: Kraton, Sektor Kraton
Tingkat: polsek
Induk: Polres Contoh
Alamat: Jalan Raya Kraton 1
Telepon: 110, (0343) 000000
WhatsApp: 0800000000
Surel: humas@polsek.test
Koordinat: -7.64, 112.90
Wilayah: Kraton, Semare
Jam-Layanan: Senin, Selasa 08.00–15.00 WIB; SPKT 24 jam
Kepala: AKP Contoh, S.H.
Gambar: kantor.jpg

Profil **satuan**.
"""


def read(text: str) -> tuple[Unit | None, list[Problem]]:
    manuscript = units.read(text.encode(), "satuan/polsek-kraton.md", Renderer())
    return manuscript.value, list(manuscript.problems)


def test_every_key_of_a_unit_is_read() -> None:
    unit, problems = read(WHOLE)
    assert problems == [] and unit
    assert unit.slug == "polsek-kraton" and unit.url == "/satuan/polsek-kraton/"
    assert unit.names == ("Polsek Kraton", "Kepolisian Sektor Kraton", "Kraton", "Sektor Kraton")
    assert (unit.level, unit.parent) == ("polsek", "polres-contoh")
    assert (unit.address, unit.phones) == ("Jalan Raya Kraton 1", ("110", "(0343) 000000"))
    assert (unit.whatsapp, unit.email) == ("0800000000", "humas@polsek.test")
    assert unit.coordinates == (-7.64, 112.90)
    assert (unit.areas, unit.head) == (("Kraton", "Semare"), "AKP Contoh, S.H.")
    assert unit.hours == ("Senin, Selasa 08.00–15.00 WIB", "SPKT 24 jam")
    assert unit.picture and unit.picture.path == "satuan/kantor.jpg"
    assert unit.html == "<p>Profil <strong>satuan</strong>.</p>"


def test_a_name_is_enough() -> None:
    unit, problems = read("Nama: Polsek Kraton\n")
    assert problems == [] and unit == Unit(
        "polsek-kraton", "Polsek Kraton", path="satuan/polsek-kraton.md"
    )


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("Tingkat: polsek\n", "0 units.E001", "Nama"),
        ("Nama: A\nTingkat: polsk\n", "2 units.E002", 'mungkin maksudnya "polsek"?'),
        ("Nama: A\nKoordinat: tujuh\n", "2 units.E004", "-7.64, 112.90"),
        ("Nama: A\nKoordinat: -97, 112\n", "2 units.E004", "-7.64, 112.90"),
        ("Nama: A\nGambar: ../../rahasia.jpg\n", "2 units.E005", "content/gambar/"),
        ("Nama: A\nTelpon: 110\n", "2 releases.W004", 'mungkin maksudnya "Telepon"?'),
        ("---\nNama: A\n", "1 releases.E012", ""),
    ],
)
def test_mistakes_are_told_with_their_line_and_fix(text: str, place: str, words: str) -> None:
    _, (problem,) = read(text)
    assert f"{problem.line} {problem.code}" == place
    assert words in f"{problem.message} {problem.fix}"
    assert problem.path == "satuan/polsek-kraton.md"


def test_a_parent_that_does_not_exist_is_told_with_the_nearest() -> None:
    registered = [
        Unit("polres-contoh", "Polres Contoh", path="satuan/polres-contoh.md"),
        Unit("polsek-a", "Polsek A", parent="polres-conto", path="satuan/polsek-a.md"),
    ]
    (problem,) = units.check(Registry(registered))
    assert (problem.path, problem.code) == ("satuan/polsek-a.md", "units.E003")
    assert '"polres-contoh"' in problem.fix


def test_two_files_of_one_unit_are_both_named() -> None:
    paths = ["satuan/kota/polsek-a.md", "satuan/polsek-a.md"]
    found = list(units.conflicts(Unit("polsek-a", "Polsek A", path=path) for path in paths))
    assert [problem.path for problem in found] == paths
    assert {problem.code for problem in found} == {"units.E006"}
    assert paths[1] in found[0].message and paths[0] in found[1].message
    assert not list(units.conflicts([Unit("a", "A"), Unit("b", "B")]))


def test_units_that_are_their_own_parents_are_told() -> None:
    registered = [
        Unit("a", "A", parent="b", path="satuan/a.md"),
        Unit("b", "B", parent="a", path="satuan/b.md"),
        Unit("c", "C", parent="a", path="satuan/c.md"),
        Unit("d", "D", parent="d", path="satuan/d.md"),
    ]
    found = list(units.check(Registry(registered)))
    assert [problem.path for problem in found] == ["satuan/a.md", "satuan/b.md", "satuan/d.md"]
    assert all("melingkar" in problem.message for problem in found)
