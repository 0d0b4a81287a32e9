"""What is told to be read is what a comparison of every file would tell."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from kentongan.engine import rows, stale
from kentongan.engine.index import Index
from kentongan.engine.known import Known
from kentongan.engine.records import NewRecord, Record
from kentongan.manuscripts.scan import scan
from kentongan.storage.stamps import stamp_at

from tests.conftest import entry_of, new_release

FOLDERS = ("rilis", "rilis/2026/10", "rilis/2026/11", "rilis/2026/11/lama", "gambar", ".aset")
NAMES = ("a", "b", "c")


class Content:
    """Files that change at random, some of which a look at the content does not come to."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.random = random.Random(seed)
        (folder / "rilis").mkdir()
        outside = folder.with_name("luar")
        outside.mkdir()
        (folder / "pintas").symlink_to(outside)
        for _ in range(12):
            self.change()

    def change(self) -> None:
        choose = self.random.choice
        place = self.folder / choose((*FOLDERS, "pintas"))
        file = place / f"{choose(('', '', '.'))}{choose(NAMES)}{choose(('.md', '.md', '.jpg'))}"
        if file.is_file() and self.random.random() < 0.4:
            file.unlink()
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(str(self.random.random()))
        moment = self.random.randrange(10**9)
        os.utime(file, ns=(moment, moment))

    def picture(self) -> str:
        choose = self.random.choice
        place = choose((*FOLDERS, "pintas", "tiada"))
        return f"{place}/{choose(('', '.'))}{choose(NAMES)}.jpg"


def read(content: Content, path: str, now: float) -> Record:
    """A record as reading the file gives it, at random one that may not be stored."""
    chance, folder = content.random, content.folder
    stamp = stamp_at(folder / path)
    assert stamp
    pictures = [content.picture() for _ in range(chance.choice((0, 0, 1, 2)))]
    release = new_release(slug=path.replace("/", "-").removesuffix(".md"))
    record = Record(
        path,
        stamp,
        release.code,
        release.url,
        since=chance.choice((None, now - 5, now)),
        until=chance.choice((None, None, None, now + 3)),
        depends=tuple((picture, stamp_at(folder / picture)) for picture in pictures),
        storable=chance.random() < 0.9,
    )
    return record.showing(entry_of(release)) if chance.random() < 0.8 else record


def compared(content: Content, known: dict[str, Record], paths: list[str], now: float) -> set[str]:
    """The files to be read, each compared with its record."""
    return {
        path
        for path in paths
        if (record := known.get(path)) is None
        or record.stamp != stamp_at(content.folder / path)
        or not record.holds_at(now)
        or not stale.depends_hold(record, content.folder)
    }


@pytest.mark.parametrize("seed", range(40))
def test_a_folder_that_is_passed_over_holds_nothing_to_read(tmp_path: Path, seed: int) -> None:
    (tmp_path / "isi").mkdir()
    content, index, now = Content(tmp_path / "isi", seed), Index.empty(), 1000.0
    for _ in range(12):
        files = scan(content.folder)
        paths = files.below("rilis")
        known = rows.every(index.database)
        found = stale.find(files, index, content.folder, now)
        assert {*found.paths} == compared(content, known, paths, now)
        assert {*found.gone} == known.keys() - {*paths}
        records = [read(content, path, now) for path in found.paths]
        index.store(NewRecord(record, b"isi") for record in records)
        stamps = {record.path: record.stamp if record.storable else None for record in records}
        index.settle(records, found.gone, found.places(stamps))
        kept = {record.path: record for record in records if record.storable}
        left = {path: record for path, record in known.items() if path in paths}
        assert {*Known(index)} == {*left, *kept} - {
            record.path for record in records if not record.storable
        }
        listed = [record.path for record in rows.every(index.database).values() if record.head]
        assert sorted(Known(index).table.column("path")) == sorted(listed)
        for _ in range(content.random.choice((0, 1, 3))):
            content.change()
        now += content.random.choice((0, 1, -2, 5))
