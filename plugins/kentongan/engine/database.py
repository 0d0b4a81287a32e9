"""The SQLite file of the index: opens it, empties it when it is damaged, seals its values.

Everything in it can be made again from the content, so nothing that may be damaged is trusted.
A value carries a digest of itself and of its place. A wrong digest is an sqlite3.Error, like
whatever SQLite itself reports; after one, the file is emptied (`restart`).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_DIGEST = 8
_MOST_VALUES = 500  # every SQLite takes so many in one query
_LOCKED = "sedang dipakai proses lain"
_UNWRITABLE = "folder .cache tidak dapat ditulis"


class DamagedIndex(sqlite3.DatabaseError):
    """A stored value is not the one that was written."""


def seal(place: str, value: bytes) -> bytes:
    """The value with a digest; `place` names where it is kept, so that values cannot be swapped."""
    return _digest(place, value) + value


def unseal(place: str, stored: object) -> bytes:
    """The value that was sealed. Raises DamagedIndex."""
    if isinstance(stored, bytes):
        value = stored[_DIGEST:]
        if stored[:_DIGEST] == _digest(place, value):
            return value
    raise DamagedIndex(f"damaged value: {place.partition(':')[0]}")


def sealed_length(length: int) -> int:
    """How long the value is of which the sealed form is so long."""
    return length - _DIGEST


def put(table: str, key: str, *values: str) -> str:
    """The statement that writes a row in its place; a replaced row would change its indexes too."""
    columns = [*key.split(", "), *values]
    marks = ", ".join("?" * len(columns))
    changes = ", ".join(f"{column} = excluded.{column}" for column in values)
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}) "
        f"ON CONFLICT ({key}) DO UPDATE SET {changes}"
    )


def count(db: sqlite3.Connection, table: str) -> int:
    """The rows of a table."""
    rows: int = db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    return rows


def _digest(place: str, value: bytes) -> bytes:
    sealed = b"%b\0%b" % (place.encode("utf-8", "surrogatepass"), value)
    return hashlib.sha256(sealed).digest()[:_DIGEST]


class Database:
    """The open file. `reason` says why it had to be begun again, in Indonesian."""

    def __init__(self, path: Path, tables: str, version: int) -> None:
        self.reason = ""
        self._path = path
        self._tables = tables
        self._version = version
        self._process = os.getpid()
        self._in_memory = False
        try:
            self._db = self._open_file()
        except (sqlite3.Error, OSError) as error:
            self.restart(error)

    @classmethod
    def read_only(cls, path: Path, version: int) -> Database:
        """The file as it is, opened read-only. Raises sqlite3.Error where there is none to read."""
        database = cls.__new__(cls)
        database.reason, database._path, database._tables, database._version = "", path, "", version
        database._process, database._in_memory = os.getpid(), False
        database._db = _reading(path)
        if database._stated_version() != version:
            raise sqlite3.DatabaseError("index of another version")
        return database

    @classmethod
    def in_memory(cls, tables: str, version: int) -> Database:
        database = cls.__new__(cls)
        database.reason, database._path, database._tables, database._version = (
            "",
            Path(),
            tables,
            version,
        )
        database._process, database._in_memory = os.getpid(), True
        database._db = database._prepared(":memory:")
        return database

    @property
    def folder(self) -> Path | None:
        """The folder of the file; None where all is in memory."""
        return None if self._in_memory else self._path.parent

    def close(self) -> None:
        with contextlib.suppress(sqlite3.Error):
            self._db.close()

    def restart(self, error: Exception) -> None:
        """Begin again with an empty file; in memory where there can be none, or the second time."""
        reason = _plain(error)
        is_first = not self.reason
        self.reason = f"indeks tidak dapat dipakai ({reason}); semua berkas dibaca ulang"
        if hasattr(self, "_db"):
            self.close()
        self._process = os.getpid()
        if is_first and reason not in (_LOCKED, _UNWRITABLE) and self._remove():
            with contextlib.suppress(sqlite3.Error, OSError):
                self._db = self._open_file()
                return
        self._in_memory = True
        self._db = self._prepared(":memory:")

    def one(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        """The first row of a query, or None."""
        row: tuple[Any, ...] | None = self._reader().execute(sql, values).fetchone()
        return row

    def rows(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        return self._reader().execute(sql, values)

    def among(self, sql: str, values: Iterable[str]) -> Iterator[tuple[Any, ...]]:
        """The rows of a query with `IN` at its end, for any number of values."""
        ordered = sorted(values)
        for start in range(0, len(ordered), _MOST_VALUES):
            part = ordered[start : start + _MOST_VALUES]
            yield from self.rows(f"{sql} ({', '.join('?' * len(part))})", *part)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Changes that are made atomically."""
        with self._db:
            yield self._db

    def rewrite(self) -> None:
        """Write the file anew. What SQLite deletes it overwrites with zeros, but copies of moved
        rows may stay in the free space of pages."""
        self._db.execute("VACUUM")

    def _open_file(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        return self._prepared(str(self._path))

    def _prepared(self, path: str) -> sqlite3.Connection:
        self._db = sqlite3.connect(path, timeout=2, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute("PRAGMA secure_delete = ON")
        if self._stated_version() not in (0, self._version):
            raise sqlite3.DatabaseError("index of another version")
        self._db.executescript(self._tables)
        self._db.execute(f"PRAGMA user_version = {self._version}")
        return self._db

    def _stated_version(self) -> int:
        version: int = self._db.execute("PRAGMA user_version").fetchone()[0]
        return version

    def _remove(self) -> bool:
        for suffix in ("", "-wal", "-shm"):
            try:
                Path(f"{self._path}{suffix}").unlink(missing_ok=True)
            except OSError:
                return False
        return True

    def _reader(self) -> sqlite3.Connection:
        """The connection of this process: SQLite's files must not cross a fork."""
        if os.getpid() != self._process and not self._in_memory:
            self._process = os.getpid()
            self._inherited = self._db  # kept, so that closing it cannot drop the parent's locks
            self._db = _reading(self._path)
            self._db.execute("BEGIN")  # all that it asks in one, instead of a lock for each
        return self._db


def _reading(path: Path) -> sqlite3.Connection:
    place = f"file:{_quote(str(path))}?mode=ro"
    return sqlite3.connect(place, uri=True, check_same_thread=False)


def _quote(path: str) -> str:
    """A path in a `file:` address of SQLite."""
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _plain(error: Exception) -> str:
    text = str(error)
    if "locked" in text:
        return _LOCKED
    if "full" in text or "No space" in text:
        return "cakram penuh"
    if "readonly" in text or "Permission" in text or "unable to open" in text:
        return _UNWRITABLE
    return "rusak atau dari versi lain"
