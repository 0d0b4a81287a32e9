"""What was read and written before: an SQLite file under the cache folder.

Everything in it can be made again from the content. So whatever is wrong with the file
(corrupt, locked, of another version, on a full disk), the build goes on with an empty index in
memory, and says so in one line.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import pickle
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from kentongan.domain.problems import Problem
    from kentongan.domain.release import Release
    from kentongan.site.model import Entry
    from kentongan.storage.stamps import Stamp
    from kentongan.storage.trees import Written

FORMAT = 2
# The records lie in so many buckets: loading them costs little, and so does a change in one.
HEAPS = 64
_FEEDS = (".xml", "feed.json")
_TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS bucket (number INTEGER PRIMARY KEY, records BLOB);
CREATE TABLE IF NOT EXISTS source (path TEXT PRIMARY KEY, code TEXT, full BLOB);
CREATE INDEX IF NOT EXISTS source_code ON source (code);
CREATE TABLE IF NOT EXISTS fact (
    name TEXT, path TEXT, code TEXT, value BLOB, PRIMARY KEY (path, name)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS fact_code ON fact (code, name);
CREATE TABLE IF NOT EXISTS task (
    name TEXT PRIMARY KEY, key BLOB, files BLOB, pages INTEGER, feeds INTEGER, total INTEGER
);
CREATE TABLE IF NOT EXISTS blob (
    owner TEXT, key TEXT, value BLOB, PRIMARY KEY (owner, key)
);
"""

Facts = tuple[tuple[str, bytes], ...]


class Record(NamedTuple):
    """What reading one release file gave.

    `since` and `until` bound the clock (seconds since 1970) for which it holds. Releases whose
    files hold what the public may not see are never stored (`lifecycle.may_be_stored`).
    `depends` are the stamps of other files that were read for it (pictures); None stands for a
    missing file.
    """

    path: str
    stamp: Stamp
    code: str = ""
    url: str = ""
    problems: tuple[Problem, ...] = ()
    entry: Entry | None = None
    since: float | None = None
    until: float | None = None
    depends: tuple[tuple[str, Stamp | None], ...] = ()
    links: tuple[str, ...] = ()
    storable: bool = True

    def holds_at(self, now: float) -> bool:
        return (self.since is None or self.since <= now) and (
            self.until is None or now < self.until
        )


@dataclass(frozen=True, slots=True)
class NewRecord:
    """What was just read: the record, the pickled public Release (empty: hidden), the facts."""

    record: Record
    full: bytes = b""
    facts: Facts = ()


@dataclass(frozen=True, slots=True)
class Done:
    """A task as it was carried out: its key, and of each file path, digest, size and mtime."""

    key: bytes
    files: tuple[Written, ...]

    def count(self) -> tuple[int, int, int]:
        """Pages, feeds, files."""
        paths = [file[0] for file in self.files]
        pages = sum(path.endswith(".html") for path in paths)
        feeds = sum(path.startswith("umpan/") and path.endswith(_FEEDS) for path in paths)
        return pages, feeds, len(paths)


@dataclass(frozen=True, slots=True)
class Totals:
    """How much the site holds."""

    pages: int
    feeds: int
    files: int


