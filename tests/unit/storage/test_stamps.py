"""Reading files without ever waiting for a pipe."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from kentongan.storage.stamps import NotAFile, file_in, read_stamped, stamp_of


def test_bytes_come_with_the_stamp_that_they_had(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"isi")
    assert read_stamped(file) == (b"isi", stamp_of(file.stat()))


@pytest.mark.parametrize("kind", ["pipe", "folder", "device", "link to a pipe"])
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.md"
    if kind == "folder":
        path.mkdir()
    elif kind == "device":
        path = Path("/dev/zero")
    else:
        pipe = tmp_path / "pipa" if kind == "link to a pipe" else path
        os.mkfifo(pipe)
        if pipe != path:
            path.symlink_to(pipe)
    with pytest.raises(NotAFile):
        read_stamped(path)
    with pytest.raises(NotAFile):
        file_in(path.parent, path.name)


def test_nothing_is_left_open(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipa")
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(20):
        with pytest.raises(NotAFile):
            read_stamped(tmp_path / "pipa")
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@pytest.mark.parametrize("path", ["tiada.md", "../luar.md", "tautan.md"])
def test_a_file_that_is_missing_or_outside_is_not_found(tmp_path: Path, path: str) -> None:
    folder = tmp_path / "naskah"
    folder.mkdir()
    (tmp_path / "luar.md").write_text("rahasia")
    (folder / "tautan.md").symlink_to(tmp_path / "luar.md")
    with pytest.raises(FileNotFoundError):
        file_in(folder, path)
