"""Which files are to be read: those of folders where something changed, of which the stamp is
another, and those whose record does not hold any more.

A folder with the digest that it had when all its files were read is passed over.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path

from kentongan.engine import known, rows
from kentongan.engine.baseline import RECORDS
from kentongan.engine.index import Index
from kentongan.engine.records import Record
from kentongan.manuscripts.scan import Files, paths_in
from kentongan.storage.stamps import Stamp, stamp_at

RELEASES = "rilis"
_UNSEEN = b""  # the digest of a folder whose files are compared at each build


@dataclass(slots=True)
class Stale:
    """The files to read, in order, those that are gone, and the folders where something changed."""

    paths: list[str]
    gone: list[str]
    folders: frozenset[str]
    _files: Files
    _known: Mapping[str, bytes] = field(default_factory=dict)
    _absent: Mapping[str, bytes | None] = field(default_factory=dict)

    def places(self, kept: Mapping[str, Stamp | None]) -> dict[str, bytes | None]:
        """The digests to note of these folders, once their files have been read; `kept` are the
        stamps that they had. The digest of a folder does not count where the index keeps no record
        of one of its files as it was looked at."""
        stamps = self._files.stamps
        apart = {
            path.rpartition("/")[0] for path in self.paths if kept.get(path) != stamps.get(path)
        }
        digests = self._files.digests
        seen = {
            folder: _UNSEEN if folder in apart else digests[folder]
            for folder in self.folders | apart
            if folder in digests
        }
        both = {**self._absent, **seen}
        return {name: value for name, value in both.items() if self._known.get(name) != value}


def find(files: Files, index: Index, content: Path, moment: float) -> Stale:
    """What is to be read of these files at a moment (seconds since 1970)."""
    database = index.database
    known.is_any(index)
    seen = {name: value for name, value in files.digests.items() if not _is_of(RECORDS, name)}
    places = rows.places(database)
    changed = {folder for folder, digest in seen.items() if places.get(folder) != digest}
    absent = places.keys() - seen.keys()
    looked_at = _compared(files, index, changed | absent)
    for path, record in known.turning(index, moment).items():
        if not record.holds_at(moment):
            looked_at.stale.add(path)
        elif record.depends:
            looked_at.doubtful.add(path)
    gone, stale = looked_at.gone, looked_at.stale
    for path in looked_at.doubtful - stale - gone:
        known_record = rows.one(database, path)
        if known_record is None or not depends_hold(known_record, content):
            stale.add(path)
    ordered = sorted(stale - gone, key=lambda path: path.split("/"))
    unseen = {name: _UNSEEN if rows.needing(database, [name]) else None for name in absent}
    return Stale(ordered, sorted(gone), frozenset(changed), files, places, unseen)


@dataclass(frozen=True, slots=True)
class _Compared:
    """Files by what their stamps tell: whether other files hold a doubtful one has to be seen."""

    stale: set[str]
    gone: set[str]
    doubtful: set[str]


def _compared(files: Files, index: Index, folders: Set[str]) -> _Compared:
    """The release files of these folders, and those that need others of them."""
    found = _Compared(set(), set(), rows.needing(index.database, folders))
    for folder in folders:
        if not _is_of(RELEASES, folder):
            continue
        names = files.folders.get(folder, {})
        before = rows.standing(index.database, folder)
        there = dict(zip(paths_in(folder, names), names.values(), strict=True))
        found.gone.update(before.keys() - there.keys())
        for path, stamp in there.items():
            was = before.get(path)
            if path.endswith(".md") and (was is None or was.stamp != stamp):
                found.stale.add(path)
            elif was and was.needs:
                found.doubtful.add(path)
    return found


def _is_of(top: str, folder: str) -> bool:
    return folder.partition("/")[0] == top


def depends_hold(record: Record, content: Path) -> bool:
    """Whether the other files that were read for a record are as they were."""
    return all(stamp_at(content / path) == stamp for path, stamp in record.depends)
