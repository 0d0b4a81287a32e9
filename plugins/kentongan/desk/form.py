"""The form in which `humas baru` and `humas impor` ask: the same fields, the same words."""

from __future__ import annotations

from datetime import date, tzinfo

import click

from kentongan.desk.asking import INTRODUCTION, Choice, answered
from kentongan.domain import dates
from kentongan.domain.release import KINDS
from kentongan.domain.units import Registry, Unit
from kentongan.importer.draft import Draft, Question
from kentongan.manuscripts.keys import RELEASE
from kentongan.newsroom import answers

# Keys that the form asks for anyway, or that a new release does not have.
_ASKED = ("Judul", "Satuan", "Tanggal", "Jenis", "Ralat")
_TITLE_EXAMPLE = "Tulis judulnya dalam satu baris: siapa berbuat apa."
_KINDS = [Choice(slug, f"{slug:<14}{name}") for slug, name in KINDS.items()]


class Form:
    """Asks for the fields of one release; says once how to answer."""

    def __init__(self, units: Registry, zone: tzinfo) -> None:
        self._units = units
        self._zone = zone
        self._is_open = False

    def title(self, proposal: str = "") -> str:
        self._open()
        return answered("Judul", answers.title_of, proposal=proposal, example=_TITLE_EXAMPLE)

    def unit(self, proposal: str = "") -> Unit:
        self._open()
        return answered("Satuan", self._unit, proposal=proposal, choices=self._unit_choices())

    def unit_name(self, draft: Draft) -> str:
        """The unit of a draft. A unit that the registry does not know yet may stay as named."""
        self._open()
        known = draft.unit or draft.nearest_unit
        named = draft.unit_name or ""
        proposal = known.name if known else self._units.nearest(named) or named
        if not len(self._units):
            return answered("Satuan", answers.title_of, proposal=proposal)

        def understand(typed: str) -> str:
            if typed and typed == named == proposal:
                return typed
            unit = self._unit(typed)
            # A part of a unit acts for it: the text's own name is kept.
            return named if named and unit == known else unit.name

        return answered("Satuan", understand, proposal=proposal, choices=self._unit_choices())

    def day(self, proposal: date) -> date:
        self._open()

        def understand(typed: str) -> date:
            return answers.day_of(typed, self._zone, proposal)

        return answered(
            "Tanggal",
            understand,
            proposal=dates.short(proposal),
            example=f"Tulis misalnya {dates.short(proposal)} atau {proposal:%d/%m/%Y}.",
        )

    def kind(self, proposal: str = "siaran-pers") -> str:
        self._open()
        return answered("Jenis", answers.kind_of, proposal=proposal, choices=_KINDS)

    def official(self) -> str:
        self._open()
        return answered("Narasumber (boleh kosong)", str)

    def more(self, draft: Draft) -> dict[str, str]:
        """Asks for further keys of the kind that the text leaves open; skips empty answers."""
        given = {
            question.key: self._open_question(question)
            for question in draft.questions
            if question.key in RELEASE.keys and question.key not in _ASKED
        }
        return {key: value for key, value in given.items() if value}

    def _open_question(self, question: Question) -> str:
        click.echo(f"  {question.sentence}", err=True)
        return answered(f"{question.key} (boleh kosong)", str, proposal=question.proposal)

    def _open(self) -> None:
        if not self._is_open:
            click.echo(INTRODUCTION, err=True)
            self._is_open = True

    def _unit(self, typed: str) -> Unit:
        if not typed:
            raise answers.NotUnderstood("Sebutkan satuannya; ? menampilkan daftarnya.")
        return answers.unit_of(self._units, typed)

    def _unit_choices(self) -> list[Choice]:
        """All units, each further in than the one above it."""
        return [
            Choice(unit.slug, "  " * len(self._units.ancestors(unit.slug)) + unit.name)
            for unit in self._units
        ]
