"""Passkeys: made on the device of a person, asked for without a name."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from kentongan.meja.accounts import Accounts
from kentongan.meja.errors import Refusal
from kentongan.meja.store import audit
from kentongan.meja.values import Device, Session, Ticket

_LASTS = timedelta(minutes=5)
_MOST = 10_000
_FAILED = "Kunci sandi tidak dikenali. Coba lagi, atau masuk dengan kata sandi."


class Passkeys:
    """The passkeys of all people, for one address of the desk."""

    def __init__(self, accounts: Accounts, origin: str, clock: Callable[[], datetime]) -> None:
        self.accounts = accounts
        self.store = accounts.store
        self.origin = origin
        self.host = urlsplit(origin).hostname or "localhost"
        self.clock = clock
        self._challenges: dict[bytes, tuple[datetime, int | None]] = {}
        self._guard = threading.Lock()

    def to_make(self, session: Session) -> Mapping[str, Any]:
        """The options for `navigator.credentials.create`."""
        import webauthn
        from webauthn.helpers.structs import (
            AuthenticatorSelectionCriteria,
            PublicKeyCredentialDescriptor,
            ResidentKeyRequirement,
            UserVerificationRequirement,
        )

        person = session.person
        known = self.store.rows("SELECT kredensial FROM kunci WHERE orang = ?", person.id)
        options = webauthn.generate_registration_options(
            rp_id=self.host,
            rp_name="Meja Humas",
            user_name=person.name,
            user_id=str(person.id).encode(),
            exclude_credentials=[PublicKeyCredentialDescriptor(row[0]) for row in known],
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
        )
        return self._asked(options, options.challenge, person.id)

    def keep(self, session: Session, answer: str, name: str) -> None:
        """Keep the passkey that a device has made. Raises Refusal."""
        import webauthn

        challenge = self._answered(answer, session.person.id)
        try:
            made = webauthn.verify_registration_response(
                credential=answer,
                expected_challenge=challenge,
                expected_rp_id=self.host,
                expected_origin=self.origin,
                require_user_verification=True,
            )
        except Exception as error:  # a dozen kinds, all of them: this is no passkey of ours
            raise Refusal(_FAILED, 422) from error
        now = self.clock()
        with self.store.writing() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO kunci "
                "(orang, nama, kredensial, umum, hitungan, dibuat, dipakai) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    *(session.person.id, " ".join(name.split())[:100] or "Kunci sandi"),
                    *(made.credential_id, made.credential_public_key, made.sign_count),
                    *(now.timestamp(), now.timestamp()),
                ),
            )
            audit.note(connection, now, session.person.id, "kunci", f"orang {session.person.id}")

    def to_ask(self) -> Mapping[str, Any]:
        """The options for `navigator.credentials.get`: the device knows whose passkeys it has."""
        import webauthn
        from webauthn.helpers.structs import UserVerificationRequirement

        options = webauthn.generate_authentication_options(
            rp_id=self.host, user_verification=UserVerificationRequirement.REQUIRED
        )
        return self._asked(options, options.challenge, None)

    def sign_in(self, answer: str, device: str) -> Ticket:
        """A session for the right answer. Raises Refusal."""
        import webauthn
        from webauthn.helpers import base64url_to_bytes

        challenge = self._answered(answer, None)
        try:
            credential = base64url_to_bytes(str(json.loads(answer)["rawId"]))
        except (ValueError, KeyError, TypeError):
            raise Refusal(_FAILED, 401) from None
        row = self.store.row("SELECT * FROM kunci WHERE kredensial = ?", credential)
        person = self.accounts.person(row["orang"]) if row else None
        if row is None or person is None or not person.is_active:
            raise Refusal(_FAILED, 401)
        try:
            proof = webauthn.verify_authentication_response(
                credential=answer,
                expected_challenge=challenge,
                expected_rp_id=self.host,
                expected_origin=self.origin,
                credential_public_key=row["umum"],
                credential_current_sign_count=row["hitungan"],
                require_user_verification=True,
            )
        except Exception as error:
            raise Refusal(_FAILED, 401) from error
        with self.store.writing() as connection:
            connection.execute(
                "UPDATE kunci SET hitungan = ?, dipakai = ? WHERE id = ?",
                (proof.new_sign_count, self.clock().timestamp(), row["id"]),
            )
        return self.accounts.begin(person, device)

    def of(self, session: Session) -> tuple[Device, ...]:
        rows = self.store.rows(
            "SELECT * FROM kunci WHERE orang = ? ORDER BY dibuat", session.person.id
        )
        return tuple(self.accounts.device(row, row["nama"], row["dipakai"]) for row in rows)

    def forget(self, session: Session, id: int) -> None:
        with self.store.writing() as connection:
            connection.execute(
                "DELETE FROM kunci WHERE id = ? AND orang = ?", (id, session.person.id)
            )

    def _asked(self, options: Any, challenge: bytes, person: int | None) -> Mapping[str, Any]:
        import webauthn

        now = self.clock()
        with self._guard:
            self._challenges = {
                known: (until, whose)
                for known, (until, whose) in self._challenges.items()
                if until > now
            }
            if len(self._challenges) >= _MOST:
                self._challenges.clear()
            self._challenges[challenge] = (now + _LASTS, person)
        shown: Mapping[str, Any] = json.loads(webauthn.options_to_json(options))
        return shown

    def _answered(self, answer: str, person: int | None) -> bytes:
        """The challenge that an answer is for; each is taken once. Raises Refusal."""
        from webauthn.helpers import base64url_to_bytes

        try:
            told = json.loads(answer)["response"]["clientDataJSON"]
            challenge = base64url_to_bytes(json.loads(base64url_to_bytes(told))["challenge"])
        except (ValueError, KeyError, TypeError):
            raise Refusal(_FAILED, 422) from None
        with self._guard:
            until, whose = self._challenges.pop(challenge, (None, None))
        if until is None or until <= self.clock() or whose != person:
            raise Refusal("Permintaan ini sudah lewat; coba lagi.", 422)
        return challenge
