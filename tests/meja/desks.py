"""A desk made for one test: content in Git, people with their roles, a clock that can be moved."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kentongan.meja import publication
from kentongan.meja.desk import Desk
from kentongan.meja.repository import open_clone
from kentongan.meja.values import Draft, Session
from kentongan.meja.workplace import Workplace
from kentongan.newsroom import configuration
from kentongan.newsroom.browser_desk import RoleName
from kentongan.publishing import run as publishing
from kentongan.publishing.errors import PublishingError

from tests.unit.newsroom.projects import Project

PASSWORD = "kuda baterai klip benar"
START = datetime.fromisoformat("2026-11-24T12:00:00+07:00")
POLRES = "Nama: Polresta Uji\nTingkat: polresta\n\nProfil.\n"
BELOW = "Nama: {name}\nTingkat: polsek\nInduk: polresta-uji\n\nProfil.\n"
OTHER = "Nama: Polresta Lain\nTingkat: polresta\n\nProfil.\n"


@dataclass
class Clock:
    """The desk's clock; `later` moves it."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def later(self, **words: float) -> None:
        self.now += timedelta(**words)


@dataclass
class Builds:
    """Stands for the build of the site; `fault` makes the next ones fail."""

    count: int = 0
    fault: PublishingError | OSError | None = None
    seen: list[dict[str, bytes]] = field(default_factory=list)

    def __call__(self, job: publishing.Job, project: Path) -> None:
        self.count += 1
        below = job.content / "rilis"
        files = {
            path.relative_to(job.content).as_posix(): path.read_bytes()
            for path in sorted(below.rglob("*"))
            if path.is_file()
        }
        self.seen.append(files)
        if self.fault:
            raise self.fault


class Office:
    """A desk with everything around it."""

    def __init__(self, folder: Path, builds: Builds, **settings: Any) -> None:
        self.project = Project(folder / "situs", **settings)
        self.project.add("satuan/polresta-uji.md", POLRES)
        for name in ("Polsek Uji", "Polsek Dua"):
            slug = name.lower().replace(" ", "-")
            self.project.add(f"satuan/{slug}.md", BELOW.format(name=name))
        self.project.add("satuan/polresta-lain.md", OTHER)
        self.content = self.project.content
        self.clock = Clock()
        self.builds = builds
        self.place = self._place(folder)
        self.clone = open_clone(self.content, self.place.configuration.cache)
        self.desk = Desk(self.place, "https://meja.test", start=self._publish)

    def _place(self, folder: Path) -> Workplace:
        configured = configuration.load(self.content)
        data, output = folder / "data", folder / "output"
        return Workplace(data, self.content, output, configured, self.clock)

    def again(self) -> None:
        """The desk as after a restart of its process."""
        self.place.store.close()
        self.place = self._place(self.place.data.parent)
        self.desk = Desk(self.place, "https://meja.test", start=self._publish)

    def _publish(self) -> int:
        with self.place.run_lock():
            clone = self.place.clone()
            clone.clear_locks()
            publication.Publisher(self.place, clone, lambda jobs, told: None).run()
            self.place.note_next_moment()
        return 0

    def publish(self) -> None:
        """Let the worker do all that is due now."""
        while self.desk.worker.run_due():
            pass

    def person(self, name: str, role: RoleName = "penulis", unit: str = "polsek-uji") -> Session:
        """Someone who is signed in."""
        person = self.desk.accounts.add(name, f"Jabatan {name}", role, unit, None)
        token = self.desk.accounts.invite(person.id, None)
        return self.desk.accounts.accept(token, PASSWORD, "uji").session

    def draft(self, session: Session, text: str = "") -> Draft:
        return self.desk.begin(session, (text or words()).encode())

    def git(self, *words: str) -> str:
        done = subprocess.run(
            ["git", *words], cwd=self.content, capture_output=True, text=True, check=True
        )
        return done.stdout


def words(
    title: str = "Patroli malam di pasar",
    body: str = "Polsek Uji berpatroli di pasar pada malam hari agar warga tenang.",
    more: str = "",
    unit: str = "Polsek Uji",
) -> str:
    """The file text of a release without faults."""
    return f"Judul: {title}\nTanggal: 23 November 2026\nSatuan: {unit}\n{more}\n{body}\n"
