"""The keys of a site: what it publishes of them, and what they sign and prove."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key as `kunci.json` publishes it. `raw` are 32 bytes; the name is made from them."""

    raw: bytes
    since: datetime
    until: datetime

    @property
    def name(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()[:16]

    def holds_at(self, moment: datetime) -> bool:
        return self.since <= moment < self.until

    def as_row(self) -> dict[str, str]:
        return {
            "nama": self.name,
            "publik": self.raw.hex(),
            "mulai": self.since.isoformat(),
            "sampai": self.until.isoformat(),
        }


def read_keys(data: bytes) -> list[PublicKey]:
    """The keys of a `kunci.json`. Raises ValueError."""
    try:
        rows = json.loads(data)["kunci"]
        return [
            PublicKey(
                bytes.fromhex(row["publik"]),
                datetime.fromisoformat(row["mulai"]),
                datetime.fromisoformat(row["sampai"]),
            )
            for row in rows
        ]
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a list of keys: {error}") from error


def write_keys(keys: Iterable[PublicKey]) -> bytes:
    rows = [key.as_row() for key in sorted(keys, key=lambda key: (key.since, key.raw))]
    return json.dumps({"kunci": rows}, indent=2).encode() + b"\n"


def pem(key: PublicKey) -> bytes:
    """The key in the form that OpenSSL reads."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    loaded = Ed25519PublicKey.from_public_bytes(key.raw)
    return loaded.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def new_private_key(password: bytes) -> tuple[bytes, bytes]:
    """A new key: the encrypted PEM to keep outside the repository, and its public bytes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        Encoding,
        PrivateFormat,
    )

    key = Ed25519PrivateKey.generate()
    text = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(password))
    return text, key.public_key().public_bytes_raw()


class KeyFileError(ValueError):
    """The private key cannot be opened: wrong password, or no Ed25519 key."""


@dataclass(frozen=True, slots=True)
class Signer:
    """An opened private key."""

    _key: Any

    @classmethod
    def open(cls, data: bytes, password: bytes) -> Signer:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        try:
            key = load_pem_private_key(data, password or None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise KeyFileError("the private key cannot be opened") from error
        if not isinstance(key, Ed25519PrivateKey):
            raise KeyFileError("not an Ed25519 key")
        return cls(key)

    @property
    def raw(self) -> bytes:
        public: bytes = self._key.public_key().public_bytes_raw()
        return public

    def sign(self, data: bytes) -> bytes:
        signature: bytes = self._key.sign(data)
        return signature


def verify(key: PublicKey, data: bytes, signature: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key.raw).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def signature_state(
    manifest: bytes, signature: bytes | None, name: str, keys: Sequence[PublicKey], now: datetime
) -> str:
    """sah, tanpa-tanda, kunci-tak-dikenal, kedaluwarsa or rusak.

    A key must hold now: an old key that was stolen must not be able to sign a new manifest.
    """
    if signature is None:
        return "tanpa-tanda"
    key = next((key for key in keys if key.name == name), None)
    if key is None:
        return "kunci-tak-dikenal"
    if not verify(key, manifest, signature):
        return "rusak"
    return "sah" if key.holds_at(now) else "kedaluwarsa"


def signed_by(
    keys: Iterable[PublicKey], data: bytes, signature: bytes, now: datetime
) -> PublicKey | None:
    """The key that made this signature and holds now."""
    holding = (key for key in keys if key.holds_at(now))
    return next((key for key in holding if verify(key, data, signature)), None)
