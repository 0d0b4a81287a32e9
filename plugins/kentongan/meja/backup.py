"""Backup and return: the store as it is at one moment, and the photographs that it names.

Where the content lies in Git without a server, its whole history is in the backup too. What was
blurred in a photograph is in no backup: backups are carried about, and live longer than it should.
"""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import tarfile
import tempfile
import zlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from kentongan.meja.drafts import file_of
from kentongan.meja.health import LAST_BACKUP
from kentongan.meja.store.database import NAME, Store, StoreError
from kentongan.meja.workplace import Workplace
from kentongan.publishing.errors import PublishingError
from kentongan.storage.writing import replace_with

CONTENT = "isi.bundle"
_PHOTOGRAPHS = "foto"
_MARK = "meja-cadangan"


class BackupError(Exception):
    """A backup was not made or not put back. Indonesian."""


def make(place: Workplace, target: Path) -> int:
    """Write one file that holds all of the desk's data; its size. Others may go on writing."""
    store = place.store
    try:
        with tempfile.TemporaryDirectory(dir=place.data) as folder:
            copy, bundle = Path(folder) / NAME, Path(folder) / CONTENT
            store.copy_to(copy)
            _leave_out_clean(copy)
            place.clone().bundle_to(bundle)
            parts = {NAME: copy, CONTENT: bundle, **_photographs(store, copy)}
            replace_with(target, lambda file: _pack(file, parts), durable=True, mode=0o600)
    except (OSError, sqlite3.Error, PublishingError) as error:
        raise BackupError(f"Cadangan tidak dapat ditulis ke {target}: {error}.") from None
    store.set_setting(LAST_BACKUP, json.dumps(place.clock().timestamp()))
    return target.stat().st_size


def put_back(data: Path, source: Path) -> None:
    """Fill an empty folder of data from a backup; all of it or nothing. Raises BackupError."""
    if data.exists() and any(data.iterdir()):
        raise BackupError(f"{data} tidak kosong. Sebut folder lain, atau pindahkan isinya dahulu.")
    waiting = data.with_name(f".{data.name}.baru")
    shutil.rmtree(waiting, ignore_errors=True)
    try:
        _unpack_all(source, waiting)
        _make_usable(waiting)
        if data.exists():
            data.rmdir()
        waiting.rename(data)
    except (OSError, EOFError, zlib.error, tarfile.TarError) as error:
        raise BackupError(f"{source} tidak dapat dipulihkan: {error}.") from None
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


def _unpack_all(source: Path, folder: Path) -> None:
    folder.mkdir(parents=True, mode=0o700)
    with tarfile.open(source, "r:gz") as archive:
        names = archive.getnames()
        if names[:1] != [_MARK] or NAME not in names:
            raise BackupError(f"{source} bukan cadangan meja.")
        for member in archive:
            path = PurePosixPath(member.name)
            if member.isfile() and path.parts[0] in (NAME, CONTENT, _PHOTOGRAPHS):
                _unpack(archive, member, folder)


def _make_usable(folder: Path) -> None:
    """Check the store; whoever was signed in when it was copied signs in again."""
    try:
        store = Store(folder)
    except StoreError as error:
        raise BackupError(f"Cadangan itu rusak: {error}") from None
    try:
        _end_sessions(store)
        complaint = store.complaint()
    finally:
        store.close()
    if complaint:
        raise BackupError(f"Cadangan itu rusak: {complaint}")


def _pack(file: Path, parts: Mapping[str, Path]) -> None:
    with tarfile.open(file, "w:gz", compresslevel=1) as archive:
        archive.addfile(tarfile.TarInfo(_MARK), io.BytesIO(b""))
        for name, path in parts.items():
            if path.exists():
                archive.add(path, name)


def _unpack(archive: tarfile.TarFile, member: tarfile.TarInfo, data: Path) -> None:
    stream = archive.extractfile(member)
    assert stream is not None
    target = data / PurePosixPath(member.name).name
    if PurePosixPath(member.name).parts[0] == _PHOTOGRAPHS:
        target = file_of(data, PurePosixPath(member.name).name)

    def fill(path: Path) -> None:
        with path.open("wb") as out:
            while piece := stream.read(1 << 20):
                out.write(piece)

    replace_with(target, fill, durable=True, mode=0o600)


def _leave_out_clean(copy: Path) -> None:
    """Forget, in a copy of the store, the clean photographs of those that are blurred."""
    connection = sqlite3.connect(copy)
    try:
        with connection:
            connection.execute("UPDATE foto SET bersih = '' WHERE bersih != digest")
    finally:
        connection.close()


def _photographs(store: Store, copy: Path) -> dict[str, Path]:
    """The photographs that a copy of the store names, by their names in the backup."""
    connection = sqlite3.connect(copy)
    try:
        rows = connection.execute("SELECT digest, bersih FROM foto").fetchall()
    finally:
        connection.close()
    digests = sorted({digest for row in rows for digest in row if digest})
    return {f"{_PHOTOGRAPHS}/{digest}": file_of(store.folder, digest) for digest in digests}


def _end_sessions(store: Store) -> None:
    """Whoever has the backup must not have a session; links are told anew."""
    with store.writing() as connection:
        for table in ("sesi", "undangan"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("UPDATE pekerjaan SET keadaan = 'antre' WHERE keadaan = 'berjalan'")
