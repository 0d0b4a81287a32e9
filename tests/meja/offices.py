"""A whole desk that is killed with all that it began: web, publisher, Git and the build.

    python -m tests.meja.offices [-n 200] [--seed 1] [--minutes 600]

Officers save, send, approve, publish and schedule over HTTP all the while. The content has a Git
server, the site a folder. At the end nothing is lost, and nothing waits for ever.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from kentongan.meja.workplace import Workplace
from kentongan.newsroom.browser_desk import RoleName

from tests.meja.screens import Visitor
from tests.publishing.servers import free_port
from tests.site.builder import ROOT

CALL = "import kentongan.desk, sys; kentongan.desk.main(sys.argv[1:])"
WRITERS = ("Bripda Satu", "Bripda Dua", "Bripda Tiga")
EDITOR = "AKP Uji"
_PATIENCE = 900  # seconds in which all that is due must have become public
_AT_PUBLISHING = 0.8  # of the kills wait for a publication to begin
_MOST_WAITING = 6  # texts before the publisher, so that a busy machine is not outrun
_SITE = """
SITEURL = "https://humas.test"
HUMAS_PUBLISHING_TARGETS = {{"utama": {{"type": "folder", "path": {target!r}}}}}
"""


@dataclass
class Told:
    """What the desk has acknowledged."""

    saved: dict[tuple[str, str], str] = field(default_factory=dict)  # draft, key: words
    approved: dict[str, str] = field(default_factory=dict)  # draft: words
    scheduled: dict[str, datetime] = field(default_factory=dict)


class Building:
    """The project, its Git server, and the process group of the desk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.project = folder / "situs"
        self.content = self.project / "content"
        (self.content / "rilis").mkdir(parents=True)
        (self.content / "satuan").mkdir()
        unit = "Nama: Polsek Uji\nTingkat: polsek\n\nProfil.\n"
        (self.content / "satuan/polsek-uji.md").write_text(unit)
        self._settings()
        (self.project / ".gitignore").write_text(".cache/\noutput/\n.*.kentongan/\n")
        self.git("init", "-q", "--bare", "-b", "main", str(folder / "asal.git"), at=folder)
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.name", "Meja")
        self.git("config", "user.email", "meja@uji.test")
        self.git("remote", "add", "origin", str(folder / "asal.git"))
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "Awal")
        self.git("push", "-q", "-u", "origin", "main")
        self.port = free_port()
        self.origin = f"http://localhost:{self.port}"
        self.place = Workplace.at(folder / "data", self.content, self.project / "output")
        self.desk: subprocess.Popen[bytes] | None = None

    def _settings(self) -> None:
        """Those of the starter project, with folders and an address of their own."""
        for name in ("pelicanconf.py", "publishconf.py"):
            text = (ROOT / name).read_text("utf-8")
            here = "ROOT = Path(__file__).parent"
            text = text.replace(here, f"ROOT = Path({str(ROOT)!r})").replace(
                'str(ROOT / ".cache")', repr(str(self.project / ".cache"))
            )
            if name == "publishconf.py":
                text += _SITE.format(target=str(self.folder / "www"))
            (self.project / name).write_text(text, "utf-8")

    def git(self, *words: str, at: Path | None = None) -> str:
        return subprocess.run(
            ["git", *words], cwd=at or self.project, capture_output=True, text=True, check=True
        ).stdout

    def start(self) -> None:
        place = self.place
        words = ["meja", "jalankan", "--data", place.data, "-C", place.content]
        words += ["--output", place.output, "--port", self.port]
        clean = {name: value for name, value in os.environ.items() if "HUMAS" not in name}
        with (self.folder / "catatan").open("ab") as log:
            self.desk = subprocess.Popen(
                [sys.executable, "-c", CALL, *map(str, words)],
                cwd=self.project,
                env=clean | {"PYTHONPATH": str(ROOT / "plugins"), "HUMAS_JOBS": "1"},
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def kill(self) -> None:
        assert self.desk is not None
        os.killpg(self.desk.pid, signal.SIGKILL)
        self.desk.wait()
        while self.members():  # children of the killed are reaped by others
            time.sleep(0.01)

    def members(self) -> list[str]:
        """The command lines of all that the desk runs, itself among them."""
        assert self.desk is not None
        commands = []
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError, ValueError):
                if os.getpgid(int(entry.name)) == self.desk.pid:
                    command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                    commands += [command] if command else []  # none: it is dead already
        return commands

    def publishes(self) -> bool:
        return any("meja.publication" in member for member in self.members())

    def answers(self) -> bool:
        with contextlib.suppress(httpx.TransportError):
            return httpx.get(f"{self.origin}/sehat", timeout=30).status_code == 200
        return False


