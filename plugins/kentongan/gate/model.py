"""The values of the gate: rules, hits in a text, and findings that staff can act on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kentongan.domain.problems import Mend
    from kentongan.gate.document import Document
    from kentongan.gate.text import Place


class Hit(NamedTuple):
    """A place in `Document.text` where a rule applies; an end of 0: none in particular.

    `detail` is added to the message. `fix` stands for that of the rule where it does not fit.
    `permits` is what a permit is for where that is no sentence.
    """

    start: int
    end: int
    text: str
    detail: str = ""
    mends: tuple[Mend, ...] = ()
    fix: str = ""
    permits: str = ""


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


class Occurrence(NamedTuple):
    """One more place where the same datum stands, and what may stand there instead."""

    place: Place | None
    mends: tuple[Mend, ...] = ()


class Finding(NamedTuple):
    """A hit with its rule. `text` is the datum itself: it must not leave the importer's output.

    `also` are the other places, `excerpt` is the sentence with the datum masked.
    """

    code: str
    type: str
    text: str
    masked: str
    message: str
    fix: str
    place: Place | None = None
    also: tuple[Occurrence, ...] = ()
    absolute: bool = False
    sentence: str = ""
    excerpt: str = ""
    mends: tuple[Mend, ...] = ()

    @property
    def field(self) -> str:
        return self.place.part.field if self.place else ""

    @property
    def line(self) -> int:
        """Counts from 1 in the file (0: where it stands is not known)."""
        return self.place.line if self.place else 0
