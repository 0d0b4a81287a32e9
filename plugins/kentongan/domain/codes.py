"""The permanent code of a release: `4K7-Q2M-9XC`, eight random characters and a check.

Crockford's base 32 (no I, L, O, U); the ninth character is a Luhn mod N check over the
same alphabet, which catches every single mistyped character and nearly every swap of
neighbours.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_READ_AS = str.maketrans("OIL", "011")


class CodeError(ValueError):
    """The text is not a code: wrong length, alphabet or check character."""


def check_character(body: str) -> str:
    """The Luhn mod 32 check of `body` (normalised characters, without separators)."""
    total = 0
    factor = 2
    for character in reversed(body):
        product = factor * _VALUE[character]
        total += product // 32 + product % 32
        factor = 3 - factor
    return ALPHABET[-total % 32]


def normalise(text: str) -> str:
    """The code in its printed form. Raises CodeError.

    Read without regard to case, hyphens and spaces; O counts as 0, I and L as 1.
    """
    plain = "".join(text.split()).replace("-", "").upper().translate(_READ_AS)
    if len(plain) != 9:
        raise CodeError(f"a code has nine characters, not {len(plain)}: {text!r}")
    if any(character not in _VALUE for character in plain):
        raise CodeError(f"not a character of the code alphabet in {text!r}")
    if check_character(plain[:8]) != plain[8]:
        raise CodeError(f"wrong check character in {text!r}")
    return printed(plain)


def printed(plain: str) -> str:
    return f"{plain[:3]}-{plain[3:6]}-{plain[6:]}"


def derive(path: str) -> str:
    """The code of a release that has none: from SHA-256 of its path below the content folder."""
    digest = hashlib.sha256(path.encode()).digest()
    number = int.from_bytes(digest[:5], "big")
    body = "".join(ALPHABET[number >> shift & 31] for shift in range(35, -5, -5))
    return printed(body + check_character(body))


def mint(choose: Callable[[str], str] = secrets.choice) -> str:
    """A new random code."""
    body = "".join(choose(ALPHABET) for _ in range(8))
    return printed(body + check_character(body))
