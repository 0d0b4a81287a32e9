"""Photographs of drafts: bytes by their digest beside the database, rows that name them."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from pathlib import Path

from kentongan.domain.release import Blur
from kentongan.meja.drafts import Drafts, change_state, file_of, written_regions
from kentongan.meja.errors import Refusal, Unknown
from kentongan.meja.store.database import Row
from kentongan.meja.values import Person, Photograph
from kentongan.storage.writing import write_whole

_MOST = 40


class Albums:
    """The photographs of all drafts."""

    def __init__(self, drafts: Drafts) -> None:
        self.drafts = drafts
        self.store = drafts.store

    def keep(
        self,
        person: Person,
        id: str,
        clean: bytes,
        shown: bytes,
        suffix: str,
        regions: tuple[Blur, ...],
    ) -> Photograph:
        """Add a photograph; it gets a name beside the text. The same one twice is once.

        Raises Refusal.
        """
        row = self.drafts.seen(person, id)
        if known := self._known(id, clean):
            return known
        names = {photograph.name for photograph in self.drafts.photographs(id)}
        if len(names) >= _MOST:
            raise Refusal(f"Paling banyak {_MOST} foto dalam satu naskah.", 422)
        name = self._free_name(row, names, suffix)
        self._write(clean, shown)
        self._change(
            person,
            row,
            "INSERT INTO foto (naskah, nama, digest, bersih, wilayah, dibuat) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            id,
            name,
            _digest(shown),
            _digest(clean),
            written_regions(regions),
            self.drafts.clock().timestamp(),
        )
        return self.named(id, name)

    def blur(
        self, person: Person, id: str, name: str, regions: tuple[Blur, ...], shown: bytes
    ) -> Photograph:
        """Show other bytes, in which these regions are burnt in. Raises Refusal."""
        row = self.drafts.seen(person, id)
        self.named(id, name)
        self._write(shown)
        self._change(
            person,
            row,
            "UPDATE foto SET digest = ?, wilayah = ? WHERE naskah = ? AND nama = ?",
            *(_digest(shown), written_regions(regions), id, name),
        )
        self.sweep()
        return self.named(id, name)

    def drop(self, person: Person, id: str, name: str) -> None:
        row = self.drafts.seen(person, id)
        self.named(id, name)
        self._change(person, row, "DELETE FROM foto WHERE naskah = ? AND nama = ?", id, name)
        self.sweep()

    def named(self, id: str, name: str) -> Photograph:
        """Raises Unknown."""
        for photograph in self.drafts.photographs(id):
            if photograph.name == name:
                return photograph
        raise Unknown("Foto itu tidak ada.")

    def bytes_of(self, id: str, name: str, *, clean: bool = False) -> bytes:
        """Raises Unknown where they are gone."""
        self.named(id, name)
        column = "bersih" if clean else "digest"
        digest = self.store.value(
            f"SELECT {column} FROM foto WHERE naskah = ? AND nama = ?", id, name
        )
        try:
            return file_of(self.store.folder, str(digest)).read_bytes() if digest else _gone()
        except FileNotFoundError:
            return _gone()

    def shown(self, id: str) -> Mapping[str, bytes]:
        """What the public may see of all photographs of a draft."""
        photographs = self.drafts.photographs(id)
        return {photograph.name: self.bytes_of(id, photograph.name) for photograph in photographs}

    def sweep(self) -> None:
        """Delete bytes that no row names any more."""
        folder = self.store.folder / "foto"
        files = {path.name for path in folder.glob("*")} if folder.is_dir() else set()
        named: set[str] = set()
        for row in self.store.rows("SELECT digest, bersih FROM foto"):
            named |= {row["digest"], row["bersih"]}
        for name in files - named:
            if not _is_fresh(folder / name):
                (folder / name).unlink(missing_ok=True)

    def _known(self, id: str, clean: bytes) -> Photograph | None:
        """The photograph of a draft that was these bytes before its blur."""
        query = "SELECT nama FROM foto WHERE naskah = ? AND bersih = ?"
        name = self.store.value(query, id, _digest(clean))
        return self.named(id, str(name)) if name else None

    def _free_name(self, row: Row, names: set[str], suffix: str) -> str:
        stem = str(row["kode"]).replace("-", "").lower()
        folder = (self.drafts.reader.content / row["jalur"]).parent
        number = 1
        while (name := f"{stem}-{number}{suffix}") in names or (folder / name).exists():
            number += 1
        return name

    def _write(self, *photographs: bytes) -> None:
        for data in photographs:
            path = file_of(self.store.folder, _digest(data))
            if not path.exists():
                write_whole(path, data, mode=0o600)

    def _change(self, person: Person, row: Row, sql: str, *values: object) -> None:
        """Change the rows of a draft as a save does: an approval is void afterwards."""
        with self.store.writing() as connection:
            row = connection.execute("SELECT * FROM naskah WHERE id = ?", (row["id"],)).fetchone()
            state = self.drafts.after_saving(person, row)
            connection.execute(sql, values)
            change_state(connection, row, state, self.drafts.clock())


def _is_fresh(path: Path) -> bool:
    """Whether bytes were written just now, so that their row may be on its way."""
    try:
        return time.time() - path.stat().st_mtime < 60
    except FileNotFoundError:
        return True


def _gone() -> bytes:
    raise Unknown("Foto aslinya sudah dihapus.")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
