"""Passwords: argon2id, one at a time, so that a crowd at the door costs no memory."""

from __future__ import annotations

import threading
from functools import cache
from typing import NamedTuple

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kentongan.meja.errors import Refusal

SHORTEST = 10
LONGEST = 1000
_VARIETY = 4  # different characters


class Cost(NamedTuple):
    """What one guess costs whoever has stolen the hashes, and one sign-in this server."""

    rounds: int
    kibibytes: int


# The second choice of OWASP's cheat sheet: little memory, so that a small server bears it.
COST = Cost(rounds=2, kibibytes=19 * 1024)
_one_at_a_time = threading.Lock()


def check_new(password: str, name: str) -> None:
    """Raise Refusal for a password that would be guessed soon."""
    plain = password.casefold()
    if len(password) < SHORTEST:
        raise Refusal(f"Kata sandi paling sedikit {SHORTEST} huruf. Beberapa kata lebih baik.", 422)
    if len(password) > LONGEST:
        raise Refusal("Kata sandi terlalu panjang.", 422)
    if len(set(plain)) < _VARIETY or plain in name.casefold() or name.casefold() == plain:
        raise Refusal(
            "Kata sandi ini mudah ditebak. Pakai beberapa kata yang hanya Anda tahu.", 422
        )


def hashed(password: str) -> str:
    with _one_at_a_time:
        return _hasher(COST).hash(password)


def fits(known: str, password: str) -> bool:
    """Whether a password is the one that was hashed; as slow where there is none."""
    with _one_at_a_time:
        try:
            _hasher(COST).verify(known or _nobodys(COST), password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
        return bool(known)


@cache
def _hasher(cost: Cost) -> PasswordHasher:
    return PasswordHasher(cost.rounds, cost.kibibytes, parallelism=1)


@cache
def _nobodys(cost: Cost) -> str:
    return _hasher(cost).hash("kata sandi yang tidak dipakai siapa pun")
