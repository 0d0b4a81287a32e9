"""Drafts: versions that are only ever added, and what a person sees of them."""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from kentongan.domain import codes
from kentongan.domain.release import Blur
from kentongan.importer.writing import place_of
from kentongan.manuscripts import editing
from kentongan.meja import access, workflow
from kentongan.meja.errors import Refusal, Unknown
from kentongan.meja.reading import Glance, Reader
from kentongan.meja.store import audit, versions
from kentongan.meja.store.database import Row, Store
from kentongan.meja.values import (
    Conflict,
    Job,
    Note,
    Person,
    Photograph,
    Saved,
    State,
    Step,
    Version,
)
from kentongan.meja.workflow import Actor, Facts, Refused

MOST_BYTES = 1024 * 1024
_NO_TITLE = "Tanpa judul"
_ANY_RULES = workflow.Rules(two_persons=True)  # saving is decided alike by all


class Drafts:
    """The drafts in a store, read against the content."""

    def __init__(self, store: Store, reader: Reader, clock: Callable[[], datetime]) -> None:
        self.store = store
        self.reader = reader
        self.clock = clock

    # One draft

    def row(self, id: str) -> Row:
        """Raises Unknown."""
        row = self.store.row("SELECT * FROM naskah WHERE id = ?", id)
        if row is None:
            raise Unknown
        return row

    def seen(self, person: Person, id: str) -> Row:
        """The draft, if it is of a unit within the tasks of the person. Raises Unknown."""
        row = self.row(id)
        if self.actor(person, row["satuan"]).role is None:
            raise Unknown
        return row

    def actor(self, person: Person, unit: str) -> Actor:
        return Actor(person.id, access.role_in(person, unit, self.reader.units))

    def text(self, row: Row) -> bytes:
        """The newest text; empty where it was purged."""
        text = self.store.value(
            "SELECT teks FROM versi WHERE naskah = ? AND rev = ?", row["id"], row["rev"]
        )
        return bytes(text or b"")

    def facts(self, row: Row) -> Facts:
        """What the workflow asks of a draft."""
        id = row["id"]
        people = self.store.rows(
            "SELECT DISTINCT orang FROM versi WHERE naskah = ? AND sisihan = 0", id
        )
        approvals = self.store.rows(
            "SELECT orang, jenis, digest FROM persetujuan "
            "WHERE naskah = ? AND batal = 0 ORDER BY id",
            id,
        )
        digest = self.digest(row)
        written_by = frozenset(int(person[0]) for person in people)
        approvers = [
            int(approval["orang"])
            for approval in approvals
            if approval["jenis"] in ("setuju", "sah")
            and approval["digest"] == digest
            and approval["orang"] not in written_by
        ]
        alone = [approval["orang"] for approval in approvals if approval["jenis"] == "darurat"]
        job = self.job(id)
        return Facts(
            state=row["keadaan"],
            people=written_by,
            creator=row["pembuat"],
            purpose=row["tujuan"],
            approver=approvers[-1] if approvers else None,
            publisher=alone[-1] if alone and row["darurat"] else None,
            has_failed=job is not None and job.state == "gagal",
        )

    def digest(self, row: Row) -> str:
        """One value for text, photographs and regions: what an approval is bound to."""
        text = self.store.value(
            "SELECT digest FROM versi WHERE naskah = ? AND rev = ?", row["id"], row["rev"]
        )
        parts = [str(text)]
        for photograph in self.photographs(row["id"]):
            parts += [photograph.name, photograph.digest, written_regions(photograph.regions)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def photographs(self, id: str) -> tuple[Photograph, ...]:
        rows = self.store.rows("SELECT * FROM foto WHERE naskah = ? ORDER BY dibuat, nama", id)
        return tuple(
            Photograph(
                row["nama"],
                row["digest"],
                tuple(Blur(*values) for values in json.loads(row["wilayah"])),
                bool(row["bersih"]),
            )
            for row in rows
        )

    def notes(self, id: str) -> tuple[Note, ...]:
        rows = self.store.rows(
            "SELECT catatan.*, orang.nama FROM catatan JOIN orang ON orang.id = catatan.orang "
            "WHERE naskah = ? ORDER BY pada DESC",
            id,
        )
        return tuple(Note(row["nama"], self.moment(row["pada"]), row["teks"]) for row in rows)

    def job(self, id: str) -> Job | None:
        """The newest publication of a draft."""
        row = self.store.row("SELECT * FROM pekerjaan WHERE naskah = ? ORDER BY id DESC", id)
        return self.job_of(row) if row else None

    def job_of(self, row: Row) -> Job:
        steps = tuple(Step(**step) for step in json.loads(row["langkah"]))
        return Job(row["id"], row["naskah"] or "", row["keadaan"], steps, row["kalimat"])

    def approved_rev(self, id: str) -> int:
        """The newest revision that was ever approved; 0 for none."""
        return int(self.store.value("SELECT max(rev) FROM persetujuan WHERE naskah = ?", id) or 0)

    def names(self, people: Iterable[int]) -> tuple[str, ...]:
        named = {row["id"]: row["nama"] for row in self.store.rows("SELECT id, nama FROM orang")}
        return tuple(sorted(named[person] for person in people if person in named))

    def moment(self, seconds: float) -> datetime:
        return datetime.fromtimestamp(seconds, self.clock().tzinfo)

    # Beginning and saving

    def begin(self, person: Person, text: bytes, client_key: str = "") -> str:
        """A new draft; its text gets a code of its own. Raises Refusal.

        The same key of the same person begins no second one.
        """
        key = f"{person.id} {client_key[:200]}" if client_key else secrets.token_hex(8)
        known = self.store.value(
            "SELECT naskah FROM versi WHERE orang = ? AND rev = 1 AND kunci = ?", person.id, key
        )
        if known:
            return str(known)
        text = _clean_start(text)
        code = codes.mint(self.reader.configuration.mark)
        glance = self.reader.glance(text, "rilis/2000/01/draf.md")
        unit = glance.unit or access.own_unit(person, self.reader.units)
        self._refuse_strangers(person, unit)
        text = edited(text, {"Kode": code})
        path = self.place(glance, "")
        return self.insert(person, "baru", code, path, unit, glance.title, text, key=key)

    def insert(
        self,
        person: Person,
        purpose: str,
        code: str,
        path: str,
        unit: str,
        title: str,
        text: bytes,
        *,
        base: str = "",
        old_path: str = "",
        state: State = "draf",
        key: str = "",
    ) -> str:
        """Store a draft with its first version; its id."""
        _refuse_long(text)
        id, now = secrets.token_urlsafe(9).replace("-", "_"), self.clock()
        with self.store.writing() as connection:
            connection.execute(
                "INSERT INTO naskah (id, kode, tujuan, jalur, jalur_lama, dasar, satuan, judul, "
                "keadaan, rev, pembuat, dibuat, disentuh) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)",
                (
                    *(id, code, purpose, path, old_path, base, unit, title or _NO_TITLE, state),
                    *(person.id, now.timestamp(), now.timestamp()),
                ),
            )
            versions.add(connection, id, text, person.id, key or secrets.token_hex(8), now)
            about = f"naskah {id} {code}"
            audit.note(connection, now, person.id, purpose, about, versions.digest(text))
        return id

    def save(
        self, person: Person, id: str, base_rev: int, client_key: str, text: bytes
    ) -> Saved | Conflict:
        """Keep a text as a version, whatever happens. Raises Refusal for what may not be kept."""
        _refuse_long(text)
        row = self.seen(person, id)
        glance = self.reader.glance(text, row["jalur"])
        unit = glance.unit or row["satuan"]
        self._refuse_strangers(person, unit)
        if glance.code and glance.code != row["kode"]:
            raise Refusal("Kode rilis tidak dapat diganti.", 422)
        path = self.place(glance, id) if _is_new(row) else row["jalur"]
        key, now = client_key[:200] or secrets.token_hex(8), self.clock()
        with self.store.writing() as connection:
            row = connection.execute("SELECT * FROM naskah WHERE id = ?", (id,)).fetchone()
            known = versions.newest_of(connection, id, key)
            if known and known["digest"] == versions.digest(text):
                return (
                    self._conflict(row, known["rev"]) if known["sisihan"] else Saved(known["rev"])
                )
            if known:  # the answer was lost on its way, and the person wrote on
                key = f"{key}+{known['rev']}"
                base_rev = base_rev if known["sisihan"] else max(base_rev, known["rev"])
            if base_rev != row["rev"]:
                kept = versions.add(connection, id, text, person.id, key, now, aside_of=base_rev)
                return self._conflict(row, kept)
            if versions.digest(text) == versions.digest_of(connection, id, row["rev"]):
                return Saved(row["rev"])
            state = self.after_saving(person, row)
            rev = versions.add(connection, id, text, person.id, key, now)
            connection.execute(
                "UPDATE naskah SET rev = ?, satuan = ?, judul = ?, jalur = ? WHERE id = ?",
                (rev, unit, glance.title or _NO_TITLE, path, id),
            )
            change_state(connection, row, state, now)
        return Saved(rev)

    def after_saving(self, person: Person, row: Row) -> State:
        """The state of a draft that this person changes. Raises Refusal."""
        actor = self.actor(person, row["satuan"])
        return granted(workflow.decide(self.facts(row), "simpan", actor, _ANY_RULES))

    def place(self, glance: Glance, id: str) -> str:
        """Where a new release would lie; a name that is taken gets a number."""
        others = self.store.rows(
            "SELECT jalur FROM naskah WHERE id <> ? AND tujuan = 'baru' AND keadaan <> 'dibuang'",
            id,
        )
        taken = {row["jalur"] for row in others}
        while True:
            path = place_of(glance.title, glance.day, taken)
            if not self._is_foreign(path, id):
                return path
            taken.add(path)

    def _is_foreign(self, path: str, id: str) -> bool:
        """Whether there is a file that this draft has not published itself."""
        if not (self.reader.content / path).exists():
            return False
        own = self.store.value(
            "SELECT 1 FROM naskah WHERE id = ? AND jalur = ? AND keadaan IN ('antre', 'terbit')",
            id,
            path,
        )
        return own is None

    def versions(self, id: str) -> tuple[Version, ...]:
        rows = self.store.rows(
            "SELECT versi.rev, versi.pada, versi.sisihan, versi.dasar, orang.nama FROM versi "
            "JOIN orang ON orang.id = versi.orang WHERE naskah = ? ORDER BY rev DESC",
            id,
        )
        return tuple(
            Version(
                *(row["rev"], row["nama"], self.moment(row["pada"])),
                is_aside=bool(row["sisihan"]),
                base=row["dasar"],
            )
            for row in rows
        )

    def version(self, id: str, rev: int) -> bytes:
        """Raises Unknown."""
        text = self.store.value("SELECT teks FROM versi WHERE naskah = ? AND rev = ?", id, rev)
        if text is None:
            raise Unknown("Versi itu tidak ada.")
        return bytes(text)

    def saved_with(self, id: str, client_key: str) -> int:
        """The newest revision that was saved with this key of a page; 0 for none."""
        known = versions.newest_of(self.store, id, client_key)
        return int(known["rev"]) if known and not known["sisihan"] else 0

    def _refuse_strangers(self, person: Person, unit: str) -> None:
        if self.actor(person, unit).role is None:
            raise Refusal("Satuan itu di luar tugas Anda.")

    def _conflict(self, row: Row, kept: int) -> Conflict:
        by = self.store.value(
            "SELECT nama FROM orang JOIN versi ON versi.orang = orang.id "
            "WHERE versi.naskah = ? AND versi.rev = ?",
            row["id"],
            row["rev"],
        )
        return Conflict(row["rev"], kept, str(by or ""))


def _is_new(row: Row) -> bool:
    """Whether a text has no place in Git yet, so that its name may follow its title."""
    return row["tujuan"] == "baru" and not row["dasar"]


def granted(decided: State | Refused) -> State:
    """The state that a deed leads to. Raises Refusal where it is not done."""
    if isinstance(decided, Refused):
        raise Refusal(decided.sentence, 403 if decided.is_about_rights else 409)
    return decided


def change_state(connection: sqlite3.Connection, row: Row, state: State, now: datetime) -> None:
    """Bring a draft into a state. One that is open again loses approvals and waiting jobs."""
    id = row["id"]
    connection.execute(
        "UPDATE naskah SET keadaan = ?, disentuh = ? WHERE id = ?", (state, now.timestamp(), id)
    )
    if state in ("draf", "dikirim", "dikembalikan", "dibuang"):
        connection.execute("UPDATE persetujuan SET batal = 1 WHERE naskah = ?", (id,))
        connection.execute("UPDATE naskah SET darurat = '' WHERE id = ?", (id,))
    if state not in ("terjadwal", "antre", "terbit"):
        connection.execute("UPDATE naskah SET terbit_pada = NULL WHERE id = ?", (id,))
        connection.execute(
            "DELETE FROM pekerjaan WHERE naskah = ? AND keadaan IN ('antre', 'gagal')", (id,)
        )


def edited(text: bytes, changes: dict[str, str | None]) -> bytes:
    """The text with other values in its front matter. Raises Refusal."""
    try:
        return editing.set_fields(text.decode("utf-8"), changes).encode()
    except UnicodeDecodeError:
        raise Refusal("Naskah ini bukan teks UTF-8.", 422) from None
    except editing.EditError as error:
        raise Refusal(str(error), 422) from None


def file_of(folder: Path, digest: str) -> Path:
    """Where the bytes of a photograph lie."""
    return folder / "foto" / digest


def written_regions(regions: Iterable[Blur]) -> str:
    """Regions as the store keeps them."""
    areas = [[region.x, region.y, region.width, region.height] for region in regions]
    return json.dumps(areas)


def _clean_start(text: bytes) -> bytes:
    """A text without a code of another release; what waits here needs no mark of a draft."""
    return edited(text, {"Kode": None, "Status": None})


def _refuse_long(text: bytes) -> None:
    if len(text) > MOST_BYTES:
        raise Refusal("Naskah terlalu panjang untuk sebuah rilis.", 413)