class Index:
    """The open index. `reason` says why an empty one had to be used, in Indonesian."""

    def __init__(self, path: Path, fingerprint: str) -> None:
        self.reason = ""
        self._path = path
        self._fingerprint = fingerprint
        self._process = os.getpid()
        self._in_memory = False
        self._overlay: dict[tuple[str, str], bytes | None] = {}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = self._open(str(path))
            self._prepare()
        except (sqlite3.Error, OSError) as error:
            self.abandon(error)

    def close(self) -> None:
        with contextlib.suppress(sqlite3.Error):
            self._db.close()

    def abandon(self, error: Exception) -> None:
        """Go on with an empty index in memory; a file that may be damaged is removed."""
        self.reason = f"indeks tidak dapat dipakai ({_plain(error)}); semua berkas dibaca ulang"
        if "locked" not in str(error):
            for suffix in ("", "-wal", "-shm"):
                with contextlib.suppress(OSError):
                    Path(f"{self._path}{suffix}").unlink()
        self._in_memory = True
        self._db = self._open(":memory:")
        self._prepare()

    # What was read

    def records(self) -> dict[str, Record]:
        """All records by path, without the full releases."""
        buckets = self._db.execute("SELECT records FROM bucket ORDER BY number")
        return {record.path: record for (data,) in buckets for record in pickle.loads(data)}

    def store(self, fresh: Iterable[NewRecord]) -> None:
        """Keep the texts of what was read; `settle` must follow."""
        with self._db:
            for one in fresh:
                self._forget(one.record.path)
                if one.record.storable:
                    self._keep(one)

    def settle(self, read: Iterable[Record], gone: Iterable[str]) -> None:
        """Keep these records, and forget what is gone.

        A build that is stopped between `store` and `settle` finds the old record, whose stamp
        is not that of the file, and reads the file again.
        """
        changes: defaultdict[int, dict[str, Record | None]] = defaultdict(dict)
        for path in gone:
            changes[_heap_of(path)][path] = None
        for record in read:
            changes[_heap_of(record.path)][record.path] = record if record.storable else None
        with self._db:
            for path in gone:
                self._forget(path)
            for number, changed in changes.items():
                self._change_bucket(number, changed)

    def _change_bucket(self, number: int, changed: dict[str, Record | None]) -> None:
        row = self._db.execute("SELECT records FROM bucket WHERE number = ?", (number,)).fetchone()
        bucket: dict[str, Record | None] = {}
        if row:
            bucket.update((record.path, record) for record in pickle.loads(row[0]))
        kept = [record for record in (bucket | changed).values() if record]
        data = pickle.dumps(kept, pickle.HIGHEST_PROTOCOL)
        self._db.execute("INSERT OR REPLACE INTO bucket VALUES (?, ?)", (number, data))

    def _keep(self, fresh: NewRecord) -> None:
        record = fresh.record
        code = record.entry.code if record.entry else ""
        self._db.execute("INSERT INTO source VALUES (?, ?, ?)", (record.path, code, fresh.full))
        self._db.executemany(
            "INSERT INTO fact VALUES (?, ?, ?, ?)",
            [(name, record.path, code, value) for name, value in fresh.facts],
        )

    def _forget(self, path: str) -> None:
        self._db.execute("DELETE FROM fact WHERE path = ?", (path,))
        self._db.execute("DELETE FROM source WHERE path = ?", (path,))

    def full(self, code: str) -> bytes | None:
        row = self._reader().execute("SELECT full FROM source WHERE code = ?", (code,)).fetchone()
        return row[0] if row else None

    def facts(self, name: str, code: str) -> bytes | None:
        row = (
            self._reader()
            .execute("SELECT value FROM fact WHERE code = ? AND name = ?", (code, name))
            .fetchone()
        )
        return row[0] if row else None

    # What was written

    def meta(self, key: str) -> Any:
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return marshal.loads(row[0]) if row else None

    def set_meta(self, **values: Any) -> None:
        with self._db:
            self._write_meta(values)

    def keys(self) -> dict[str, bytes]:
        """The key of every task that was carried out."""
        return dict(self._db.execute("SELECT name, key FROM task"))

    def files(self, name: str) -> tuple[Written, ...]:
        row = self._db.execute("SELECT files FROM task WHERE name = ?", (name,)).fetchone()
        return marshal.loads(row[0]) if row else ()

    def paths_except(self, names: Set[str]) -> set[str]:
        """The paths of all files of the other tasks."""
        rows = self._db.execute("SELECT name, files FROM task")
        return {
            file[0] for name, files in rows if name not in names for file in marshal.loads(files)
        }

    def totals(self) -> Totals:
        row = self._db.execute("SELECT sum(pages), sum(feeds), sum(total) FROM task").fetchone()
        return Totals(*(number or 0 for number in row))

    def commit_build(
        self, done: Iterable[tuple[str, Done]], gone: Sequence[str], **meta: Any
    ) -> None:
        """Record what was written, and the plugins' own values, in one transaction."""
        with self._db:
            self._db.executemany("DELETE FROM task WHERE name = ?", [(name,) for name in gone])
            self._db.executemany(
                "INSERT OR REPLACE INTO task VALUES (?, ?, ?, ?, ?, ?)",
                ((name, task.key, marshal.dumps(task.files), *task.count()) for name, task in done),
            )
            for (owner, key), value in self._overlay.items():
                if value is None:
                    self._db.execute("DELETE FROM blob WHERE owner = ? AND key = ?", (owner, key))
                else:
                    self._db.execute(
                        "INSERT OR REPLACE INTO blob VALUES (?, ?, ?)", (owner, key, value)
                    )
            self._write_meta(meta)
        self._overlay.clear()

    def sizes(self) -> dict[str, tuple[int, int]]:
        """Size and mtime of every file that was written."""
        rows = self._reader().execute("SELECT files FROM task")
        return {file[0]: (file[2], file[3]) for (files,) in rows for file in marshal.loads(files)}

    def forget_files(self, paths: Set[str]) -> None:
        """Forget files that are not there any more, so that their tasks are done again."""
        rows = self._db.execute("SELECT name, files FROM task").fetchall()
        with self._db:
            for name, files in rows:
                written = marshal.loads(files)
                kept = tuple(file for file in written if file[0] not in paths)
                if len(kept) < len(written):
                    self._db.execute(
                        "UPDATE task SET key = x'', files = ? WHERE name = ?",
                        (marshal.dumps(kept), name),
                    )

    def forget_output(self) -> None:
        """Forget what was written (the output folder is not the one that is known)."""
        with self._db:
            self._db.execute("DELETE FROM task")

    def forget_unless(self, **digests: str) -> None:
        """Forget what was read unless it was read under the same circumstances."""
        if any(self.meta(name) != value for name, value in digests.items()):
            with self._db:
                self._forget_all()
                self._write_meta(digests)

    def _forget_all(self) -> None:
        for table in ("bucket", "source", "fact", "blob"):
            self._db.execute(f"DELETE FROM {table}")

    def blobs(self, owner: str) -> Blobs:
        return Blobs(self, owner)

    # The file

    def _open(self, path: str) -> sqlite3.Connection:
        db = sqlite3.connect(path, timeout=2, check_same_thread=False)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA secure_delete = ON")
        return db

    def _prepare(self) -> None:
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, FORMAT):
            raise sqlite3.DatabaseError(f"index format {version}")
        self._db.executescript(_TABLES)
        self._db.execute(f"PRAGMA user_version = {FORMAT}")
        if self.meta("fingerprint") != self._fingerprint:
            with self._db:
                self._forget_all()
                self._db.execute("UPDATE task SET key = x''")
                forgotten = {"current": None, "pages": None}
                self._write_meta({"fingerprint": self._fingerprint, **forgotten})

    def _reader(self) -> sqlite3.Connection:
        """The connection of this process: SQLite's files must not cross a fork."""
        if os.getpid() != self._process and not self._in_memory:
            self._process = os.getpid()
            self._inherited = self._db  # kept, so that closing it cannot drop the parent's locks
            self._db = sqlite3.connect(f"file:{self._path}?mode=ro", uri=True)
        return self._db

    def _write_meta(self, values: dict[str, Any]) -> None:
        self._db.executemany(
            "INSERT OR REPLACE INTO meta VALUES (?, ?)",
            [(key, marshal.dumps(value)) for key, value in values.items()],
        )


