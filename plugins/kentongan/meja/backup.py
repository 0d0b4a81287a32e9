"""Backup and return: the store as it is at one moment, and the photographs that it names."""

from __future__ import annotations

import io
import json
import sqlite3
import tarfile
import tempfile
from pathlib import Path, PurePosixPath

from kentongan.meja.drafts import file_of
from kentongan.meja.health import LAST_BACKUP
from kentongan.meja.store.database import NAME, Store, StoreError
from kentongan.meja.workplace import Workplace
from kentongan.storage.writing import replace_with

_PHOTOGRAPHS = "foto"
_MARK = "meja-cadangan"


class BackupError(Exception):
    """A backup was not made or not put back. Indonesian."""


def make(place: Workplace, target: Path) -> int:
    """Write one file that holds all of the desk's data; its size. Others may go on writing."""
    store = place.store
    with tempfile.TemporaryDirectory(dir=place.data) as folder:
        copy = Path(folder) / NAME
        store.copy_to(copy)
        wanted = _named_in(copy)
        try:
            replace_with(
                target, lambda file: _pack(file, copy, store, wanted), durable=True, mode=0o600
            )
        except OSError as error:
            raise BackupError(f"Cadangan tidak dapat ditulis ke {target}: {error}.") from None
    store.set_setting(LAST_BACKUP, json.dumps(place.clock().timestamp()))
    return target.stat().st_size


def put_back(data: Path, source: Path) -> None:
    """Fill an empty folder of data from a backup. Raises BackupError."""
    if (data / NAME).exists():
        raise BackupError(f"{data} sudah berisi data meja. Kosongkan atau sebut folder lain.")
    data.mkdir(parents=True, exist_ok=True)
    data.chmod(0o700)
    try:
        with tarfile.open(source, "r:gz") as archive:
            names = archive.getnames()
            if not names or names[0] != _MARK:
                raise BackupError(f"{source} bukan cadangan meja.")
            for member in archive:
                path = PurePosixPath(member.name)
                if member.isfile() and path.parts[0] in (NAME, _PHOTOGRAPHS):
                    _unpack(archive, member, data)
    except (OSError, tarfile.TarError) as error:
        raise BackupError(f"{source} tidak dapat dibaca: {error}.") from None
    try:
        store = Store(data)
    except StoreError as error:
        raise BackupError(str(error)) from None
    _end_sessions(store)
    complaint = store.complaint()
    store.close()
    if complaint:
        raise BackupError(f"Cadangan itu rusak: {complaint}")


def _pack(file: Path, copy: Path, store: Store, wanted: set[str]) -> None:
    with tarfile.open(file, "w:gz", compresslevel=1) as archive:
        archive.addfile(tarfile.TarInfo(_MARK), io.BytesIO(b""))
        archive.add(copy, NAME)
        for digest in sorted(wanted):
            photograph = file_of(store.folder, digest)
            if photograph.exists():
                archive.add(photograph, f"{_PHOTOGRAPHS}/{digest}")


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


def _named_in(copy: Path) -> set[str]:
    """The digests of the photographs that a copy of the store names."""
    connection = sqlite3.connect(copy)
    try:
        rows = connection.execute("SELECT digest, bersih FROM foto").fetchall()
    finally:
        connection.close()
    return {digest for row in rows for digest in row if digest}


def _end_sessions(store: Store) -> None:
    """Whoever stole the backup of a session must not have one; people sign in again."""
    with store.writing() as connection:
        for table in ("sesi", "undangan"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("UPDATE pekerjaan SET keadaan = 'antre' WHERE keadaan = 'berjalan'")
