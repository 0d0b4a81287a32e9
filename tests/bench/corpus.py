"""Makes a newsroom of any size, always the same: the mixture of texts that real ones have."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from pathlib import Path

from plugins.domain import codes

KINDS = ("siaran-pers", "imbauan", "pengumuman", "lalu-lintas", "klarifikasi")
UNITS = 24
TAGS = 120
WORDS = (
    "polsek warga petugas kegiatan patroli masyarakat keamanan ketertiban wilayah jalan kendaraan "
    "malam pagi kecamatan desa laporan layanan imbauan bersama menjaga situasi aman kondusif "
    "anggota langsung memberikan mengajak meminta menyampaikan pemeriksaan pengaturan pasar "
    "sekolah terminal pelabuhan kampung keluarga pemuda tokoh lingkungan informasi nomor darurat "
    "kepolisian sektor dialog pertemuan apel pos penjagaan rutin dilakukan setiap hari"
).split()


def make(folder: Path, count: int, seed: int = 1) -> None:
    """`count` releases, their units and nothing else, below `folder`."""
    chance = random.Random(seed)
    for number in range(UNITS):
        parent = "" if number == 0 else "Induk: satuan-0\n"
        level = "polres" if number == 0 else "polsek"
        _write(
            folder / f"satuan/satuan-{number}.md",
            f"Nama: Satuan {number}\nTingkat: {level}\n{parent}\nProfil satuan {number}.\n",
        )
    newest = datetime(2026, 11, 20, 9, 0)
    step = timedelta(days=3650) / count
    for number in range(count):
        release(folder, number, newest - step * number, chance)


def release(folder: Path, number: int, day: datetime, chance: random.Random) -> Path:
    """One release; its path."""
    path = (
        folder
        / f"rilis/{day:%Y/%m}/{sentence(chance, 5).lower().replace(' ', '-')[:-1]}-{number}.md"
    )
    tags = ", ".join(f"Tag {chance.randrange(TAGS)}" for _ in range(3))
    head = (
        f"Judul: {sentence(chance, 8)[:-1]} {number}\n"
        f"Tanggal: {day:%Y-%m-%d %H:%M}\n"
        f"Satuan: satuan-{chance.randrange(UNITS)}\n"
        f"Jenis: {chance.choice(KINDS)}\n"
        f"Tag: {tags}\n"
        f"Kode: {codes.derive(path.name)}\n"
    )
    _write(path, f"{head}\n{body(chance)}\n")
    return path


def body(chance: random.Random) -> str:
    """About 317 words: 70 in 100 are plain paragraphs, the rest hold Markdown."""
    paragraphs = [" ".join(sentence(chance, 15) for _ in range(3)) for _ in range(7)]
    if chance.random() > 0.7:
        paragraphs[1] += f" **{sentence(chance, 4)}**"
        paragraphs[2] += f" [{sentence(chance, 3)}](https://contoh.test/{chance.randrange(999)})"
        paragraphs.insert(3, "\n".join(f"* {sentence(chance, 6)}" for _ in range(3)))
        paragraphs.insert(5, f"> “{sentence(chance, 12)}”")
    return "\n\n".join(paragraphs)


def sentence(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(WORDS, k=count)).capitalize() + "."


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
