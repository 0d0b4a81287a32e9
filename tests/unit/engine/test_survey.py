"""What others did to the output is noticed by a look at its folders."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from kentongan.engine import survey

FILES = ("index.html", "berita/2026/05/a/index.html", "umpan/rss.xml")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path


def sizes(root: Path) -> dict[str, tuple[int, int]]:
    stamp_of = {}
    for name in FILES:
        status = (root / name).stat()
        stamp_of[name] = (status.st_size, status.st_mtime_ns)
    return stamp_of


def aged(root: Path) -> survey.Folders:
    """The folders as noted, each with a time that no change of now can repeat."""
    folders = survey.folders_of(FILES)
    for folder in folders:
        os.utime(root / folder, ns=(1, 1))
    return survey.note(root, folders)


def test_all_folders_of_the_files_and_their_parents() -> None:
    assert survey.folders_of(FILES) == {
        "", "berita", "berita/2026", "berita/2026/05", "berita/2026/05/a", "umpan",
    }  # fmt: skip


def test_an_untouched_output_shows_no_changed_folder(root: Path) -> None:
    assert survey.changed(root, aged(root)) == []


def test_a_deleted_file_is_missed(root: Path) -> None:
    known, noted = sizes(root), aged(root)
    (root / "umpan/rss.xml").unlink()
    assert survey.changed(root, noted) == ["umpan"]
    assert survey.differences(root, ["umpan"], known, ()) == ({"umpan/rss.xml"}, set())


def test_a_deleted_folder_takes_all_its_files(root: Path) -> None:
    known, noted = sizes(root), aged(root)
    (root / FILES[1]).unlink()
    (root / "berita/2026/05/a").rmdir()
    changed = survey.changed(root, noted)
    wrong, foreign = survey.differences(root, changed, known, ())
    assert wrong == {FILES[1]} and foreign == set()


def test_what_others_left_is_found_unless_it_may_stay(root: Path) -> None:
    known = sizes(root)
    (root / "titipan.html").write_text("")
    (root / ".git").mkdir()
    assert survey.differences(root, [""], known, (".git",)) == (set(), {"titipan.html"})


def test_a_rewritten_file_is_found_in_a_suspect_folder(root: Path) -> None:
    known = sizes(root)
    (root / "umpan/rss.xml").write_text("lain sama sekali")
    assert survey.differences(root, ["umpan"], known, ())[0] == {"umpan/rss.xml"}


def test_the_top_shows_files_and_folders_without_what_is_retained(root: Path) -> None:
    (root / "CNAME").write_text("")
    top = survey.top(root, ("CNAME",))
    assert set(top) == {"index.html", "berita", "umpan"} and top["berita"] is None


@pytest.mark.parametrize("data", [b"", b"\0" * 13, b"umpan/rss.xlm"])
def test_a_file_that_was_written_over_in_place_is_found(root: Path, data: bytes) -> None:
    for name in FILES:
        os.utime(root / name, ns=(1, 1))
    known = sizes(root)
    assert survey.rewritten(root, known) == set()
    (root / "umpan/rss.xml").write_bytes(data)
    (root / FILES[1]).unlink()
    assert survey.rewritten(root, known) == {"umpan/rss.xml", FILES[1]}
