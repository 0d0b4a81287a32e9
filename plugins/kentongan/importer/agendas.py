"""Programmes of a day: whose rows begin with an hour, and whose day is that of the event."""

from __future__ import annotations

import re

_ROW = re.compile(
    r"(?:[-–+*•]\s+|\(?\d{1,2}[.)]\s+)?[\[(]?(?:(?:pukul|pkl\.?|jam)\s*)?"
    r"(?:[01]?\d|2[0-4])[.:][0-5]\d\b"
    r"|(?:minggu|pekan)\s+(?:ke-?\s?)?(?:[ivx]+|\d|\w+)\s?:",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\W*(?:\w+ ){0,2}(?:agenda|kalender|rundown|jadwal|susunan acara|rangkaian acara|run down)\b"
    r"|\W*(?:giat|kegiatan)\b[^\n]*\b(?:hari|pekan|minggu|bulan) ini\b",
    re.IGNORECASE,
)
_FEWEST_ROWS = 2


def is_programme(text: str) -> bool:
    """Whether lines of a text tell what happens at which hour: `09.00 WITA : Audiensi`."""
    return sum(1 for line in text.split("\n") if _ROW.match(line)) >= _FEWEST_ROWS


def is_agenda(title: str, text: str) -> bool:
    """Whether a title announces the programme below it."""
    return bool(_NAMED.match(title)) and is_programme(text)
