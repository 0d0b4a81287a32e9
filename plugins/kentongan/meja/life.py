"""The life of a release after its publication: the newsroom's deeds, as drafts to be decided."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kentongan.domain import addresses, codes, dates
from kentongan.domain.lifecycle import public_view
from kentongan.domain.release import PERSON_KINDS, Release
from kentongan.meja import retention, workflow
from kentongan.meja.albums import Albums
from kentongan.meja.deeds import Deeds
from kentongan.meja.drafts import Drafts, edited
from kentongan.meja.errors import Refusal, Unknown
from kentongan.meja.finding import Library
from kentongan.meja.repository import blob_of
from kentongan.meja.values import Afterwards, Past, Person, Released
from kentongan.newsroom import close, correct, withdraw
from kentongan.newsroom.errors import NewsroomError
from kentongan.newsroom.folder import Changes, Newsroom

# The states of a draft that is not public yet, as a list of SQL.
_OPEN = str(tuple(sorted(workflow.OPEN | {"antre"})))


class _Room(Newsroom):
    """The content for a deed; where no public address is known yet, texts name the path alone."""

    def address_of(self, code: str) -> str:
        if self.configuration.has_public_address:
            return super().address_of(code)
        return addresses.code(code)


@dataclass
class _Planned:
    """What a deed would change, and what it says to others."""

    purpose: str
    files: dict[Path, str | None] = field(default_factory=dict)
    message: str = ""
    traces: tuple[str, ...] = ()

    def keep(self, changes: Changes) -> None:
        self.files |= changes


class Life:
    """Deeds over published releases."""

    def __init__(self, drafts: Drafts, deeds: Deeds, albums: Albums) -> None:
        self.drafts = drafts
        self.deeds = deeds
        self.albums = albums
        self.store = drafts.store
        self.content = drafts.reader.content
        self.library = Library(drafts.reader)

    def released(self, person: Person, code: str) -> Released:
        """A release as this person may see it. Raises Unknown."""
        release = self._found(code)
        actor = self.drafts.actor(person, release.unit)
        if actor.role is None:
            raise Unknown
        view = public_view(release, self.drafts.clock())
        open_draft = self.store.value(
            f"SELECT id FROM naskah WHERE kode = ? AND keadaan IN {_OPEN} ORDER BY dibuat DESC",
            release.code,
        )
        return Released(
            code=release.code,
            path=release.path,
            unit=release.unit,
            title=view.release.title,
            kind=release.kind,
            state=view.state,
            text=(self.content / release.path).read_bytes(),
            deeds=tuple(
                deed
                for deed in _fitting(release, view.state)
                if workflow.may_begin(actor.role, deed) is None
            ),
            draft=open_draft or "",
            past=tuple(self._past(release.code)),
            until=release.valid_until,
        )

    def _past(self, code: str) -> Iterator[Past]:
        """What was decided about a release at this desk, the newest first."""
        rows = self.store.rows(
            "SELECT id, tujuan, pembuat, disentuh FROM naskah "
            "WHERE kode = ? AND keadaan = 'terbit' ORDER BY disentuh DESC, rowid DESC",
            code,
        )
        for row in rows:
            by = self.drafts.names([row["pembuat"]])
            at = self.drafts.moment(row["disentuh"])
            yield Past(row["id"], row["tujuan"], by[0] if by else "", at)

    def begin(self, person: Person, code: str, deed: str, given: Mapping[str, str]) -> Afterwards:
        """Carry a deed out as a draft; at once where nobody else is needed. Raises Refusal."""
        release = self._found(code)
        actor = self.drafts.actor(person, release.unit)
        if actor.role is None:
            raise Unknown
        refusal = workflow.may_begin(actor.role, deed)
        if refusal:
            raise Refusal(refusal.sentence, 403 if refusal.is_about_rights else 422)
        if deed == "hak-jawab":
            return self._reply(person, release, given.get("teks", ""))
        try:
            planned = self._planned(release, deed, given)
        except NewsroomError as error:
            raise Refusal(str(error), 422) from None
        return self._decide(person, release, planned)

    def _found(self, code: str) -> Release:
        try:
            release = self.library.by_code(codes.normalise(code))
        except codes.CodeError:
            release = None
        if release is None:
            raise Unknown("Tidak ada rilis dengan kode itu.")
        return release

    def _planned(self, release: Release, deed: str, given: Mapping[str, str]) -> _Planned:
        """The changed files, by the newsroom. Raises NewsroomError."""
        planned = _Planned(deed)
        room = _Room(self.content, keep=planned.keep)
        name = str(self.content / release.path)
        plan: dict[str, Callable[[], None]] = {
            "perbarui": lambda: planned.keep({room.file(release): room.text(release)}),
            "ralat": lambda: self._correction(planned, room, name, given),
            "cabut": lambda: self._withdrawal(planned, room, name, given),
            "batal-cabut": lambda: _done(withdraw.restore(room, name)),
            "tutup": lambda: _done(close.close(room, name, given.get("status") or "ditemukan")),
            "buka-lagi": lambda: _done(close.reopen(room, name, given.get("sampai", ""))),
        }
        plan[deed]()
        return planned

    def _correction(
        self, planned: _Planned, room: Newsroom, name: str, given: Mapping[str, str]
    ) -> None:
        wrong, right = given.get("keliru", ""), given.get("benar", "")
        corrected = correct.correct(room, name, wrong, right)
        for file, text in list(planned.files.items()):
            if text is not None:
                planned.files[file] = correct.mended(text, wrong.strip(), right.strip())
        planned.message = corrected.text

    def _withdrawal(
        self, planned: _Planned, room: Newsroom, name: str, given: Mapping[str, str]
    ) -> None:
        kind = given.get("jenis", "")
        done = withdraw.withdraw(
            room,
            name,
            kind,
            given.get("alasan", ""),
            merged_into=given.get("ke", ""),
            rename=kind in ("privasi", "putusan"),
        )
        planned.purpose = f"cabut-{kind}" if f"cabut-{kind}" in workflow.PRIVATE else "cabut"
        planned.message, planned.traces = done.notice, done.traces

    def _decide(self, person: Person, release: Release, planned: _Planned) -> Afterwards:
        """The draft of a planned deed: queued, or waiting for a second person."""
        texts = {file: text for file, text in planned.files.items() if text is not None}
        ((file, text),) = texts.items()
        path = file.relative_to(self.content).as_posix()
        data = text.encode()
        if planned.purpose == "perbarui":
            open_draft = self.store.value(
                f"SELECT id FROM naskah WHERE kode = ? AND tujuan = 'perbarui' "
                f"AND keadaan IN {_OPEN}",
                release.code,
            )
            if open_draft:
                return Afterwards(open_draft, self.drafts.row(open_draft)["keadaan"])
        elif release.code_is_derived:
            data = edited(data, {"Kode": release.code})
        is_open = planned.purpose == "perbarui"
        waits = workflow.waits(planned.purpose, self.deeds.rules)
        id = self.drafts.insert(
            person,
            planned.purpose,
            release.code,
            path,
            release.unit,
            release.title,
            data,
            base=blob_of((self.content / release.path).read_bytes()),
            old_path=release.path if release.path != path else "",
            state="draf" if is_open else "dikirim",
        )
        with self.store.writing() as connection:
            connection.execute(
                "UPDATE naskah SET pesan = ?, bekas = ? WHERE id = ?",
                (planned.message, json.dumps(planned.traces), id),
            )
        if planned.purpose in workflow.PRIVATE:  # at once, also where the publication should fail
            retention.purge(self.store, release.code, besides=id)
            self.albums.sweep()
        if not is_open and not waits:
            self.deeds.queue(person, id)
        state = self.drafts.row(id)["keadaan"]
        return Afterwards(id, state, planned.message, planned.traces)

    def _reply(self, person: Person, release: Release, words: str) -> Afterwards:
        """A new draft that answers a release: the right of reply."""
        if public_view(release, self.drafts.clock()).state != "shown":
            raise Refusal("Rilis itu tidak tayang; tidak ada yang dijawab.", 422)
        day = self.drafts.clock().date()
        head = f"Judul: Hak jawab atas {release.title}\nTanggal: {dates.short(day)}\n"
        head += f"Satuan: {release.unit}\nHak-Jawab: {release.code}\n"
        id = self.drafts.begin(person, f"{head}\n{words.strip()}\n".encode())
        return Afterwards(id, "draf")


def _done(result: object) -> None:
    """The result of a deed whose files are kept already."""


def _fitting(release: Release, state: str) -> tuple[str, ...]:
    """What can be done with a release in this state."""
    if state == "withdrawn":
        return ("batal-cabut",)
    if state == "closed":
        return ("buka-lagi", "tutup", "cabut")
    if state != "shown":
        return ("perbarui",)
    if release.kind in PERSON_KINDS:
        return ("tutup", "ralat", "perbarui", "cabut", "hak-jawab")
    return ("ralat", "perbarui", "cabut", "hak-jawab")
