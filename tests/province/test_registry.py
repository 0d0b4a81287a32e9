"""The registry of districts: what a file may say, and how its mistakes are told."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from kentongan.province import registry
from kentongan.province.registry import District

KEY = "ab" * 32
GOOD = f"""Nama: Polres Contoh
Asal: https://humas.contoh.example
Tanda: FN
Kunci: {KEY} | 1 Januari 2026 | 31 Desember 2027
Satuan: polres-contoh | Polres Contoh; polsek-satu | Polsek Satu
Batas-Harian: 40
Keadaan: aktif
Kontak: humas@contoh.example
"""


def parse(text: str) -> tuple[District | None, list[tuple[str, int]]]:
    district, problems = registry.parse(text.encode(), "polres-contoh.md", UTC)
    assert all(problem.fix and problem.path == "polres-contoh.md" for problem in problems)
    return district, [(problem.code, problem.line) for problem in problems]


def changed(key: str, value: str) -> str:
    lines = GOOD.splitlines()
    return "\n".join(f"{key}: {value}" if line.startswith(f"{key}:") else line for line in lines)


def test_a_district_is_read_from_its_file() -> None:
    district, problems = parse(GOOD)
    assert problems == []
    assert district is not None
    assert (district.slug, district.name) == ("polres-contoh", "Polres Contoh")
    assert (district.origin, district.marks) == ("https://humas.contoh.example", ("FN",))
    assert district.daily == 40
    assert district.keys[0].raw.hex() == KEY
    assert district.keys[0].holds_at(datetime(2026, 11, 1, tzinfo=UTC))
    assert district.owns("polsek-satu")
    assert not district.owns("polsek-lain")
    units = district.units()
    assert [(unit.slug, unit.parent, unit.level) for unit in units] == [
        ("polres-contoh/polres-contoh", "", "polres"),
        ("polres-contoh/polsek-satu", "polres-contoh/polres-contoh", "polsek"),
    ]


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("Nama", "", "province.E001"),
        ("Asal", "http://humas.contoh.example", "province.E002"),
        ("Asal", "https://10.1.2.3", "province.E002"),
        ("Asal", "https://127.0.0.1", "province.E002"),
        ("Asal", "https://a:b@humas.contoh.example", "province.E002"),
        ("Asal", "https://humas.contoh.example:8443", "province.E002"),
        ("Asal", "", "province.E002"),
        ("Tanda", "FUN", "province.E003"),
        ("Tanda", "", "province.W001"),
        ("Kunci", "abc | 1 Januari 2026 | 31 Desember 2027", "province.E004"),
        ("Kunci", f"{KEY} | kapan-kapan | 31 Desember 2027", "province.E004"),
        ("Kunci", "", "province.E004"),
        ("Satuan", "", "province.E005"),
        ("Satuan", "*", "province.E005"),
        ("Batas-Harian", "banyak", "province.E006"),
        ("Batas-Harian", "0", "province.E006"),
        ("Keadaan", "tidur", "province.E007"),
    ],
)
def test_a_mistake_is_told_with_its_line(key: str, value: str, code: str) -> None:
    _, problems = parse(changed(key, value))
    line = next(
        number for number, text in enumerate(GOOD.splitlines(), 1) if text.startswith(f"{key}:")
    )
    assert (code, line) in problems


def test_an_empty_state_or_a_word_for_it_fails_closed() -> None:
    for text in (changed("Keadaan", ""), GOOD.replace("Keadaan: aktif", "Dibekukan: ya")):
        _, problems = registry.parse(text.encode(), "a.md", UTC)
        assert any(problem.severity == "error" for problem in problems)


def test_a_trial_may_be_on_this_machine() -> None:
    text = changed("Asal", "http://127.0.0.1:8101") + "\nCoba: ya\n"
    district, problems = parse(text)
    assert problems == []
    assert district is not None
    assert district.trial
    _, problems = parse(changed("Asal", "http://10.1.2.3") + "\nCoba: ya\n")
    assert problems[0][0] == "province.E002"


def test_two_districts_share_neither_mark_nor_key_nor_address(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(GOOD)
    (tmp_path / "b.md").write_text(GOOD.replace("Tanda: FN", "Tanda: GK"))
    read = registry.read(tmp_path, UTC)
    assert all(district.is_faulty for district in read)
    assert {(problem.path, problem.code) for problem in read.problems} == {
        ("a.md", "province.E008"),
        ("b.md", "province.E008"),
    }


@pytest.mark.parametrize(
    ("key", "value", "state"),
    [
        ("Nama", "", "beku"),
        ("Tanda", "FUN", "beku"),
        ("Batas-Harian", "banyak", "beku"),
        ("Keadaan", "bekuu", "beku"),
        ("Keadaan", "putus\nCatatan: x", "putus"),
    ],
)
def test_a_file_with_an_error_freezes_its_district(
    tmp_path: Path, key: str, value: str, state: str
) -> None:
    (tmp_path / "a.md").write_text(changed(key, value))
    (district,) = registry.read(tmp_path, UTC)
    assert (district.state, district.is_faulty, district.can_be_asked) == (state, True, True)


@pytest.mark.parametrize(
    "name",
    [
        "polres-contoh (1).md",
        "Salinan polres-contoh.md",
        "Polres Contoh.md",
        "polres-contoh.MD",
        "polres-contoh.md.txt",
        "POLRES-CONTOH.markdown",
        "README.md",
        "polres_contoh.md",
        "-polres.md",
    ],
)
def test_a_copy_or_a_file_with_another_name_is_told_and_spoils_nothing(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "polres-contoh.md").write_text(GOOD)
    (tmp_path / name).write_text(GOOD)
    read = registry.read(tmp_path, UTC)
    assert [(district.slug, district.is_faulty) for district in read] == [("polres-contoh", False)]
    assert [(problem.path, problem.code) for problem in read.problems] == [(name, "province.E010")]


def test_what_editors_and_systems_leave_is_no_district(tmp_path: Path) -> None:
    for name in (".polres.md.swp", "polres.md~", "._polres.md", ".#polres.md", "catatan.txt"):
        (tmp_path / name).write_text("x")
    assert registry.read(tmp_path, UTC) == registry.Registry({})


def test_an_origin_is_as_links_have_it() -> None:
    district, problems = parse(changed("Asal", "HTTPS://Humas.Contoh.Example/"))
    assert district is not None and not problems
    assert district.origin == "https://humas.contoh.example"


def test_a_file_with_an_error_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(GOOD)
    (tmp_path / "b.md").write_text("Nama: Polres Lain\n")
    (tmp_path / "c.md").write_bytes(b"\0\xff")
    read = registry.read(tmp_path, UTC)
    assert [district.slug for district in read if not district.is_faulty] == ["a"]
    assert not read.districts["b"].can_be_asked and not read.districts["c"].can_be_asked
    assert {problem.path for problem in read.problems} == {"b.md", "c.md"}


def test_a_province_below_speaks_for_the_units_of_its_districts() -> None:
    district, _ = parse(changed("Satuan", "polda-contoh | Polda Contoh; polres-a/*"))
    assert district is not None
    assert district.owns("polres-a/polsek-b")
    assert not district.owns("polres-b/polsek-b")
    assert district.national("polres-a/polsek-b") == "polres-a/polsek-b"
    assert district.national("polda-contoh") == "polres-contoh/polda-contoh"
