"""A look at what changed finds what a look at all files would."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from kentongan.manuscripts import scan as scanning
from kentongan.manuscripts.scan import Files, scan
from kentongan.manuscripts.watched import MANY, Watched
from kentongan.storage import stamps

FOLDERS = ("rilis", "rilis/2026/10", "rilis/2026/11", "rilis/2026/11/lama", "gambar", "a", "a.b")
NAMES = ("a.md", "b.md", "é.md", "foto.jpg", "surat.txt", ".tersembunyi", "c")
Change = Callable[["Content"], set[Path]]


class Content:
    """A content folder in which anything may happen; each change gives the paths that a watcher
    names."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.random = random.Random(seed)
        (folder / "rilis").mkdir(parents=True)
        (folder / "rilis/tetap.md").write_text("tetap")
        self.outside = folder.with_name("luar")
        self.outside.mkdir()

    def change(self) -> list[str]:
        changes: tuple[Change, ...] = (
            Content.write, Content.write, Content.write, Content.rewrite, Content.remove,
            Content.rename_folder, Content.make_folder, Content.link, Content.close,
        )  # fmt: skip
        changed = self.random.choice(changes)(self)
        return [path.relative_to(self.folder).as_posix() for path in changed]

    def paths(self) -> list[Path]:
        return sorted(path for path in self.folder.rglob("*") if path.name != "tetap.md")

    def some(self, *, folders: bool) -> list[Path]:
        there = [path for path in self.paths() if not path.is_symlink()]
        return [path for path in there if path.is_dir() == folders]

    def write(self) -> set[Path]:
        path = self.folder / self.random.choice(FOLDERS) / self.random.choice(NAMES)
        made = {parent for parent in path.parents if not parent.exists()}
        if path.is_dir() or any(parent.is_file() for parent in path.parents):
            return set()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(self.random.random()))
        return made | {path}

    def rewrite(self) -> set[Path]:
        """In place, with the same size."""
        for path in self.some(folders=False)[:1]:
            moment = self.random.randrange(10**9)
            os.utime(path, ns=(moment, moment))
            return {path}
        return set()

    def remove(self) -> set[Path]:
        files = self.some(folders=False)
        chosen = self.random.sample(files, min(1, len(files)))
        for path in chosen:
            path.unlink()
        return {*chosen}

    def rename_folder(self) -> set[Path]:
        """To a new name, or to that of one that is gone."""
        folders = [path for path in self.some(folders=True) if path.name != "rilis"]
        for path in self.random.sample(folders, min(1, len(folders))):
            target = path.with_name(self.random.choice(("10", "11", "lama", "baru")))
            if not target.exists():
                path.rename(target)
                return {path, target}
        return set()

    def make_folder(self) -> set[Path]:
        path = self.folder / self.random.choice(FOLDERS) / self.random.choice(NAMES)
        if path.exists() or not path.parent.is_dir():
            return set()
        path.mkdir()
        return {path}

    def link(self) -> set[Path]:
        """One that leads into the content or out of it; what it leads to may change any time."""
        target = self.random.choice([self.outside / "x.md", self.folder / "rilis/tetap.md"])
        target.write_text(str(self.random.random()))
        path = self.folder / "gambar" / self.random.choice(("t.md", "u.jpg"))
        if path.is_symlink() or not path.parent.is_dir():
            return {target} if target.is_relative_to(self.folder) else set()
        path.symlink_to(target)
        return {path, target} if target.is_relative_to(self.folder) else {path}

    def close(self) -> set[Path]:
        """A pipe in the place of a file."""
        path = self.folder / "rilis/pipa.md"
        if path.exists():
            path.unlink()
        else:
            os.mkfifo(path)
        return {path}


def same(files: Files, others: Files) -> bool:
    signatures = files.signature() == others.signature()
    return files.are(others) and dict(files.stamps) == dict(others.stamps) and signatures


@pytest.mark.parametrize("seed", range(12))
def test_what_changed_is_found_as_by_a_look_at_all(tmp_path: Path, seed: int) -> None:
    content = Content(tmp_path / "isi", seed)
    watched = Watched(content.folder)
    watched.look()
    for _ in range(60):
        changed = [path for _ in range(content.random.randrange(1, 4)) for path in content.change()]
        assert same(watched.look(changed), scan(content.folder)), changed


def test_other_folders_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for month in range(1, 13):
        folder = tmp_path / f"rilis/2026/{month:02}"
        folder.mkdir(parents=True)
        (folder / "a.md").write_text("a")
    watched = Watched(tmp_path)
    watched.look()
    opened: list[str] = []
    opened_folder = stamps.opened_folder

    def noting(folder: Path) -> object:
        opened.append(folder.relative_to(tmp_path).as_posix())
        return opened_folder(folder)

    monkeypatch.setattr(scanning, "opened_folder", noting)
    watched.look(["rilis/2026/03/a.md"])
    assert opened == [".", "rilis", "rilis/2026", "rilis/2026/03"]


def test_what_a_build_records_itself_is_looked_at_each_time(tmp_path: Path) -> None:
    (tmp_path / "jejak").mkdir()
    watched = Watched(tmp_path, ["jejak"])
    watched.look()
    (tmp_path / "jejak/alamat").mkdir()
    (tmp_path / "jejak/alamat/2026-11.tsv").write_text("x")
    assert same(watched.look([]), scan(tmp_path))


@pytest.mark.parametrize("changed", [None, [""], [f"rilis/{n}.md" for n in range(MANY + 1)]])
def test_a_watcher_that_cannot_vouch_has_all_looked_at(
    tmp_path: Path, changed: list[str] | None
) -> None:
    """So it is at the first look, after a flood of changes, and when the folder itself moved."""
    watched = Watched(tmp_path)
    watched.look()
    (tmp_path / "tak-disebut.md").write_text("a")
    assert same(watched.look(changed), scan(tmp_path))
