"""The tables of parts in the index: values by key, new ones stored only when a build succeeds."""

from __future__ import annotations

import marshal
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

from kentongan.engine.database import DamagedIndex, Database, put, seal, unseal
from kentongan.storage.aside import Aside, Place

KEY_GROUPS = 256
_LARGE = 2048  # bytes: writing more takes longer than looking
_PUT = put("blob", "owner, key", "value")


class Waiting(NamedTuple):
    """What was put since the last commit: values or their places, and where the file ends."""

    overlay: dict[str, bytes | Place | None]
    end: int


class Blobs:
    """One table of a part's own values, and what was put since the last commit.

    The keys of a table are stored too, in groups, so that the loss of a value is noticed. What was
    put waits in a file, since after the first build of an archive it is most of the index.
    """

    def __init__(self, db: Database, owner: str) -> None:
        self._db = db
        self._owner = owner
        self._known: dict[int, frozenset[str]] = {}
        self._overlay: dict[str, bytes | Place | None] = {}
        self._aside = Aside(db.folder)

    def get(self, key: str) -> bytes | None:
        if key in self._overlay:
            kept = self._overlay[key]
            return None if kept is None else self._aside.value(kept)
        row = self._row(self._owner, key)
        if row:
            return unseal(f"blob:{self._owner}:{key}", row[0])
        if key in self._stored(_group_of(key)):
            raise DamagedIndex("a value is missing")
        return None

    def put(self, key: str, value: bytes) -> None:
        """Give a key a value. A large one that is as it was is not written again."""
        if len(value) >= _LARGE and self.get(key) == value:
            return
        self._overlay[key] = self._aside.keep(value)

    def delete(self, key: str) -> None:
        self._overlay[key] = None

    def keys(self) -> list[str]:
        stored = (key for group in range(KEY_GROUPS) for key in self._stored(group))
        put = [key for key, value in self._overlay.items() if value is not None]
        return sorted({*(key for key in stored if key not in self._overlay), *put})

    def is_there(self) -> bool:
        """Whether the table was ever committed."""
        return self._row("", f"{self._owner}:") is not None

    def lend(self) -> None:
        """Make ready for a fork, after which the other process alone puts values."""
        self._aside.open()

    def lent(self) -> Waiting:
        """What the other process hands back."""
        return Waiting(self._overlay, self._aside.end)

    def take_back(self, waiting: Waiting) -> None:
        self._overlay, self._aside.end = waiting

    def commit(self, db: sqlite3.Connection) -> None:
        """Write what was put, and forget that it was."""
        put: defaultdict[int, dict[str, bool]] = defaultdict(dict)
        for key, kept in self._overlay.items():
            put[_group_of(key)][key] = kept is not None
        for group, keys in put.items():
            self._commit_keys(db, group, keys)
        for key, kept in self._overlay.items():
            if kept is None:
                db.execute("DELETE FROM blob WHERE owner = ? AND key = ?", (self._owner, key))
            else:
                sealed = seal(f"blob:{self._owner}:{key}", self._aside.value(kept))
                db.execute(_PUT, (self._owner, key, sealed))
        db.execute("INSERT OR IGNORE INTO blob VALUES ('', ?, x'')", (f"{self._owner}:",))
        self._overlay.clear()
        self._aside.clear()

    def _commit_keys(self, db: sqlite3.Connection, group: int, put: Mapping[str, bool]) -> None:
        """`put` tells of each key whether it has a value now."""
        stored = self._stored(group)
        present = frozenset(key for key, has_value in put.items() if has_value)
        wanted = (stored - put.keys()) | present
        if wanted != stored:
            value = seal(f"keys:{self._owner}:{group}", marshal.dumps(sorted(wanted)))
            row = ("", f"{self._owner}:{group}", value)
            db.execute(_PUT, row)
            self._known[group] = wanted

    def _stored(self, group: int) -> frozenset[str]:
        """The keys of a group that are in the file."""
        if group not in self._known:
            row = self._row("", f"{self._owner}:{group}")
            place = f"keys:{self._owner}:{group}"
            stored = unseal(place, row[0]) if row else marshal.dumps([])
            self._known[group] = frozenset(marshal.loads(stored))
        return self._known[group]

    def _row(self, owner: str, key: str) -> tuple[Any, ...] | None:
        return self._db.one("SELECT value FROM blob WHERE owner = ? AND key = ?", owner, key)


def _group_of(key: str) -> int:
    return zlib.crc32(key.encode("utf-8", "surrogatepass")) % KEY_GROUPS
