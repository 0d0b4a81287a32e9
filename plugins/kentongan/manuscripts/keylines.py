"""One line of a file: is it a key with its value, however it was typed?

Phones and word processors put no-break spaces, wide colons, invisible characters, list marks and
stars that look no different. A line is read as it looks.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kentongan.domain.folding import fold
from kentongan.manuscripts.keys import KNOWN, key_of

_PLAIN = re.compile(r"([A-Za-z][A-Za-z0-9 _-]{0,39}?)[ \t]*:(?:[ \t]+(.*)|)$")
# What folding keeps but a key line must not hold: signs drawn like a colon, dashes, blanks.
_SIGNS = str.maketrans(
    dict.fromkeys("\u02d0\u02f8\u0589\u05c3\u2236\ua789\ufe30", ":")
    | dict.fromkeys("–—", "-")
    | dict.fromkeys("\t\u2800", " ")
)
_MARKS = " *_~`\"'“”‘’"
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,40}>")
_LOOSE = re.compile(
    r"(?P<opening>[\W_]*(?:\d{1,2}[.)]?[\W_]+)?)"
    r"(?P<key>[^\W\d_][\w ./-]{0,39}?)"
    r"(?:[^\w:=;|→-]|_)*"
    r"(?P<sign>:|=+>?|;|\||-+>|→|\s-+(?=\s))"
    r"(?P<value>.*)$",
    re.S,
)


class KeyLine(NamedTuple):
    """A key with the value after its colon, both as typed, without marks."""

    key: str
    value: str


class LooseLine(NamedTuple):
    """What may be meant as a key; `sign` separates it from its value."""

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
    """The text after the first colon, as typed."""
    place = next(
        place for place, letter in enumerate(line) if visible(letter).strip().startswith(":")
    )
    return line[place + 1 :].strip(" \t\xa0*_~`\u200b\u200c\u200d\ufeff")


def read_loose(line: str) -> LooseLine | None:
    """The words before the first sign that may separate a key from its value."""
    match = _LOOSE.match(untagged(visible(line)))
    if match is None:
        return None
    key = match["key"].strip(_MARKS + "-.")
    return LooseLine(key, match["sign"].strip(), match["value"].strip(_MARKS)) if key else None


def untagged(line: str) -> str:
    """The line without HTML tags."""
    return _TAG.sub("", line) if "<" in line else line


def visible(text: str) -> str:
    """The text as it looks: one kind of blank, dash and colon, nothing invisible."""
    folded = fold(text)
    return folded.replace("\t", " ") if folded.isascii() else folded.translate(_SIGNS)
