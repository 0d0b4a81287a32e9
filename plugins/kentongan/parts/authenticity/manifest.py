"""The manifest: every public release by code, address and hash of its words; keys and log.

A manifest is a tree of canonical JSON files. The root, `manifest.json`, holds the entries
themselves on a small site; on a large one it holds the SHA-256 of `manifest/4.json` (all codes
that begin with 4), and so on. So a reader proves one entry with few small files, and an
addition changes few. The root is signed with Ed25519.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kentongan.domain import addresses

VERSION = 1
FOLDER = addresses.WELL_KNOWN.strip("/")
LEAF = 64  # entries in one file
Row = Mapping[str, Any]


def canonical(value: object) -> bytes:
    """JSON with sorted names, without spaces, in UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


Tree = dict[str, tuple[str, ...]]


def prefixes(codes: Iterable[str], top: str = "") -> Tree:
    """The tree for these codes: prefix → prefixes below it (none: a leaf). The root is ""."""
    tree: Tree = {}
    waiting = [(top, sorted(code.replace("-", "") for code in codes))]
    while waiting:
        prefix, below = waiting.pop()
        if len(below) <= LEAF or len(prefix) == 4:
            tree[prefix] = ()
            continue
        groups: dict[str, list[str]] = {}
        for code in below:
            groups.setdefault(code[: len(prefix) + 1], []).append(code)
        tree[prefix] = tuple(sorted(groups))
        waiting += groups.items()
    return tree


def regrown(tree: Tree, letters: Iterable[str], codes: Iterable[str]) -> Tree:
    """The tree with the branches of some letters remade from their codes. Its root has branches."""
    groups: dict[str, list[str]] = {letter: [] for letter in letters}
    for code in codes:
        groups[code[0]].append(code)
    grown = {prefix: below for prefix, below in tree.items() if prefix[:1] not in groups}
    for letter, below_letter in groups.items():
        if below_letter:
            grown |= prefixes(below_letter, letter)
    grown[""] = tuple(sorted(prefix for prefix in grown if len(prefix) == 1))
    return grown


def path_of(prefix: str) -> str:
    return f"{FOLDER}/manifest/{prefix}.json" if prefix else f"{FOLDER}/manifest.json"


def leaf(prefix: str, rows: Iterable[Row], head: Row | None = None) -> bytes:
    ordered = sorted(rows, key=lambda row: str(row["kode"]))
    return canonical({**(head or {}), "awalan": prefix, "siaran": ordered, "versi": VERSION})


def branch(prefix: str, below: Mapping[str, str], head: Row | None = None) -> bytes:
    """`below` maps the next prefixes to the SHA-256 of their files."""
    return canonical({**(head or {}), "awalan": prefix, "bagian": below, "versi": VERSION})


# Keys


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


# The log of publications


def next_log_line(log: bytes, manifest: str, changes: Sequence[Row], now: datetime) -> bytes:
    """The line that a publication adds to the log; nothing when the manifest is the last one."""
    lines = log.splitlines()
    if last_row(log).get("manifest") == manifest:
        return b""
    row = {
        "urut": len(lines) + 1,
        "waktu": now.isoformat(),
        "sebelum": sha256(lines[-1]) if lines else "",
        "manifest": manifest,
        "perubahan": list(changes),
    }
    return canonical(row) + b"\n"


def last_row(log: bytes) -> dict[str, Any]:
    """The newest line of the log; nothing where it is damaged or there is none."""
    return _row(log.splitlines()[-1]) if log.strip() else {}


def broken_log_line(log: bytes) -> int:
    """The number (from 1) of the first line that does not match the one before; 0 when all do."""
    before = ""
    for number, line in enumerate(log.splitlines(), 1):
        try:
            row = json.loads(line)
            follows = row["urut"] == number and row["sebelum"] == before
        except (ValueError, KeyError, TypeError):
            follows = False
        if not follows:
            return number
        before = sha256(line)
    return 0


def digest_lines(digests: Mapping[str, str]) -> bytes:
    """A line for each code, so that the files of two machines merge line by line."""
    return b"".join(_digest_line(code, digests[code]) for code in sorted(digests))


def _digest_line(code: str, digest: str) -> bytes:
    return json.dumps({"kode": code, "sidik": digest}).encode() + b"\n"


def redone(data: bytes, digests: Mapping[str, str | None]) -> tuple[bytes, dict[str, str]]:
    """Lines as `digest_lines` made them, with some codes changed or removed (None).

    Also what these codes had before.
    """
    lines = data.splitlines(keepends=True)
    before: dict[str, str] = {}
    for code, digest in digests.items():
        place = bisect_left(lines, _digest_line(code, ""))
        known = read_digests(lines[place]) if place < len(lines) else {}
        is_there = code in known
        before |= known if is_there else {}
        lines[place : place + is_there] = [_digest_line(code, digest)] if digest else []
    return b"".join(lines), before


def read_digests(data: bytes) -> dict[str, str]:
    """Digests by code, from lines or from the one object of older files.

    Damaged lines are ignored; where a code occurs twice, the last line counts.
    """
    digests: dict[str, str] = {}
    whole = _row(data)
    if whole and "kode" not in whole:
        return {str(code): str(digest) for code, digest in whole.items()}
    for line in data.splitlines():
        row = _row(line)
        if {"kode", "sidik"} <= row.keys():
            digests[str(row["kode"])] = str(row["sidik"])
    return digests


def _row(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError:
        return {}
    return row if isinstance(row, dict) else {}


def changes_since(before: Mapping[str, str], after: Mapping[str, str]) -> list[dict[str, str]]:
    """What a publication did: code and `terbit`, `ubah` or `hapus`, by code.

    Both sides map a code to the SHA-256 of its manifest entry.
    """
    changes = []
    for code in sorted(before.keys() | after.keys()):
        if before.get(code) == after.get(code):
            continue
        action = "ubah" if code in before and code in after else "terbit"
        changes.append({"kode": code, "aksi": action if code in after else "hapus"})
    return changes
