"""A search is closed by one deed, at the clock of the site."""

from __future__ import annotations

from pathlib import Path

import pytest
from kentongan.domain.lifecycle import public_view
from kentongan.newsroom.close import close, reopen
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


def test_a_search_that_was_closed_by_mistake_goes_on_as_it_was(project: Project) -> None:
    before = project.room().find("dicari")
    close(project.room(), "dicari")
    found = reopen(project.room("2026-11-25T09:00:00+07:00"), "dicari")
    text = found.file.read_text("utf-8")
    assert "Status-Kasus: dicari\n" in text and "Berlaku-Sampai: 1 Desember 2026\n" in text
    assert "Diperbarui: 25 November 2026, 10.00 WITA\n" in text
    room = project.room("2026-11-25T09:00:00+07:00")
    after = room.find("dicari")
    assert public_view(after, room.now).state == "shown"
    assert (after.title, after.body, after.valid_until) == (
        *(before.title, before.body, before.valid_until),
    )
    assert found.as_json()["code"] == after.code


@pytest.mark.parametrize("status", ["", "selesai"])
def test_a_search_whose_time_is_over_needs_a_new_last_day(project: Project, status: str) -> None:
    later = "2027-01-02T09:00:00+07:00"
    if status:
        close(project.room(), "dicari", status)
    for until in ("", "1 Desember 2026", "2027-01-01"):
        with pytest.raises(RequestError, match="hari terakhir yang baru"):
            reopen(project.room(later), "dicari", until)
    reopen(project.room(later), "dicari", "2027-01-02")
    room = project.room(later)
    assert public_view(room.find("dicari"), room.now).state == "shown"
    room = project.room("2027-01-03T09:00:00+07:00")
    assert public_view(room.find("dicari"), room.now).state == "closed"


@pytest.mark.parametrize(
    ("until", "is_open"), [("", False), ("2026-12-01", True), ("2026-12-24", True)]
)
def test_a_last_hour_that_is_past_is_no_last_day(
    project: Project, until: str, is_open: bool
) -> None:
    project.release("jam", SOUGHT.replace("1 Desember 2026", "1 Desember 2026, 08.00"))
    room = project.room("2026-12-01T09:00:00+07:00")
    if not is_open:
        with pytest.raises(RequestError):
            reopen(room, "jam", until)
        return
    reopen(room, "jam", until)
    assert public_view(project.room().find("jam"), room.now).state == "shown"


def test_what_is_no_closed_search_is_not_reopened(project: Project) -> None:
    with pytest.raises(NewsroomError, match="bukan pencarian orang"):
        reopen(project.room(), "biasa")
    with pytest.raises(NewsroomError, match="tidak sedang ditutup"):
        reopen(project.room(), "dicari")
    close(project.room(), "dicari")
    with pytest.raises(RequestError, match="tidak dikenali"):
        reopen(project.room(), "dicari", "kapan-kapan")
