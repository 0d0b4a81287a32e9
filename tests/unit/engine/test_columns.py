"""Columns that are changed piece by piece are those of all releases in order."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from kentongan.domain.problems import Problem
from kentongan.engine import columns
from kentongan.engine.database import DamagedIndex
from kentongan.engine.index import Index
from kentongan.engine.known import Known
from kentongan.engine.records import Record
from kentongan.site.heads import Head

from tests.conftest import entry_of, new_release

MOST = 6
DAY = datetime(1970, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "MOST", MOST)


def record(chance: random.Random, number: int) -> Record:
    release = new_release(slug=f"rilis-{number}", title=f"Judul {chance.randrange(9)}")
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
            assert table.column(name) == expected(records, name), name
        sizes = index.database.rows("SELECT name, key, data FROM piece WHERE name = 'path'")
        assert all(len(data) < 40 * MOST for _, _, data in sizes)


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


def test_a_piece_that_was_lost_is_missed() -> None:
    index = Index.empty()
    index.settle([record(random.Random(2), number) for number in range(60)], [])
    with index.database.transaction() as db:
        db.execute("DELETE FROM piece WHERE name = 'url' AND key > x'00'")
    with pytest.raises(DamagedIndex):
        Known(index).table.column("url")
