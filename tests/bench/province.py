"""Measures a province: `make bench-provinsi`. Ratios count; seconds are of this machine.

python -m tests.bench.province [--sizes 10000 100000 1000000] [--districts 40] [--releases 250]

Additions are compared with those to the first size. `--districts 0` leaves out the rounds, and
`--sizes` without a number the catalogues.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

from kentongan.domain import codes
from kentongan.newsroom.province import Settings
from kentongan.province.cards import Card
from kentongan.province.catalogue import Catalogue, Release, places_of, row_of
from kentongan.province.portal import Portal
from kentongan.province.rounds import pull

from tests.bench.figures import Figure, table
from tests.province.districts import NOW, Site, registry, serving

ADDITIONS = 2_000
LINE = b'{"bodies":[{"role":"main","value":"' + b"kabar dari simpang kota " * 70 + b'"}]}'


def _code(chosen: random.Random) -> str:
    body = "".join(chosen.choices(codes.ALPHABET, k=8))
    return codes.printed(body + codes.check_character(body))


def _release(number: int, code: str) -> Release:
    district = f"polres-{number % 500}"
    moment = NOW - timedelta(minutes=number)
    card = Card(
        code=code, district=district,
        source=district, state="tayang", unit=f"{district}/polsek-{number % 9}",
        href=f"https://{district}.example/berita/2026/11/r{number}/", published=moment.isoformat(),
        changed=moment.isoformat(), happened=moment.isoformat(), title=f"Kabar nomor {number}",
        summary="Petugas berjaga di simpang kota sejak pagi.", words=f"{number:064x}",
    )  # fmt: skip
    return Release(card, f"{number:032x}", "/api/bundel/2026/11-1.jsonl", LINE)


def fill(path: Path, size: int) -> None:
    """A catalogue with the rows that `Catalogue.put` would have stored, in the order of their
    keys: one by one, in transactions, most of the time goes into reading and writing pages."""
    chosen = random.Random(7)
    line = zlib.compress(LINE, 6)
    with Catalogue(path) as full:
        base = full._base
        for pragma in ("synchronous = OFF", "journal_mode = OFF", "cache_size = -400000"):
            base.execute(f"PRAGMA {pragma}")
        base.execute("CREATE TEMP TABLE daftar_baru (nama TEXT, saat REAL, kode TEXT)")
        with full.change():
            for number, code in enumerate(sorted({_code(chosen) for _ in range(size)})):
                release = _release(number * 7_919 % size, code)
                base.execute("INSERT INTO rilis VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row_of(release))
                base.execute("INSERT INTO teks VALUES (?, ?)", (code, line))
                base.executemany("INSERT INTO daftar_baru VALUES (?, ?, ?)", places_of(release))
            base.execute("INSERT INTO daftar SELECT * FROM daftar_baru ORDER BY nama, saat, kode")


def catalogue(path: Path, size: int) -> None:
    """Time additions to a full catalogue, each a transaction; in a process of its own."""
    chosen = random.Random(11)
    with Catalogue(path) as full:
        spent = []
        for number in range(size, size + ADDITIONS):
            release = _release(number, _code(chosen))
            began = time.process_time()
            full.put(release)
            spent.append(time.process_time() - began)
        print(sum(spent) / len(spent), sorted(spent)[len(spent) // 2], _peak())


def portal(path: Path) -> None:
    """What a build of the portal asks of a full catalogue; in a process of its own."""
    known = registry()
    with Catalogue(path) as full:
        before, began = _peak(), time.process_time()
        made = Portal(full, known, Settings(), NOW)
        asked = time.process_time() - began
        size = len(made.shown) + len(made.kept) + len(made.gone)
        front = made.front(made.shown, 20)
        texts = [made.release(entry.code) for entry in front]
        print(asked, time.process_time() - began, (_peak() - before) / size * 1024, len(texts))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def catalogues(sizes: Sequence[int]) -> Iterator[Figure]:
    first = 0.0
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path, began = Path(folder) / "katalog.sqlite", time.monotonic()
            _alone("--fill", str(size), "--at", str(path))
            filled = time.monotonic() - began
            asked, whole, each, _ = map(float, _alone("--show", "1", "--at", str(path)).split())
            mean, middle, peak = map(float, _alone("--add", str(size), "--at", str(path)).split())
            megabytes = path.stat().st_size / 2**20
        first = first or mean
        group = f"Katalog {size:,} baris".replace(",", ".")
        note = f"median {middle * 1000:.2f}; {megabytes:,.0f} MiB, diisi {filled:.0f} detik"
        yield Figure(group, "tambahan, CPU", mean * 1000, "milidetik", note=note)
        yield Figure(group, "tambahan / tambahan pada yang pertama", mean / first, "x", 1.5)
        yield Figure(group, "memori", peak, "MiB", 300)
        yield Figure(group, "portal: tanda dan satuan, CPU", asked, "detik")
        yield Figure(group, "portal: semua entri, CPU", whole - asked, "detik")
        yield Figure(group, "portal: memori satu rilis", each, "KiB")


def _alone(*words: str) -> str:
    command = [sys.executable, "-m", "tests.bench.province", *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def rounds(districts: int, releases: int) -> Iterator[Figure]:
    sites = [Site(f"polres-{number}", _mark(number)) for number in range(districts)]
    with serving(*sites), tempfile.TemporaryDirectory() as folder:
        for site in sites:
            site.tell(releases)
            site.publish()
        known = registry(*(site.district(daily=10_000) for site in sites))
        with Catalogue(Path(folder) / "katalog.sqlite") as kept:
            for label in ("pertama", "tanpa kabar baru"):
                group, is_quiet = f"Putaran {districts} × {releases}, {label}", label != "pertama"
                began, wall = time.process_time(), time.monotonic()
                done = pull(kept, known, Settings(), NOW, seconds=120)
                cpu, wall = time.process_time() - began, time.monotonic() - wall
                limits = (districts, 0, 0.3) if is_quiet else (None, None, None)
                note = f"dengan server uji; {wall:.1f} detik"
                yield Figure(group, "permintaan", done.requests, "", limits[0])
                yield Figure(group, "isi yang dibaca", done.read, "bita", limits[1])
                yield Figure(group, "CPU", cpu, "detik", limits[2], note=note)
            gone = sites[0].told[1]
            gone.state, gone.title, gone.text = "dicabut", "", ""
            sites[0].publish()
            pull(kept, known, Settings(), NOW, seconds=120)
            left = sum(card.code == gone.code and card.state == "tayang" for card in kept.cards())
            yield Figure("Pencabutan", "masih tampil sesudah satu putaran", left, "rilis", 0)


def _mark(number: int) -> str:
    return codes.ALPHABET[number // 32] + codes.ALPHABET[number % 32]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--districts", type=int, default=40)
    parser.add_argument("--releases", type=int, default=250)
    for name in ("--fill", "--add", "--show"):
        parser.add_argument(name, type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--at", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.show:
        portal(asked.at)
        return
    if asked.fill or asked.add:
        work = fill if asked.fill else catalogue
        work(asked.at, asked.fill or asked.add)
        return
    measured = list(rounds(asked.districts, asked.releases)) if asked.districts else []
    measured += catalogues(asked.sizes)
    print(table(measured))
    sys.exit(any(figure.verdict == "MELESET" for figure in measured))


if __name__ == "__main__":
    main()
