"""The mtimes of the folders of both trees, in two columns: one build notes few of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from kentongan.engine.database import DamagedIndex, Database

# The column of the output (the other is that of the mirror tree), and the folders of each column.
Trees = tuple[str, dict[str, int]]
NONE: Trees = ("a", {})


def of_output(database: Database, trees: Trees) -> dict[str, int]:
    """The mtime of every folder of the output. Raises DamagedIndex where some are missing."""
    live, counts = trees
    sql = f"SELECT path, {_column(live)} FROM folder WHERE {_column(live)} IS NOT NULL"
    known = dict(database.rows(sql))
    if len(known) != counts.get(live, 0):
        raise DamagedIndex("folders are missing")
    return known


def among(database: Database, trees: Trees, paths: Iterable[str]) -> dict[str, int]:
    """The mtimes of these folders of the output; one that was not noted is left out."""
    live, _ = trees
    rows = database.among(f"SELECT path, {_column(live)} FROM folder WHERE path IN", paths)
    return {path: mtime for path, mtime in rows if mtime is not None}


def exchanged(trees: Trees) -> Trees:
    """The same when the mirror tree is the output."""
    live, counts = trees
    return other(live), counts


def note(
    db: sqlite3.Connection,
    trees: Trees,
    noted: Mapping[str, int | None],
    *,
    are_all: bool = False,
) -> Trees:
    """Note folders of the mirror tree; None stands for one that is gone. `are_all`: there are no
    others."""
    live, counts = trees
    column = _column(other(live))
    more = -counts.get(column, 0) if are_all else 0
    if are_all:
        db.execute(f"UPDATE folder SET {column} = NULL")
    for path, mtime in noted.items():
        row = db.execute(f"SELECT {column} FROM folder WHERE path = ?", (path,)).fetchone()
        more += (mtime is not None) - bool(row and row[0] is not None)
    db.executemany(
        f"INSERT INTO folder (path, {column}) VALUES (?, ?) "
        f"ON CONFLICT (path) DO UPDATE SET {column} = excluded.{column}",
        noted.items(),
    )
    if are_all:
        db.execute("DELETE FROM folder WHERE a IS NULL AND b IS NULL")
    else:
        sql = "DELETE FROM folder WHERE path = ? AND a IS NULL AND b IS NULL"
        db.executemany(sql, [(path,) for path, mtime in noted.items() if mtime is None])
    return live, {**counts, column: counts.get(column, 0) + more}


def other(name: str) -> str:
    """The other column."""
    return "b" if _column(name) == "a" else "a"


def _column(name: str) -> str:
    """The column of one of the two trees; the text comes from the file, which may be damaged."""
    if name not in ("a", "b"):
        raise DamagedIndex("no such tree")
    return name
