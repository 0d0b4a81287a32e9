"""Measured figures beside what they should be, as a table and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement. Without a limit it informs; without a value it could not be taken."""

    group: str
    name: str
    value: float | None
    unit: str = ""
    limit: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def verdict(self) -> str:
        if self.value is None:
            return "tidak diukur"
        if self.limit is None:
            return ""
        is_met = self.value >= self.limit if self.at_least else self.value <= self.limit
        return "ok" if is_met else "MELESET"


def table(figures: Iterable[Figure]) -> str:
    lines = [f"{'':<46}{'nilai':>10}{'target':>12}  {'satuan':<10}"]
    for group, members in groupby(figures, key=lambda one: one.group):
        lines.append(group)
        lines += [_line(figure) for figure in members]
    return "\n".join(lines)


def _line(one: Figure) -> str:
    value = "-" if one.value is None else _number(one.value)
    sign = "≥" if one.at_least else "≤"
    limit = "" if one.limit is None else f"{sign} {_number(one.limit)}"
    note = f"  ({one.note})" if one.note else ""
    return f"  {one.name:<44}{value:>10}{limit:>12}  {one.unit:<10}{one.verdict}{note}".rstrip()


def _number(value: float) -> str:
    """As Indonesians write it: a comma before the decimals."""
    text = f"{value:,.0f}" if value == int(value) or abs(value) >= 1000 else f"{value:.3g}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def as_json(figures: Iterable[Figure]) -> list[dict[str, Any]]:
    return [asdict(figure) | {"verdict": figure.verdict} for figure in figures]
