"""Deeds over drafts: the workflow decides, the store keeps, the queue gets its jobs."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from kentongan.domain import dates
from kentongan.domain.problems import Problem
from kentongan.manuscripts import editing
from kentongan.meja import workflow
from kentongan.meja.drafts import Drafts, change_state, granted
from kentongan.meja.errors import Refusal
from kentongan.meja.store import audit
from kentongan.meja.store.database import Row
from kentongan.meja.values import Conflict, Person, State
from kentongan.meja.workflow import DEEDS, Facts, Refused, Rules

# The problems of a text with these photographs, at its path.
Check = Callable[[bytes, str, Mapping[str, bytes]], Sequence[Problem]]
_CHECKED = frozenset({"kirim", "setujui", "terbitkan", "jadwalkan", "terbitkan-darurat"})
_CHANGED = "Naskah berubah sejak Anda melihatnya. Lihat sekali lagi, lalu ulangi."


class Deeds:
    """What people do with drafts."""

    def __init__(
        self,
        drafts: Drafts,
        rules: Rules,
        check: Check,
        shown: Callable[[str], Mapping[str, bytes]],
        wake: Callable[[], None],
    ) -> None:
        """`shown` gives the photographs of a draft, `wake` tells the worker of a new job."""
        self.drafts = drafts
        self.store = drafts.store
        self.rules = rules
        self.check = check
        self.shown = shown
        self.wake = wake

    def act(
        self,
        person: Person,
        id: str,
        name: str,
        *,
        digest: str = "",
        note: str = "",
        at: str = "",
        emergency: str = "",
    ) -> None:
        """Do a deed. Raises Refusal; then nothing has changed."""
        row = self.drafts.seen(person, id)
        if name == "terbitkan" and emergency.strip() and not self._may(row, name, person):
            name = "terbitkan-darurat"
        self._decided(row, name, person)
        note, emergency = " ".join(note.split()), " ".join(emergency.split())
        if name == "kembalikan" and not note:
            raise Refusal("Tulis apa yang perlu diperbaiki.", 422)
        if name == "terbitkan-darurat" and not emergency:
            raise Refusal("Tulis alasan mengapa tidak dapat menunggu.", 422)
        due = self._due(row, name, at)
        seen = digest or self.drafts.digest(row)
        if name in _CHECKED:
            self.refuse_errors(row)
        with self.store.writing() as connection:
            row = connection.execute("SELECT * FROM naskah WHERE id = ?", (id,)).fetchone()
            if self.drafts.digest(row) != seen:
                raise Refusal(_CHANGED, 409)
            facts, state = self._decided(row, name, person)
            if state == "antre" and due is not None and due > self.drafts.clock():
                state = "terjadwal"
            self._carry_out(connection, row, name, person, facts, state)
            self._note(connection, row, person, note)
            if name == "terbitkan-darurat":
                connection.execute("UPDATE naskah SET darurat = ? WHERE id = ?", (emergency, id))
            if state in ("antre", "terjadwal") and name not in ("sahkan", "ulangi"):
                self._enqueue(connection, row, person, due)
        self.wake()

    def refuse_errors(self, row: Row) -> None:
        """Raise Refusal where the text must be mended before anyone sees it."""
        problems = self.problems(row)
        errors = [problem for problem in problems if problem.severity == "error"]
        if errors:
            count = len(errors)
            raise Refusal(f"Masih ada {count} hal yang harus diperbaiki. {errors[0].message}", 422)
        glance = self.drafts.reader.glance(self.drafts.text(row), row["jalur"])
        if glance.is_marked_draft:
            raise Refusal("Naskah ini bertanda Status: draf. Hapus tanda itu dahulu.", 422)

    def problems(self, row: Row) -> Sequence[Problem]:
        return self.check(self.drafts.text(row), row["jalur"], self.shown(row["id"]))

    def permit(self, person: Person, id: str, rule: str, reason: str) -> None:
        """Write an entry of `Izin` with the name and office of this person. Raises Refusal."""
        row = self.drafts.seen(person, id)
        reason = " ".join(reason.replace("|", "/").replace(";", ",").split())
        rule = rule.strip()
        if not reason:
            raise Refusal("Alasan izin wajib diisi.", 422)
        known = {problem.code for problem in self.problems(row)}
        if rule not in known:
            raise Refusal("Temuan itu tidak ada lagi pada naskah ini.", 422)
        entry = f"{rule} | {person.name}, {person.office} | {reason}"
        try:
            text = editing.append_entry(self.drafts.text(row).decode("utf-8"), "Izin", entry)
        except (editing.EditError, UnicodeDecodeError) as error:
            raise Refusal(str(error), 422) from None
        saved = self.drafts.save(person, id, row["rev"], "", text.encode())
        if isinstance(saved, Conflict):
            raise Refusal(_CHANGED, 409)
        now = self.drafts.clock()
        with self.store.writing() as connection:
            connection.execute(
                "INSERT INTO izin VALUES (?, ?, ?, ?, ?)",
                (id, rule, person.id, reason, now.timestamp()),
            )
            audit.note(connection, now, person.id, f"izin {rule}", f"naskah {id}")

    def queue(self, person: Person, id: str) -> None:
        """Publish a draft that needs nobody else, right after it was made by a deed."""
        with self.store.writing() as connection:
            row = connection.execute("SELECT * FROM naskah WHERE id = ?", (id,)).fetchone()
            now, digest = self.drafts.clock(), self.drafts.digest(row)
            connection.execute(
                "INSERT INTO persetujuan (naskah, digest, rev, orang, jenis, pada) "
                "VALUES (?, ?, ?, ?, 'sendiri', ?)",
                (id, digest, row["rev"], person.id, now.timestamp()),
            )
            change_state(connection, row, "antre", now)
            self._enqueue(connection, row, person, None)
        self.wake()

    def _decided(self, row: Row, name: str, person: Person) -> tuple[Facts, State]:
        facts = self.drafts.facts(row)
        actor = self.drafts.actor(person, row["satuan"])
        return facts, granted(workflow.decide(facts, name, actor, self.rules))

    def _may(self, row: Row, name: str, person: Person) -> bool:
        actor = self.drafts.actor(person, row["satuan"])
        decided = workflow.decide(self.drafts.facts(row), name, actor, self.rules)
        return not isinstance(decided, Refused)

    def _due(self, row: Row, name: str, at: str) -> datetime | None:
        """When a text may be public: its own time, and the one that was asked for."""
        if name not in ("terbitkan", "terbitkan-darurat", "jadwalkan"):
            return None
        glance = self.drafts.reader.glance(self.drafts.text(row), row["jalur"])
        moments = [glance.public_from] if glance.public_from else []
        now = self.drafts.clock()
        if name == "jadwalkan":
            asked = self._moment(at)
            if asked <= now:
                raise Refusal("Waktu terbit itu sudah lewat.", 422)
            moments.append(asked)
        coming = [moment for moment in moments if moment > now]
        return max(coming, default=None)

    def _moment(self, typed: str) -> datetime:
        zone = self.drafts.reader.configuration.zone
        try:
            return dates.parse(typed, zone).moment.astimezone(zone)
        except dates.DateError:
            raise Refusal(
                f"Waktu “{typed}” tidak dikenali. Tulis misalnya “12 Februari 2026, 08.00”.", 422
            ) from None

    def _carry_out(
        self,
        connection: sqlite3.Connection,
        row: Row,
        name: str,
        person: Person,
        facts: Facts,
        state: State,
    ) -> None:
        id, now, digest = row["id"], self.drafts.clock(), self.drafts.digest(row)
        actor = self.drafts.actor(person, row["satuan"])
        change_state(connection, row, state, now)
        if DEEDS[name].approves and (name == "setujui" or facts.approver is None):
            kind = workflow.kind_of_approval(facts, actor, name)
            self._approve(connection, id, digest, person, kind, now)
        if name == "sahkan":
            self._approve(connection, id, digest, person, "sah", now)
            connection.execute("UPDATE naskah SET darurat = '' WHERE id = ?", (id,))
        if name == "ulangi":
            connection.execute(
                "UPDATE pekerjaan SET keadaan = 'antre', jatuh = ?, percobaan = 0, kalimat = '' "
                "WHERE naskah = ? AND keadaan = 'gagal'",
                (now.timestamp(), id),
            )
        audit.note(connection, now, person.id, name, f"naskah {id} {row['kode']}", digest)

    def _approve(
        self,
        connection: sqlite3.Connection,
        id: str,
        digest: str,
        person: Person,
        kind: str,
        now: datetime,
    ) -> None:
        connection.execute(
            "INSERT INTO persetujuan (naskah, digest, rev, orang, jenis, pada) "
            "VALUES (?, ?, (SELECT rev FROM naskah WHERE id = ?), ?, ?, ?)",
            (id, digest, id, person.id, kind, now.timestamp()),
        )

    def _enqueue(
        self, connection: sqlite3.Connection, row: Row, person: Person, due: datetime | None
    ) -> None:
        """One job for the present text; a new time replaces the one before."""
        now = self.drafts.clock()
        moment = (due or now).timestamp()
        connection.execute(
            "DELETE FROM pekerjaan WHERE naskah = ? AND keadaan IN ('antre', 'gagal')",
            (row["id"],),
        )
        connection.execute(
            "INSERT INTO pekerjaan (naskah, orang, keadaan, jatuh, digest, dibuat) "
            "VALUES (?, ?, 'antre', ?, ?, ?)",
            (row["id"], person.id, moment, self.drafts.digest(row), now.timestamp()),
        )
        connection.execute(
            "UPDATE naskah SET terbit_pada = ? WHERE id = ?",
            (moment if due else None, row["id"]),
        )

    def _note(self, connection: sqlite3.Connection, row: Row, person: Person, note: str) -> None:
        if note:
            connection.execute(
                "INSERT INTO catatan VALUES (?, ?, ?, ?)",
                (row["id"], person.id, note[:2000], self.drafts.clock().timestamp()),
            )
