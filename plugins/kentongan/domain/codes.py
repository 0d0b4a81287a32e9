"""The permanent code of a release: `4K7-Q2M-9XC`, eight characters and a check.

All eight are random; in a district with a mark of two characters the last two are the mark
(`QCE-4Q7-FNW` is of the district `FN`), so that districts never give the same code.

Crockford's base 32 (no I, L, O, U); the ninth character is a Luhn mod N check over the
same alphabet, which catches every single mistyped character and nearly every swap of
neighbours.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MARK_LENGTH = 2
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
    plain = _plain(text)
    if len(plain) != 9:
        raise CodeError(f"a code has nine characters, not {len(plain)}: {text!r}")
    if any(character not in _VALUE for character in plain):
        raise CodeError(f"not a character of the code alphabet in {text!r}")
    if check_character(plain[:8]) != plain[8]:
        raise CodeError(f"wrong check character in {text!r}")
    return printed(plain)


def _plain(text: str) -> str:
    """What was typed, in the characters of the alphabet and without separators."""
    return "".join(text.split()).replace("-", "").upper().translate(_READ_AS)


def near(text: str) -> list[str]:
    """The codes that differ from this text by one typing mistake."""
    plain = _plain(text)
    typed = {plain + character for character in ALPHABET}
    for position in range(len(plain)):
        head, tail = plain[:position], plain[position + 1 :]
        typed.add(head + tail)
        typed.add(head + tail[:1] + plain[position] + tail[1:])
        for character in ALPHABET:
            typed |= {head + character + tail, head + character + plain[position:]}
    return sorted(printed(plain) for plain in typed if _is_right(plain))


def _is_right(plain: str) -> bool:
    well_formed = len(plain) == 9 and set(plain) <= set(ALPHABET)
    return well_formed and check_character(plain[:8]) == plain[8]


def printed(plain: str) -> str:
    return f"{plain[:3]}-{plain[3:6]}-{plain[6:]}"


def normalise_mark(text: str) -> str:
    """The mark of a district as codes hold it; empty for none. Raises CodeError."""
    plain = text.strip().upper().translate(_READ_AS)
    if plain and (len(plain) != MARK_LENGTH or any(sign not in _VALUE for sign in plain)):
        raise CodeError(f"a mark has two characters of the code alphabet: {text!r}")
    return plain


def mark_of(code: str) -> str:
    """The characters of a printed code that name the district, where districts have marks."""
    return code.replace("-", "")[8 - MARK_LENGTH : 8]


def derive(path: str, mark: str = "") -> str:
    """The code of a release that has none: from SHA-256 of its path below the content folder.

    Equal paths of two districts give different codes when both have a mark.
    """
    digest = hashlib.sha256((f"{mark}\0{path}" if mark else path).encode()).digest()
    number = int.from_bytes(digest[:5], "big")
    return _marked("".join(ALPHABET[number >> shift & 31] for shift in range(35, -5, -5)), mark)


def _by_chance(letters: str) -> str:
    import secrets  # which no build needs

    return secrets.choice(letters)


def mint(mark: str = "", choose: Callable[[str], str] = _by_chance) -> str:
    """A new random code."""
    return _marked("".join(choose(ALPHABET) for _ in range(8)), mark)


def _marked(body: str, mark: str) -> str:
    body = body[: 8 - len(mark)] + mark
    return printed(body + check_character(body))
