"""What the index keeps of each file that was read, in a row of its own: few are ever loaded.

A build looks at the rows of folders in which something changed, and at those of the `few` that
say more than most: what no list shows, what the clock turns, what links elsewhere.
"""

from __future__ import annotations

import pickle
import sqlite3
import struct
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kentongan.domain.problems import Problem
from kentongan.domain.release import Release
from kentongan.engine import columns
from kentongan.engine.database import DamagedIndex, Database, put, seal, unseal
from kentongan.engine.records import NewRecord, Record
from kentongan.site.entry import Entry
from kentongan.site.heads import Head
from kentongan.storage.stamps import Stamp

_STAMP = struct.Struct("<3qQ")


class Standing(NamedTuple):
    """How the index knows a file: the stamp, and whether its record needs other files."""

    stamp: Stamp
    needs: bool


def shape() -> list[str]:
    """What is kept of a release: the fields of what is pickled as plain rows
    (`domain/packing.py`), and the columns."""
    fields = (*Record._fields, *Head._fields, *Entry._fields, *Problem._fields)
    return [*fields, *Release.__slots__, *columns.shape()]


def path_of(database: Database, code: str) -> str | None:
    """The file of a release that the public sees; of several the last."""
    sql = "SELECT path FROM source WHERE code = ? ORDER BY path DESC LIMIT 1"
    row = database.one(sql, code)
    return row[0] if row else None


# What is known


def places(database: Database) -> dict[str, bytes]:
    """The digest of each folder as it was read last; empty where its files must be compared."""
    return {
        folder: unseal(f"place:{folder}", digest)
        for folder, digest in database.rows("SELECT folder, digest FROM place")
    }


def standing(database: Database, folder: str) -> dict[str, Standing]:
    """The files of one folder, by path."""
    sql = "SELECT path, stamp, needs FROM record WHERE path >= ? AND path < ?"
    start = len(folder) + 1
    return {
        path: Standing(_stamp_of(stamp), bool(needs))
        for path, stamp, needs in database.rows(sql, f"{folder}/", f"{folder}0")
        if "/" not in path[start:]
    }


def needing(database: Database, folders: Iterable[str]) -> set[str]:
    """The files whose records need others of these folders."""
    sql = "SELECT folder, path, seal FROM need WHERE folder IN"
    found = set()
    for folder, path, sealed in database.among(sql, folders):
        unseal(f"need:{folder}:{path}", sealed)
        found.add(path)
    return found


def few(database: Database) -> dict[str, Record]:
    """The records that say more than most, by path."""
    sql = "SELECT path, data FROM record WHERE few"
    return {path: _record(path, data) for path, data in database.rows(sql)}


def every(database: Database) -> dict[str, Record]:
    """All records by path."""
    rows = database.rows("SELECT path, data FROM record ORDER BY path")
    return {path: _record(path, data) for path, data in rows}


def one(database: Database, path: str) -> Record | None:
    row = database.one("SELECT data FROM record WHERE path = ?", path)
    return _record(path, row[0]) if row else None


def entry(database: Database, path: str) -> Entry:
    """What lists show of the release of a file. Raises DamagedIndex where there is none."""
    row = database.one("SELECT entry FROM record WHERE path = ?", path)
    if not row or not row[0]:
        raise DamagedIndex("an entry is missing")
    return _entry(path, row[0])


def entries(database: Database) -> dict[str, Entry]:
    """The same of all files, by path."""
    rows = database.rows("SELECT path, entry FROM record WHERE entry IS NOT NULL ORDER BY path")
    return {path: _entry(path, data) for path, data in rows}


def problems(database: Database, path: str) -> tuple[Problem, ...]:
    """What reading a file found, of which its record has the codes."""
    row = database.one("SELECT problems FROM record WHERE path = ?", path)
    if not row or row[0] is None:
        return ()
    found: tuple[Problem, ...] = pickle.loads(unseal(f"problems:{path}", row[0]))
    return found


def is_known(database: Database, path: str) -> bool:
    return database.one("SELECT 1 FROM record WHERE path = ?", path) is not None


# What changes


