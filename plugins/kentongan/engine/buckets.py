"""What the index keeps of each file that was read: its record in a bucket, the rest apart.

A row for each record would cost more to load than all else. A build loads all records, but tells
again only a few of the findings and asks for few entries: of the others the records have the codes
and the heads.
"""

from __future__ import annotations

import marshal
import pickle
import sqlite3
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kentongan.domain.problems import Problem
from kentongan.engine.database import put, seal, unseal
from kentongan.engine.records import NewRecord, Record

if TYPE_CHECKING:
    from kentongan.site.entry import Entry

# Few enough that loading all records is cheap, many enough that changing one is.
BUCKETS = 1024


def bucket_of(path: str) -> int:
    return zlib.crc32(path.encode("utf-8", "surrogatepass")) % BUCKETS


def records_of(number: int, stored: object) -> list[Record]:
    records: list[Record] = pickle.loads(unseal(f"bucket:{number}", stored))
    return records


def problems_of(number: int, stored: object, path: str) -> tuple[Problem, ...]:
    """What was found in one file of a bucket."""
    problems: tuple[Problem, ...] = pickle.loads(_problems(number, stored)[path])
    return problems


def entry_of(path: str, stored: object) -> Entry:
    """The entry of the release of a file."""
    entry: Entry = pickle.loads(unseal(f"entry:{path}", stored))
    return entry


def change(db: sqlite3.Connection, number: int, changed: dict[str, Record | None]) -> Iterator[str]:
    """Put records into a bucket, by path; None stands for one that is gone. Gives the codes that
    these files had before."""
    sql = "SELECT records, problems FROM bucket WHERE number = ?"
    row = db.execute(sql, (number,)).fetchone()
    known: dict[str, Record] = {}
    problems: dict[str, bytes] = {}
    if row:
        known.update((record.path, record) for record in records_of(number, row[0]))
        problems = _problems(number, row[1])
    kept = [record for record in {**known, **changed}.values() if record]
    problems.update((record.path, _dump(record.problems)) for record in kept if record.problems)
    problems = {record.path: problems[record.path] for record in kept if record.found}
    bare = [record._replace(found=record.codes, entry=None) for record in kept]
    data = (
        seal(f"bucket:{number}", _dump(bare)),
        seal(f"problems:{number}", marshal.dumps(problems)),
    )
    db.execute(put("bucket", "number", "records", "problems"), (number, *data))
    for path, changed_record in changed.items():
        _change_entry(db, path, changed_record)
        if before := known.get(path):
            yield before.code


def _change_entry(db: sqlite3.Connection, path: str, record: Record | None) -> None:
    if record and record.entry:
        sealed = seal(f"entry:{path}", _dump(record.entry))
        db.execute(put("entry", "path", "data"), (path, sealed))
    elif record is None or record.head is None:
        db.execute("DELETE FROM entry WHERE path = ?", (path,))


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


def _problems(number: int, stored: object) -> dict[str, bytes]:
    problems: dict[str, bytes] = marshal.loads(unseal(f"problems:{number}", stored))
    return problems


def _dump(value: object) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
