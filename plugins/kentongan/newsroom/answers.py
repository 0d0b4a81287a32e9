"""Reads what staff type: a unit, a day, a kind; else says why not, with a proposal."""

from __future__ import annotations

import difflib
import re
from datetime import date, tzinfo

from kentongan.domain import dates
from kentongan.domain.release import KINDS
from kentongan.domain.text import slugify
from kentongan.domain.units import AmbiguousUnit, Registry, Unit, UnknownUnit
from kentongan.manuscripts.fields import nearest
from kentongan.newsroom.errors import NewsroomError


class NotUnderstood(NewsroomError):
    """A word that names nothing. `proposal` is an acceptable answer; it may be empty."""

    def __init__(self, sentence: str, proposal: str = "") -> None:
        super().__init__(sentence)
        self.proposal = proposal


def unit_of(units: Registry, typed: str) -> Unit:
    """The unit with this slug, name or alias. Raises NotUnderstood."""
    try:
        return units.find(typed)
    except UnknownUnit as error:
        hint = f" Maksud Anda “{error.nearest}”?" if error.nearest else ""
        raise NotUnderstood(f"Satuan “{typed}” tidak dikenal.{hint}", error.nearest) from None
    except AmbiguousUnit as error:
        names = ", ".join(unit.slug for unit in error.candidates)
        raise NotUnderstood(f"“{typed}” dapat berarti beberapa satuan: {names}.") from None


def day_of(typed: str, zone: tzinfo) -> date:
    """A day, without a weekday or with the right one. Raises NotUnderstood."""
    try:
        parsed = dates.parse(typed, zone)
    except dates.DateError as error:
        hint = f" Maksud Anda {error.hint}?" if error.hint else ""
        sentence = f"Tanggal “{typed}”: {error.reason}.{hint}"
        raise NotUnderstood(sentence, _mended(typed, error.hint, zone)) from None
    day = parsed.moment.date()
    if parsed.weekday_ok is False:
        raise NotUnderstood(
            f"Tanggal “{typed}” jatuh pada hari {parsed.weekday}.", dates.short(day)
        )
    return day


def _mended(typed: str, hint: str, zone: tzinfo) -> str:
    """The date with its misspelt word replaced, or the hint itself, where that is a date."""
    words = [word for word in re.findall(r"[^\W\d_]+", typed) if hint]
    near = difflib.get_close_matches(hint.lower(), [word.lower() for word in words], n=1)
    for text in (*(re.sub(word, hint, typed, flags=re.I) for word in near), hint):
        try:
            return dates.short(dates.parse(text, zone).moment)
        except dates.DateError:
            continue
    return ""


def kind_of(typed: str) -> str:
    """The slug of a kind. Raises NotUnderstood."""
    kind = slugify(typed)
    if kind not in KINDS:
        near = nearest(kind, KINDS)
        hint = f" Maksud Anda {near}?" if near else ""
        sentence = f"Jenis “{typed}” tidak dikenal.{hint} Pilihannya: {', '.join(KINDS)}."
        raise NotUnderstood(sentence, near)
    return kind


def title_of(typed: str) -> str:
    """A title on one line. Raises NotUnderstood."""
    title = " ".join(typed.split())
    if not any(letter.isalnum() for letter in title):
        raise NotUnderstood("Judul kosong.")
    return title
