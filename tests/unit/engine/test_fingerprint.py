"""The fingerprint changes with whatever changes a byte of the output, and with nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from kentongan.engine.fingerprint import fingerprint

SETTINGS = {"SITENAME": "Humas", "FILTERS": {"b": 1, "a": 2}, "LOG_FILTER": [], "kecil": 1}


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("plugins/units/core.py", "theme/templates/base.html", "theme/static/css/base.css"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("isi")
    return tmp_path / "plugins", tmp_path / "theme"


def write(name: str, text: str = "lain") -> Callable[[Path], object]:
    return lambda root: (root / name).write_text(text)


CHANGES: dict[str, Callable[[Path], object]] = {
    "code": write("plugins/units/core.py"),
    "a template": write("theme/templates/base.html"),
    "a style sheet": write("theme/static/css/base.css"),
    "a new file": write("theme/templates/baru.html"),
    "a renamed file": lambda root: (root / "theme/templates/base.html").rename(
        root / "theme/templates/dasar.html"
    ),
    "a deleted file": lambda root: (root / "plugins/units/core.py").unlink(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_it_changes_with(tmp_path: Path, folders: tuple[Path, Path], change: str) -> None:
    before = fingerprint(SETTINGS, folders, ["pelican 4.12"])
    CHANGES[change](tmp_path)
    assert fingerprint(SETTINGS, folders, ["pelican 4.12"]) != before


def test_it_changes_with_a_setting_and_with_a_version(folders: tuple[Path, Path]) -> None:
    before = fingerprint(SETTINGS, folders, ["pelican 4.12"])
    assert fingerprint(SETTINGS | {"SITENAME": "Lain"}, folders, ["pelican 4.12"]) != before
    assert fingerprint(SETTINGS | {"HUMAS_LISTS_PAGE_SIZE": 5}, folders, ["pelican 4.12"]) != before
    assert fingerprint(SETTINGS, folders, ["pelican 4.13"]) != before


def test_it_stays_when_nothing_of_the_output_changes(
    tmp_path: Path, folders: tuple[Path, Path]
) -> None:
    before = fingerprint(SETTINGS, folders, [])
    other = {"FILTERS": {"a": 2, "b": 1}, "SITENAME": "Humas", "kecil": 2, "LOG_FILTER": [1]}
    other |= {"OUTPUT_PATH": "lain", "HUMAS_ENGINE_JOBS": 7, "CACHE_PATH": "lain"}
    other |= {"HUMAS_ENGINE_NOW": "2026-11-24T12:00:00+07:00"}
    cached = tmp_path / "plugins/units/__pycache__"
    cached.mkdir()
    (cached / "core.py").write_text("tembolok")
    os.utime(tmp_path / "plugins/units/core.py", (1, 1))
    assert fingerprint(other, folders, []) == before


def test_functions_and_objects_count_by_name_and_not_by_address(
    folders: tuple[Path, Path],
) -> None:
    def first() -> dict[str, object]:
        return {"FILTER": os.path.join, "OBJECT": object(), "SET": {"b", "a"}}

    assert fingerprint(first(), folders, []) == fingerprint(first(), folders, [])
