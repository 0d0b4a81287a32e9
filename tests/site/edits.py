"""Random edits of a content folder, each one that a newsroom makes."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

WORDS = (
    "petugas warga patroli jalan pasar malam pagi kampung tertib aman imbauan kegiatan apel "
    "kendaraan lalu lintas laporan layanan masyarakat wilayah kecamatan desa pos penjagaan"
).split()
UNITS = ("polres-contoh", "polsek-satu", "polsek-dua")
KINDS = ("siaran-pers", "imbauan", "pengumuman", "lalu-lintas", "klarifikasi")
TAGS = ("Patroli", "Lalu lintas", "Imbauan", "Kamtibmas", "R&D")


class Newsroom:
    """A content folder, its clock, and the edits that can happen to it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.random = random.Random(seed)
        self.now = datetime.fromisoformat("2026-11-24T12:00:00+07:00")
        self.subtitle = "Berita"
        self._made = 0
        for unit in UNITS:
            self._write_unit(unit, unit.replace("-", " ").title())
        for _ in range(12):
            self.add()

    @property
    def edits(self) -> tuple[Callable[[], object], ...]:
        return (
            self.add,
            self.add,
            self.edit,
            self.edit,
            self.retitle,
            self.retag,
            self.move,
            self.rename,
            self.delete,
            self.rename_unit,
            self.change_setting,
            self.advance_clock,
            self.embargo,
            self.draft,
            self.withdraw,
            self.link,
            self.banner,
            self.page,
            self.nothing,
        )

    def change(self) -> str:
        """Make one random edit; its name."""
        edit = self.random.choice(self.edits)
        edit()
        return edit.__name__

    def files(self) -> list[Path]:
        return sorted((self.folder / "rilis").rglob("*.md"))

    def add(self) -> Path:
        self._made += 1
        day = self.now - timedelta(hours=self.random.randrange(1, 9000))
        path = self.folder / f"rilis/{day:%Y/%m}/berita-{self._made}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [
            f"Judul: {self._words(5).capitalize()} {self._made}",
            f"Tanggal: {day:%Y-%m-%d %H:%M}",
            f"Satuan: {self.random.choice(UNITS)}",
            f"Jenis: {self.random.choice(KINDS)}",
            f"Tag: {', '.join(self.random.sample(TAGS, self.random.randrange(3)))}",
        ]
        if self.random.random() < 0.2:
            until = self.now + timedelta(hours=self.random.randrange(1, 200))
            lines.append(f"Berlaku-Sampai: {until:%Y-%m-%d %H:%M}")
        path.write_text("\n".join([*lines, "", self._text()]), "utf-8")
        return path

    def edit(self) -> None:
        path = self._any()
        head, _, _ = path.read_text("utf-8").partition("\n\n")
        path.write_text(f"{head}\n\n{self._text()}\n", "utf-8")

    def retitle(self) -> None:
        self._set(self._any(), "Judul", f"{self._words(4).capitalize()} {self.random.random()}")

    def retag(self) -> None:
        self._set(self._any(), "Tag", ", ".join(self.random.sample(TAGS, 2)))

    def move(self) -> None:
        path = self._any()
        month = self.random.randrange(1, 11)
        target = self.folder / f"rilis/2026/{month:02}/{path.name}"
        target.parent.mkdir(parents=True, exist_ok=True)
        self._drop(path, "Berlaku-Sampai")
        self._set(path, "Tanggal", f"2026-{month:02}-{self.random.randrange(1, 28):02} 08:00")
        if path != target:
            path.rename(target)
            self._relink(path, target)

    def rename(self) -> None:
        path = self._any()
        self._made += 1
        target = path.with_name(f"nama-{self._made}.md")
        path.rename(target)
        self._relink(path, target)

    def delete(self) -> None:
        if len(self.files()) > 4:
            path = self._any()
            path.unlink()
            self._relink(path, None)

    def _relink(self, path: Path, target: Path | None) -> None:
        """Let links follow a file, and go with it: a dead one stops the build."""
        old = f"Baca [berita lain]({{filename}}/{path.relative_to(self.folder).as_posix()})."
        new = ""
        if target:
            new = f"Baca [berita lain]({{filename}}/{target.relative_to(self.folder).as_posix()})."
        for file in self.files():
            text = file.read_text("utf-8")
            if old in text:
                file.write_text(text.replace(old, new), "utf-8")

    def rename_unit(self) -> None:
        self._write_unit(self.random.choice(UNITS[1:]), f"Polsek {self._words(1).title()}")

    def change_setting(self) -> None:
        self.subtitle = f"Berita {self.random.randrange(100)}"

    def advance_clock(self) -> None:
        self.now += timedelta(hours=self.random.choice((1, 13, 47, 400)))

    def embargo(self) -> None:
        path = self._any()
        self._drop(path, "Berlaku-Sampai")
        self._set(path, "Terbit", f"{self.now + timedelta(hours=20):%Y-%m-%d %H:%M}")

    def draft(self) -> None:
        self._set(self._any(), "Status", self.random.choice(("draf", "terbit")))

    def withdraw(self) -> None:
        path = self._any()
        self._set(path, "Dicabut", self.random.choice(("salah", "tetap", "privasi", "putusan")))
        self._set(path, "Alasan", "keliru")
        self._set(path, "Dicabut-Pada", f"{self.now:%Y-%m-%d %H:%M}")

    def link(self) -> None:
        path, other = self._any(), self._any()
        target = other.relative_to(self.folder).as_posix()
        text = path.read_text("utf-8")
        path.write_text(f"{text}\n\nBaca [berita lain]({{filename}}/{target}).\n", "utf-8")

    def banner(self) -> None:
        file = self.folder / "peringatan.md"
        until = self.now + timedelta(hours=30)
        if file.exists() and self.random.random() < 0.5:
            file.unlink()
        else:
            text = f"Judul: {self._words(3)}\nTingkat: waspada\nBerlaku-Sampai: "
            file.write_text(f"{text}{until:%Y-%m-%d %H:%M}\n\n{self._text()}\n", "utf-8")

    def page(self) -> None:
        file = self.folder / f"halaman/{self.random.choice(('tentang', 'kontak'))}.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"Judul: {self._words(2)}\n\n{self._text()}\n", "utf-8")

    def nothing(self) -> None:
        """The same content once more."""

    def copy_to(self, target: Path) -> None:
        shutil.copytree(self.folder, target)

    def _any(self) -> Path:
        return self.random.choice(self.files())

    def _words(self, count: int) -> str:
        return " ".join(self.random.choices(WORDS, k=count))

    def _text(self) -> str:
        paragraphs = [self._words(20).capitalize() + "." for _ in range(3)]
        if self.random.random() < 0.3:
            paragraphs.append("* satu\n* **dua**")
        return "\n\n".join(paragraphs)

    def _set(self, path: Path, key: str, value: str) -> None:
        self._drop(path, key)
        head, _, body = path.read_text("utf-8").partition("\n\n")
        path.write_text(f"{head}\n{key}: {value}\n\n{body}", "utf-8")

    def _drop(self, path: Path, key: str) -> None:
        head, _, body = path.read_text("utf-8").partition("\n\n")
        lines = [line for line in head.split("\n") if not re.match(rf"{key}:", line)]
        path.write_text("\n".join(lines) + f"\n\n{body}", "utf-8")

    def _write_unit(self, slug: str, name: str) -> None:
        file = self.folder / f"satuan/{slug}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        parent = "" if slug == UNITS[0] else f"Induk: {UNITS[0]}\n"
        level = "polres" if slug == UNITS[0] else "polsek"
        file.write_text(f"Nama: {name}\nTingkat: {level}\n{parent}\nProfil satuan.\n", "utf-8")


def retitle(content: Path, number: int) -> None:
    """Name a unit anew, which changes many pages."""
    file = min((content / "satuan").iterdir())
    lines = file.read_text("utf-8").split("\n")
    named = [f"Nama: Polres Uji {number}" if line.startswith("Nama:") else line for line in lines]
    file.write_text("\n".join(named), "utf-8")