class Blobs:
    """A plugin's own values; what is put is kept only when the build succeeds."""

    def __init__(self, index: Index, owner: str) -> None:
        self._index = index
        self._owner = owner

    def get(self, key: str) -> bytes | None:
        place = (self._owner, key)
        if place in self._index._overlay:
            return self._index._overlay[place]
        row = (
            self._index._reader()
            .execute("SELECT value FROM blob WHERE owner = ? AND key = ?", place)
            .fetchone()
        )
        return row[0] if row else None

    def put(self, key: str, value: bytes) -> None:
        self._index._overlay[self._owner, key] = value

    def delete(self, key: str) -> None:
        self._index._overlay[self._owner, key] = None

    def keys(self) -> list[str]:
        rows = self._index._reader().execute("SELECT key FROM blob WHERE owner = ?", (self._owner,))
        known = {key for (key,) in rows}
        for (owner, key), value in self._index._overlay.items():
            if owner == self._owner:
                (known.discard if value is None else known.add)(key)
        return sorted(known)


def _heap_of(path: str) -> int:
    return zlib.crc32(path.encode("utf-8", "surrogatepass")) % HEAPS


def dump_release(release: Release) -> bytes:
    return pickle.dumps(release, pickle.HIGHEST_PROTOCOL)


def load_release(data: bytes) -> Release:
    release: Release = pickle.loads(data)
    return release


def _plain(error: Exception) -> str:
    text = str(error)
    if "locked" in text:
        return "sedang dipakai proses lain"
    if "full" in text or "No space" in text:
        return "cakram penuh"
    if "readonly" in text or "Permission" in text or "unable to open" in text:
        return "folder .cache tidak dapat ditulis"
    return "rusak atau dari versi lain"
