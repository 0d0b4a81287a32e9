"""Hosted districts on a cluster against one `make publish` after another: `make bench-provinsi`.

Compares the processor time of everything that takes part (scheduler, workers, builds, this
process) with that of the same builds one by one, and the bytes of both.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from pathlib import Path

from kentongan.newsroom import hosted
from kentongan.newsroom.configuration import Configuration

from tests.bench import corpus
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
        before, begun = used(), time.monotonic()
        with districts.cluster(folder, asked.workers) as (settings, _):
            province = Configuration(folder / "provinsi", settings)
            built = hosted.build(province)
            wall = time.monotonic() - begun
        together = used() - before
        same = all(
            districts.bytes_below(folder / "langsung" / name / "output")
            == districts.bytes_below(province.project / hosted.FOLDER / name / "output")
            for name in names
        )
    assert not any(district.reason for district in built), built
    print(f"{asked.districts} wilayah x {asked.releases} rilis, {asked.workers} pekerja")
    print(f"  satu demi satu  {alone:8.1f} detik CPU")
    print(f"  klaster         {together:8.1f} detik CPU, {wall:.1f} detik")
    print(f"  banding         {together / alone:8.2f} (sasaran 1,25)")
    print(f"  bita sama       {'ya' if same else 'TIDAK'}")


if __name__ == "__main__":
    main()
