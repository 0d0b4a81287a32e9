"""Kills at random moments: no acknowledged save is lost, no decision is half done or done twice."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from tests.meja import killed, offices
from tests.meja.desks import Office
from tests.site.builder import ROOT


class Crew:
    """The processes of a desk, killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told: list[dict[str, Any]] = []
        self.running: dict[str, subprocess.Popen[str]] = {}
        self.readers: list[threading.Thread] = []

    def start(self, name: str) -> None:
        command = [sys.executable, "-m", "tests.meja.killed", name, str(self.folder)]
        paths = os.pathsep.join([str(ROOT), str(ROOT / "plugins")])
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": paths},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.running[name] = process
        if name == "web":
            reader = threading.Thread(target=self._read, args=(process,))
            reader.start()
            self.readers.append(reader)

    def _read(self, process: subprocess.Popen[str]) -> None:
        for line in process.stdout or ():
            if line.endswith("\n"):
                self.told.append(json.loads(line))

    def wait_for(self, more: int) -> None:
        """Wait until the desk has acknowledged so much more."""
        wanted, deadline = len(self.told) + more, time.monotonic() + 60
        while len(self.told) < wanted and time.monotonic() < deadline:
            time.sleep(0.005)
        assert len(self.told) >= wanted, "the desk does not answer"

    def kill(self, name: str) -> None:
        process = self.running[name]
        process.send_signal(signal.SIGKILL)
        process.wait()

    def kill_git(self) -> None:
        """Kill what the worker has Git do at this moment."""
        parent = self.running["worker"].pid
        try:
            children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        except OSError:
            return
        for child in children:
            try:
                os.kill(int(child), signal.SIGKILL)
            except ProcessLookupError:
                continue

    def stop(self) -> None:
        for name in list(self.running):
            self.kill(name)
        for reader in self.readers:
            reader.join()


def run(office: Office, kills: int, seed: int) -> Crew:
    """Kill one of web, worker and Git again and again."""
    folder = office.place.data.parent
    (folder / "mulai").touch()
    for name in killed.WRITERS:
        office.person(name)
    office.person(killed.EDITOR, "penyunting")
    crew, chance = Crew(folder), random.Random(seed)
    crew.start("web")
    crew.start("worker")
    try:
        for _ in range(kills):
            crew.wait_for(chance.randrange(3, 40))
            time.sleep(chance.uniform(0, 0.1))
            victim = chance.choice(("web", "worker", "git"))
            if victim == "git":
                crew.kill_git()
            else:
                crew.kill(victim)
                crew.start(victim)
        crew.wait_for(10)
    finally:
        crew.stop()
    return crew


def check(office: Office, crew: Crew) -> None:
    killed.worker(crew.folder, once=True)  # as the next start of the desk
    database = sqlite3.connect(office.place.store.path)
    kept = {
        (row[0], row[1]): row[2]
        for row in database.execute("SELECT naskah, kunci, digest FROM versi")
    }
    first = dict(database.execute("SELECT naskah, digest FROM versi WHERE rev = 1"))
    approved: dict[str, str] = {}
    assert len(crew.told) >= 20
    for told in crew.told:
        if "disetujui" in told:
            approved[told["naskah"]] = told["disetujui"]
        elif told["kunci"]:
            assert kept.get((told["naskah"], told["kunci"])) == told["teks"]
        else:
            assert first.get(told["naskah"]) == told["teks"]
    states = dict(database.execute("SELECT id, keadaan FROM naskah"))
    paths = dict(database.execute("SELECT id, jalur FROM naskah"))
    assert set(database.execute("SELECT DISTINCT keadaan FROM pekerjaan")) <= {("selesai",)}
    for draft, digest in approved.items():
        assert states[draft] == "terbit"
        data = (office.content / paths[draft]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == digest
    trailers = office.git("log", "--format=%(trailers:key=Naskah,valueonly,separator=%x20)")
    named = [line for line in trailers.splitlines() if line]
    assert len(named) == len(set(named))
    assert {line.split()[0] for line in named} == {
        draft for draft, state in states.items() if state == "terbit"
    }
    assert office.git("status", "--porcelain", "--", "rilis") == ""
    subprocess.run(["git", "fsck", "--strict"], cwd=office.content, check=True, capture_output=True)
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_nothing_is_lost_when_web_worker_or_git_are_killed(office: Office) -> None:
    check(office, run(office, kills=4, seed=1))


@pytest.mark.lama
@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_lost_in_two_hundred_kills(office: Office, seed: int) -> None:
    check(office, run(office, kills=50, seed=seed))


@pytest.mark.lama
def test_nothing_is_lost_when_the_whole_desk_is_killed_with_its_builds(tmp_path: Path) -> None:
    offices.run(tmp_path, kills=60, seed=1)
