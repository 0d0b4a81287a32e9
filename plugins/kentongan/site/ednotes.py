"""What a portal repeats of the `edNote` of a ninjs object: corrections, and what a right of reply
answers. A site writes them there, a portal reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from kentongan.domain.release import Correction

MOST = 20  # corrections of one release that a portal repeats
_LONGEST = 40_000  # characters of a note that are read
_WRONG, _RIGHT = ": sebelumnya tertulis ", " Yang benar: "
_START = re.compile(rf"(?:\A| )Ralat (?=\d{{4}}-\d\d-\d\d\S{{1,30}}{_WRONG})")
_REPLY = "Hak jawab atas: "
_REPLY_TO = re.compile(rf"(?:\A| ){_REPLY}(\S{{1,2000}})(?= |\Z)")
_AFTER = re.compile(r" (?:Hak jawab|Hak jawab atas|Digabung ke): ")


def correction(moment: str, wrong: str, right: str) -> str:
    return f"Ralat {moment}{_WRONG}{wrong}{_RIGHT}{right}"


def reply_to(address: str) -> str:
    return _REPLY + address


def answered(note: str) -> str:
    """The address of the release to which this one is a right of reply; empty for none."""
    addresses = _REPLY_TO.findall(note[:_LONGEST])
    return str(addresses[-1]) if addresses else ""


def corrections(note: str) -> tuple[Correction, ...]:
    """The corrections in a note, as `correction` wrote them; others' notes may hold anything."""
    return tuple(_read(note))[:MOST]


def _read(note: str) -> Iterator[Correction]:
    for part in _START.split(note[:_LONGEST])[1:]:
        moment, _, rest = part.partition(_WRONG)
        wrong, _, right = rest.partition(_RIGHT)
        right = _AFTER.split(right, 1)[0]
        with suppress(ValueError):
            at = datetime.fromisoformat(moment)
            if at.tzinfo and wrong.strip() and right.strip():
                yield Correction(at, wrong.strip(), right.strip())
