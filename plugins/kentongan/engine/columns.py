"""What the site asks of all listed releases, as columns in pieces: a build reads few columns, and
an edit writes one piece of those that changed.

The rows stand in the order of publication, the oldest first. A piece holds the rows from its key
up to that of the next one.
"""

from __future__ import annotations

import hashlib
import marshal
import sqlite3
import struct
import sys
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from math import inf, nan
from typing import TYPE_CHECKING, Any

from kentongan.domain.problems import FEW
from kentongan.engine.database import DamagedIndex, Database, put, seal, sealed_length, unseal

if TYPE_CHECKING:
    from kentongan.engine.records import Record

FIRST = FEW  # paths of each kind of finding
MOST = 512  # rows of a piece; one that grows beyond is parted into pieces of half as many
_WITH_REFERENCES = 4  # the version of marshal that writes an equal text once
_FIRST = b""

# The path of a release, the fields of its head, the codes of what was found in it.
Row = dict[str, Any]
Codec = tuple[Callable[[list[Any]], bytes], Callable[[bytes], list[Any]]]


def _texts() -> Codec:
    def write(values: list[Any]) -> bytes:
        return marshal.dumps(values, _WITH_REFERENCES)

    return write, marshal.loads


def _numbers(kind: str) -> Codec:
    def read(data: bytes) -> list[Any]:
        numbers = array(kind)
        numbers.frombytes(data)
        return numbers.tolist()

    return lambda values: array(kind, values).tobytes(), read


def _moments() -> Codec:
    """Moments of which some are unknown."""
    write, read = _numbers("d")

    def known(data: bytes) -> list[Any]:
        return [moment if moment == moment else None for moment in read(data)]

    return lambda values: write([nan if value is None else value for value in values]), known


def _flags() -> Codec:
    return bytes, lambda data: list(map(bool, data))


def _coded() -> Codec:
    """Values of which there are few."""
    write_numbers, read_numbers = _numbers("H")

    def write(values: list[Any]) -> bytes:
        places = {value: place for place, value in enumerate(dict.fromkeys(values))}
        numbers = write_numbers(list(map(places.__getitem__, values)))
        return marshal.dumps((list(places), numbers), _WITH_REFERENCES)

    def read(data: bytes) -> list[Any]:
        values, numbers = marshal.loads(data)
        values = [sys.intern(value) if type(value) is str else value for value in values]
        return list(map(values.__getitem__, read_numbers(numbers)))

    return write, read


_CODECS: dict[str, Codec] = {
    **dict.fromkeys(("path", "code", "url", "digest", "tags"), _texts()),
    **dict.fromkeys(("lang", "kind", "unit", "found"), _coded()),
    **dict.fromkeys(("published", "happened", "changed"), _numbers("d")),
    **dict.fromkeys(("is_notable", "draft"), _flags()),
    "first": _moments(),
    "claim": _numbers("Q"),
}
# What is the same for all that lists show.
SAME = {"state": "shown", "home": ""}

# What stands beside a column, said once for each piece.


def _marked(values: list[Any]) -> dict[Any, int]:
    """For each value a mask of the rows that have it."""
    masks: defaultdict[Any, int] = defaultdict(int)
    for place, value in enumerate(values):
        masks[value] |= 1 << place
    return dict(masks)


def _each_marked(values: list[Any]) -> dict[Any, int]:
    """The same for each of the values of a row."""
    masks: defaultdict[Any, int] = defaultdict(int)
    for place, several in enumerate(values):
        for value in several:
            masks[value] |= 1 << place
    return dict(masks)


def _span(values: list[Any]) -> tuple[float, float]:
    return min(values, default=inf), max(values, default=-inf)


def _claims(values: list[Any]) -> bytes:
    """A number for each text that no other text has."""
    return b"".join(map(packed, map(claim_of, values)))


def claim_of(value: str | int) -> int:
    if isinstance(value, int):
        return value
    data = value.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest())


def packed(claim: int) -> bytes:
    return claim.to_bytes(8)


def _found(values: list[Any]) -> dict[tuple[str, ...], tuple[int, list[str]]]:
    """By the codes of what was found how many releases have them, and the first paths; the values
    are pairs of both."""
    paths: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for codes, path in values:
        if codes:
            paths[codes].append(path)
    return {codes: (len(of_codes), first(codes, of_codes)) for codes, of_codes in paths.items()}


def first(codes: tuple[str, ...], paths: list[str]) -> list[str]:
    """The paths that a report may name: all of those with errors."""
    ordered = sorted(paths)
    return ordered[:FIRST] if all(".W" in code for code in codes) else ordered


CLAIMS = ("code", "url", "claim")
_BESIDE: dict[str, Callable[[list[Any]], Any]] = {
    **dict.fromkeys(("unit", "kind", "lang", "is_notable"), _marked),
    "tags": _each_marked,
    **dict.fromkeys(("happened", "changed"), _span),
    **dict.fromkeys(CLAIMS, _claims),
    "found": _found,
}


def beside(name: str) -> str:
    """What stands beside a column."""
    return f"beside {name}"


def row_of(record: Record) -> Row | None:
    """The row of a record; None for one that no list shows."""
    head = record.head
    if head is None or head.state != "shown" or head.home:
        return None
    fields = head._asdict() | {"path": record.path, "found": record.codes}
    fields["tags"] = tuple(map(sys.intern, head.tags))
    return {name: fields[name] for name in _CODECS}


def value(row: Row, name: str) -> Any:
    """A field of a row."""
    return SAME[name] if name in SAME else row[name]


def shape() -> list[str]:
    """The names of the columns, and of what stands beside them."""
    return [*_CODECS, *map(beside, _BESIDE)]


