"""The steps of a publication as people see them, kept so that a reload shows them too."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence

from kentongan.meja.store.database import Store

LABELS = {
    "rekan": "Mengambil naskah rekan",
    "naskah": "Menyiapkan naskah",
    "bangun": "Membangun situs",
    "catat": "Mencatat di Git",
    "kirim": "Mengirim ke server",
    "tayang": "Tayang",
}
_PACE = 0.3  # seconds between two reports of one step

Tell = Callable[[Sequence[int], list[dict[str, object]]], None]


class Steps:
    """The steps of one run for its jobs."""

    def __init__(self, jobs: Sequence[int], store: Store, tell: Tell) -> None:
        self.jobs = jobs
        self._store = store
        self._tell = tell
        self._told: dict[str, dict[str, object]] = {
            name: _step(name, "menunggu") for name in LABELS
        }
        self._last = 0.0

    def begin(self, name: str) -> None:
        """Enter a step; those before it are over."""
        for known, step in self._told.items():
            if known == name:
                step["state"] = "berjalan"
                break
            step["state"] = "selesai"
        self._keep()

    def progress(self, label: str, done: int, of: int) -> None:
        """What the newsroom reports of the way to the server."""
        step = self._told["kirim"]
        if not label or step["state"] != "berjalan":
            return
        step["done"], step["of"] = done, of
        if time.monotonic() - self._last > _PACE:
            self._last = time.monotonic()
            self._tell(self.jobs, list(self._told.values()))

    def finish(self) -> None:
        for step in self._told.values():
            step["state"] = "selesai"
        self._keep()

    def _keep(self) -> None:
        told = list(self._told.values())
        with self._store.writing() as connection:
            connection.executemany(
                "UPDATE pekerjaan SET langkah = ? WHERE id = ?",
                [(json.dumps(told), job) for job in self.jobs],
            )
        self._tell(self.jobs, told)


def _step(name: str, state: str) -> dict[str, object]:
    return {"name": name, "label": LABELS[name], "state": state, "done": 0, "of": 0}
