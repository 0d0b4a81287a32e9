"""Two processes that the test of kills starts: writers at the desk, and the publisher.

python -m tests.meja.killed web|worker FOLDER
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kentongan.meja import publication
from kentongan.meja.desk import Desk
from kentongan.meja.errors import Refusal
from kentongan.meja.values import Saved, Session
from kentongan.meja.workplace import Workplace
from kentongan.newsroom import configuration
from kentongan.publishing import run as publishing

from tests.meja.desks import START, words

WRITERS = ("Bripda Satu", "Bripda Dua", "Bripda Tiga")
EDITOR = "AKP Uji"
_SPEED = 60  # the desk's minutes in our seconds, so that a failed job is soon due again
_print_lock = threading.Lock()


def place_in(folder: Path) -> Workplace:
    """The workplace that the test has made, with a clock that all processes share."""
    content = folder / "situs/content"
    began = (folder / "mulai").stat().st_mtime

    def clock() -> datetime:
        return START + timedelta(seconds=(time.time() - began) * _SPEED)

    configured = configuration.load(content)
    return Workplace(folder / "data", content, folder / "output", configured, clock)


def write(desk: Desk, session: Session, editor: Session, chance: random.Random) -> None:
    """Save and send for ever; tell what the desk has acknowledged."""
    while True:
        number = chance.randrange(10**9)
        draft = desk.begin(session, words(title=f"Patroli {number}").encode())
        tell(naskah=draft.id, kunci="", teks=digest(draft.text))
        rev, text = draft.rev, draft.text
        for turn in range(chance.randrange(1, 6)):
            text += f"\nWarga ke-{turn} menyambut patroli {number}.\n".encode()
            key = f"{number}-{turn}"
            saved = desk.save(session, draft.id, rev, key, text)
            assert isinstance(saved, Saved)
            tell(naskah=draft.id, kunci=key, teks=digest(text))
            rev = saved.rev
        if chance.random() < 0.7:
            desk.act(session, draft.id, "kirim")
            seen = desk.draft(editor, draft.id)
            desk.act(editor, draft.id, "terbitkan", digest=seen.digest)
            tell(naskah=draft.id, disetujui=digest(seen.text))


def digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


def tell(**told: Any) -> None:
    with _print_lock:
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


def desk_in(place: Workplace, start: Any = None) -> Desk:
    desk = Desk(place, "https://meja.test", start)
    desk.deeds.check = lambda *_: ()  # the gate is not what is tried here
    return desk


def web(folder: Path) -> None:
    desk = desk_in(place_in(folder))
    accounts = desk.accounts
    editor = accounts.begin(accounts.named(EDITOR), "uji").session
    threads = []
    for name in WRITERS:
        session = accounts.begin(accounts.named(name), "uji").session
        chance = random.Random()
        threads.append(threading.Thread(target=write, args=(desk, session, editor, chance)))
    for thread in threads:
        thread.start()


def worker(folder: Path, *, once: bool = False) -> None:
    """Publish what is due, with a build that only takes its time."""
    publishing.build = lambda *_: time.sleep(0.02)
    place = place_in(folder)

    def start() -> int:
        with place.run_lock():
            clone = place.clone()
            clone.clear_locks()
            publication.Publisher(place, clone, lambda jobs, told: None).run()
        return 0

    desk = desk_in(place, start)
    idle = 0
    while idle < 3 or not once:
        try:
            worked = desk.worker.run_due()
        except Refusal:
            worked = False
        idle = 0 if worked else idle + 1
        time.sleep(0.02 if not once else desk.worker.sleep_seconds() / _SPEED)


if __name__ == "__main__":
    {"web": web, "worker": worker}[sys.argv[1]](Path(sys.argv[2]))