def sizes(database: Database) -> dict[bytes, int]:
    """How many rows each piece holds, by its key, the newest first."""
    sql = "SELECT key, length(data) FROM piece WHERE name = ? ORDER BY key DESC"
    return {key: sealed_length(size) // 8 for key, size in database.rows(sql, "published")}


def piece(database: Database, name: str, key: bytes) -> list[Any]:
    """What one piece of a column holds, the oldest row first."""
    row = database.one("SELECT data FROM piece WHERE name = ? AND key = ?", name, key)
    if not row:
        raise DamagedIndex("columns are missing")
    values: list[Any] = _reader(name)(_opened(name, key, row[0]))
    return values


def every(database: Database, name: str) -> dict[bytes, Any]:
    """What all pieces hold of a column, or have beside it, by key, the newest piece first."""
    read = _reader(name)
    sql = "SELECT key, data FROM piece WHERE name = ? ORDER BY key DESC"
    return {key: read(_opened(name, key, data)) for key, data in database.rows(sql, name)}


def _reader(name: str) -> Callable[[bytes], Any]:
    return _CODECS[name][1] if name in _CODECS else marshal.loads


def claims_of(gone: Iterable[Row], new: Iterable[Row]) -> dict[str, set[int]]:
    """What was claimed and is not any more, or is now."""

    def claimed(name: str, rows: Iterable[Row]) -> set[tuple[int, str]]:
        return {(claim_of(row[name]), row["path"]) for row in rows}

    rows = list(gone), list(new)
    both = {name: [claimed(name, some) for some in rows] for name in CLAIMS}
    return {name: {claim for claim, _ in left ^ right} for name, (left, right) in both.items()}


def change(db: sqlite3.Connection, gone: Iterable[Row], new: Iterable[Row]) -> int:
    """Take rows out and put others in. Returns by how many they grew."""
    grown = 0
    keys = [key for (key,) in db.execute("SELECT key FROM piece WHERE name = 'path' ORDER BY key")]
    keys = keys or [_FIRST]
    changes: defaultdict[bytes, tuple[set[str], list[Row]]] = defaultdict(lambda: (set(), []))
    for row in gone:
        changes[keys[bisect_right(keys, _key_of(row)) - 1]][0].add(row["path"])
    for row in new:
        changes[keys[bisect_right(keys, _key_of(row)) - 1]][1].append(row)
    for key, (paths, rows) in changes.items():
        before = _piece(db, key)
        known = _rows(before)
        kept = (row for row in known if row["path"] not in paths)
        after = sorted((*kept, *rows), key=_key_of)
        grown += len(after) - len(known)
        _put(db, key, before, _parted(key, after))
    return grown


def _parted(key: bytes, rows: Sequence[Row]) -> dict[bytes, Sequence[Row]]:
    """The rows of a piece, in several where they are too many; none where there are none."""
    if len(rows) <= MOST:
        return {key: rows} if rows or key == _FIRST else {}
    parts = [rows[start : start + MOST // 2] for start in range(0, len(rows), MOST // 2)]
    return {key: parts[0], **{_key_of(part[0]): part for part in parts[1:]}}


def _piece(db: sqlite3.Connection, key: bytes) -> dict[str, list[Any]]:
    """The columns of a piece; none where there is no such piece."""
    sql = "SELECT data FROM piece WHERE name = ? AND key = ?"
    stored = {name: db.execute(sql, (name, key)).fetchone() for name in _CODECS}
    if not any(stored.values()):
        return {}
    if not all(stored.values()):
        raise DamagedIndex("columns are missing")
    piece = {name: read(_opened(name, key, stored[name][0])) for name, (_, read) in _CODECS.items()}
    if len({*map(len, piece.values())}) != 1:
        raise DamagedIndex("rows of a column are missing")
    return piece


def _rows(piece: dict[str, list[Any]]) -> list[Row]:
    return [dict(zip(piece, values, strict=True)) for values in zip(*piece.values(), strict=True)]


def _put(
    db: sqlite3.Connection,
    key: bytes,
    before: dict[str, list[Any]],
    parts: dict[bytes, Sequence[Row]],
) -> None:
    """Write the parts in the place of a piece, but no column that is as it was."""
    if key not in parts:
        db.execute("DELETE FROM piece WHERE key = ?", (key,))
    for start, rows in parts.items():
        columns = {name: [row[name] for row in rows] for name in _CODECS}
        changed = {n for n, values in columns.items() if start != key or before.get(n) != values}
        for name in sorted(changed):
            _write(db, name, start, _CODECS[name][0](columns[name]))
        for name, tell in _BESIDE.items():
            values = columns[name]
            if name == "found":
                values = list(zip(values, columns["path"], strict=True))
            if name in changed or (name == "found" and "path" in changed):
                data = marshal.dumps(tell(values[::-1]), _WITH_REFERENCES)
                _write(db, beside(name), start, data)


def _write(db: sqlite3.Connection, name: str, key: bytes, data: bytes) -> None:
    sealed = seal(_place(name, key), data)
    db.execute(put("piece", "name, key", "data"), (name, key, sealed))


def _key_of(row: Row) -> bytes:
    """Sorts as the publication, then the code."""
    (bits,) = struct.unpack(">Q", struct.pack(">d", row["published"]))
    sign = 1 << 63
    moment = bits ^ (sign | sign - 1) if bits & sign else bits | sign
    names = f"{row['code']}\0{row['path']}".encode("utf-8", "surrogatepass")
    return struct.pack(">Q", moment) + names


def _place(name: str, key: bytes) -> str:
    return f"piece:{name}:{key.hex()}"


def _opened(name: str, key: object, data: object) -> bytes:
    if not isinstance(key, bytes):
        raise DamagedIndex("the key of a piece is damaged")
    return unseal(_place(name, key), data)