class Officers:
    """Three who write, with an editor who approves; they go on whenever the desk is there."""

    def __init__(self, building: Building, seed: int) -> None:
        self.building = building
        self.told = Told()
        self.is_over = threading.Event()
        accounts = building.place.accounts
        cookies = {}
        roles: dict[str, RoleName] = dict.fromkeys(WRITERS, "penulis")
        roles[EDITOR] = "penyunting"
        for name, role in roles.items():
            person = accounts.add(name, f"Jabatan {name}", role, "polsek-uji", None)
            cookies[name] = accounts.begin(person, "uji").cookie
        self.threads = [
            threading.Thread(
                target=self._work, args=(cookies[name], cookies[EDITOR], random.Random(seed + turn))
            )
            for turn, name in enumerate(WRITERS)
        ]
        self.problems: list[str] = []
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        self.is_over.set()
        for thread in self.threads:
            thread.join()

    def _visitor(self, cookie: str) -> Visitor:
        client = httpx.Client(
            base_url=self.building.origin,
            headers={"Sec-Fetch-Site": "same-origin"},
            cookies={"meja-sesi": cookie},
            follow_redirects=True,
            timeout=120,
        )
        return Visitor(client)  # type: ignore[arg-type]

    def _work(self, writer: str, editor: str, chance: random.Random) -> None:
        one, other = self._visitor(writer), self._visitor(editor)
        while not self.is_over.is_set():
            time.sleep(chance.uniform(0.5, 3))  # the machine is for the builds too
            try:
                self._text(one, other, chance)
            except httpx.TransportError:  # killed; what was not acknowledged may be lost
                time.sleep(0.2)
            except Exception as error:
                self.problems.append(f"{type(error).__name__} {error}")
                return

    def _text(self, writer: Visitor, editor: Visitor, chance: random.Random) -> None:
        number = chance.randrange(10**9)
        words = f"Polsek Uji berpatroli ke-{number} di pasar pada malam hari."
        text = f"Patroli Malam {number} di Pasar\nPolsek Uji – {words} Senin (23/11/2026)."
        writer.open("/").send("/bagikan", teks=text)
        assert writer.status == 200, writer.text("//body")
        place = writer.path
        draft = place.rpartition("/")[2]
        for turn in range(chance.randrange(1, 4)):
            words += f"\n\nWarga ke-{turn} menyambut patroli {number}."
            self._save(writer, place, f"{number}-{turn}", words)
            self.told.saved[draft, f"{number}-{turn}"] = words.splitlines()[-1]
        if chance.random() < 0.8 and self._waiting() < _MOST_WAITING:
            writer.open(place).send("", "kirim")
            assert writer.status == 200, writer.text("//main")
            self._decide(editor, place, draft, words.splitlines()[-1], chance)

    def _decide(
        self, editor: Visitor, place: str, draft: str, words: str, chance: random.Random
    ) -> None:
        editor.open(place)
        if chance.random() < 0.7:
            editor.send("", "terbitkan")
            assert editor.path.endswith("/menerbitkan"), editor.text("//main")
        else:
            moment = self.building.place.clock() + timedelta(minutes=chance.randrange(1, 3))
            editor.send("", "jadwalkan", hari=f"{moment:%Y-%m-%d}", jam=f"{moment:%H:%M}")
            assert editor.status == 200, editor.text("//main")
            self.told.scheduled[draft] = moment.replace(second=0, microsecond=0)
        self.told.approved[draft] = words

    def _save(self, writer: Visitor, place: str, key: str, words: str) -> None:
        """Save as a phone does: the same key again until it is acknowledged."""
        while True:
            try:
                writer.open(place)
                form = writer.all("//form[@id='naskah'] | //form[contains(@action, '/simpan')]")[0]
                fields = dict(form.fields) | {"isi": words, "kunci": key}
                fields = {name: value or "" for name, value in fields.items() if name}
                answer = writer.client.post(
                    f"{place}/simpan", data=fields, headers={"Accept": "application/json"}
                )
            except httpx.TransportError:
                if self.is_over.is_set():
                    raise
                time.sleep(0.2)
                continue
            assert answer.status_code == 200, (answer.status_code, answer.text[:300])
            return

    def _waiting(self) -> int:
        rows = _asked(self.building, "SELECT count(*) FROM naskah WHERE keadaan = 'antre'")
        return int(rows[0][0])


@dataclass
class Campaign:
    """What was done to a desk, and what the desk has acknowledged."""

    told: Told
    kills: int = 0
    while_publishing: int = 0


