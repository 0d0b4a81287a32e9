"""The fields of one file by the names of its table, with what is wrong about their keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kentongan.domain.problems import Problem
from kentongan.domain.text import most_like
from kentongan.manuscripts import keylines, notes, slips
from kentongan.manuscripts.keys import DRAFT, Table, key_of
from kentongan.manuscripts.source import Field, Source

_TRUE = ("true", "yes", "ya", "on", "1", "benar")
_FALSE = ("false", "no", "tidak", "off", "0", "bukan")


class Values:
    """The fields of one file by their Indonesian names."""

    def __init__(self, fields: Mapping[str, Field], table: Table) -> None:
        self._fields = fields
        self._table = table

    def __contains__(self, key: str) -> bool:
        field = self._fields.get(key)
        return field is not None and bool(field.values)

    @property
    def lines(self) -> dict[str, int]:
        """The line number of each field."""
        return {name: field.line for name, field in self._fields.items()}

    def line(self, key: str) -> int:
        field = self._fields.get(key)
        return field.line if field else 0

    def text(self, key: str, default: str = "") -> str:
        field = self._fields.get(key)
        return field.text if field and field.values else default

    def items(self, key: str) -> tuple[str, ...]:
        field = self._fields.get(key)
        return field.items(self._table.shape(key)) if field else ()


def read(source: Source, table: Table) -> tuple[Values, list[Problem]]:
    """The known fields of a source; if a key occurs twice, the last one counts.

    An unknown key is a warning, unless it may be meant as one that protects.
    """
    fields: dict[str, Field] = {}
    problems: list[Problem] = []
    for written in source.fields:
        field = written
        name = name_of(field.key, table)
        if name is None and "Status" in table.keys and key_of(field.key) in DRAFT:
            if _word(field) in _FALSE:
                continue
            name, field = "Status", _status_of(field)
        if name is None:
            problems.append(slips.of_key(field, table) or _unknown(field, table))
            continue
        if table.keys[name].protects and not field.values:
            problems.append(slips.empty(name, field.line))
        if name in fields:
            problems.append(_twice(name, fields[name], field, table))
        fields[name] = field
    told = list(slips.of_lines(source, table))
    names = {field.line: name for name, field in fields.items()}
    lines = {problem.line for problem in (*problems, *told) if problem.code == slips.CODE}
    if not _is_draft(fields):  # a draft is where such notes belong
        told += (note for note in notes.of_source(source, names) if note.line not in lines)
    problems += told
    return Values(fields, table), problems


def _is_draft(fields: Mapping[str, Field]) -> bool:
    return "Status" in fields and _word(fields["Status"]) in DRAFT


def name_of(key: str, table: Table) -> str | None:
    """The name of a key in the table, however it is typed; None for one that it lacks."""
    name = table.names.get(key_of(key))
    if name is None and not re.fullmatch(r"[A-Za-z0-9 _-]*", key):
        name = table.names.get(key_of(keylines.visible(key).strip(" *_~`")))
    return name


def _status_of(field: Field) -> Field:
    """`draft: true` as a status; any other word gives no status."""
    return Field("Status", ("draf",) if _word(field) in _TRUE else field.values, field.line)


def _twice(name: str, first: Field, second: Field, table: Table) -> Problem:
    if table.keys[name].protects and _word(first) != _word(second):
        return slips.contradiction(name, first.line, second.line)
    return Problem(
        "",
        second.line,
        "releases.W005",
        f'Kunci "{name}" ditulis dua kali; yang terakhir dipakai.',
        "hapus salah satu barisnya.",
    )


def _word(field: Field) -> str:
    """A value without invisible characters, in lower case."""
    return " ".join(keylines.visible(field.text).casefold().split())


def _unknown(field: Field, table: Table) -> Problem:
    near = nearest(field.key, [*table.keys, *(key.also for key in table.keys.values() if key.also)])
    fix = f'mungkin maksudnya "{near}"?' if near else "hapus baris ini, atau lihat daftar kunci."
    shown = slips.shown(field.key)
    return Problem(
        "", field.line, "releases.W004", f'Kunci "{shown}" tidak dikenal dan diabaikan.', fix
    )


def nearest(text: str, choices: Iterable[str]) -> str:
    """The choice most like `text` without regard to case, or nothing."""
    by_form = {key_of(choice): choice for choice in choices}
    return by_form.get(most_like(key_of(text), by_form), "")
