"""The desk: what screens call. Every function takes the session and checks its rights itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from kentongan.domain import addresses
from kentongan.domain.release import Blur
from kentongan.domain.units import Registry, UnitError
from kentongan.meja import access, health, limits, lists, workflow
from kentongan.meja.deeds import Deeds
from kentongan.meja.errors import Refusal, Unknown
from kentongan.meja.findings import Checking
from kentongan.meja.hub import Hub
from kentongan.meja.life import Life
from kentongan.meja.orders import Place
from kentongan.meja.passkeys import Passkeys
from kentongan.meja.preview import Preview
from kentongan.meja.questions import Questions
from kentongan.meja.store.database import Row
from kentongan.meja.values import (
    Afterwards,
    Conflict,
    Device,
    Draft,
    Home,
    Invitation,
    Item,
    Job,
    Person,
    Photograph,
    Released,
    Saved,
    Session,
    Ticket,
    Version,
)
from kentongan.meja.worker import Worker
from kentongan.meja.workplace import Workplace
from kentongan.newsroom.browser_desk import ROLES, Health, RoleName, Settings
from kentongan.newsroom.configuration import Configuration


class Desk:
    """Store, content, clock and worker behind the functions of the screens.

    All functions are synchronous and may be called from threads. They raise errors.Refusal.
    """

    def __init__(
        self, place: Workplace, origin: str, start: Callable[[], int] | None = None
    ) -> None:
        """`origin` is the address of the desk without a path. `start` replaces the publisher's
        process."""
        self.place = place
        self.origin = origin.rstrip("/")
        self.store = place.store
        self.drafts = place.drafts
        self.albums = place.albums
        self.accounts = place.accounts
        self.hub = Hub()
        self.preview = _preview(place)
        self.worker = Worker(place, self.hub, start, self.preview.resting)
        self.keys = Passkeys(self.accounts, self.origin, self.clock)
        self.checking = Checking(place.content, place.data / "bayangan", place.configuration)
        self.deeds = Deeds(
            self.drafts, place.rules, self.checking.problems, self.albums.shown, self.worker.wake
        )
        self.life = Life(self.drafts, self.deeds, self.albums)
        self.questions = Questions(place.store)

    @property
    def content(self) -> Path:
        return self.place.content

    @property
    def configuration(self) -> Configuration:
        return self.place.configuration

    @property
    def settings(self) -> Settings:
        return self.place.settings

    @property
    def two_persons(self) -> bool:
        return self.place.rules.two_persons

    @property
    def units(self) -> Registry:
        return self.place.reader.units

    @cached_property
    def public_address(self) -> str:
        """Where the public reads the site; empty where only this machine can."""
        configured = self.configuration
        return configured.public_address if configured.has_public_address else ""

    def page_of(self, code: str) -> str:
        """Where a release can be looked at from here; empty where it cannot."""
        seen_at = self.place.shown_at or self.public_address
        return f"{seen_at}{addresses.code(code)}" if seen_at else ""

    def close(self) -> None:
        """End what the desk has begun."""
        self.preview.close()
        self.store.close()

    def clock(self) -> datetime:
        return self.place.clock()

    # Who

    def sign_in(self, name: str, password: str, address: str, device: str) -> Ticket:
        return self.accounts.sign_in(name, password, address, device)

    def sign_out(self, session: Session, *, everywhere: bool = False) -> None:
        self.accounts.end(session, everywhere=everywhere)

    def session_of(self, cookie: str) -> Session | None:
        return self.accounts.session_of(cookie)

    def invitation(self, token: str) -> Invitation:
        return self.accounts.invitation(token)

    def accept(self, token: str, password: str, address: str, device: str) -> Ticket:
        """Spend an invitation: the password is set, and the person is signed in."""
        limits.count(self.store, self.clock(), f"undangan dari {address}")
        return self.accounts.accept(token, password, device)

    def passkey_to_make(self, session: Session) -> Mapping[str, Any]:
        """The options for `navigator.credentials.create`."""
        return self.keys.to_make(session)

    def keep_passkey(self, session: Session, answer: str, name: str) -> None:
        self.keys.keep(session, answer, name)

    def passkey_to_ask(self) -> Mapping[str, Any]:
        """The options for `navigator.credentials.get`, which names no account."""
        return self.keys.to_ask()

    def sign_in_with_passkey(self, answer: str, address: str, device: str) -> Ticket:
        limits.count(self.store, self.clock(), f"kunci dari {address}")
        ticket = self.keys.sign_in(answer, device)
        limits.forgive(self.store, f"kunci dari {address}")
        return ticket

    def devices(self, session: Session) -> tuple[Device, ...]:
        return self.accounts.devices(session)

    def passkeys(self, session: Session) -> tuple[Device, ...]:
        return self.keys.of(session)

    def forget_device(self, session: Session, id: int) -> None:
        self.accounts.forget_device(session, id)

    def forget_passkey(self, session: Session, id: int) -> None:
        self.keys.forget(session, id)

    def change_password(self, session: Session, old: str, new: str) -> None:
        self.accounts.change_password(session, old, new)

    def people(self, session: Session) -> tuple[Person, ...]:
        """Those over whom this person may decide. Raises Refusal."""
        me = self._manager(session)
        return tuple(person for person in self.accounts.everyone() if self._governs(me, person))

    def invite(
        self, session: Session, name: str, office: str, role: RoleName, unit: str
    ) -> tuple[Person, str]:
        """A new person, and the link that is given to them."""
        me = self._manager(session)
        slug = self._unit(unit)
        if not access.may(me, "pengelola", slug, self.units) or role not in ROLES:
            raise Refusal("Satuan itu di luar tugas Anda.")
        person = self.accounts.add(name, office, role, slug, me.id)
        return person, self.link(self.accounts.invite(person.id, me.id))

    def recover(self, session: Session, person: int) -> str:
        """A new link for a person; the old ways to sign in end when it is spent."""
        me = self._manager(session)
        self._governed(me, person)
        return self.link(self.accounts.invite(person, me.id))

    def deactivate(self, session: Session, person: int) -> None:
        me = self._manager(session)
        if person == me.id:
            raise Refusal("Anda tidak dapat menonaktifkan diri sendiri.", 409)
        self._governed(me, person)
        self.accounts.deactivate(person, me.id)

    def link(self, token: str) -> str:
        """The address that spends an invitation."""
        return f"{self.origin}/undangan/{token}"

    # Drafts

    def home(self, session: Session) -> Home:
        return lists.home(self.drafts, self.place.rules, session.person)

    def begin(self, session: Session, text: bytes, client_key: str = "") -> Draft:
        """A new draft with this file text; code and path are given to it. The same key is once."""
        return self.draft(session, self.drafts.begin(session.person, text, client_key))

    def draft(self, session: Session, id: str) -> Draft:
        """Raises Unknown."""
        return self._shown(session.person, self.drafts.seen(session.person, id))

    def save(
        self, session: Session, id: str, base_rev: int, client_key: str, text: bytes
    ) -> Saved | Conflict:
        """Keep a text. The same `client_key` twice is once; a stale base keeps it aside."""
        return self.drafts.save(session.person, id, base_rev, client_key, text)

    def versions(self, session: Session, id: str) -> tuple[Version, ...]:
        self.drafts.seen(session.person, id)
        return self.drafts.versions(id)

    def version(self, session: Session, id: str, rev: int) -> bytes:
        self.drafts.seen(session.person, id)
        return self.drafts.version(id, rev)

    def saved_with(self, session: Session, id: str, client_key: str) -> int:
        """The newest revision that was saved with this key; 0 for none."""
        self.drafts.seen(session.person, id)
        return self.drafts.saved_with(id, client_key)

    def act(
        self,
        session: Session,
        id: str,
        deed: str,
        *,
        digest: str = "",
        note: str = "",
        at: str = "",
        emergency: str = "",
    ) -> Draft:
        """Do one of workflow.DEEDS: kembalikan takes `note`, jadwalkan `at`.

        `digest` is what the person saw; a draft that has changed since is refused with 409.
        `emergency` is the reason for publishing alone.
        """
        self.deeds.act(
            session.person, id, deed, digest=digest, note=note, at=at, emergency=emergency
        )
        return self.draft(session, id)

    def permit(self, session: Session, id: str, rule: str, reason: str) -> Draft:
        """Write an `Izin` line with the name and office of the session."""
        self.deeds.permit(session.person, id, rule, reason)
        return self.draft(session, id)

    # Photographs

    def keep_photograph(
        self,
        session: Session,
        id: str,
        *,
        clean: bytes,
        shown: bytes,
        suffix: str,
        regions: tuple[Blur, ...] = (),
    ) -> Photograph:
        """A photograph without metadata; `shown` has its regions burnt in and is what is public."""
        return self.albums.keep(session.person, id, clean, shown, suffix, regions)

    def blur_photograph(
        self, session: Session, id: str, name: str, regions: tuple[Blur, ...], shown: bytes
    ) -> Photograph:
        return self.albums.blur(session.person, id, name, regions, shown)

    def drop_photograph(self, session: Session, id: str, name: str) -> None:
        self.albums.drop(session.person, id, name)

    def photograph(self, session: Session, id: str, name: str, *, clean: bool = False) -> bytes:
        self.drafts.seen(session.person, id)
        return self.albums.bytes_of(id, name, clean=clean)

    def shown_photographs(self, session: Session, id: str) -> Mapping[str, bytes]:
        """What the public may see of all photographs of a draft, by their names."""
        self.drafts.seen(session.person, id)
        return self.albums.shown(id)

    # Releases

    def release(self, session: Session, code: str) -> Released:
        return self.life.released(session.person, code)

    def afterwards(self, session: Session, code: str, deed: str, **fields: str) -> Afterwards:
        """ralat (keliru, benar), perbarui, cabut (jenis, alasan, ke), batal-cabut,
        tutup (status), buka-lagi (sampai), hak-jawab (teks)."""
        return self.life.begin(session.person, code, deed, fields)

    def search(self, session: Session, words: str) -> tuple[Item, ...]:
        """Drafts and releases within one's scope."""
        return lists.search(self.drafts, self.life.library, session.person, words)

    # Running

    def job(self, session: Session, id: str) -> Job | None:
        """The newest publication of a draft."""
        self.drafts.seen(session.person, id)
        return self.drafts.job(id)

    def may_see(self, session: Session, id: str) -> bool:
        """Whether news of a draft is for this person, as they are now."""
        try:
            self.drafts.seen(self.accounts.still(session), id)
        except Refusal:
            return False
        return True

    def health(self, session: Session) -> tuple[Health, ...]:
        self._manager(session)
        return health.of(self.place)

    # Within

    def _shown(self, person: Person, row: Row) -> Draft:
        facts = self.drafts.facts(row)
        actor = self.drafts.actor(person, row["satuan"])
        names = self.drafts.names([facts.approver]) if facts.approver is not None else ()
        is_public = row["keadaan"] == "terbit"
        return Draft(
            id=row["id"],
            code=row["kode"],
            path=row["jalur"],
            unit=row["satuan"],
            state=row["keadaan"],
            rev=row["rev"],
            text=self.drafts.text(row),
            title=row["judul"],
            digest=self.drafts.digest(row),
            writers=self.drafts.names(facts.people),
            updated_at=self.drafts.moment(row["disentuh"]),
            deeds=tuple(workflow.offered(facts, actor, self.place.rules)),
            purpose=row["tujuan"],
            photographs=self.drafts.photographs(row["id"]),
            notes=self.drafts.notes(row["id"]),
            approved_by=names[0] if names else "",
            approved_rev=self.drafts.approved_rev(row["id"]),
            emergency=row["darurat"],
            public_at=self.drafts.moment(row["terbit_pada"]) if row["terbit_pada"] else None,
            job=self.drafts.job(row["id"]),
            address=f"{self.public_address}{addresses.code(row['kode'])}" if is_public else "",
            message=row["pesan"],
            traces=lists.strings(row["bekas"]),
        )

    def _manager(self, session: Session) -> Person:
        """The person, who manages some unit. Raises Refusal."""
        me = self.accounts.still(session)
        if not any(role.name == "pengelola" for role in me.roles):
            raise Refusal("Ini tugas pengelola.")
        return me

    def _governs(self, me: Person, person: Person) -> bool:
        return bool(person.roles) and all(
            access.may(me, "pengelola", role.unit, self.units) for role in person.roles
        )

    def _governed(self, me: Person, id: int) -> Person:
        person = self.accounts.person(id)
        if not self._governs(me, person):
            raise Unknown("Orang itu tidak ada, atau di luar satuan Anda.")
        return person

    def _unit(self, name: str) -> str:
        """The slug of a unit; empty for all of them. Raises Refusal."""
        return unit_named(self.units, name)


def _preview(place: Workplace) -> Preview:
    configured = place.configuration
    shown = Place(place.content, place.output, configured.cache, place.data / "pratinjau")
    return Preview(shown, configured.theme_files(place.content))


def unit_named(units: Registry, name: str) -> str:
    """The slug of a unit that was typed; empty for all of them. Raises Refusal."""
    if not name.strip():
        return ""
    try:
        return units.find(name).slug
    except UnitError:
        raise Refusal(f"Satuan “{name}” tidak dikenal.", 422) from None
