"""The worker: starts one publisher at a time when a job is due, and looks after the store."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

from kentongan.domain import addresses
from kentongan.meja import retention
from kentongan.meja.failures import OLD_SITE
from kentongan.meja.hub import Hub
from kentongan.meja.store.database import Row
from kentongan.meja.values import Step
from kentongan.meja.workplace import MOST_ATTEMPTS, Workplace
from kentongan.storage.locking import Locked

_LONGEST_SLEEP = 30.0
_WAITING = "(keadaan = 'antre' OR (keadaan = 'gagal' AND selesai IS NULL))"
_DUE = f"{_WAITING} AND jatuh <= ?"
# Their texts are in Git already, so the next run makes them public too.
_COMMITTED = (
    "keadaan = 'gagal' AND komit <> '' "
    "AND naskah IN (SELECT id FROM naskah WHERE keadaan = 'antre')"
)
_SWEEP = timedelta(days=1)
_PAUSE = 30.0  # seconds after a publisher that died


class Worker:
    """A thread that sleeps until something is due."""

    def __init__(
        self,
        place: Workplace,
        hub: Hub,
        start: Callable[[], int] | None = None,
        meanwhile: Callable[[], AbstractContextManager[None]] = contextlib.nullcontext,
    ) -> None:
        """`start` carries out the marked jobs; without it a process is started. `meanwhile` is
        entered as long as they run."""
        self.place = place
        self.store = place.store
        self.hub = hub
        self._start = start or self._start_process
        self._meanwhile = meanwhile
        self._bell = threading.Event()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self._process: subprocess.Popen[str] | None = None
        self._swept: datetime | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._work, name="penerbit", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End after the present run, which goes on by itself where it takes long."""
        self._stopped.set()
        self._bell.set()
        if self._thread:
            self._thread.join(timeout=5)

    def wake(self) -> None:
        self._bell.set()

    def recover(self) -> bool:
        """Put back jobs that a killed publisher left; False while one still works.

        That was no attempt of theirs: only what a job itself fails at is counted.
        """
        try:
            with self.place.run_lock(), self.store.writing() as connection:
                connection.execute(
                    "UPDATE pekerjaan SET keadaan = 'antre', percobaan = max(percobaan - 1, 0) "
                    "WHERE keadaan = 'berjalan'"
                )
        except Locked:
            return False
        return True

    def build_now(self) -> None:
        """Let the site be built without a decision: at the start, and when a moment comes."""
        now = self.place.clock().timestamp()
        with self.store.writing() as connection:
            waiting = connection.execute(
                "SELECT 1 FROM pekerjaan WHERE naskah IS NULL AND keadaan IN ('antre', 'berjalan')"
            )
            if waiting.fetchone() is None:
                connection.execute(
                    "INSERT INTO pekerjaan (keadaan, jatuh, dibuat) VALUES ('antre', ?, ?)",
                    (now, now),
                )
        self.wake()

    def run_due(self) -> bool:
        """Carry out what is due now; whether there was anything."""
        if not self.recover():
            return False
        now = self.place.clock().timestamp()
        moment = self.place.next_moment
        if moment is not None and moment <= now:
            self.build_now()
        if self.store.value(f"SELECT 1 FROM pekerjaan WHERE {_DUE}", now) is None:
            return False
        marked = self._mark(now)
        self._tell(marked)
        with self._meanwhile():
            status = self._start()
        self._settle(marked, status)
        self._tell(marked)
        return True

    def sleep_seconds(self) -> float:
        """How long nothing is due."""
        now = self.place.clock().timestamp()
        due = self.store.value(f"SELECT min(jatuh) FROM pekerjaan WHERE {_WAITING}")
        moments = [moment for moment in (due, self.place.next_moment) if moment is not None]
        seconds = min([_LONGEST_SLEEP, *(moment - now for moment in moments)])
        # What is due and did not run waits for a publisher that an earlier process left.
        return max(0.05, seconds) if seconds > 0 else 1.0

    def _work(self) -> None:
        while not self._stopped.is_set():
            self._bell.clear()
            try:
                if self.run_due():
                    continue
                self._sweep()
                seconds = self.sleep_seconds()
            except Exception as error:  # the worker outlives every mishap
                sys.stderr.write(f"meja: penerbit: {type(error).__name__}\n")
                seconds = _LONGEST_SLEEP
            self._bell.wait(seconds)

    def _mark(self, now: float) -> list[int]:
        """Mark what is due as running: one run for all."""
        with self.store.writing() as connection:
            jobs = [
                row["id"]
                for row in connection.execute(
                    f"SELECT id FROM pekerjaan WHERE ({_DUE}) OR ({_COMMITTED})", (now,)
                )
            ]
            connection.executemany(
                "UPDATE pekerjaan SET keadaan = 'berjalan', percobaan = percobaan + 1, "
                "kalimat = '', selesai = NULL WHERE id = ?",
                [(job,) for job in jobs],
            )
            connection.executemany(
                "UPDATE naskah SET keadaan = 'antre' WHERE keadaan = 'terjadwal' AND id = "
                "(SELECT naskah FROM pekerjaan WHERE id = ?)",
                [(job,) for job in jobs],
            )
        return jobs

    def _start_process(self) -> int:
        command = [sys.executable, "-m", "kentongan.meja.publication", *self.place.arguments]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        for line in self._process.stdout or ():
            with contextlib.suppress(ValueError, KeyError, TypeError):
                told = json.loads(line)
                self._tell(told["pekerjaan"], told["langkah"])
        return self._process.wait()

    def _settle(self, jobs: list[int], status: int) -> None:
        """A publisher that died has left its jobs running: they are tried again."""
        now = self.place.clock().timestamp()
        sentence = f"Penerbitan terhenti (status {status}). {OLD_SITE}"
        with self.store.writing() as connection:
            connection.executemany(
                "UPDATE pekerjaan SET keadaan = 'gagal', kalimat = ?, jatuh = ?, "
                "selesai = CASE WHEN percobaan < ? THEN NULL ELSE ? END "
                "WHERE id = ? AND keadaan = 'berjalan'",
                [(sentence, now + _PAUSE, MOST_ATTEMPTS, now, job) for job in jobs],
            )

    def _tell(self, jobs: list[int], steps: list[dict[str, Any]] | None = None) -> None:
        """Tell open pages of these jobs; without `steps` those that the store has."""
        for job in jobs:
            row = self.store.row("SELECT * FROM pekerjaan WHERE id = ?", job)
            if row is not None and row["naskah"]:
                known = json.loads(row["langkah"]) if steps is None else steps
                self.hub.tell(row["naskah"], self._news(row, known))

    def _news(self, row: Row, steps: list[dict[str, Any]]) -> dict[str, Any]:
        draft = self.place.drafts.row(row["naskah"])
        return {
            "id": row["id"],
            "naskah": row["naskah"],
            "keadaan": row["keadaan"],
            "langkah": [Step(**step).as_json() for step in steps],
            "kalimat": row["kalimat"],
            "alamat": addresses.code(draft["kode"]) if row["keadaan"] == "selesai" else "",
        }

    def _sweep(self) -> None:
        now = self.place.clock()
        if self._swept is None or now - self._swept > _SWEEP:
            self._swept = now
            retention.sweep(self.store, self.place.settings, now)
            self.place.albums.sweep()