def change(
    db: sqlite3.Connection, changed: Mapping[str, Record | None]
) -> tuple[set[str], int, dict[str, set[int]]]:
    """Keep records by path; None stands for one that is gone. Returns the codes that these files
    had before, by how many more lists show, and what is claimed by others than before."""
    codes: set[str] = set()
    gone: list[columns.Row] = []
    new: list[columns.Row] = []
    for path, record in changed.items():
        row = db.execute("SELECT data FROM record WHERE path = ?", (path,)).fetchone()
        if row:
            before = _record(path, row[0])
            gone += filter(None, [columns.row_of(before)])
            codes.add(before.code)
        db.execute("DELETE FROM need WHERE path = ?", (path,))
        if record is None:
            db.execute("DELETE FROM record WHERE path = ?", (path,))
        else:
            _put(db, record)
            new += filter(None, [columns.row_of(record)])
    return codes, columns.change(db, gone, new), columns.claims_of(gone, new)


def _put(db: sqlite3.Connection, record: Record) -> None:
    path = record.path
    bare = record._replace(found=record.codes, entry=None)
    kept = None
    if record.problems:
        kept = seal(f"problems:{path}", _dump(record.problems))
    elif record.found:  # they are kept already
        known = db.execute("SELECT problems FROM record WHERE path = ?", (path,)).fetchone()
        kept = known and known[0]
    shown = None
    if record.entry:
        shown = seal(f"entry:{path}", _dump(record.entry))
    elif record.head:
        known = db.execute("SELECT entry FROM record WHERE path = ?", (path,)).fetchone()
        shown = known and known[0]
    db.execute(
        put("record", "path", "stamp", "few", "needs", "data", "entry", "problems"),
        (
            path,
            _STAMP.pack(*record.stamp),
            is_one_of_few(record),
            bool(record.depends),
            seal(f"record:{path}", _dump(bare)),
            shown,
            kept,
        ),
    )
    for folder in {needed.rpartition("/")[0] for needed, _ in record.depends}:
        sealed = seal(f"need:{folder}:{path}", b"")
        db.execute("INSERT INTO need VALUES (?, ?, ?)", (folder, path, sealed))
        # One that no look at the content comes to is compared at each build.
        unseen = seal(f"place:{folder}", b"")
        db.execute("INSERT OR IGNORE INTO place VALUES (?, ?)", (folder, unseen))


def is_one_of_few(record: Record) -> bool:
    """Whether a record says more than what the columns of all hold of it. Nearly all hold since
    a moment that has passed."""
    return bool(
        columns.row_of(record) is None
        or record.until is not None
        or record.links
        or record.leads_to
        or not record.is_public
        # A look at the content passes over hidden files: the folder tells nothing of them.
        or any(path.rpartition("/")[2].startswith(".") for path, _ in record.depends)
    )


def note_places(db: sqlite3.Connection, digests: Mapping[str, bytes | None]) -> None:
    """Note folders as they were read; None stands for one that is gone."""
    for folder, digest in digests.items():
        if digest is None:
            db.execute("DELETE FROM place WHERE folder = ?", (folder,))
        else:
            sealed = seal(f"place:{folder}", digest)
            db.execute(put("place", "folder", "digest"), (folder, sealed))


def counts(database: Database) -> dict[str, int]:
    """How many rows there are of each kind, so that a loss is noticed."""
    asked = {"record": "record", "few": "record WHERE few", "need": "need"}
    found = {name: database.one(f"SELECT count(*) FROM {what}") for name, what in asked.items()}
    return {name: row[0] for name, row in found.items() if row}


def keep_texts(db: sqlite3.Connection, new: NewRecord) -> None:
    """The whole release and what parts keep of it, each in a row of its own."""
    record = new.record
    code = record.code if record.head else ""
    full = seal(f"source:{code}", new.full)
    db.execute("INSERT INTO source VALUES (?, ?, ?)", (record.path, code, full))
    db.executemany(
        "INSERT INTO fact VALUES (?, ?, ?, ?)",
        [
            (name, record.path, code, seal(f"fact:{name}:{code}", value))
            for name, value in new.facts
        ],
    )


def forget_texts(db: sqlite3.Connection, path: str) -> None:
    db.execute("DELETE FROM fact WHERE path = ?", (path,))
    db.execute("DELETE FROM source WHERE path = ?", (path,))


def _record(path: object, stored: object) -> Record:
    record: Record = pickle.loads(unseal(f"record:{path}", stored))
    return record


def _entry(path: object, stored: object) -> Entry:
    entry: Entry = pickle.loads(unseal(f"entry:{path}", stored))
    return entry


def _stamp_of(stored: object) -> Stamp:
    if not isinstance(stored, bytes) or len(stored) != _STAMP.size:
        raise DamagedIndex("a stamp is damaged")
    return _STAMP.unpack(stored)


def _dump(value: object) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
