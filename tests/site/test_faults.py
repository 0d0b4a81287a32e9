"""Killed builds, damaged indexes, full disks, two builds at once: the site stays whole."""

from __future__ import annotations

import os
import random
import resource
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site.builder import GOLDEN, build, start, tree
from tests.unit.engine.test_damage import damaged


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "naskah"
    subprocess.run(["cp", "-r", str(GOLDEN), str(folder)], check=True)
    return folder


def retitle(content: Path, number: int) -> None:
    file = min((content / "satuan").iterdir())
    lines = file.read_text("utf-8").split("\n")
    named = [f"Nama: Polres Uji {number}" if line.startswith("Nama:") else line for line in lines]
    file.write_text("\n".join(named), "utf-8")


def test_a_build_killed_at_any_moment_leaves_a_whole_site(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "situs"
    begun = time.monotonic()
    assert build(content, output).status == 0
    longest = time.monotonic() - begun
    chance = random.Random(4)
    states: dict[int, dict[str, str]] = {}
    for number in (0, 1):
        retitle(content, number)
        assert build(content, tmp_path / f"bersih-{number}").status == 0
        states[number] = tree(tmp_path / f"bersih-{number}")
    assert build(content, output).status == 0
    survived = 0
    for moment in range(50):
        number = moment % 2
        retitle(content, number)
        process = start(content, output)
        time.sleep(chance.random() * longest)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            survived += 1
        process.wait()
        assert tree(output) in states.values(), f"half a site after kill {moment}"
    assert survived > 10
    assert build(content, output).status == 0
    assert tree(output) == states[1]


@pytest.mark.parametrize("damage", ["noise", "empty", "other version", "deleted", "read only"])
def test_a_damaged_index_costs_time_and_nothing_else(
    content: Path, tmp_path: Path, damage: str
) -> None:
    output, cache = tmp_path / "situs", tmp_path / "situs.cache"
    assert build(content, output).status == 0
    before = tree(output)
    index = next(cache.glob("*.sqlite"))
    if damage == "noise":
        index.write_bytes(os.urandom(50_000))
    elif damage == "empty":
        index.write_bytes(b"")
    elif damage == "other version":
        with sqlite3.connect(index) as db:
            db.execute("PRAGMA user_version = 99")
    elif damage == "deleted":
        for file in cache.glob("*.sqlite*"):
            file.unlink()
    else:
        index.unlink()
        index.mkdir()
    done = build(content, output)
    assert done.status == 0, done.report
    assert tree(output) == before
    if damage in ("noise", "other version", "read only"):
        assert "semua berkas dibaca ulang" in done.report
    assert build(content, output).status == 0


NEW = """Judul: Patroli pagi di pasar
Tanggal: 9 Oktober 2026, 08.00 WIB
Satuan: polres-sukamaju

Polres Sukamaju berpatroli di pasar sejak pagi. Pedagang menyambut baik patroli itu.
"""
DAMAGES = ["bits", "noise", "a page of zeros", "cut", "words"]


@pytest.mark.parametrize(
    ("kind", "seed"),
    [
        pytest.param(kind, seed, marks=() if seed == 1 and kind != "cut" else pytest.mark.lama)
        for kind in DAMAGES
        for seed in range(1, 7)
    ],
)
def test_damage_anywhere_in_the_index_is_mended_by_the_next_build(
    content: Path, tmp_path: Path, kind: str, seed: int
) -> None:
    output, cache = tmp_path / "situs", tmp_path / "situs.cache"
    assert build(content, output).status == 0
    index = next(cache.glob("*.sqlite"))
    index.write_bytes(damaged(index.read_bytes(), kind, seed))
    (content / "rilis/2026/10/baru.md").write_text(NEW, "utf-8")
    done = build(content, output)
    assert done.status == 0, done.report
    assert build(content, tmp_path / "bersih").status == 0
    assert tree(output) == tree(tmp_path / "bersih")
    again = build(content, output)
    assert again.status == 0 and "dibaca ulang" not in again.report


def test_a_locked_index_is_gone_around(content: Path, tmp_path: Path) -> None:
    output, cache = tmp_path / "situs", tmp_path / "situs.cache"
    assert build(content, output).status == 0
    before = tree(output)
    with sqlite3.connect(next(cache.glob("*.sqlite")), isolation_level=None) as db:
        db.execute("BEGIN EXCLUSIVE")
        retitle(content, 5)
        done = build(content, output)
        db.execute("ROLLBACK")
    assert done.status == 0 and "sedang dipakai proses lain" in done.report
    assert tree(output) != before


def test_a_file_changed_behind_the_index_is_read_again(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "situs"
    file = next((content / "rilis").rglob("imbauan*.md"))
    assert build(content, output).status == 0
    text = file.read_text("utf-8")
    stamp = file.stat()
    file.write_text(text.replace("kunci", "KUNCI"), "utf-8")
    os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert build(content, output).status == 0
    assert any("KUNCI" in page.read_text() for page in output.rglob("berita/**/index.html"))


def test_a_file_deleted_from_the_output_comes_back(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "situs"
    assert build(content, output).status == 0
    before = tree(output)
    next((output / "berita").rglob("index.html")).unlink()
    (output / "titipan.html").write_text("bukan milik siapa-siapa")
    assert build(content, output).status == 0
    assert tree(output) == before


def zeros(data: bytes) -> bytes:
    return bytes(len(data))


def swapped(data: bytes) -> bytes:
    return data[:-2] + data[-1:] + data[-2:-1]


# One file of each kind that a site consists of.
KINDS = [
    "index.html", "berita/**/index.html", "r/*/index.html", "r/*/qr.svg", "satuan/*/index.html",
    "tema/css/*.css", "gambar/*.avif", "kartu/*.png", "lampiran/*/*", "api/rilis/*.json",
    "arsip/*/index.html", "umpan/*.xml", "cari/i/*.json", "cek/s/*.json", "sitemap.xml",
    ".well-known/kentongan/manifest.json",
]  # fmt: skip


@pytest.mark.parametrize("spoil", [bytes.upper, zeros, swapped, lambda data: b""])
def test_files_written_over_in_place_are_made_again(
    content: Path, tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    output = tmp_path / "situs"
    assert build(content, output).status == 0
    before = tree(output)
    for pattern in KINDS:
        file = next(path for path in sorted(output.glob(pattern)) if path.is_file())
        file.write_bytes(spoil(file.read_bytes()))
    assert tree(output) != before
    assert build(content, output).status == 0
    assert tree(output) == before


def test_two_builds_at_once_give_one_whole_site(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "situs"
    first, second = start(content, output), start(content, output)
    assert first.wait() == second.wait() == 0
    assert build(content, tmp_path / "bersih").status == 0
    assert tree(output) == tree(tmp_path / "bersih")


def test_a_full_disk_is_told_and_the_old_site_stays(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "situs"
    assert build(content, output).status == 0
    before = tree(output)
    retitle(content, 7)

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    process = start(content, output, preexec=small_files)
    report = process.communicate()[0]
    assert process.returncode == 1, report
    assert "situs yang lama tetap seperti semula" in report.lower()
    assert "Traceback" not in report
    assert tree(output) == before
