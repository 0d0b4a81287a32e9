"""A weekday that does not fit its date: one of the two is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.domain import dates
from kentongan.domain.calendar import WEEKDAYS
from kentongan.gate.document import Document
from kentongan.gate.model import Hit, Rule
from kentongan.gate.pattern import alone

# The first word of each; `jum` of Jum'at too.
_WEEKDAYS = frozenset(name.partition(" ")[0] for name in WEEKDAYS) | {"jum"}
_REACH = 120  # characters


def find(document: Document) -> Iterator[Hit]:
    if not _is_near_number(document):
        return
    for dated in document.dates:
        if dated.weekday_ok is False and dated.date:
            right = dates.WEEKDAY_NAMES[dated.date.weekday()]
            text = document.text[dated.start : dated.end]
            mend = (f"Tulis {right}", text.replace(dated.weekday_stated, right, 1))
            detail = f": {dates.short(dated.date)} adalah {right}."
            yield Hit(dated.start, dated.end, text, detail, mends=(mend,))


def _is_near_number(document: Document) -> bool:
    """Whether a weekday stands close enough to a number to belong to its date."""
    return any(
        start - _REACH <= at <= end + _REACH
        for word in document.words & _WEEKDAYS
        for at in alone(document.lowered, word)
        for start, end in document.digits
    )


RULE = Rule(
    code="redaksi.W001",
    type="weekday",
    message="Hari tidak cocok dengan tanggalnya",
    fix="periksa kalender, lalu betulkan hari atau tanggal.",
    ground="kaidah redaksi",
    find=find,
    must=(
        "Patroli digelar Senin (30/08/2024) malam.",
        "Apel berlangsung Rabu, 4 Mei 2026.",
    ),
    must_not=(
        "Patroli digelar Jumat (30/08/2024) malam.",
        "Patroli digelar Senin malam.",
        "Apel berlangsung Senin, 4 Mei 2026.",
    ),
)
