"""Columns that are changed piece by piece are those of all releases in order."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from kentongan.domain.problems import Problem
from kentongan.engine import columns
from kentongan.engine.contradictions import claimed
from kentongan.engine.database import DamagedIndex, Database
from kentongan.engine.index import Index
from kentongan.engine.known import Known, Values, first_of
from kentongan.engine.records import Record
from kentongan.site.heads import Entries, Head, Table, between, column

from tests.conftest import entry_of, new_release

MOST = 6
BESIDE: dict[str, set[object]] = {
    "unit": {"polsek-a", "lain"},
    "kind": {"siaran-pers"},
    "is_notable": {True},
    "tags": {"Banjir", "Mudik"},
}
DAY = datetime(1970, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "MOST", MOST)


def record(chance: random.Random, number: int) -> Record:
    release = new_release(slug=f"rilis-{number % 50}", title=f"Judul {chance.randrange(9)}")
    moment = DAY - timedelta(hours=chance.randrange(400))
    entry = entry_of(release)._replace(
        published_at=moment,
        changed_at=moment + timedelta(hours=chance.randrange(2)),
        first_at=chance.choice((None, moment)),
        unit=chance.choice(("polsek-a", "polsek-b")),
        tags=tuple(chance.sample(("Banjir", "Mudik", "Patroli"), chance.randrange(3))),
        state=chance.choice(("shown", "shown", "shown", "withdrawn")),
    )
    found = tuple(
        Problem(release.path, 1, f"redaksi.W00{n}", "Pesan.") for n in range(chance.randrange(3))
    )
    made = Record(f"rilis/{number}.md", (1, 1, 1, number), release.code, release.url, found)
    return made.showing(entry) if chance.random() < 0.9 else made


def expected(records: dict[str, Record], name: str) -> list[object]:
    listed = [rec for rec in records.values() if rec.head and rec.head.state == "shown"]
    listed.sort(key=lambda rec: (rec.head and rec.head.published, rec.code, rec.path), reverse=True)
    if name == "found":
        return [rec.codes for rec in listed]
    return [getattr(rec if name == "path" else rec.head, name) for rec in listed]


@pytest.mark.parametrize("seed", range(30))
def test_a_change_gives_what_all_at_once_would(seed: int) -> None:
    chance, index, records = random.Random(seed), Index.empty(), dict[str, Record]()
    for _ in range(12):
        gone = [path for path in records if chance.random() < 0.1]
        for path in gone:
            del records[path]
        read = [record(chance, chance.randrange(60)) for _ in range(chance.choice((1, 2, 25)))]
        read = list({rec.path: rec for rec in read}.values())
        records |= {rec.path: rec for rec in read}
        index.settle(read, [path for path in gone if path not in records])
        table = Known(index).table
        for name in (*Head._fields, "path", "found"):
            wanted = expected(records, name)
            some = [chance.randrange(len(wanted)) for _ in wanted[:3]]
            assert [table.column(name)[row] for row in some] == [wanted[row] for row in some], name
            start, end = sorted(chance.randrange(len(wanted) + 1) for _ in range(2))
            for part in (slice(start, end), slice(None, 3), slice(None, None, -7)):
                assert list(Known(index).table.column(name)[part]) == wanted[part], name
            assert list(table.column(name)) == wanted, name
        sizes = index.database.rows("SELECT name, key, data FROM piece WHERE name = 'path'")
        assert all(len(data) < 40 * MOST for _, _, data in sizes)


def archive(chance: random.Random) -> Iterator[tuple[Index, list[Record]]]:
    """An index while releases come, change and go at random, and its records."""
    index, records = Index.empty(), dict[str, Record]()
    for _ in range(20):
        gone = [path for path in records if chance.random() < 0.1]
        read = [record(chance, chance.randrange(60)) for _ in range(chance.choice((1, 1, 2, 25)))]
        read = [rec for rec in {rec.path: rec for rec in read}.values() if rec.path not in gone]
        index.settle(read, gone)
        for path in gone:
            del records[path]
        records |= {rec.path: rec for rec in read}
        yield index, list(records.values())


@pytest.mark.parametrize("seed", range(10))
def test_what_stands_beside_columns_is_what_passing_over_them_gives(seed: int) -> None:
    chance = random.Random(seed)
    for index, _ in archive(chance):
        table = Known(index).table
        plain = Table(table.size, table.column)
        for name, values in BESIDE.items():
            assert table.names(name) == plain.names(name)
            rows, wanted = table.rows_with(name, values), plain.rows_with(name, values)
            assert list(rows) == [rows[place] for place in range(len(rows))] == list(wanted)
        own, every = (
            Entries(some, lambda code, _: entry_of(new_release())) for some in (table, plain)
        )
        start = (DAY - timedelta(hours=chance.randrange(400))).timestamp()
        asked = start, start + chance.randrange(10**6)
        near, all_near = (between(entries, "happened", *asked) for entries in (own, every))
        assert column(near, "code") == column(all_near, "code")
        if table.size and table.stored:
            changed = list(table.column("changed"))
            assert changed[table.stored.last("changed")] == max(changed)


@pytest.mark.parametrize("seed", range(10))
def test_what_is_claimed_twice_is_noted(seed: int) -> None:
    """And what was found is counted, as by passing over all records."""
    for index, records in archive(random.Random(seed)):
        known = Known(index)
        for name in ("code", "url", "claim"):
            owners: defaultdict[object, list[str]] = defaultdict(list)
            for rec in records:
                if name != "claim":
                    owners[getattr(rec, name)].append(rec.path)
                elif rec.head and rec.head.state == "shown":
                    owners[rec.head.claim].append(rec.path)
            twice = {value: sorted(paths) for value, paths in owners.items() if len(paths) > 1}
            assert claimed(known, name) == twice
        assert known.first_found() == first_of(
            (rec.path, rec.codes) for rec in records if rec.found
        )
        codes = Values(known, "code")
        assert all(rec.code in codes for rec in records) and "tiada" not in codes


def test_an_edit_writes_one_piece_of_what_changed() -> None:
    chance, index = random.Random(1), Index.empty()
    index.settle([record(chance, number) for number in range(60)], [])
    sql = "SELECT name, key, data FROM piece"
    before = set(index.database.rows(sql))
    edited = next(rec for rec in Known(index).every() if rec.head and rec.head.state == "shown")
    head = edited.head and edited.head._replace(digest="lain")
    index.settle([edited._replace(head=head)], [])
    written = set(index.database.rows(sql)) - before
    assert [name for name, _, _ in written] == ["digest"]


def test_a_row_is_read_with_its_piece_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    chance, index = random.Random(1), Index.empty()
    index.settle([record(chance, number) for number in range(60)], [])
    wanted = list(Known(index).table.column("url"))
    read: list[bytes] = []
    piece = columns.piece

    def noting(database: Database, name: str, key: bytes) -> list[object]:
        read.append(key)
        return piece(database, name, key)

    monkeypatch.setattr(columns, "piece", noting)
    monkeypatch.setattr(columns, "every", None)
    column = Known(index).table.column("url")
    assert [column[7], column[8], column[-1]] == [wanted[7], wanted[8], wanted[-1]]
    assert len(set(read)) == len(read) <= 3


def test_a_piece_that_was_lost_is_missed() -> None:
    index = Index.empty()
    index.settle([record(random.Random(2), number) for number in range(60)], [])
    with index.database.transaction() as db:
        db.execute("DELETE FROM piece WHERE name = 'url' AND key > x'00'")
    with pytest.raises(DamagedIndex):
        list(Known(index).table.column("url"))
    with pytest.raises(DamagedIndex):
        Known(index).table.column("url")[0]
    with index.database.transaction() as db:
        db.execute("DELETE FROM piece WHERE name LIKE 'beside %' AND key > x'00'")
    with pytest.raises(DamagedIndex):
        Known(index).table.names("tags")
    with index.database.transaction() as db:
        db.execute("DELETE FROM piece WHERE name = 'published' AND key > x'00'")
    with pytest.raises(DamagedIndex):
        Known(index).table.column("path")[0]
