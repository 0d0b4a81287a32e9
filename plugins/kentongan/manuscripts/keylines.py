"""One line of a file: is it a key with its value, however it was typed?

Phones and word processors put no-break spaces, wide colons, invisible characters, list marks and
stars where nobody sees a difference. A line is read as it looks.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from kentongan.manuscripts.keys import KNOWN, key_of

_PLAIN = re.compile(r"([A-Za-z][A-Za-z0-9 _-]{0,39}?)[ \t]*:(?:[ \t]+(.*)|)$")
# Characters that are drawn like a colon and do not become one by NFKC.
_COLONS = dict.fromkeys("\u02d0\u02f8\u0589\u05c3\u2236\ua789\ufe30", ":")
_BLANKS = dict.fromkeys("\u2800\t", " ")
# What is drawn as nothing at all and is no format character (Cf).
_NOTHING = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0") | frozenset(
    map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
)
_MARKS = " *_~`\"'“”‘’"
_LOOSE = re.compile(
    r"(?P<opening>[\W_]*(?:\d{1,2}[.)]?[\W_]+)?)"
    r"(?P<key>[^\W\d_][\w ./-]{0,39}?)"
    r"(?:[^\w:=;|→-]|_)*"
    r"(?P<sign>:|=+>?|;|\||-+>|→|\s-+(?=\s))"
    r"(?P<value>.*)$",
    re.S,
)


class KeyLine(NamedTuple):
    """A key with what stands behind its colon, both as they are typed, without marks."""

    key: str
    value: str


class LooseLine(NamedTuple):
    """What may be meant as a key: `sign` is what stands between it and its value."""

    key: str
    sign: str
    value: str


def read(line: str) -> KeyLine | None:
    """The key and value of a line of front matter; None for any other line."""
    plain = _PLAIN.match(line)
    if plain:
        return KeyLine(plain[1], (plain[2] or "").strip())
    if line[:1].isspace():
        return None
    loose = read_loose(line)
    if loose is None or loose.sign != ":" or key_of(loose.key) not in KNOWN:
        return None
    return KeyLine(loose.key, _value(line))


def _value(line: str) -> str:
    """What stands behind the first colon, with its own letters."""
    place = next(
        place for place, letter in enumerate(line) if visible(letter).strip().startswith(":")
    )
    return line[place + 1 :].strip(" \t\xa0*_~`\u200b\u200c\u200d\ufeff")


def read_loose(line: str) -> LooseLine | None:
    """The words before the first sign that may part a key from its value."""
    match = _LOOSE.match(visible(line))
    if match is None:
        return None
    key = match["key"].strip(_MARKS + "-.")
    return LooseLine(key, match["sign"].strip(), match["value"].strip(_MARKS)) if key else None


def visible(text: str) -> str:
    """The text as it looks: NFKC, one kind of blank, dash and colon, nothing invisible."""
    if text.isascii():
        return text.replace("\t", " ")
    return "".join(map(_as_seen, unicodedata.normalize("NFKC", text)))


def _as_seen(letter: str) -> str:
    if letter.isascii():
        return _BLANKS.get(letter, letter)
    kind = unicodedata.category(letter)
    if kind in ("Cf", "Cc") or letter in _NOTHING:
        return ""
    if kind in ("Zs", "Zl", "Zp"):
        return " "
    if kind == "Pd" or letter == "\u2212":
        return "-"
    return _COLONS.get(letter) or _BLANKS.get(letter, letter)
