"""Hosted districts on a cluster against one `make publish` after another: `make bench-provinsi`.

Compares the processor time of everything that takes part (scheduler, workers, builds, this
process) with that of the same builds one by one, and the bytes of both.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from kentongan.newsroom import hosted
from kentongan.newsroom.configuration import Configuration

from tests.bench import corpus
from tests.bench.figures import Figure, table
from tests.cluster import districts
from tests.site.builder import ROOT


def prepare(province: Path, names: list[str], count: int) -> None:
    for name in names:
        project = province / hosted.FOLDER / name
        shutil.copytree(ROOT / "theme", project / "theme")
        for settings in ("pelicanconf.py", "publishconf.py"):
            shutil.copy(ROOT / settings, project / settings)
        with (project / "publishconf.py").open("a") as file:
            file.write(f'SITEURL = "https://{name}.example"\n')
            file.write(f'HUMAS_ENGINE_NOW = "{districts.NOW}"\n')
        corpus.kentongan(project / "content", count)


def used() -> float:
    """Processor seconds of this process and of all that it began and that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def serial(province: Path, names: list[str], folder: Path) -> float:
    before = used()
    for name in names:
        districts.built_here(province / hosted.FOLDER / name, folder / name)
    return used() - before


def idle(folder: Path, workers: int) -> float:
    """What a cluster costs that begins, is asked for nothing and ends."""
    before = used()
    with districts.cluster(folder, workers) as (settings, _):
        hosted.build(Configuration(folder / "kosong", settings))
    return used() - before


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-d", "--districts", type=int, default=4)
    parser.add_argument("-n", "--releases", type=int, default=250)
    parser.add_argument("-w", "--workers", type=int, default=2)
    asked = parser.parse_args()
    os.environ["HUMAS_JOBS"] = "1"
    names = [f"polres-{number}" for number in range(1, asked.districts + 1)]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        prepare(folder / "provinsi", names, asked.releases)
        alone = serial(folder / "provinsi", names, folder / "langsung")
        (folder / "sepi/kosong").mkdir(parents=True)
        start = idle(folder / "sepi", asked.workers)
        before, begun = used(), time.monotonic()
        with districts.cluster(folder, asked.workers) as (settings, _):
            province = Configuration(folder / "provinsi", settings)
            built = hosted.build(province)
            wall = time.monotonic() - begun
        together = used() - before
        different = sum(
            districts.bytes_below(folder / "langsung" / name / "output")
            != districts.bytes_below(province.project / hosted.FOLDER / name / "output")
            for name in names
        )
    assert not any(district.reason for district in built), built
    group = f"{asked.districts} wilayah × {asked.releases} rilis, {asked.workers} pekerja"
    note = f"{wall:.1f} detik"
    measured = [
        Figure(group, "satu demi satu, CPU", alone, "detik"),
        Figure(group, "klaster, CPU", together, "detik", note=note),
        Figure(group, "di antaranya mulai dan berhenti, CPU", start, "detik"),
        Figure(group, "klaster / satu demi satu", together / alone, "x", 1.25),
        Figure(group, "wilayah yang bitanya lain", different, "wilayah", 0),
    ]
    print(table(measured))
    sys.exit(any(figure.verdict == "MELESET" for figure in measured))


if __name__ == "__main__":
    main()
