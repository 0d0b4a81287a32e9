"""What the web process and the publisher share: the store, the content, the clock, the rules."""

from __future__ import annotations

import argparse
import json
import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from kentongan.meja.accounts import Accounts
from kentongan.meja.albums import Albums
from kentongan.meja.drafts import Drafts, change_state
from kentongan.meja.reading import Reader
from kentongan.meja.repository import Clone, open_clone
from kentongan.meja.store import versions
from kentongan.meja.store.database import Row, Store
from kentongan.meja.workflow import Rules
from kentongan.newsroom import configuration
from kentongan.newsroom.browser_desk import Settings
from kentongan.newsroom.configuration import Configuration
from kentongan.newsroom.folder import Newsroom
from kentongan.newsroom.schedule import timetable
from kentongan.storage.locking import exclusive

NEXT_MOMENT = "momen_berikut"
MOST_ATTEMPTS = 6  # of a publication that may succeed by itself
_OUTSIDE = "perubahan di luar meja"


@dataclass
class Workplace:
    """One desk: its data, its content folder, the folder that the site is built into."""

    data: Path
    content: Path
    output: Path
    configuration: Configuration
    clock: Callable[[], datetime]
    alone: bool = False
    """A trial in which one person may publish, whatever the settings say."""
    shown_at: str = ""
    """Where a trial shows its site, since nobody has its public address."""

    @classmethod
    def at(cls, data: Path, content: Path, output: Path, *, alone: bool = False) -> Workplace:
        """Raises NewsroomError for settings that are wrong."""
        configured = configuration.load(content)
        return cls(data, content, output, configured, configured.now, alone)

    @classmethod
    def from_arguments(cls, arguments: list[str]) -> Workplace:
        parser = argparse.ArgumentParser()
        for name in ("data", "content", "output"):
            parser.add_argument(f"--{name}", type=Path, required=True)
        parser.add_argument("--alone", action="store_true")
        given = parser.parse_args(arguments)
        return cls.at(given.data, given.content, given.output, alone=given.alone)

    @property
    def arguments(self) -> list[str]:
        words = ["--data", str(self.data), "--content", str(self.content)]
        words += ["--output", str(self.output)]
        return [*words, "--alone"] if self.alone else words

    @cached_property
    def settings(self) -> Settings:
        return self.configuration.of(Settings)

    @cached_property
    def rules(self) -> Rules:
        return Rules(two_persons=self.settings.dua_orang and not self.alone)

    @cached_property
    def store(self) -> Store:
        return Store(self.data)

    @cached_property
    def accounts(self) -> Accounts:
        return Accounts(self.store, self.clock, self.settings)

    @cached_property
    def reader(self) -> Reader:
        return Reader(self.content, self.configuration, self.clock)

    @cached_property
    def drafts(self) -> Drafts:
        return Drafts(self.store, self.reader, self.clock)

    @cached_property
    def albums(self) -> Albums:
        return Albums(self.drafts)

    def clone(self) -> Clone:
        return open_clone(self.content, self.configuration.cache)

    def run_lock(self, waiting: Callable[[], None] | None = None) -> AbstractContextManager[None]:
        """Held while the publisher works. Raises Locked, unless it may wait."""
        return exclusive(self.data / "penerbit.kunci", "meja", waiting)

    def keep_foreign(self, draft: Row, text: bytes, blob: str) -> int:
        """Lay a file that others changed beside the draft, which is open again; its number."""
        now = self.clock()
        with self.store.writing() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO orang (nama, kenal, jabatan, aktif, dibuat) "
                "VALUES ('Perubahan di luar meja', ?, '-', 0, ?)",
                (_OUTSIDE, now.timestamp()),
            )
            person = connection.execute(
                "SELECT id FROM orang WHERE kenal = ?", (_OUTSIDE,)
            ).fetchone()
            key = secrets.token_hex(8)
            rev = versions.add(connection, draft["id"], text, person["id"], key, now, aside_of=0)
            connection.execute("UPDATE naskah SET dasar = ? WHERE id = ?", (blob, draft["id"]))
            change_state(connection, draft, "dikembalikan", now)
        return rev

    def note_next_moment(self) -> None:
        """Keep when the site changes next without an edit."""
        moments = timetable(Newsroom(self.content)).moments
        stated = moments[0].timestamp() if moments else None
        self.store.set_setting(NEXT_MOMENT, json.dumps(stated))

    @property
    def next_moment(self) -> float | None:
        found: float | None = json.loads(self.store.setting(NEXT_MOMENT) or "null")
        return found
