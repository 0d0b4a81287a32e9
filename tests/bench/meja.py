"""What the desk takes at 10,000 releases: memory at rest and while publishing, idle CPU, time.

    python -m tests.bench.meja [-n 10000]

The limits are those of the small server: web process 80 MiB, all together 450 MiB, idle below 1 %.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.bench import corpus
from tests.meja.desks import PASSWORD
from tests.meja.screens import Visitor, picture
from tests.meja.test_journey import CALL, SEED, environment
from tests.publishing.servers import free_port
from tests.site.builder import ROOT

WEB, ALL, IDLE = 80, 450, 1.0
_REST = 30  # seconds in which the idle CPU is measured
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Watch:
    """Watches the memory of a group of processes until it is told to stop."""

    group: int
    web: int
    peak_web: float = 0.0
    peak_all: float = 0.0
    stopped: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        while not self.stopped.wait(0.05):
            sizes = {pid: size for pid in _members(self.group) if (size := _memory(pid))}
            self.peak_web = max(self.peak_web, sizes.get(self.web, 0.0))
            self.peak_all = max(self.peak_all, sum(sizes.values()))


@contextmanager
def watched(group: int, web: int) -> Iterator[Watch]:
    watch = Watch(group, web)
    thread = threading.Thread(target=watch.run)
    thread.start()
    try:
        yield watch
    finally:
        watch.stopped.set()
        thread.join()


def _members(group: int) -> list[int]:
    processes = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                if os.getpgid(int(entry.name)) == group:
                    processes.append(int(entry.name))
            except ProcessLookupError:
                continue
    return processes


def _publishes(pid: int) -> bool:
    try:
        return b"kentongan.meja.publication" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _memory(pid: int) -> float:
    """Its own memory in MiB and its part of what is shared."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return int(re.findall(r"^Pss:\s+(\d+)", told, re.M)[0]) / 1024


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def measure(folder: Path, count: int) -> dict[str, float]:
    content = folder / "isi"
    corpus.kentongan(content, count)
    for unit in (ROOT / "content/satuan").glob("*.md"):
        shutil.copyfile(unit, content / "satuan" / unit.name)
    port, log = free_port(), folder / "catatan"
    words = ["meja", "coba", "--json", "-C", content, "--folder", folder / "meja", "--port", port]
    with log.open("w") as out:
        began = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-c", CALL, *map(str, words)],
            cwd=ROOT, env=environment() | {"HUMAS_JOBS": "0"}, stdout=out, stderr=out,
            start_new_session=True,
        )  # fmt: skip
    try:
        origin = f"http://localhost:{port}"
        _wait(lambda: _status(origin) == 200, 300)
        figures = {"siap (detik)": time.monotonic() - began}
        _wait(lambda: (folder / "meja/terbit/kini").exists(), 3600)
        figures["situs pertama (detik)"] = time.monotonic() - began
        link = json.loads(log.read_text()[: log.read_text().index("}") + 1])["tautan"]
        return figures | _day(folder, origin, link.removeprefix(origin), process.pid)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _day(folder: Path, origin: str, link: str, pid: int) -> dict[str, float]:
    """A quiet time, then a text with photographs from the paste to the public page."""
    _wait(lambda: not any(_publishes(member) for member in _members(pid)), 600)
    figures = {
        "istirahat, web (MiB)": _memory(pid),
        "istirahat, semua (MiB)": sum(_memory(member) for member in _members(pid)),
    }
    before = _cpu(pid)
    time.sleep(_REST)
    figures["istirahat, CPU (%)"] = (_cpu(pid) - before) / _REST * 100
    client = httpx.Client(
        base_url=origin,
        headers={"Sec-Fetch-Site": "same-origin"},
        follow_redirects=True,
        timeout=120,
    )
    page = Visitor(client)  # type: ignore[arg-type]
    with watched(pid, pid) as watch:
        page.open(link).send("", sandi=PASSWORD).open("/")
        photographs = [picture("teal", (2048, 1536)), picture("navy", (2048, 1536))]
        page.send("/bagikan", files={"foto": photographs}, teks=SEED)
        draft = page.path
        page.open(f"{draft}/pratinjau/")
        began = time.monotonic()
        page.open(f"{draft}/pratinjau/")
        figures["pratinjau lagi (detik)"] = time.monotonic() - began
        began = time.monotonic()
        page.open(draft).send("", "terbitkan")
        assert page.path.endswith("/menerbitkan"), page.text("//body")
        _wait(lambda: page.open(f"{draft}/menerbitkan").has("Sudah tayang"), 1800)
        figures["dari tombol sampai tayang (detik)"] = time.monotonic() - began
        page.open("/cari?q=Pilkada").open("/keadaan").open("/")
    figures["terbit, web (MiB)"] = watch.peak_web
    figures["terbit, semua (MiB)"] = watch.peak_all
    return figures


def _status(origin: str) -> int:
    try:
        return httpx.get(f"{origin}/sehat").status_code
    except httpx.TransportError:
        return 0


def _wait(is_there: object, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not is_there():  # type: ignore[operator]
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.2)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("-n", type=int, default=10_000)
    count = parser.parse_args().n
    # A publication that goes on after its desk may still write there.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        figures = measure(Path(folder), count)
    for name, value in figures.items():
        print(f"{name:40} {value:8.2f}")
    kept = (
        figures["terbit, web (MiB)"] <= WEB
        and figures["terbit, semua (MiB)"] <= ALL
        and figures["istirahat, CPU (%)"] < IDLE
    )
    print("semua batas dipenuhi" if kept else "ada batas yang dilampaui")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
