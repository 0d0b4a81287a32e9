"""Measures a province: `make bench-provinsi`. Ratios count; seconds are of this machine.

python -m tests.bench.province [--largest 1000000] [--districts 40] [--releases 250]
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from kentongan.domain import codes
from kentongan.newsroom.province import Settings
from kentongan.province.cards import Card
from kentongan.province.catalogue import Catalogue, Release
from kentongan.province.rounds import pull

from tests.province.districts import NOW, Site, registry, serving

ADDITIONS = 2_000
LINE = b'{"bodies":[{"role":"main","value":"' + b"kabar dari simpang kota " * 70 + b'"}]}'


def _release(number: int, chosen: random.Random) -> Release:
    district = f"polres-{number % 500}"
    moment = NOW - timedelta(minutes=number)
    body = "".join(chosen.choice(codes.ALPHABET) for _ in range(8))
    card = Card(
        code=codes.printed(body + codes.check_character(body)), district=district,
        source=district, state="tayang", unit=f"{district}/polsek-{number % 9}",
        href=f"https://{district}.example/berita/2026/11/r{number}/", published=moment.isoformat(),
        changed=moment.isoformat(), happened=moment.isoformat(), title=f"Kabar nomor {number}",
        summary="Petugas berjaga di simpang kota sejak pagi.", words=f"{number:064x}",
    )  # fmt: skip
    return Release(card, f"{number:032x}", "/api/bundel/2026/11-1.jsonl", LINE)


def catalogue(size: int) -> None:
    """Fill a catalogue, then time additions, each a transaction; in a process of its own."""
    chosen = random.Random(7)
    with (
        tempfile.TemporaryDirectory() as folder,
        Catalogue(Path(folder) / "katalog.sqlite") as full,
    ):
        for start in range(0, size, 10_000):
            with full.change():
                for number in range(start, min(start + 10_000, size)):
                    full.put(_release(number, chosen))
        spent = []
        for number in range(size, size + ADDITIONS):
            release = _release(number, chosen)
            began = time.process_time()
            full.put(release)
            spent.append(time.process_time() - began)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(sum(spent) / len(spent), sorted(spent)[len(spent) // 2], peak)


def _catalogues(largest: int) -> Iterator[str]:
    first = 0.0
    size = 10_000
    while size <= largest:
        words = [sys.executable, "-m", "tests.bench.province", "--one", str(size)]
        done = subprocess.run(words, capture_output=True, text=True, check=True)
        mean, middle, peak = map(float, done.stdout.split())
        first = first or mean
        yield (
            f"| addition at {size:,} | {mean * 1000:.2f} ms CPU (median {middle * 1000:.2f}) | "
            f"ratio {mean / first:.2f} (≤ 1.5) | {peak:.0f} MiB (≤ 300) |"
        )
        size *= 10


def rounds(districts: int, releases: int) -> Iterator[str]:
    sites = [Site(f"polres-{number}", _mark(number)) for number in range(districts)]
    with serving(*sites) as server, tempfile.TemporaryDirectory() as folder:
        for site in sites:
            site.tell(releases)
            site.publish()
        known = registry(*(site.district(daily=10_000) for site in sites))
        with Catalogue(Path(folder) / "katalog.sqlite") as kept:
            for label in ("first", "nothing new"):
                server.asked.clear()
                began, wall = _own_cpu(), time.monotonic()
                done = pull(kept, known, Settings(), NOW, seconds=120)
                cpu = _own_cpu() - began
                wall = time.monotonic() - wall
                bodies = sum(status == 200 for _, _, status in server.asked)
                yield (
                    f"| round over {districts} × {releases}, {label} | {done.requests} requests, "
                    f"{done.read:,} body bytes, {bodies} with a body | {cpu:.2f} s CPU, servers "
                    f"of the test included | {wall:.2f} s |"
                )
            gone = sites[0].told[1]
            gone.state, gone.title, gone.text = "dicabut", "", ""
            sites[0].publish()
            pull(kept, known, Settings(), NOW, seconds=120)
            left = gone.code in {card.code for card in kept.cards() if card.state == "tayang"}
            yield f"| a withdrawal after one round | {'still shown' if left else 'gone'} | | |"


def _own_cpu() -> float:
    return time.process_time()


def _mark(number: int) -> str:
    return codes.ALPHABET[number // 32] + codes.ALPHABET[number % 32]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=1_000_000)
    parser.add_argument("--districts", type=int, default=40)
    parser.add_argument("--releases", type=int, default=250)
    parser.add_argument("--one", type=int, default=0, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        catalogue(asked.one)
        return
    print("| what | figure | | |\n|---|---|---|---|")
    for line in rounds(asked.districts, asked.releases):
        print(line, flush=True)
    for line in _catalogues(asked.largest):
        print(line, flush=True)


if __name__ == "__main__":
    main()
