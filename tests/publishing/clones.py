"""Two officers and the server between them, with real Git."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from kentongan.publishing import repository
from kentongan.publishing.repository import Repository

BEGUN = {
    "content/rilis/perahu.md": "Judul: Perahu\n\nPatroli perahu pagi.\nAman.\n\nPenutup.\n",
    "content/rilis/dermaga.md": "Judul: Dermaga\n\nDermaga ramai.\n",
    "content/jejak/.gitattributes": "*.tsv merge=union\n*.jsonl merge=union\n",
    "publishconf.py": "SITEURL = ''\n",
}


def run(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@dataclass
class Office:
    """One clone, as its officer sees it."""

    root: Path

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def read(self, path: str) -> str:
        return (self.root / path).read_text()

    def commit(self, message: str = "ubah") -> None:
        run(self.root, "add", "-A")
        run(self.root, "commit", "-qm", message)

    def push(self) -> None:
        run(self.root, "push", "-q")

    def status(self) -> str:
        return run(self.root, "status", "--porcelain")

    @property
    def repository(self) -> Repository:
        found = repository.find(self.root / "content", self.root / ".cache/terbit/bentrok.json")
        assert found is not None
        return found


def offices(folder: Path, *names: str) -> list[Office]:
    """Clones of one new repository."""
    first = Office(folder / "awal")
    first.root.mkdir(parents=True)
    run(first.root, "init", "-q", "-b", "main")
    for path, text in BEGUN.items():
        first.write(path, text)
    first.write(".gitignore", ".cache/\noutput/\n")
    named(first.root, "Pengelola")
    first.commit("awal")
    run(folder, "clone", "-q", "--bare", "awal", "pusat.git")
    for name in names:
        run(folder, "clone", "-q", "pusat.git", name)
        named(folder / name, f"Meja {name}")
    return [Office(folder / name) for name in names]


def named(folder: Path, name: str) -> None:
    run(folder, "config", "user.name", name)
    run(folder, "config", "user.email", "meja@humas.test")
