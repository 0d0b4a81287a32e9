"""The records of the index in buckets, and apart from them what was found in each file.

A row for each record would cost more to load than all else. A build loads all records, but tells
again only a few of the findings: of the others the records have the codes.
"""

from __future__ import annotations

import marshal
import pickle
import sqlite3
import zlib

from kentongan.domain.problems import Problem
from kentongan.engine.database import put, seal, unseal
from kentongan.engine.records import Record

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


def change(db: sqlite3.Connection, number: int, changed: dict[str, Record | None]) -> None:
    """Put records into a bucket, by path; None stands for one that is gone."""
    sql = "SELECT records, problems FROM bucket WHERE number = ?"
    row = db.execute(sql, (number,)).fetchone()
    bucket: dict[str, Record | None] = {}
    problems: dict[str, bytes] = {}
    if row:
        bucket.update((record.path, record) for record in records_of(number, row[0]))
        problems = _problems(number, row[1])
    kept = [record for record in (bucket | changed).values() if record]
    problems.update((record.path, _dump(record.problems)) for record in kept if record.problems)
    problems = {record.path: problems[record.path] for record in kept if record.found}
    bare = [record._replace(found=record.codes) if record.found else record for record in kept]
    data = (
        seal(f"bucket:{number}", _dump(bare)),
        seal(f"problems:{number}", marshal.dumps(problems)),
    )
    db.execute(put("bucket", "number", "records", "problems"), (number, *data))


def _problems(number: int, stored: object) -> dict[str, bytes]:
    problems: dict[str, bytes] = marshal.loads(unseal(f"problems:{number}", stored))
    return problems


def _dump(value: object) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
