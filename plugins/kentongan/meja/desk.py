"""The desk: what screens call. Every function takes the session and checks its rights itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from kentongan.meja.values import (
    Afterwards,
    Conflict,
    Device,
    Draft,
    Health,
    Home,
    Invitation,
    Item,
    Job,
    Person,
    Photograph,
    Region,
    Released,
    RoleName,
    Saved,
    Session,
    Ticket,
    Version,
)
from kentongan.newsroom.configuration import Configuration
from kentongan.newsroom.folder import Newsroom


class Desk:
    """Store, content, clock and worker behind the functions of the screens.

    All functions are synchronous and may be called from threads. They raise errors.Refusal.
    """

    data: Path
    content: Path
    output: Path
    configuration: Configuration
    origin: str
    clock: Callable[[], datetime]

    # Who

    def sign_in(self, name: str, password: str, address: str, device: str) -> Ticket:
        raise NotImplementedError

    def sign_out(self, session: Session, *, everywhere: bool = False) -> None:
        raise NotImplementedError

    def session_of(self, cookie: str) -> Session | None:
        raise NotImplementedError

    def invitation(self, token: str) -> Invitation:
        raise NotImplementedError

    def accept(self, token: str, password: str, address: str, device: str) -> Ticket:
        """Spend an invitation: the password is set, and the person is signed in."""
        raise NotImplementedError

    def passkey_to_make(self, session: Session) -> Mapping[str, Any]:
        """The options for `navigator.credentials.create`."""
        raise NotImplementedError

    def keep_passkey(self, session: Session, answer: str, name: str) -> None:
        raise NotImplementedError

    def passkey_to_ask(self) -> Mapping[str, Any]:
        """The options for `navigator.credentials.get`, which names no account."""
        raise NotImplementedError

    def sign_in_with_passkey(self, answer: str, address: str, device: str) -> Ticket:
        raise NotImplementedError

    def devices(self, session: Session) -> tuple[Device, ...]:
        raise NotImplementedError

    def passkeys(self, session: Session) -> tuple[Device, ...]:
        raise NotImplementedError

    def forget_device(self, session: Session, id: int) -> None:
        raise NotImplementedError

    def forget_passkey(self, session: Session, id: int) -> None:
        raise NotImplementedError

    def change_password(self, session: Session, old: str, new: str) -> None:
        raise NotImplementedError

    def people(self, session: Session) -> tuple[Person, ...]:
        raise NotImplementedError

    def invite(
        self, session: Session, name: str, office: str, role: RoleName, unit: str
    ) -> tuple[Person, str]:
        """A new person, and the link that is given to them."""
        raise NotImplementedError

    def recover(self, session: Session, person: int) -> str:
        """A new link for a person; the old ways to sign in end when it is spent."""
        raise NotImplementedError

    def deactivate(self, session: Session, person: int) -> None:
        raise NotImplementedError

    # Drafts

    def home(self, session: Session) -> Home:
        raise NotImplementedError

    def begin(self, session: Session, text: bytes) -> Draft:
        """A new draft with this file text; code and path are given to it."""
        raise NotImplementedError

    def draft(self, session: Session, id: str) -> Draft:
        raise NotImplementedError

    def save(
        self, session: Session, id: str, base_rev: int, client_key: str, text: bytes
    ) -> Saved | Conflict:
        """Keep a text. The same `client_key` twice is once; a stale base keeps it aside."""
        raise NotImplementedError

    def versions(self, session: Session, id: str) -> tuple[Version, ...]:
        raise NotImplementedError

    def version(self, session: Session, id: str, rev: int) -> bytes:
        raise NotImplementedError

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
        """kirim, kembalikan (note), setujui, terbitkan, jadwalkan (at), batal-jadwal, buang, ulangi.

        `digest` is what the person saw; a draft that has changed since is refused with 409.
        `emergency` is the reason for publishing alone.
        """
        raise NotImplementedError

    def permit(self, session: Session, id: str, rule: str, reason: str) -> Draft:
        """Write an `Izin` line with the name and office of the session."""
        raise NotImplementedError

    # Photographs

    def keep_photograph(
        self, session: Session, id: str, *, clean: bytes, shown: bytes, suffix: str,
        regions: tuple[Region, ...] = (),
    ) -> Photograph:  # fmt: skip
        """A photograph without metadata; `shown` has its regions burnt in and is what is public."""
        raise NotImplementedError

    def blur_photograph(
        self, session: Session, id: str, name: str, regions: tuple[Region, ...], shown: bytes
    ) -> Photograph:
        raise NotImplementedError

    def drop_photograph(self, session: Session, id: str, name: str) -> None:
        raise NotImplementedError

    def photograph(self, session: Session, id: str, name: str, *, clean: bool = False) -> bytes:
        raise NotImplementedError

    # Releases

    def release(self, session: Session, code: str) -> Released:
        raise NotImplementedError

    def afterwards(self, session: Session, code: str, deed: str, **fields: str) -> Afterwards:
        """ralat (keliru, benar), perbarui, cabut (jenis, alasan, ke), batal-cabut,
        tutup (status), hak-jawab (teks)."""
        raise NotImplementedError

    def search(self, session: Session, words: str) -> tuple[Item, ...]:
        raise NotImplementedError

    def newsroom(self) -> Newsroom:
        """The content at this moment, for reading."""
        raise NotImplementedError

    # Running

    def job(self, session: Session, id: str) -> Job | None:
        """The newest publication of a draft."""
        raise NotImplementedError

    def health(self, session: Session) -> tuple[Health, ...]:
        raise NotImplementedError
