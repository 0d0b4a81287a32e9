"""Hosted districts on a cluster against one `make publish` after another: `make bench-provinsi`.

Compares the processor time of everything that takes part (scheduler, workers, builds, this
process) with that of the same builds one by one, and the bytes of both. What takes longer than a
machine can be had for is measured in pieces: `--di FOLDER --potong PIECE`, the last is `banding`;
`klaster-1`, `klaster-2` … are as many districts at a time as there are workers.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kentongan.newsroom import hosted
from kentongan.newsroom.configuration import Configuration
from kentongan.storage.writing import text_of

from tests.bench import corpus
from tests.bench.figures import Figure, table
from tests.cluster import districts
from tests.site.builder import ROOT

PROVINCE, ALONE = "provinsi", "langsung"


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
    """What a cluster costs that begins and is asked for nothing."""
    (folder / PROVINCE).mkdir(parents=True, exist_ok=True)
    return together(folder, workers, [])["klaster"]


def together(folder: Path, workers: int, names: list[str]) -> dict[str, float]:
    """Processor and wall seconds of a cluster that begins and builds these districts, and what it
    costs to stop workers, which throw away what they hold."""
    before, begun = used(), time.monotonic()
    with districts.cluster(folder, workers) as (settings, nodes):
        built = hosted.build(Configuration(folder / PROVINCE, settings), names)
        wall = time.monotonic() - begun
        until = used() + sum(map(used_by, pids(nodes))) - before
    assert not any(district.reason for district in built), built
    return {"klaster": until, "jam": wall, "berhenti": used() - before - until}


def pids(nodes: list[districts.Node]) -> Iterator[int]:
    """The processes of a cluster."""
    for node in nodes:
        yield node.process.pid
        yield from districts.children(node.process.pid)


def used_by(process: int) -> float:
    """Processor seconds of a process that runs, and of all that it began and that have ended."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def different(folder: Path, names: list[str]) -> int:
    """The districts of which the two ways made other bytes, looked at one by one."""
    return sum(
        districts.digests_below(folder / ALONE / name / "output")
        != districts.digests_below(folder / PROVINCE / hosted.FOLDER / name / "output")
        for name in names
    )


class Measured:
    """What the pieces have measured, kept beside what they have built."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "terukur.json"

    @property
    def values(self) -> dict[str, float]:
        return dict(json.loads(text_of(self._file) or "{}"))

    def keep(self, **values: float) -> None:
        self._file.write_text(json.dumps(self.values | values))


def measure(piece: str, folder: Path, asked: argparse.Namespace) -> None:
    """One piece; those with a number are of one district, or of as many as there are workers."""
    names = [f"polres-{number}" for number in range(1, asked.districts + 1)]
    measured = Measured(folder)
    step, _, number = piece.partition("-")
    if step == "siapkan":
        prepare(folder / PROVINCE, names, asked.releases)
    elif step == "satu":
        name = names[int(number) - 1]
        shutil.rmtree(folder / ALONE / name, ignore_errors=True)
        measured.keep(**{piece: serial(folder / PROVINCE, [name], folder / ALONE)})
    elif step == "mulai":
        measured.keep(mulai=idle(folder / "sepi", asked.workers))
    elif step == "klaster":
        some = names
        if number:
            some = names[(int(number) - 1) * asked.workers :][: asked.workers]
        spent = together(folder, asked.workers, some)
        measured.keep(**{f"{name}-{number}": value for name, value in spent.items()})
    else:
        measured.keep(lain=different(folder, names))


def pieces(count: int) -> list[str]:
    serial = [f"satu-{number}" for number in range(1, count + 1)]
    return ["siapkan", *serial, "mulai", "klaster", "banding"]


def figures(values: dict[str, float], asked: argparse.Namespace) -> list[Figure]:
    group = f"{asked.districts} wilayah × {asked.releases} rilis, {asked.workers} pekerja"

    def total(start: str) -> float:
        return sum(value for name, value in values.items() if name.startswith(start))

    alone, cluster = total("satu-"), total("klaster")
    runs = sum(name.startswith("klaster") for name in values)
    note = f"{total('jam-'):.1f} detik, {runs} kali mulai"
    return [
        Figure(group, "satu demi satu, CPU", alone, "detik"),
        Figure(group, "klaster, CPU", cluster, "detik", note=note),
        Figure(group, "di antaranya sekali mulai, CPU", values["mulai"], "detik"),
        Figure(group, "sesudahnya: pekerja membuang salinannya", total("berhenti"), "detik"),
        Figure(group, "klaster / satu demi satu", cluster / alone, "x", 1.25),
        Figure(group, "wilayah yang bitanya lain", values["lain"], "wilayah", 0),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-d", "--districts", type=int, default=4)
    parser.add_argument("-n", "--releases", type=int, default=400)
    parser.add_argument("-w", "--workers", type=int, default=2)
    parser.add_argument("--di", type=Path, help="folder yang menyimpan hasil tiap potong")
    parser.add_argument(
        "--potong", help="satu di antara: siapkan, satu-1 …, mulai, klaster (klaster-1 …), banding"
    )
    asked = parser.parse_args()
    os.environ["HUMAS_JOBS"] = "1"
    with tempfile.TemporaryDirectory() as place:
        folder = asked.di or Path(place)
        folder.mkdir(parents=True, exist_ok=True)
        for piece in [asked.potong] if asked.potong else pieces(asked.districts):
            measure(piece, folder, asked)
        if asked.potong not in (None, "banding"):
            return
        measured = figures(Measured(folder).values, asked)
    print(table(measured))
    sys.exit(any(figure.verdict == "MELESET" for figure in measured))


if __name__ == "__main__":
    main()
