"""A project folder made for one test: its settings and its content."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kentongan.newsroom.check import Checked, check
from kentongan.newsroom.folder import Newsroom

NOW = "2026-11-24T12:00:00+07:00"
ADDRESS = "https://humas.test"


class Project:
    """A `pelicanconf.py` beside `content/` with one unit; the desk knows nothing else."""

    def __init__(self, path: Path, zone: str = "Asia/Jakarta", **settings: Any) -> None:
        self.path = path
        self.content = path / "content"
        values = {"TIMEZONE": zone, "SITENAME": "Humas Uji", "SITEURL": ADDRESS, **settings}
        path.mkdir(parents=True)
        lines = [f"{name} = {value!r}\n" for name, value in values.items()]
        (path / "pelicanconf.py").write_text("".join(lines), "utf-8")
        self.add("satuan/polsek-uji.md", "Nama: Polsek Uji\nTingkat: polsek\n\nProfil.\n")
        (self.content / "rilis").mkdir()

    def add(self, path: str, text: str) -> Path:
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return file

    def release(
        self,
        name: str,
        more: str = "",
        *,
        day: str = "4 Mei 2026",
        unit: str = "Polsek Uji",
        body: str = "Polsek Uji berpatroli di pasar pada malam hari.",
        title: str = "",
    ) -> Path:
        head = f"Judul: {title or f'Berita {name}'}\nTanggal: {day}\nSatuan: {unit}\n"
        return self.add(f"rilis/2026/05/{name}.md", f"{head}{more}\n{body}\n")

    def room(self, now: str = NOW) -> Newsroom:
        return Newsroom(self.content, now)

    def check(self, *paths: Path, now: str = NOW) -> Checked:
        return check(self.content, paths, now)
