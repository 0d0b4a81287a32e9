"""The records of all files: few are loaded, of the others the index gives what is asked for."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Any

from kentongan.engine import columns, rows
from kentongan.engine.database import DamagedIndex
from kentongan.engine.index import Index
from kentongan.engine.pieces import Pieces
from kentongan.engine.records import Record
from kentongan.site.heads import Head, Table


def is_any(index: Index) -> bool:
    """Whether the index has records. Raises DamagedIndex where some are missing, or for those of
    other code, which only whoever reads the file of another build can meet."""
    shape = index.meta("shape")
    if shape and shape != rows.shape():
        raise DamagedIndex("records of other code")
    counts = rows.counts(index.database)
    if counts != (index.meta("rows") or dict.fromkeys(counts, 0)):
        raise DamagedIndex("records are missing")
    return bool(counts["record"])


def turning(index: Index, moment: float) -> Mapping[str, Record]:
    """The records that may not hold at a moment, and others that say more than most."""
    is_past = moment >= (index.meta("since") or 0.0)
    return rows.few(index.database) if is_past else rows.every(index.database)


class Known(Mapping[str, Record]):
    """The records of the index by path, but for those of some files, and others beside them.

    `others` are what the index must not keep, or what stands in the place of what it has.
    `without` are files of the index that do not count.
    """

    def __init__(
        self,
        index: Index,
        others: Mapping[str, Record] | None = None,
        without: Collection[str] = (),
    ) -> None:
        self.index = index
        self.others = others or {}
        is_empty = not is_any(index)
        replaced = () if is_empty else (p for p in self.others if rows.is_known(index.database, p))
        self._without = frozenset((*without, *replaced))

    def __getitem__(self, path: str) -> Record:
        record = self.others.get(path) or self.few.get(path)
        if record is None and path not in self._without:
            record = rows.one(self.index.database, path)
        if record is None:
            raise KeyError(path)
        return record

    def __iter__(self) -> Iterator[str]:
        for (path,) in self.index.database.rows("SELECT path FROM record ORDER BY path"):
            if path not in self._without:
                yield path
        yield from self.others

    def __len__(self) -> int:
        return self._count

    @cached_property
    def _count(self) -> int:
        known: int = (self.index.meta("rows") or {"record": 0})["record"]
        return known - len(self._without) + len(self.others)

    def every(self) -> Iterator[Record]:
        """All records, which are loaded for it."""
        known = rows.every(self.index.database)
        yield from (record for path, record in known.items() if path not in self._without)
        yield from self.others.values()

    @cached_property
    def few(self) -> Mapping[str, Record]:
        """The records that say more than most (`rows.is_one_of_few`), by path."""
        known = rows.few(self.index.database)
        kept = {path: record for path, record in known.items() if path not in self._without}
        others = {path: rec for path, rec in self.others.items() if rows.is_one_of_few(rec)}
        return kept | others

    @cached_property
    def aside(self) -> list[Record]:
        """The records that no list shows."""
        return [record for record in self.few.values() if columns.row_of(record) is None]

    def of_code(self, code: str) -> Record | None:
        """The record of a release that the public sees."""
        record = self.others_by_code.get(code)
        if record:
            return record
        path = rows.path_of(self.index.database, code)
        if path is None or path in self._without:
            return None
        known = rows.one(self.index.database, path)
        return known if known and known.head and known.code == code else None

    @cached_property
    def others_by_code(self) -> Mapping[str, Record]:
        """Those beside the index that the public sees."""
        return {record.code: record for record in self.others.values() if record.head}

    @cached_property
    def table(self) -> Table:
        """The heads of the releases that lists show, newest first, with the columns of
        `columns.py`."""
        listed = [row for rec in self.others.values() if (row := columns.row_of(rec))]
        if not self._without and not listed:
            return Table(self._listed, self._stored, self.pieces)
        paths = enumerate(self._stored("path"))
        kept = [row for row, path in paths if path not in self._without]
        published, codes = self._stored("published"), self._stored("code")
        ranks = [(published[row], codes[row]) for row in kept]
        ranks += [(row["published"], row["code"]) for row in listed]
        order = sorted(range(len(ranks)), key=ranks.__getitem__, reverse=True)

        def read(name: str) -> list[Any]:
            stored = self._stored(name)
            values = [stored[row] for row in kept] + [columns.value(row, name) for row in listed]
            return [values[place] for place in order]

        return Table(len(order), read)

    def is_hidden(self, path: str) -> bool:
        """Whether the file is one of the index that does not count."""
        return path in self._without

    @property
    def is_as_stored(self) -> bool:
        """Whether these are the records of the index and no others."""
        return not self._without and not self.others

    @cached_property
    def pieces(self) -> Pieces:
        """What the index has of the releases that lists show."""
        return Pieces(self.index.database, self._listed)

    @cached_property
    def _listed(self) -> int:
        return self.index.meta("listed") or 0

    def _stored(self, name: str) -> Sequence[Any]:
        return self.pieces.column(name)

    def column(self, name: str) -> list[Any]:
        """`path`, `code` or `url` of all records."""
        return [*self.table.column(name), *map(attrgetter(name), self.aside)]

    def found(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Path and codes of all records in which anything was found."""
        pairs = zip(self.table.column("path"), self.table.column("found"), strict=True)
        yield from (pair for pair in pairs if pair[1])
        yield from ((record.path, record.codes) for record in self.aside if record.found)

    def first_found(self) -> dict[tuple[str, ...], tuple[int, list[str]]]:
        """By the codes of what was found how many records have them, and the first paths that a
        report may name."""
        if not self.is_as_stored:
            return first_of(self.found())
        found = self.pieces.found()
        others = ((record.path, record.codes) for record in self.aside if record.found)
        for codes, (count, paths) in first_of(others).items():
            more, known = found.get(codes, (0, []))
            found[codes] = count + more, columns.first(codes, [*known, *paths])
        return found

    def heads(self) -> Iterable[Head]:
        """The heads of the few records that have one and that no list shows."""
        return [record.head for record in self.aside if record.head]


def first_of(
    found: Iterable[tuple[str, tuple[str, ...]]],
) -> dict[tuple[str, ...], tuple[int, list[str]]]:
    """The same of these paths and codes."""
    paths: dict[tuple[str, ...], list[str]] = {}
    for path, codes in found:
        paths.setdefault(codes, []).append(path)
    return {codes: (len(some), columns.first(codes, some)) for codes, some in paths.items()}


class Values(Container[str]):
    """The values of a column of all records; they are read when one is asked for."""

    def __init__(self, known: Known, name: str) -> None:
        self._known = known
        self._name = name

    @cached_property
    def _values(self) -> frozenset[str]:
        return frozenset(self._known.column(self._name)) - {""}

    def __contains__(self, value: object) -> bool:
        if not self._known.is_as_stored or not isinstance(value, str):
            return value in self._values
        return bool(value) and (value in self._aside or self._is_listed(value))

    @cached_property
    def _aside(self) -> frozenset[str]:
        return frozenset(map(attrgetter(self._name), self._known.aside))

    def _is_listed(self, value: str) -> bool:
        """Whether a listed release has it: its claim is looked for, and the values compared."""
        pieces, claim = self._known.pieces, columns.claim_of(value)
        column = pieces.column(self._name)
        return any(column[row] == value for row in pieces.claiming(self._name, [claim])[claim])
