"""One SQLite file for all threads: durable, forgetful of what is deleted, closed to others."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kentongan.meja.store import schema

NAME = "meja.sqlite"
_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -512",
    "PRAGMA temp_store = MEMORY",
)
_PATIENCE = 20.0  # seconds for another writer

Row = sqlite3.Row


class StoreError(Exception):
    """The data of the desk cannot be used. Indonesian."""


class Store:
    """The database in a folder; each thread has a connection of its own."""

    def __init__(self, folder: Path) -> None:
        """Open the database, made where there is none. Raises StoreError."""
        self.folder = folder
        self.path = folder / NAME
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        try:
            _make_private(folder, self.path)
            self._prepare()
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"Data meja di {folder} tidak dapat dibuka: {error}.") from None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that holds the only pen; on an error nothing of it stays."""
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def rows(self, sql: str, *values: Any) -> list[Row]:
        return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, *values: Any) -> Row | None:
        row: Row | None = self._connection.execute(sql, values).fetchone()
        return row

    def value(self, sql: str, *values: Any) -> Any:
        """The first column of the first row; None where there is none."""
        row = self.row(sql, *values)
        return row[0] if row else None

    def setting(self, name: str) -> str:
        return str(self.value("SELECT nilai FROM pengaturan WHERE nama = ?", name) or "")

    def set_setting(self, name: str, value: str) -> None:
        with self.writing() as connection:
            connection.execute(
                "INSERT INTO pengaturan VALUES (?, ?) "
                "ON CONFLICT (nama) DO UPDATE SET nilai = excluded.nilai",
                (name, value),
            )

    def forget_deleted(self) -> None:
        """Let nothing of what was deleted stay in the log of writes."""
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def copy_to(self, target: Path) -> None:
        """A whole copy while others write."""
        copy = sqlite3.connect(target)
        try:
            self._connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        finally:
            copy.close()

    def complaint(self) -> str:
        """What is wrong with the file; empty if nothing is."""
        said = str(self.value("PRAGMA integrity_check"))
        return "" if said == "ok" else said

    def close(self) -> None:
        with self._guard:
            for connection in self._open:
                connection.close()
            self._open.clear()
        self._local = threading.local()

    @property
    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(
                self.path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
            )
            connection.row_factory = sqlite3.Row
            for setting in _SETTINGS:
                connection.execute(setting)
            self._local.connection = connection
            with self._guard:
                self._open.append(connection)
        return connection

    def _prepare(self) -> None:
        with self.writing() as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            newest = len(schema.STEPS)
            if version > newest:
                raise sqlite3.DatabaseError(f"versi {version}, bukan {newest}")
            for step in schema.STEPS[version:]:
                for statement in _statements(step):
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {newest}")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; those of a trigger hold semicolons of their own."""
    waiting = ""
    for line in script.splitlines(keepends=True):
        waiting += line
        if sqlite3.complete_statement(waiting):
            yield waiting
            waiting = ""


def _make_private(folder: Path, path: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    path.chmod(0o600)
