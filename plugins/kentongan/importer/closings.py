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
    r"(?:(?:dikeluarkan|dibuat|ditetapkan) (?:di|pada)\b.*|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*){0,5})"
)
_PLACED = re.compile(r"(?:dikeluarkan|dibuat|ditetapkan) di\b[^.]{3,40}$", re.IGNORECASE)
_ON = re.compile(r"pada (?:tanggal|tgl)\b\s*:?\s*$", re.IGNORECASE)
_HOURS_ONLY = re.compile(
    r"[\s,.)]*(?:(?:pagi|siang|sore|malam|pukul|pkl|jam|sekira|sekitar|wib|wita|wit|s\.?d\.?|selesai)\b\.?"
    r"|[\d.:–-]+|[\s,)])*",
    re.IGNORECASE,
)
_FROM_END, _FROM_START = 8, 3  # lines at either end that are searched
_ALONE = 2  # lines at the end in which `Kamis, 21 Mei 2026` needs no place
_MOST_SIGNERS = 4  # lines
_LONGEST = 70  # characters of a line


@dataclass(frozen=True, slots=True)
class Closing:
    """`line` is the index of the line with the date, or -1; `signature` comes after it."""

    found: FoundDate | None = None
    line: int = -1
    signature: str = ""


def read_closing(
    lines: Sequence[str], framing: Sequence[str], *, year: int | None, reference: date | None
) -> Closing:
    """The closing of a text in `lines`, or among the `framing` lines that were removed from it."""
    count = len(lines)
    places = [
        *range(count - 1, max(-1, count - 1 - _FROM_END), -1),
        *range(min(_FROM_START, count)),
    ]
    for at in places:
        dated = _date(lines[at], year, reference, may_stand_alone=count - at <= _ALONE)
        if dated:
            return Closing(dated, at, _signature(lines[at + 1 :]))
    for line in framing:
        dated = _date(line, year, reference, may_stand_alone=True)
        if dated:
            return Closing(dated, -1, _signature(lines[-_MOST_SIGNERS:]))
    return Closing(None, -1, _signature(lines[-_MOST_SIGNERS:]))


def closes(line: str) -> bool:
    """Whether a line is the place and date of a closing, or says so: `Dikeluarkan di Lekok`."""
    return bool(_PLACED.match(line)) or _date(line, None, None) is not None


def is_only_date(line: str) -> bool:
    """Whether a line holds nothing but a day and an hour: `Kamis, 5 Mei 2026 jam 08.00 WIB`."""
    if len(line) > _LONGEST or not any(character.isdigit() for character in line):
        return False
    return any(
        not line[: dated.start].strip(" (") and _HOURS_ONLY.fullmatch(line, dated.end)
        for dated in find(line)
    )


def _date(
    line: str, year: int | None, reference: date | None, *, may_stand_alone: bool = False
) -> FoundDate | None:
    """The date of a line that holds nothing but a place and that date."""
    if len(line) > _LONGEST or not any(character.isdigit() for character in line):
        return None
    for dated in find(line, year=year, reference=reference):
        before, after = line[: dated.start].strip(" ("), line[dated.end :].strip(" .)")
        named = before.endswith(",") and _PLACE_AND.fullmatch(before.rstrip(" ,"))
        alone = may_stand_alone and not before and dated.weekday_stated
        if not after and dated.until is None and (named or alone or _ON.fullmatch(before)):
            return dated
    return None


def is_signature(line: str) -> bool:
    """Whether a line is a rank and a name, or a position with them, and no sentence."""
    if len(line) > _LONGEST or not police_ranks(line):
        return False
    return all(word[0].isupper() or not word[0].isalpha() for word in line.split())


def _signature(lines: Sequence[str]) -> str:
    """The lines of the signature joined, from the position on: position, rank and name."""
    short = [line for line in lines[:_MOST_SIGNERS] if line and len(line) <= _LONGEST]
    opens = (at for at, line in enumerate(short) if position_start().match(line, 0))
    signed = short[next(opens, len(short)) :]
    ranked = next((at for at, line in enumerate(signed) if police_ranks(line)), -1)
    if any(map(_ends_sentence, signed[:ranked])):
        return ""
    return " ".join(signed[: ranked + 1])


def _ends_sentence(line: str) -> bool:
    return line.endswith((".", ":", ";"))
