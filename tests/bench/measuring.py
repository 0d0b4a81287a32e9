"""Runs a command to its end and tells what it cost."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bench.contestants import ROOT

NOW = "2026-11-24T12:00:00+07:00"
BLOCK = 4096
_WRITTEN = re.compile(r"berkas ditulis +(\d+)")


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: seconds of the clock, seconds of all cores, MiB at the peak (PSS of all).

    `files`: how many of the output were written, where the report says it. `index`: bytes of the
    index that changed.
    """

    wall: float
    cpu: float
    memory: float
    files: int = 0
    index: int = 0


def measure(command: list[str], more: Mapping[str, str] | None = None) -> Measured:
    """Run a command to its end. Raises RuntimeError with its output when it fails."""
    environment = (
        os.environ | {"HUMAS_NOW": NOW, "SITEURL": "https://contoh.test"} | dict(more or {})
    )
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # each compiles its modules once
    with tempfile.TemporaryFile("w+") as report:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=report, stderr=report, start_new_session=True
        )
        peak = 0.0
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            looked = time.perf_counter()
            peak = max(peak, _memory(process.pid))
            # Looking at large processes is costly: it must not slow down what it watches.
            time.sleep(max(0.02, 30 * (time.perf_counter() - looked)))
        wall = time.perf_counter() - begun
        report.seek(0)
        said = report.read()
        if status:
            raise RuntimeError(f"{command[0]} failed:\n{said[-2000:]}")
    written = _WRITTEN.search(said)
    cpu = usage.ru_utime + usage.ru_stime
    return Measured(wall, cpu, peak, int(written[1]) if written else 0)


def _memory(leader: int) -> float:
    """The proportional memory of a process and its descendants, in MiB."""
    total = 0
    for pid in (leader, *_descendants(leader)):
        try:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        found = re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)
        total += int(found[1]) if found else 0
    return total / 1024


def _descendants(pid: int) -> Iterable[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield int(child)
        yield from _descendants(int(child))


def blocks(folder: Path) -> list[int]:
    """A number for each block of the index in a cache folder; empty where there is none."""
    numbers: list[int] = []
    for file in sorted(folder.glob("*.sqlite")):
        data = file.read_bytes()
        numbers += [hash(data[place : place + BLOCK]) for place in range(0, len(data), BLOCK)]
    return numbers


def changed_bytes(before: list[int], after: list[int]) -> int:
    common = sum(one != other for one, other in zip(before, after, strict=False))
    return BLOCK * (common + abs(len(after) - len(before)))


def file_system(folder: Path) -> str:
    """The type and options of the file system that holds a folder: they decide what files cost."""
    best, name = -1, "unknown"
    try:
        rows = Path("/proc/self/mounts").read_text().splitlines()
    except OSError:
        return name
    place = folder.resolve()
    for row in rows:
        _, mounted, kind, options, *_ = row.split(" ")
        if place.is_relative_to(mounted) and len(mounted) > best:
            best, name = len(mounted), f"{kind} ({options})"
    return name
