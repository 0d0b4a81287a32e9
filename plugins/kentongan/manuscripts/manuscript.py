"""What reading one file gave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from kentongan.domain.pages import Banner, Page
from kentongan.domain.problems import Problem
from kentongan.domain.release import Release
from kentongan.domain.units import Unit
from kentongan.storage.stamps import Stamp

UNSTAMPED: Stamp = (0, 0, 0, 0)

T = TypeVar("T", bound=Release | Unit | Page | Banner)


@dataclass(frozen=True, slots=True)
class Manuscript(Generic[T]):
    """One file. `value` is None where its problems leave nothing to show.

    `is_public` is false where the file itself clearly says that the public must not see
    it now; `until` is the moment at which that ends by itself. `lines` tells on which line each
    key stands, `code` is that of a release.
    """

    path: str
    value: T | None
    problems: tuple[Problem, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)
    is_public: bool = True
    stamp: Stamp = UNSTAMPED
    code: str = ""
    until: datetime | None = None

    def located(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """The problems that later checks found in the file, with the lines of its keys."""
        return tuple(
            problem.on(self.lines)._replace(is_public=self.is_public) for problem in problems
        )
