"""A file split into its fields, as typed, and its body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kentongan.domain.problems import Problem
from kentongan.manuscripts.keys import Shape

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
SEPARATORS = {"list": ",", "entries": ";"}


@dataclass(frozen=True, slots=True)
class Field:
    """A field as written: `values` are its list items or lines, `line` counts from 1.

    `listed` says that they are the items of a YAML list, which hold commas and semicolons.
    """

    key: str
    values: tuple[str, ...]
    line: int
    listed: bool = False

    @property
    def text(self) -> str:
        return " ".join(self.values)

    def items(self, shape: Shape) -> tuple[str, ...]:
        """The value split as the shape of its key demands, without empty items."""
        if shape == "text":
            parts: Sequence[str] = (self.text,)
        elif self.listed:
            parts = self.values
        else:
            sign = SEPARATORS[shape]
            parts = [part for value in self.values for part in value.split(sign)]
        return tuple(stripped for part in parts if (stripped := part.strip()))


@dataclass(frozen=True, slots=True)
class Source:
    """A split file. `body_line` is the line on which the body starts.

    `head` are the lines of the front matter from `head_line` on, without its fences.
    """

    fields: tuple[Field, ...] = ()
    body: str = field(default="", repr=False)
    body_line: int = 1
    head: tuple[str, ...] = ()
    head_line: int = 1


def has_controls(line: int) -> Problem:
    return Problem(
        "",
        line,
        "releases.W008",
        "Ada karakter kendali yang tidak terlihat; karakter itu dibuang.",
        "hapus karakter itu dari berkas, misalnya dengan mengetik ulang barisnya.",
    )
