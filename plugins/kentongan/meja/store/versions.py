"""The versions of drafts: rows that are only ever added, each with the key of its page."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import datetime

from kentongan.meja.store.database import Row, Store


def add(
    connection: sqlite3.Connection,
    draft: str,
    text: bytes,
    person: int,
    key: str,
    now: datetime,
    *,
    aside_of: int | None = None,
) -> int:
    """Keep a text under the next number, which is returned.

    `aside_of` is what it was written on, where it is kept beside the newest one.
    """
    last = connection.execute("SELECT max(rev) FROM versi WHERE naskah = ?", (draft,)).fetchone()
    number = int(last[0] or 0) + 1
    connection.execute(
        "INSERT INTO versi (naskah, rev, teks, digest, orang, kunci, pada, sisihan, dasar) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(draft, number, text, digest(text), person, key, now.timestamp()),
            *(int(aside_of is not None), aside_of or 0),
        ),
    )
    return number


def newest_of(store: Store | sqlite3.Connection, draft: str, key: str) -> Row | None:
    """The newest version that was kept with this key of a page, or after it as `key+3`."""
    query = (
        "SELECT rev, sisihan, digest FROM versi WHERE naskah = ? "
        "AND (kunci = ? OR substr(kunci, 1, ?) = ?) ORDER BY rev DESC LIMIT 1"
    )
    values = (draft, key, len(key) + 1, f"{key}+")
    if isinstance(store, Store):
        return store.row(query, *values)
    found: Row | None = store.execute(query, values).fetchone()
    return found


def digest_of(connection: sqlite3.Connection, draft: str, number: int) -> str:
    """The digest of a version that is there."""
    found = connection.execute(
        "SELECT digest FROM versi WHERE naskah = ? AND rev = ?", (draft, number)
    ).fetchone()
    return str(found[0])


def digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()
