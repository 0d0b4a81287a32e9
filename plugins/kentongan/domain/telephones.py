"""Telephone numbers as machines dial them, from the way people write them."""

from __future__ import annotations

import re

_COUNTRY = "62"
# What follows a number and is no part of it: `(0343) 424000 pes. 12`, `… (SPKT)`, `… / 424001`.
_REST = re.compile(r"[A-Za-z/;,].*", re.DOTALL)


def dialled(written: str) -> str:
    """`(0343) 424-000 pes. 12` → `0343424000`; a plus before the country stays."""
    number = _REST.sub("", written)
    plus = "+" if number.lstrip(" (").startswith("+") else ""
    return plus + "".join(digit for digit in number if digit.isascii() and digit.isdigit())


def international(written: str) -> str:
    """`0812-3456-789` → `628123456789`, as WhatsApp asks for it."""
    digits = dialled(written).removeprefix("+")
    return _COUNTRY + digits[1:] if digits.startswith("0") else digits
