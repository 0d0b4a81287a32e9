"""How long photographs take the first time, and when their sizes are already there."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.bench import measuring
from tests.bench.figures import Figure
from tests.site.builder import command

PARTS = ("releases", "units", "pages", "lists", "images")
SIZE = (1600, 1067)
MANY = 10_000


def measure(folder: Path, count: int) -> Iterator[Figure]:
    """Builds with pictures less the same build without; what is left belongs to the pictures."""
    _write(folder / "polos", count, pictures=False)
    _write(folder / "foto", count, pictures=True)
    plain, plain_again = _twice(folder / "polos")
    first, cached = _twice(folder / "foto")
    nothing = _build(folder / "foto")
    cores = os.cpu_count() or 1
    each = max(0.0, first.wall - plain.wall) / count
    again = max(0.0, cached.wall - plain_again.wall) / count
    group = f"Foto 1600×1067, {count} buah, {cores} inti"
    yield Figure(group, "per foto, pertama kali", each, "detik", 25 * 60 / MANY)
    yield Figure(group, "per foto, detik CPU", max(0.0, first.cpu - plain.cpu) / count, "detik")
    yield Figure(group, "per foto, ukurannya sudah di .cache", again, "detik")
    yield Figure(group, "bangun ulang tanpa perubahan, seluruhnya", nothing.wall, "detik")
    note = f"diperkirakan: {count} foto × {MANY // count}, bukan diukur"
    yield Figure(group, "10.000 foto, pertama kali", each * MANY / 60, "menit", 25, note=note)
    free = max(0.0, first.cpu - plain.cpu) / count * MANY / cores / 60
    yield Figure(group, "idem, dari detik CPU, inti tanpa beban lain", free, "menit", note=note)
    yield Figure(group, "10.000 foto, kedua kali", again * MANY / 60, "menit", note=note)


def draw(path: Path, number: int) -> None:
    """Soft shapes under fine grain, the same for the same number."""
    from PIL import Image, ImageFilter

    chance = random.Random(number)
    shapes = Image.frombytes("L", (64, 43), chance.randbytes(64 * 43))
    coarse = shapes.filter(ImageFilter.GaussianBlur(1)).resize(SIZE, Image.Resampling.BICUBIC)
    grain = Image.frombytes("L", SIZE, chance.randbytes(SIZE[0] * SIZE[1]))
    fine = grain.point([96 + value // 4 for value in range(256)])
    fine = fine.filter(ImageFilter.GaussianBlur(1.2))
    green = Image.blend(coarse, fine, 0.35)
    Image.merge("RGB", (coarse, green, fine)).save(path, quality=88)


def _write(content: Path, count: int, *, pictures: bool) -> None:
    news = content / "rilis/2026/11"
    units = content / "satuan"
    for folder in (news, units):
        folder.mkdir(parents=True)
    (units / "polsek-contoh.md").write_text("Nama: Polsek Contoh\nTingkat: polsek\n\nProfil.\n")
    for number in range(count):
        lead = f"Gambar: foto-{number}.jpg\nGambar-Alt: Petugas di jalan\n" if pictures else ""
        text = f"Judul: Berita {number}\nTanggal: 2026-11-02\nSatuan: polsek-contoh\n{lead}\nIsi.\n"
        (news / f"berita-{number}.md").write_text(text)
        if pictures:
            draw(news / f"foto-{number}.jpg", number)


def _twice(content: Path) -> tuple[measuring.Measured, measuring.Measured]:
    """From nothing, then again with no more than the files of .cache that outlive the index."""
    first = _build(content)
    output = content.with_name(f"{content.name}-situs")
    shutil.rmtree(output)
    for index in output.with_name(f"{output.name}.cache").glob("indeks-*"):
        index.unlink()
    return first, _build(content)


def _build(content: Path) -> measuring.Measured:
    plugins = json.dumps(["kentongan.frame", *(f"kentongan.parts.{name}" for name in PARTS)])
    output = content.with_name(f"{content.name}-situs")
    words, _ = command(content, output, PLUGINS=plugins)
    return measuring.measure(words)
