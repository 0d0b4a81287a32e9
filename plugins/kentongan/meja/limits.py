"""How often something may be tried: counted in the database, before it is tried."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from kentongan.meja.errors import TooOften
from kentongan.meja.store.database import Store

ATTEMPTS = 10
WINDOW = timedelta(minutes=15)


def count(store: Store, now: datetime, *whose: str) -> None:
    """Note one attempt for each of `whose`. Raises TooOften instead where one has had enough."""
    keys = [_key(name) for name in whose]
    since = (now - WINDOW).timestamp()
    with store.writing() as connection:
        connection.execute("DELETE FROM batas WHERE pada <= ?", (since,))
        for key in keys:
            row = connection.execute("SELECT count(*) FROM batas WHERE kunci = ?", (key,))
            if row.fetchone()[0] >= ATTEMPTS:
                raise TooOften("Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi.")
        moment = now.timestamp()
        connection.executemany("INSERT INTO batas VALUES (?, ?)", [(key, moment) for key in keys])


def forgive(store: Store, *whose: str) -> None:
    """Forget the attempts of someone who got in."""
    with store.writing() as connection:
        connection.executemany(
            "DELETE FROM batas WHERE kunci = ?", [(_key(name),) for name in whose]
        )


def _key(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()