def campaign(building: Building, kills: int, seed: int, until: float) -> Campaign:
    """Kill the desk again and again, until that many kills or that moment."""
    chance, public, seconds = random.Random(seed), 0, 5.0
    building.start()
    officers = Officers(building, seed)
    done = Campaign(officers.told)
    try:
        while done.kills < kills and time.monotonic() < until:
            _until(building.answers, "the desk does not answer")
            assert officers.problems == []
            began = time.monotonic()
            if chance.random() < _AT_PUBLISHING:
                _until(building.publishes, "nothing is published")
            time.sleep(chance.uniform(0, 1.5 * seconds))
            done.while_publishing += building.publishes()
            done.kills += 1
            building.kill()
            building.start()
            finished = _finished(building)
            # Some runs come to their end, most do not.
            seconds = min(120.0, max(1.0, seconds * (0.9 if finished > public else 1.1)))
            public = finished
            took = time.monotonic() - began
            sys.stdout.write(f"{done.kills}: after {took:.1f} s, public: {finished}\n")
            sys.stdout.flush()
    finally:
        officers.stop()
    assert officers.problems == []
    return done


def check(building: Building, told: Told) -> None:
    """After a last start all that was acknowledged is there, and nothing waits any more."""
    waits = (
        "SELECT count(*) FROM pekerjaan WHERE keadaan <> 'selesai'",
        "SELECT count(*) FROM naskah WHERE keadaan IN ('antre', 'terjadwal')",
    )
    _until(lambda: not any(_asked(building, query)[0][0] for query in waits), "it is stuck")
    building.kill()
    kept = {
        (row[0], row[1]): row[2].decode()
        for row in _asked(building, "SELECT naskah, kunci, teks FROM versi")
    }
    for (draft, key), words in told.saved.items():
        assert words in kept[draft, key]
    drafts = {
        row[0]: row[1:] for row in _asked(building, "SELECT id, keadaan, jalur, kode FROM naskah")
    }
    site = building.folder / "www/kini/situs"
    for draft, words in told.approved.items():
        state, path, code = drafts[draft]
        assert state == "terbit", (draft, state)
        data = (building.content / path).read_bytes()
        assert data.decode().rstrip().endswith(words)
        digests = _asked(building, "SELECT digest FROM versi WHERE naskah = ?", draft)
        assert hashlib.sha256(data).hexdigest() in {row[0] for row in digests}
        page = next(site.glob(f"berita/*/*/{Path(path).stem}/index.html"))
        assert words in page.read_text("utf-8"), code
    building.git("fetch", "-q")
    log = "--format=%(trailers:key=Naskah,valueonly,separator=%x20)|%cI"
    lines = building.git("log", log, "origin/main").splitlines()
    parted = [line.strip().split("|") for line in lines if "|" in line]
    commits = [(trailer.split()[0], moment) for trailer, moment in parted if trailer]
    assert len(commits) == len({draft for draft, _ in commits})
    public = {draft for draft, row in drafts.items() if row[0] == "terbit"}
    committed = {draft for draft, _ in commits}
    assert committed == public, (committed - public, public - committed)
    for draft, moment in commits:
        if draft in told.scheduled:
            assert datetime.fromisoformat(moment) >= told.scheduled[draft]
    hidden = [row[1] for draft, row in drafts.items() if draft not in public]
    assert not [path for path in hidden if list(site.glob(f"**/{Path(path).stem}/"))]
    assert building.git("status", "--porcelain", "--", "content/rilis") == ""
    building.git("fsck", "--strict")
    assert _asked(building, "PRAGMA integrity_check") == [("ok",)]
    assert "Traceback" not in (building.folder / "catatan").read_text("utf-8")


def _asked(building: Building, query: str, *values: str) -> list[tuple[Any, ...]]:
    with contextlib.closing(sqlite3.connect(building.place.store.path, timeout=60)) as database:
        return database.execute(query, values).fetchall()


def _finished(building: Building) -> int:
    rows = _asked(building, "SELECT count(*) FROM naskah WHERE keadaan = 'terbit'")
    return int(rows[0][0])


def _until(is_there: object, sentence: str) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not is_there():  # type: ignore[operator]
        assert time.monotonic() < deadline, sentence
        time.sleep(0.2)


def run(folder: Path, kills: int, seed: int, minutes: float = 600) -> None:
    building = Building(folder)
    try:
        done = campaign(building, kills, seed, time.monotonic() + minutes * 60)
        check(building, done.told)
    finally:
        with contextlib.suppress(ProcessLookupError):
            building.kill()
        building.place.store.close()
    sys.stdout.write(
        f"{done.kills} kills, {done.while_publishing} while it published; "
        f"{len(done.told.saved)} saves, {len(done.told.approved)} approvals, "
        f"{len(done.told.scheduled)} of them scheduled: all there\n"
    )


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("-n", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=600)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        run(Path(folder), given.n, given.seed, given.minutes)
    return 0


if __name__ == "__main__":
    sys.exit(main())
