"""Reads what staff type: a unit, a day, a kind; else says why not, with a proposal."""

from __future__ import annotations

import re
from datetime import date, tzinfo

from kentongan.domain import dates
from kentongan.domain.release import KINDS
from kentongan.domain.text import most_like, slugify
from kentongan.domain.units import AmbiguousUnit, Registry, Unit, UnknownUnit
from kentongan.manuscripts.fields import nearest
from kentongan.newsroom.errors import NewsroomError

_MOST_NAMED = 8


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
        near = [error.nearest] if error.nearest else _named_like(units, typed)
        if len(near) > 1:
            names = ", ".join(near[:_MOST_NAMED])
            raise NotUnderstood(f"“{typed}” dapat berarti beberapa satuan: {names}.") from None
        hint = f" Maksud Anda “{near[0]}”?" if near else ""
        raise NotUnderstood(f"Satuan “{typed}” tidak dikenal.{hint}", "".join(near)) from None
    except AmbiguousUnit as error:
        names = ", ".join(unit.slug for unit in error.candidates)
        raise NotUnderstood(f"“{typed}” dapat berarti beberapa satuan: {names}.") from None


def _named_like(units: Registry, typed: str) -> list[str]:
    """The units that have the typed words in their name, or nearly: `grati`, `grti`."""
    words = typed.casefold().split()
    parts = {unit.name: unit.name.casefold().split() for unit in units}
    exactly = [name for name, own in parts.items() if words and set(words) <= set(own)]
    if exactly:
        return exactly
    return [
        name for name, own in parts.items()
        if words and all(most_like(word, own, least=0.75) for word in words)
    ]  # fmt: skip


def day_of(typed: str, zone: tzinfo, near: date | None = None) -> date:
    """A day, without a weekday or with the right one. Raises NotUnderstood.

    A day without a year gets as proposal the year in which it lies nearest to `near`; it is `near`
    where it has its day and month.
    """
    try:
        parsed = dates.parse(typed, zone)
    except dates.DateError as error:
        if near and (day := _nearest_year(typed, zone, near)):
            if day == near:
                return day
            proposal = dates.short(day)
            sentence = f"Tanggal “{typed}”: {error.reason}. Maksud Anda {proposal}?"
            raise NotUnderstood(sentence, proposal) from None
        hint = f" Maksud Anda {error.hint}?" if error.hint else ""
        sentence = f"Tanggal “{typed}”: {error.reason}.{hint}"
        raise NotUnderstood(sentence, _mended(typed, error.hint, zone)) from None
    day = parsed.moment.date()
    if parsed.weekday_ok is False:
        raise NotUnderstood(
            f"Tanggal “{typed}” jatuh pada hari {parsed.weekday}.", dates.short(day)
        )
    return day


def _nearest_year(typed: str, zone: tzinfo, near: date) -> date | None:
    """The day that becomes one with a year behind it, as near to another as can be."""
    days = []
    for year in (near.year - 1, near.year, near.year + 1):
        for sign in (" ", "/", "-", "."):
            try:
                days.append(dates.parse(f"{typed}{sign}{year}", zone).moment.date())
            except dates.DateError:
                continue
    return min(days, key=lambda day: abs(day - near), default=None)


def _mended(typed: str, hint: str, zone: tzinfo) -> str:
    """The date with its misspelt word replaced, or the hint itself, where that is a date."""
    words = [word for word in re.findall(r"[^\W\d_]+", typed) if hint]
    near = most_like(hint.lower(), [word.lower() for word in words])
    mended = re.sub(near, hint, typed, flags=re.I) if near else hint
    for text in (mended, hint):
        try:
            return dates.short(dates.parse(text, zone).moment)
        except dates.DateError:
            continue
    return ""


def kind_of(typed: str) -> str:
    """The slug of a kind, from its slug or its name. Raises NotUnderstood."""
    kind = slugify(typed)
    named = {slugify(name): slug for slug, name in KINDS.items()}
    if slug := named.get(kind, kind if kind in KINDS else ""):
        return slug
    parts = [slug for slug in KINDS if kind and kind in slug.split("-")]  # `hilang`
    near = parts[0] if parts else named.get(nearest(kind, named)) or nearest(kind, KINDS)
    hint = f" Maksud Anda {near}?" if near else ""
    sentence = f"Jenis “{typed}” tidak dikenal.{hint} Pilihannya: {', '.join(KINDS)}."
    raise NotUnderstood(sentence, near)


def title_of(typed: str) -> str:
    """A title on one line. Raises NotUnderstood."""
    title = " ".join(typed.split())
    if not any(letter.isalnum() for letter in title):
        raise NotUnderstood("Judul kosong.")
    return title
