"""A content folder made for one test, and the `humas` command called on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from kentongan.desk.cli import humas

NOW = "2026-11-24T12:00:00+07:00"
CODES = ("D8X-J8A-K82", "4K7-Q2M-9XG", "000-000-000")


class Folder:
    """`rilis/2026/05/` and one unit below `path`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        (path / "satuan").mkdir(parents=True)
        unit = "Nama: Polsek Uji\nTingkat: polsek\n\nProfil.\n"
        (path / "satuan/polsek-uji.md").write_text(unit)
        (path / "rilis/2026/05").mkdir(parents=True)

    def write(self, name: str, more: str = "", body: str = "Isi berita.", title: str = "") -> Path:
        head = f"Judul: {title or f'Berita {name}'}\nTanggal: 4 Mei 2026\nSatuan: Polsek Uji\n"
        file = self.path / f"rilis/2026/05/{name}.md"
        file.write_text(f"{head}{more}\n{body}\n", "utf-8")
        return file

    def snapshot(self) -> dict[str, bytes]:
        return {
            file.relative_to(self.path).as_posix(): file.read_bytes()
            for file in sorted(self.path.rglob("*"))
            if file.is_file()
        }

    def run(self, *words: str, now: str = NOW) -> Result:
        environment = {"HUMAS_NOW": now, "SITEURL": "https://humas.test"}
        args = [words[0], "-C", str(self.path), *words[1:]]
        result = CliRunner().invoke(humas, args, prog_name="humas", env=environment)
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    def json(self, *words: str, now: str = NOW) -> Any:
        result = self.run(*words, "--json", now=now)
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)
