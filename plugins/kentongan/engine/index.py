"""What earlier builds read and wrote, and what parts keep: records, tasks and tables in one file.

Only this module, `rows.py`, `columns.py` and `database.py` deal with keys and digests of stored
values. Any fault of the
file is an sqlite3.Error; the build then begins again with an empty one (`Index.restart`).
"""

from __future__ import annotations

import hashlib
import marshal
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kentongan.engine import folders as kept_folders
from kentongan.engine.blobs import Blobs
from kentongan.engine.database import DamagedIndex, Database, count, put, seal, unseal
from kentongan.engine.records import Done, FolderNotes, NewRecord, Planned, Record, Totals

if TYPE_CHECKING:
    from kentongan.storage.trees import Written

FORMAT = 10
_TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS record (
    path TEXT PRIMARY KEY, stamp BLOB, few INTEGER, needs INTEGER,
    data BLOB, entry BLOB, problems BLOB
);
CREATE INDEX IF NOT EXISTS record_few ON record (path) WHERE few;
CREATE TABLE IF NOT EXISTS piece (
    name TEXT, key BLOB, data BLOB, PRIMARY KEY (name, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS place (folder TEXT PRIMARY KEY, digest BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS need (
    folder TEXT, path TEXT, seal BLOB, PRIMARY KEY (folder, path)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS need_path ON need (path);
CREATE TABLE IF NOT EXISTS source (path TEXT PRIMARY KEY, code TEXT, full BLOB);
CREATE INDEX IF NOT EXISTS source_code ON source (code);
CREATE TABLE IF NOT EXISTS fact (
    name TEXT, path TEXT, code TEXT, value BLOB, PRIMARY KEY (path, name)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS fact_code ON fact (code, name);
CREATE TABLE IF NOT EXISTS task (
    name TEXT PRIMARY KEY, part TEXT, key BLOB, files BLOB,
    pages INTEGER, feeds INTEGER, total INTEGER
);
CREATE INDEX IF NOT EXISTS task_part ON task (part);
CREATE INDEX IF NOT EXISTS task_count ON task (total);
CREATE TABLE IF NOT EXISTS planned (code TEXT PRIMARY KEY, mark TEXT, entry BLOB) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS planned_mark ON planned (code, mark);
CREATE TABLE IF NOT EXISTS folder (
    path TEXT PRIMARY KEY, a INTEGER, b INTEGER
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS blob (
    owner TEXT, key TEXT, value BLOB, PRIMARY KEY (owner, key)
);
"""
# The tables of what was read and planned.
_READ = ("record", "piece", "place", "need", "source", "fact", "blob", "planned")
_NO_TOTALS = {"pages": 0, "feeds": 0, "files": 0}
_PUT_TASK = put("task", "name", "part", "key", "files", "pages", "feeds", "total")
_NOTHING: dict[str, Any] = dict.fromkeys(("frame", "pending", "rows", "repeated"))
_NOTHING |= {"planned": 0, "listed": 0, "since": 0.0, "owners": []}


def index_name(content: Path, output: Path, *, preview: bool) -> str:
    """The name of the index of one content folder and one output folder."""
    places = f"{content.resolve()}\0{output.resolve()}\0{preview}"
    return f"indeks-{hashlib.blake2b(places.encode(), digest_size=6).hexdigest()}"


class Index:
    """The open index."""

    def __init__(self, path: Path, fingerprint: str) -> None:
        self._fingerprint = fingerprint
        self._tables: dict[str, Blobs] = {}
        self._db = Database(path, _TABLES, FORMAT)
        try:
            self._forget_unless_fingerprint()
        except sqlite3.Error as error:
            self.restart(error)

    @classmethod
    def read_only(cls, path: Path) -> Index:
        """The index as the last build left it. Raises sqlite3.Error where there is none."""
        index = cls.__new__(cls)
        index._fingerprint, index._tables = "", {}
        index._db = Database.read_only(path, FORMAT)
        return index

    @classmethod
    def empty(cls) -> Index:
        """An index in memory that knows nothing."""
        index = cls.__new__(cls)
        index._fingerprint, index._tables = "", {}
        index._db = Database.in_memory(_TABLES, FORMAT)
        return index

    @property
    def reason(self) -> str:
        """Why it had to be begun again, in Indonesian; empty when all is well."""
        return self._db.reason

    @property
    def folder(self) -> Path | None:
        """Where its file is; None where all is in memory."""
        return self._db.folder

    def close(self) -> None:
        self._db.close()

    def restart(self, error: Exception) -> None:
        """Begin again with an empty index."""
        self._tables.clear()
        self._db.restart(error)
        self._forget_unless_fingerprint()

    # What was read

    @property
    def database(self) -> Database:
        """For the modules that keep one kind of value each (`rows.py`, `columns.py`)."""
        return self._db

    def store(self, new_records: Iterable[NewRecord]) -> None:
        """Keep the texts of what was read; `settle` must follow."""
        from kentongan.engine import rows

        with self._db.transaction() as db:
            for new in new_records:
                rows.forget_texts(db, new.record.path)
                if new.record.storable:
                    rows.keep_texts(db, new)

    def settle(
        self,
        read: Iterable[Record],
        gone: Collection[str],
        places: Mapping[str, bytes | None] | None = None,
    ) -> None:
        """Keep these records, and forget what is gone. `places` are the digests of the folders
        that were looked at (`rows.py`).

        A build that is stopped between `store` and `settle` finds the old record, whose stamp
        is not that of the file, and reads the file again.
        """
        from kentongan.engine import pieces, rows

        changes: dict[str, Record | None] = dict.fromkeys(gone)
        codes = set(self.meta("pending") or ())
        for record in read:
            codes.add(record.code)
            changes[record.path] = record if record.storable else None
        with self._db.transaction() as db:
            for path in gone:
                rows.forget_texts(db, path)
            before, more, claims = rows.change(db, changes)
            rows.note_places(db, places or {})
            since = max((record.since or 0.0 for record in changes.values() if record), default=0.0)
            listed = (self.meta("listed") or 0) + more
            noted: dict[str, Any] = {"listed": listed, "rows": rows.counts(self._db)}
            noted["since"] = max(since, self.meta("since") or 0.0)
            noted["repeated"] = pieces.renewed(self._db, listed, self.meta("repeated"), claims)
            if self.meta("pending") is not None:
                noted["pending"] = sorted(codes | before)
            _write_meta(db, {"shape": rows.shape(), "dated": None, **noted})

    def full(self, code: str) -> bytes | None:
        row = self._db.one("SELECT full FROM source WHERE code = ?", code)
        return unseal(f"source:{code}", row[0]) if row else None

    def facts(self, name: str, code: str) -> bytes | None:
        row = self._db.one("SELECT value FROM fact WHERE code = ? AND name = ?", code, name)
        return unseal(f"fact:{name}:{code}", row[0]) if row else None

    # What was written

    def meta(self, key: str) -> Any:
        row = self._db.one("SELECT value FROM meta WHERE key = ?", key)
        return marshal.loads(unseal(f"meta:{key}", row[0])) if row else None

    def set_meta(self, **values: Any) -> None:
        with self._db.transaction() as db:
            _write_meta(db, values)

    def finish(self, **values: Any) -> None:
        """Note the end of a build, and what parts have put since it was committed."""
        with self._db.transaction() as db:
            self._commit_tables(db)
            _write_meta(db, values)

    def keys(self) -> dict[str, bytes]:
        """The key of every task that was carried out."""
        known = dict(self._db.rows("SELECT name, key FROM task"))
        if len(known) != (self.meta("tasks") or 0):
            raise DamagedIndex("tasks are missing")
        if not all(isinstance(name, str) for name in known):
            raise DamagedIndex("names of tasks are damaged")
        return known

    def keys_of_part(self, part: str) -> dict[str, bytes]:
        """The keys of the tasks that a part asked for."""
        return dict(self._db.rows("SELECT name, key FROM task WHERE part = ?", part))

    def key(self, name: str) -> bytes | None:
        row = self._db.one("SELECT key FROM task WHERE name = ?", name)
        return row[0] if row else None

    def keys_among(self, names: Iterable[str]) -> dict[str, bytes]:
        """The keys of those of these tasks that were carried out."""
        return dict(self._db.among("SELECT name, key FROM task WHERE name IN", names))

    def pending(self) -> set[str] | None:
        """The codes of what changed since the last plan, or is never kept; None: unknown."""
        codes = self.meta("pending")
        return None if codes is None else set(codes)

    def planned_count(self) -> int:
        """How many releases the last plan knew."""
        known: int = self.meta("planned") or 0
        if self._db.one("SELECT count(*) FROM planned") != (known,):
            raise DamagedIndex("planned releases are missing")
        return known

    def planned_marks(self, codes: Set[str] | None = None) -> dict[str, str]:
        """The mark of each of these releases, or of all, that the last plan knew, by code."""
        sql = "SELECT code, mark FROM planned"
        if codes is None:
            return dict(self._db.rows(sql))
        return dict(self._db.among(f"{sql} WHERE code IN", codes))

    def planned(self, code: str) -> bytes | None:
        """The pickled entry of a release as the last plan knew it."""
        row = self._db.one("SELECT entry FROM planned WHERE code = ?", code)
        return unseal(f"planned:{code}", row[0]) if row else None

    def files(self, name: str) -> tuple[Written, ...]:
        row = self._db.one("SELECT files FROM task WHERE name = ?", name)
        return _written(name, row[0]) if row else ()

    def paths_except(self, names: Set[str]) -> set[str]:
        """The paths of all files of the other tasks."""
        return {
            file[0]
            for name, files in self._db.rows("SELECT name, files FROM task")
            if name not in names
            for file in _written(name, files)
        }

    def sizes(self) -> dict[str, tuple[int, int]]:
        """Size and mtime of every file that was written."""
        return {
            file[0]: (file[2], file[3])
            for name, files in self._db.rows("SELECT name, files FROM task")
            for file in _written(name, files)
        }

    def sizes_after(self, place: int, most: int) -> tuple[dict[str, tuple[int, int]], int]:
        """The same of about `most` files, of the tasks after this place in the table; and the
        place where the next part begins (0: at the first)."""
        sizes: dict[str, tuple[int, int]] = {}
        sql = "SELECT rowid, name, files FROM task WHERE rowid > ? ORDER BY rowid"
        for number, name, files in self._db.rows(sql, place):
            sizes.update((file[0], (file[2], file[3])) for file in _written(name, files))
            if len(sizes) >= most:
                return sizes, number
        return sizes, 0

    def totals(self) -> Totals:
        return Totals(**(self.meta("totals") or _NO_TOTALS))

    def folders(self) -> dict[str, int]:
        """The mtime of every folder of the output. Raises DamagedIndex where some are missing."""
        return kept_folders.of_output(self._db, self._trees())

    def folders_among(self, paths: Iterable[str]) -> dict[str, int]:
        """The mtimes of these folders of the output; one that was not noted is left out."""
        return kept_folders.among(self._db, self._trees(), paths)

    def note_mirror(self, noted: Mapping[str, int | None]) -> None:
        """Note the folders of the mirror tree that changed; None stands for one that is gone."""
        with self._db.transaction() as db:
            _write_meta(db, {"folders": kept_folders.note(db, self._trees(), noted)})

    def _trees(self) -> kept_folders.Trees:
        trees: kept_folders.Trees = self.meta("folders") or kept_folders.NONE
        return trees

    def commit_build(
        self,
        done: Iterable[tuple[str, Done]],
        gone: Sequence[str],
        trees: FolderNotes | None = None,
        planned: Iterable[tuple[str, Planned | None]] = (),
        **meta: Any,
    ) -> None:
        """Record what was written, and the parts' own values, in one transaction.

        `trees` are the folders of the tree that is about to become the output. `planned` are the
        releases that changed since the last plan; None stands for one that is gone.
        """
        with self._db.transaction() as db:
            if trees:
                noted = kept_folders.note(db, self._trees(), trees.mtimes, are_all=trees.are_all)
                _write_meta(db, {"folders": kept_folders.exchanged(noted)})
            counted = Counter(self.meta("totals") or {})
            counted.subtract(_counted(db, gone))
            db.executemany("DELETE FROM task WHERE name = ?", [(name,) for name in gone])
            for name, task in done:
                counted.subtract(_counted(db, [name]))
                sealed = _sealed_files(name, task.files)
                db.execute(_PUT_TASK, (name, task.part, task.key, sealed, *task.count()))
                counted.update(_counted(db, [name]))
            self._commit_tables(db)
            _note_planned(db, planned)
            counts = {"tasks": count(db, "task"), "planned": count(db, "planned")}
            _write_meta(db, {**meta, **counts, "totals": dict(counted)})

    def forget_traces(self) -> None:
        """Leave nothing in the file of what was deleted from it."""
        self._db.rewrite()

    def forget_files(self, paths: Set[str]) -> None:
        """Forget files that no longer exist, so that their tasks are carried out again."""
        rows = list(self._db.rows("SELECT name, files FROM task"))
        with self._db.transaction() as db:
            for name, files in rows:
                written = _written(name, files)
                kept = tuple(file for file in written if file[0] not in paths)
                if len(kept) < len(written):
                    db.execute(
                        "UPDATE task SET key = x'', files = ? WHERE name = ?",
                        (_sealed_files(name, kept), name),
                    )
            _write_meta(db, {"frame": None})  # nothing may be planned from changes alone

    def forget_output(self) -> None:
        """Forget what was written: the output folder is not the one that the index describes."""
        with self._db.transaction() as db:
            db.execute("DELETE FROM task")
            db.execute("DELETE FROM folder")
            nothing = {"tasks": 0, "totals": None, "folders": kept_folders.NONE, "frame": None}
            _write_meta(db, nothing)

    def forget_unless(self, **digests: str) -> None:
        """Forget what was read unless all these digests are as they were then."""
        if any(self.meta(name) != value for name, value in digests.items()):
            with self._db.transaction() as db:
                self._forget_all(db)
                _write_meta(db, digests)

    def _forget_all(self, db: sqlite3.Connection) -> None:
        for table in _READ:
            db.execute(f"DELETE FROM {table}")
        _write_meta(db, _NOTHING)
        self._tables.clear()

    def _forget_unless_fingerprint(self) -> None:
        if self.meta("fingerprint") != self._fingerprint:
            with self._db.transaction() as db:
                self._forget_all(db)
                db.execute("UPDATE task SET key = x''")
                forgotten = {"current": None, "pages": None, "unit_files": None}
                _write_meta(db, {"fingerprint": self._fingerprint, **forgotten})

    def blobs(self, owner: str) -> Blobs:
        """The values of a part; new ones are stored only when the build succeeds."""
        if owner not in self._tables:
            table = Blobs(self._db, owner)
            if owner in (self.meta("owners") or ()) and not table.is_there():
                raise DamagedIndex("a table is missing")
            self._tables[owner] = table
        return self._tables[owner]

    def _commit_tables(self, db: sqlite3.Connection) -> None:
        for table in self._tables.values():
            table.commit(db)
        known = self.meta("owners") or []
        if owners := sorted(self._tables.keys() - {*known}):
            _write_meta(db, {"owners": [*known, *owners]})


def _write_meta(db: sqlite3.Connection, values: dict[str, Any]) -> None:
    db.executemany(
        put("meta", "key", "value"),
        [(key, seal(f"meta:{key}", marshal.dumps(value))) for key, value in values.items()],
    )


def _note_planned(db: sqlite3.Connection, planned: Iterable[tuple[str, Planned | None]]) -> None:
    for code, release in planned:
        if release is None:
            db.execute("DELETE FROM planned WHERE code = ?", (code,))
        else:
            row = (code, release.mark, seal(f"planned:{code}", release.entry))
            db.execute(put("planned", "code", "mark", "entry"), row)


def _counted(db: sqlite3.Connection, names: Iterable[str]) -> Counter[str]:
    """Pages, feeds and files of these tasks, as far as there are any."""
    counted = Counter(_NO_TOTALS)
    sql = "SELECT pages, feeds, total FROM task WHERE name = ?"
    for name in names:
        if row := db.execute(sql, (name,)).fetchone():
            counted.update(dict(zip(_NO_TOTALS, row, strict=True)))
    return counted


def _sealed_files(name: str, files: tuple[Written, ...]) -> bytes:
    return seal(f"task:{name}", marshal.dumps(files))


def _written(name: object, stored: object) -> tuple[Written, ...]:
    files: tuple[Written, ...] = marshal.loads(unseal(f"task:{name}", stored))
    return files
