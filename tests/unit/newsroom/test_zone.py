"""A district in the east lives by its own clock: nothing waits for Jakarta."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from kentongan.desk.cli import humas

from tests.unit.newsroom.projects import Project

NOW = "2026-11-24T15:10:00+09:00"  # 13.10 in Jakarta
CODE = "D8X-J8A-K82"


@pytest.fixture
def east(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.delenv("SITEURL", raising=False)
    project = Project(tmp_path / "timur", "Asia/Jayapura")
    project.release("tayang", f"Kode: {CODE}\nTerbit: 24 November 2026, 15.00\n")
    project.release("nanti", "Terbit: 24 November 2026, 16.00\n")
    return project


def call(project: Project, *words: str) -> Any:
    return CliRunner().invoke(
        humas, [words[0], "-C", str(project.content), *words[1:]], env={"HUMAS_NOW": NOW}
    )


def test_what_has_begun_here_is_public_to_every_deed(east: Project) -> None:
    assert "terbit" in call(east, "daftar", "--cari", "tayang").output
    assert "embargo" in call(east, "daftar", "--cari", "nanti").output
    assert call(east, "bagikan", CODE).exit_code == 0
    assert call(east, "ralat", CODE, "--keliru", "malam", "--benar", "petang").exit_code == 0
    assert call(east, "cabut", CODE, "--jenis", "privasi", "--alasan", "nama anak").exit_code == 0
    assert call(east, "bagikan", "nanti").exit_code == 1


def test_the_timetable_is_told_in_the_zone_of_the_site(east: Project) -> None:
    shown = call(east, "jadwal").output
    assert "24 November 2026, 16.00 WIT  Terbit" in shown and "WIB" not in shown
    assert call(east, "jadwal", "--berikutnya").output == "2026-11-24T16:00:00+09:00\n"


def test_what_is_written_names_the_zone(east: Project) -> None:
    call(east, "ralat", CODE, "--keliru", "malam", "--benar", "petang")
    call(
        east, "cabut", CODE, "--jenis", "salah", "--alasan", "Keliru", "--pada", "24/11/2026 15.05"
    )
    text = (east.content / "rilis/2026/05/tayang.md").read_text("utf-8")
    assert "Ralat: 24 November 2026, 15.10 WIT | malam | petang" in text
    assert "Dicabut-Pada: 24 November 2026, 15.05 WIT" in text


def test_a_time_of_jakarta_is_understood_as_such(east: Project) -> None:
    done = call(
        east, "ralat", CODE, "--keliru", "a", "--benar", "b", "--waktu", "24/11/2026 13.05 WIB"
    )
    assert done.exit_code == 0, done.output
    late = call(
        east, "ralat", CODE, "--keliru", "a", "--benar", "c", "--waktu", "24/11/2026 15.05 WIB"
    )
    assert late.exit_code == 2 and "masih di masa depan" in late.output


def test_today_is_today_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    east = Project(tmp_path / "timur", "Asia/Jayapura")
    words = "--judul Apel --satuan polsek-uji --jenis imbauan --narasumber x".split()
    done = CliRunner().invoke(
        humas,
        ["baru", "-C", str(east.content), *words],
        input="\n",
        env={"HUMAS_NOW": "2026-11-24T16:00:00+00:00"},  # 01.00 of the next day in Jayapura
    )
    assert done.exit_code == 0, done.output
    (file,) = (east.content / "rilis/2026/11").iterdir()
    assert "Tanggal: 25 November 2026" in file.read_text("utf-8")


DEEDS = {
    "bagikan": ["bagikan", CODE],
    "ralat": ["ralat", CODE, "--keliru", "malam", "--benar", "petang"],
    "cabut": ["cabut", CODE, "--jenis", "salah", "--alasan", "Keliru"],
    "digabung": ["cabut", CODE, "--jenis", "digabung", "--ke", "lain", "--alasan", "Ganda"],
}


@pytest.mark.parametrize("address", ["", "http://127.0.0.1:8000", "http://localhost:9"])
@pytest.mark.parametrize("name", DEEDS)
def test_no_text_for_others_names_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, address: str
) -> None:
    monkeypatch.delenv("SITEURL", raising=False)
    project = Project(tmp_path / "situs", SITEURL=address)
    file = project.release("tayang", f"Kode: {CODE}\n")
    project.release("lain")
    before = file.read_bytes()
    for more in ([], ["--json"]):
        done = call(project, *DEEDS[name], *more)
        assert done.exit_code == 1 and "Alamat situs belum diatur" in done.output
        assert "127.0.0.1" not in done.output and "localhost" not in done.output
    assert file.read_bytes() == before
