"""Where and when a text was signed: `Pasuruan, 9 Mei 2026`, and who signed it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kentongan.domain.dates_in_text import FoundDate, find
from kentongan.domain.people import position_start
from kentongan.domain.ranks import police_ranks

_PLACE_AND = re.compile(
    r"(?:(?:dikeluarkan|dibuat|ditetapkan) (?:di|pada)\b.*|[A-Z][\w .'’-]{2,40})"
)
_ON = re.compile(r"pada (?:tanggal|tgl)\b\s*:?\s*$", re.IGNORECASE)
_FROM_END, _FROM_START = 8, 3  # lines at either end in which such a line may stand
_ALONE = 2  # lines at the end in which `Kamis, 21 Mei 2026` needs no place
_MOST_SIGNERS = 4  # lines
_LONGEST = 70  # characters of a line


@dataclass(frozen=True, slots=True)
class Closing:
    """`line` is that of the date among the lines, -1 where there is none; `signature` is below."""

    found: FoundDate | None = None
    line: int = -1
    signature: str = ""


def read_closing(
    lines: Sequence[str], framing: Sequence[str], *, year: int | None, reference: date | None
) -> Closing:
    """The closing of a text in `lines`, or among the `framing` lines that were taken off it."""
    count = len(lines)
    places = [
        *range(count - 1, max(-1, count - 1 - _FROM_END), -1),
        *range(min(_FROM_START, count)),
    ]
    for at in places:
        found = _date(lines[at], year, reference, may_stand_alone=count - at <= _ALONE)
        if found:
            return Closing(found, at, _signature(lines[at + 1 :]))
    for line in framing:
        found = _date(line, year, reference, may_stand_alone=True)
        if found:
            return Closing(found, -1, _signature(lines[-_MOST_SIGNERS:]))
    return Closing(None, -1, _signature(lines[-_MOST_SIGNERS:]))


def _date(
    line: str, year: int | None, reference: date | None, *, may_stand_alone: bool = False
) -> FoundDate | None:
    """The date of a line that holds nothing but a place and that date."""
    if len(line) > _LONGEST or not any(character.isdigit() for character in line):
        return None
    for found in find(line, year=year, reference=reference):
        before, after = line[: found.start].strip(), line[found.end :].strip(" .)")
        named = before.endswith(",") and _PLACE_AND.fullmatch(before.rstrip(" ,"))
        alone = may_stand_alone and not before and found.weekday_stated
        if not after and found.until is None and (named or alone or _ON.fullmatch(before)):
            return found
    return None


def _signature(lines: Sequence[str]) -> str:
    """The lines of whom signs as one: position, rank and name."""
    short = [line for line in lines[:_MOST_SIGNERS] if line and len(line) <= _LONGEST]
    text = " ".join(short)
    return text if position_start().match(text, 0) and police_ranks(text) else ""
