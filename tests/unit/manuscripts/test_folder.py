"""A content folder is read one way: files, units in subfolders, and what cannot be read."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from kentongan.domain import codes
from kentongan.domain.release import Release
from kentongan.manuscripts.folder import Folder
from kentongan.manuscripts.markup import Renderer
from kentongan.manuscripts.options import ReadOptions

ZONE = ZoneInfo("Asia/Jayapura")
NOW = datetime(2026, 11, 24, 12, tzinfo=ZONE)
RELEASE = "Judul: Ronda malam\nTanggal: 23 November 2026, 14.30\nSatuan: polsek-uji\n\nIsi rilis.\n"


def folder_of(content: Path, files: dict[str, str]) -> Folder:
    files = {"satuan/polsek/polsek-uji.md": "Nama: Polsek Uji\n"} | files
    for path, text in files.items():
        target = content / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return Folder(content, ReadOptions(ZONE, NOW, "Humas Uji"))


def codes_of(folder: Folder) -> list[str]:
    problems = [*folder.files.problems, *folder.unit_problems, *folder.pages()[1]]
    problems += [problem for release in folder.releases() for problem in release.problems]
    return [f"{problem.path}:{problem.line} {problem.code}" for problem in problems]


def test_all_kinds_of_files_are_read(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        {
            "rilis/2026/11/ronda.md": RELEASE,
            "halaman/kontak.md": "Judul: Kontak kami\n\nTelepon.\n",
            "peringatan.md": "Judul: Banjir\n\nJauhi sungai.\n",
        },
    )
    (manuscript,) = folder.releases()
    release = manuscript.value
    assert release and (release.title, release.unit) == ("Ronda malam", "polsek-uji")
    assert release.happened_at == datetime(2026, 11, 23, 14, 30, tzinfo=ZONE)
    assert folder.pages()[0][0].title == "Kontak kami"
    banner = folder.read_banner()
    assert banner and banner.value and banner.value.title == "Banjir"


def test_the_mark_of_the_district_stands_in_codes_that_follow_from_a_path(tmp_path: Path) -> None:
    folder_of(tmp_path, {"rilis/2026/11/ronda.md": RELEASE})
    for mark in ("FN", "0K"):
        (manuscript,) = Folder(tmp_path, ReadOptions(ZONE, NOW, "Humas Uji", mark)).releases()
        assert manuscript.value and codes.mark_of(manuscript.value.code) == mark
        assert manuscript.value.code == codes.derive("rilis/2026/11/ronda.md", mark)


def test_a_folder_without_a_banner_has_none(tmp_path: Path) -> None:
    assert folder_of(tmp_path, {}).read_banner() is None


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("rilis/2026/11/a.md", RELEASE, "Release"),
        ("satuan/a/b/c.md", "Nama: Polres Uji\n", "Unit"),
        ("halaman/a.md", "Judul: A\n\nIsi.\n", "Page"),
        ("peringatan.md", "Judul: A\n\nIsi.\n", "Banner"),
    ],
)
def test_a_file_is_read_as_what_stands_at_its_place(
    tmp_path: Path, path: str, text: str, expected: str
) -> None:
    folder = folder_of(tmp_path, {path: text})
    of_file, of_bytes = folder.read_file(path), folder.parse(text.encode(), path)
    assert type(of_file.value).__name__ == type(of_bytes.value).__name__ == expected


def test_what_is_no_file_is_refused_and_never_opened(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"rilis/2026/11/ronda.md": RELEASE})
    os.mkfifo(tmp_path / "rilis/2026/11/pipa.md")
    os.mkfifo(tmp_path / "rilis/2026/11/foto.jpg")
    (tmp_path / "rilis/2026/11/tautan.md").symlink_to("pipa.md")
    (tmp_path / "satuan/perangkat.md").symlink_to("/dev/zero")
    refused = {problem.path: problem.code for problem in folder.files.problems}
    assert refused == {
        "rilis/2026/11/foto.jpg": "releases.E026",
        "rilis/2026/11/pipa.md": "releases.E026",
        "rilis/2026/11/tautan.md": "releases.E026",
        "satuan/perangkat.md": "releases.E020",
    }
    assert [release.path for release in folder.releases()] == ["rilis/2026/11/ronda.md"]
    assert folder.read_file("rilis/2026/11/pipa.md").problems[0].code == "releases.E026"
    assert folder.read_file("rilis/2026").problems[0].code == "releases.E026"


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {})
    assert folder.read_file("rilis/tiada.md").problems[0].code == "releases.E019"
    assert folder.read_file("rilis/nol\0.md").problems[0].code == "releases.E019"


@pytest.mark.parametrize("error", [RecursionError, MemoryError, AssertionError, KeyError])
@pytest.mark.parametrize("place", ["rilis", "satuan", "halaman", "peringatan"])
def test_an_exception_is_a_problem_of_the_file_that_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[Exception], place: str
) -> None:
    path = "peringatan.md" if place == "peringatan" else f"{place}/2026/11/rusak.md"
    text = {"rilis": RELEASE, "satuan": "Nama: A\n\nRAHASIA", "halaman": "Judul: A\n\nIsi"}
    folder = folder_of(
        tmp_path, {path: text.get(place, "Judul: A\n\nIsi"), "rilis/2026/11/ronda.md": RELEASE}
    )
    render = Renderer.render

    def broken(self: Renderer, body: str, path: str) -> object:
        if path.endswith(("rusak.md", "peringatan.md")):
            raise error("RAHASIA")
        return render(self, body, path)

    monkeypatch.setattr(Renderer, "render", broken)
    (problem,) = folder.read_file(path).problems
    assert (problem.path, problem.code, problem.severity) == (path, "releases.E027", "error")
    assert "Traceback" not in problem.message and "RAHASIA" not in problem.message
    others = [release.value for release in folder.releases() if release.path.endswith("ronda.md")]
    assert isinstance(others[0], Release)
