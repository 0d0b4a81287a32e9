"""The values of the gate: rules, hits in a text, and findings that staff can act on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kentongan.gate.document import Document


class Hit(NamedTuple):
    """A place in `Document.text` where a rule applies. `detail` is added to the message."""

    start: int
    end: int
    text: str
    detail: str = ""


class Person(NamedTuple):
    """A private person at `start:end` of the text. `role` is victim, suspect, witness or child.

    `why` says in Indonesian, behind "karena", by what the words were known for a name.
    """

    start: int
    end: int
    name: str
    role: str
    age: int | None = None
    is_child: bool = False
    is_family: bool = False
    is_initials: bool = False
    why: str = ""


class Rule(NamedTuple):
    """One rule. `must` and `must_not` are texts that it has to find, and to leave alone.

    `absolute` rules cannot be overridden with `Izin`.
    """

    code: str
    type: str
    message: str
    fix: str
    ground: str
    find: Callable[[Document], Iterable[Hit]]
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    absolute: bool = False


class Finding(NamedTuple):
    """A hit with its rule. `text` is the datum itself: it must not leave the importer's output.

    `line` counts from 1 in the file (0: front matter); `also` names the other places.
    """

    code: str
    type: str
    text: str
    masked: str
    message: str
    fix: str
    field: str
    line: int
    also: tuple[str, ...] = ()
    absolute: bool = False
    sentence: str = ""
