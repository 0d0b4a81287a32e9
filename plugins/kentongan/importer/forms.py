"""Form lines of a text: `Ciri-ciri : kaos merah`, `NAMA – AGUS`, `Nama: Bayu, umur: 9 tahun`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kentongan.domain import tables

_LEAD = re.compile(r"^(?:[-–+*•]\s+|\(?\d{1,2}[.)]\s*|\(?(?:[A-Za-z]|[IVX]{2,4})[.)]\s+)?")
_LABEL = re.compile(
    r"(?P<label>[Cc]iri ?[–—-] ?[Cc]iri(?:nya)?\b[\w .'’/-]{0,40}(?=:)"
    r"|[Cc]iri ?[–—-] ?[Cc]iri\b[a-z ]{0,20}|[A-Za-z][A-Za-z/&.,() -]{0,38}?2?)\s*"
    r"(?P<sign>(?:\|\s*)?[:=]|\s[–—-](?=\s))\s*"
)
_NEXT = re.compile(r"[,;]\s+(?=(?P<label>[A-Za-z][A-Za-z -]{1,20}?)\s*[:=]\s*\S)")
_LONGEST = 300  # characters of a value; a longer one is a paragraph


@dataclass(frozen=True, slots=True)
class Entry:
    """A form line. `role` is one of the names in labels.toml; `line` counts the paragraphs."""

    role: str
    label: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Form:
    entries: tuple[Entry, ...] = ()

    def values(self, *roles: str) -> list[str]:
        return [entry.value for entry in self.entries if entry.role in roles and entry.value]

    def first(self, *roles: str) -> str:
        """The first value, by the order of `roles`."""
        for role in roles:
            if values := self.values(role):
                return values[0]
        return ""

    def lines(self, *roles: str) -> frozenset[int]:
        return frozenset(e.line for e in self.entries if not roles or e.role in roles)


@cache
def _roles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = tables.read(Path(__file__).with_name("labels.toml"))
    return tuple((role, re.compile("|".join(words))) for role, words in table.items())


def read_form(lines: Sequence[str]) -> Form:
    """The form lines among the lines of a text in plain words."""
    return Form(tuple(entry for at, line in enumerate(lines) for entry in _entries(line, at)))


def _entries(line: str, at: int) -> Iterator[Entry]:
    lead = _LEAD.match(line)
    match = _LABEL.match(line, lead.end() if lead else 0)
    role = role_of(match["label"]) if match else ""
    if match is None or not role or len(line) - match.end() > _LONGEST:
        return
    value = line[match.end() :]
    parts = [part for part in _NEXT.finditer(value) if role_of(part["label"])]
    first_end = parts[0].start() if parts else len(value)
    yield Entry(role, match["label"], value[:first_end].strip(), at)
    if parts:
        yield from _entries(value[parts[0].end() :], at)


@cache
def role_of(label: str) -> str:
    """The role of a label; empty for words that are not a label."""
    bare = " ".join(label.casefold().replace("(", " ").replace(")", " ").split()).strip(" .,-")
    return next((role for role, pattern in _roles() if pattern.fullmatch(bare)), "")
