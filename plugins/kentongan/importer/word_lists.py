"""Automatic numbers and bullets of a Word file: `1.`, `a)`, `IV.`, `-`."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from kentongan.importer.word_styles import Styles, attribute, child, local, value

_PLACEHOLDER = re.compile(r"%(\d)")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    form: str = "decimal"
    text: str = "%1."
    start: int = 1


class Numbering:
    """Gives each paragraph of a list its mark; counts with each call."""

    def __init__(self, root: Any | None, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, _Level]] = {}
        self._kinds: dict[str, str] = {}  # list → its abstract list
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        elements = list(root) if root is not None else []
        abstract = {
            attribute(e, "abstractNumId"): _levels(e) for e in elements if local(e) == "abstractNum"
        }
        for element in elements:
            if local(element) == "num":
                number, kind = attribute(element, "numId"), value(element, "abstractNumId")
                overrides = _overrides(element)
                self._kinds[number] = number if overrides else kind
                self._levels[number] = abstract.get(kind, {}) | overrides

    def mark(self, properties: Any | None) -> str:
        """The mark before a paragraph with its space, or nothing."""
        number, level = self._place(properties)
        style = value(properties, "pStyle")
        if not number:
            return "- " if self._styles.is_list_name(style) else ""
        if number == "0" or number not in self._levels:
            return ""
        form = self._levels[number].get(level, _Level())
        if form.form == "none" or not form.text:
            return ""
        if form.form == "bullet":
            return "- "
        self._count(number, level, form)
        return self._written(number, form) + " "

    def _place(self, properties: Any | None) -> tuple[str, int]:
        own = child(properties, "numPr")
        number, level = value(own, "numId"), value(own, "ilvl")
        from_style, style_level = self._styles.list_of(value(properties, "pStyle"))
        chosen = int(level) if level.isdecimal() else (style_level or 0)
        return number or from_style, min(chosen, _LEVELS - 1)

    def _count(self, number: str, level: int, form: _Level) -> None:
        counts = self._counts[self._kinds[number]]
        counts[level] = counts.get(level, form.start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]

    def _written(self, number: str, form: _Level) -> str:
        levels, counts = self._levels[number], self._counts[self._kinds[number]]

        def written(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            shape = levels.get(at, _Level())
            return figure(counts.get(at, shape.start), shape.form)

        return _PLACEHOLDER.sub(written, form.text).strip()


def _levels(element: Any) -> dict[int, _Level]:
    return {
        int(attribute(item, "ilvl") or 0): _Level(
            form=value(item, "numFmt") or "decimal",
            text=value(item, "lvlText"),
            start=_number(value(item, "start"), 1),
        )
        for item in element
        if local(item) == "lvl"
    }


def _overrides(element: Any) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for item in element:
        if local(item) == "lvlOverride":
            levels |= _levels(item)
    return levels


def _number(written: str, otherwise: int) -> int:
    return int(written) if written.isdecimal() and len(written) < 6 else otherwise


def figure(number: int, form: str) -> str:
    """A number of a list: `lowerLetter` 3 is `c`."""
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman if form == "upperRoman" else roman.lower()
    if form == "decimalZero":
        return f"{number:02}"
    return str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    written = ""
    for size, sign in _ROMAN:
        count, number = divmod(number, size)
        written += sign * count
    return written
