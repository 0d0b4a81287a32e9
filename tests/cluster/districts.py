"""A province of small hosted districts, and a cluster on this machine to build them."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from kentongan.cluster.store import digest
from kentongan.cluster.trees import files_below
from kentongan.newsroom.configuration import Configuration
from kentongan.newsroom.hosted import FOLDER

from tests import forking
from tests.site.builder import ROOT

NOW = "2026-11-24T12:00:00+07:00"
RELEASE = """Judul: Patroli malam di {place} nomor {number}
Tanggal: {day:02} November 2026, 09.00 WIB
Satuan: polsek-{place}
Kode: {code}

Polsek {name} berpatroli di permukiman warga pada malam hari. Warga menyambut petugas dengan baik.

Petugas mengingatkan warga untuk mengunci pintu dan menyalakan lampu halaman.
"""
CODES = ("QCE-4Q7-FNW", "3HM-ZGG-ZPA", "3S5-5T1-00Z", "66G-G1R-GA7", "6PQ-TFR-JM6")


def make_province(folder: Path, places: tuple[str, ...], **settings: Any) -> Configuration:
    for place in places:
        make_district(folder / FOLDER / place, place)
    return Configuration(folder, {"HUMAS_ENGINE_NOW": NOW, **settings})


def make_district(project: Path, place: str) -> None:
    shutil.copytree(ROOT / "theme", project / "theme")
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, project / name)
    with (project / "publishconf.py").open("a") as file:
        file.write(f'SITEURL = "https://{place}.example"\nHUMAS_ENGINE_NOW = "{NOW}"\n')
    units = project / "content/satuan"
    units.mkdir(parents=True)
    (units / f"polsek-{place}.md").write_text(f"Nama: Polsek {place.title()}\nTingkat: polsek\n")
    for number, code in enumerate(CODES, 1):
        write_release(project / "content", place, number, code)


def write_release(content: Path, place: str, number: int, code: str) -> Path:
    path = content / f"rilis/2026/11/patroli-{number}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    words = RELEASE.format(place=place, name=place.title(), number=number, day=number, code=code)
    path.write_text(words)
    return path


def built_here(project: Path, folder: Path, jobs: int = 1, *, records: bool = False) -> Path:
    """What `make publish` makes of a copy of a district; `records`: with what it has recorded."""
    left_out = ("output", ".*") if records else ("output", ".*", "jejak")
    copy = Path(shutil.copytree(project, folder, ignore=shutil.ignore_patterns(*left_out)))
    words = ("content", "-o", "output", "-s", "publishconf.py")
    done = forking.run("build", words, {**os.environ, "HUMAS_JOBS": str(jobs)}, folder=copy)
    assert done.returncode == 0, done.stdout + done.stderr
    return copy


def bytes_below(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def digests_below(folder: Path) -> dict[str, str]:
    """As `bytes_below`, for what is too large to be held."""
    return {path: digest((folder / path).read_bytes()) for path, _ in files_below(folder, [""])}


class Node:
    """A part of the cluster, as `make kluster` or `make pekerja` begins it."""

    def __init__(self, role: str, keys: Path, *more: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kentongan.cluster.node", role, "--keys", str(keys), *more],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "TMPDIR": str(keys.parent)},
        )
        self.said: list[str] = []

    def wait_for(self, pattern: str) -> str:
        """The first thing that it says of this shape."""
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.append(line)
            match = re.search(pattern, line)
            if match:
                return match[0]
        raise AssertionError("".join(self.said))

    def kill_worker(self) -> None:
        """Kill the process that works. Raises ProcessLookupError where none does now."""
        for process in children(self.process.pid):
            os.kill(process, signal.SIGKILL)
            return
        raise ProcessLookupError

    def stop(self) -> None:
        """Stop it as Ctrl+C would; kill what does not obey."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.end()

    def end(self) -> None:
        for process in (*children(self.process.pid), self.process.pid):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self.process.wait()


def children(process: int) -> list[int]:
    """The processes that a process began and that still run."""
    try:
        text = Path(f"/proc/{process}/task/{process}/children").read_text()
    except OSError:
        return []
    return [int(number) for number in text.split()]


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[tuple[Mapping[str, str], list[Node]]]:
    """The settings of a cluster, and its parts: the scheduler first."""
    keys = folder / "kunci"
    nodes = [Node("penjadwal", keys, "--port", "0")]
    try:
        address = nodes[0].wait_for(r"tls://\S+")
        for _ in range(workers):
            nodes.append(Node("pekerja", keys, "--address", address))
        for node in nodes[1:]:
            node.wait_for("Pekerja siap")
        yield {"HUMAS_CLUSTER_ADDRESS": address, "HUMAS_CLUSTER_KEYS": str(keys)}, nodes
    finally:
        for node in reversed(nodes):
            if node.process.poll() is None:
                node.stop()
