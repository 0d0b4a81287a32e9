"""The list of what builds changed: complete, or not used."""

from __future__ import annotations

from pathlib import Path

import pytest
from kentongan.publishing.built import BuildNotes


@pytest.fixture
def notes(tmp_path: Path) -> BuildNotes:
    return BuildNotes(tmp_path, tmp_path / "output")


def test_nothing_is_noted_until_a_publication_waits_for_it(notes: BuildNotes) -> None:
    notes.start()
    notes.end(["a"], [])
    assert notes.changed() is None


def test_all_builds_since_the_last_publication_count(notes: BuildNotes) -> None:
    notes.begin()
    assert notes.changed() is None  # no build ran: others may have changed the output
    for written, removed in ((["a"], ["b"]), ([], []), (["c"], [])):
        notes.start()
        notes.end(written, removed)
    assert notes.changed() == {"a", "b", "c"}
    notes.begin()
    notes.start()
    notes.end([], [])
    assert notes.changed() == set()


def test_a_killed_build_makes_the_list_useless(notes: BuildNotes) -> None:
    notes.begin()
    notes.start()
    assert notes.changed() is None
    notes.start()
    notes.end(["a"], [])
    assert notes.changed() is None


@pytest.mark.parametrize("damage", ["[", "\x00", "{}\n[1]\n", '["a"]\n'])
def test_a_damaged_list_is_not_used(notes: BuildNotes, tmp_path: Path, damage: str) -> None:
    notes.begin()
    (file,) = (tmp_path / "terbit").iterdir()
    file.write_text(damage)
    assert notes.changed() is None


def test_a_list_that_grew_too_long_is_dropped(
    notes: BuildNotes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kentongan.publishing.built.LONGEST", 10)
    notes.begin()
    for _ in range(2):
        notes.start()
        notes.end(["a" * 10], [])
    assert notes.changed() is None


def test_another_output_has_a_list_of_its_own(tmp_path: Path) -> None:
    one, other = (BuildNotes(tmp_path, tmp_path / name) for name in "ab")
    one.begin()
    other.start()
    other.end(["a"], [])
    assert one.changed() is None


def test_no_address_of_a_release_that_is_gone_stays(notes: BuildNotes, tmp_path: Path) -> None:
    notes.begin()
    notes.start()
    notes.end(["index.html"], ["berita/2026/05/nama-korban/index.html"])
    assert notes.changed() is None
    assert "nama-korban" not in "".join(
        path.read_text() for path in tmp_path.rglob("*") if path.is_file()
    )
