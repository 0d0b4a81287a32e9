"""A search is closed by one deed, at the clock of the site."""

from __future__ import annotations

from pathlib import Path

import pytest
from kentongan.domain.lifecycle import public_view
from kentongan.newsroom.close import close
from kentongan.newsroom.errors import NewsroomError, RequestError

from tests.unit.newsroom.projects import Project

SOUGHT = "Jenis: orang-hilang\nNama: Sukinah\nBerlaku-Sampai: 1 Desember 2026\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path / "situs", "Asia/Makassar")
    project.release("dicari", SOUGHT, title="Dicari: Sukinah", body="Polsek Uji mencari Sukinah.")
    project.release("biasa")
    return project


@pytest.mark.parametrize("status", ["ditemukan", "selesai"])
def test_the_search_is_over_and_its_change_has_a_time(project: Project, status: str) -> None:
    found = close(project.room(), "dicari", status)
    text = found.file.read_text("utf-8")
    assert f"Status-Kasus: {status}\n" in text
    assert "Diperbarui: 24 November 2026, 13.00 WITA\n" in text
    room = project.room()
    assert public_view(room.find("dicari"), room.now).state == "closed"
    assert found.as_json()["status"] == status


def test_what_is_no_open_search_is_refused(project: Project) -> None:
    close(project.room(), "dicari")
    with pytest.raises(NewsroomError, match="sudah ditutup"):
        close(project.room(), "dicari")
    with pytest.raises(NewsroomError, match="bukan pencarian orang"):
        close(project.room(), "biasa")
    with pytest.raises(RequestError, match="Pilihannya"):
        close(project.room(), "dicari", "dicari")
