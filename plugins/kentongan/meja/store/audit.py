"""The audit trail: who did what and when, each line bound to the one before. It holds no text."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import datetime

from kentongan.meja.store.database import Store


def note(
    connection: sqlite3.Connection,
    at: datetime,
    person: int | None,
    deed: str,
    about: str,
    digest: str = "",
) -> None:
    """Add a line within the transaction of the deed."""
    last = connection.execute("SELECT rantai FROM jejak ORDER BY id DESC LIMIT 1").fetchone()
    moment = at.timestamp()
    chain = _link(last[0] if last else "", moment, person, deed, about, digest)
    connection.execute(
        "INSERT INTO jejak (pada, orang, perbuatan, tentang, digest, rantai) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (moment, person, deed, about, digest, chain),
    )


def broken_at(store: Store) -> int:
    """The first line that does not follow from the one before; 0 where all do.

    Old lines are let go, so the chain begins at the oldest that is kept.
    """
    before: str | None = None
    for row in store.rows("SELECT * FROM jejak ORDER BY id"):
        if before is not None and row["rantai"] != _link(
            before, row["pada"], row["orang"], row["perbuatan"], row["tentang"], row["digest"]
        ):
            return int(row["id"])
        before = row["rantai"]
    return 0


def _link(
    before: str, moment: float, person: int | None, deed: str, about: str, digest: str
) -> str:
    words = "\n".join((before, repr(moment), str(person), deed, about, digest))
    return hashlib.sha256(words.encode()).hexdigest()
