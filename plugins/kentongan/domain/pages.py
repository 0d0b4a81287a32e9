"""Pages of the site that are not releases, and the notice shown above every page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Page:
    """A page of `content/halaman/`; `url` is root-relative."""

    slug: str
    url: str
    title: str
    html: str = field(repr=False)
    path: str = ""
    summary: str = ""
    lang: str = "id"


@dataclass(frozen=True, slots=True)
class Banner:
    """The site-wide notice (`content/peringatan.md`) and the period in which it is shown."""

    title: str
    level: str  # info, waspada, darurat
    html: str
    valid_until: datetime | None = None
    valid_from: datetime | None = None

    def is_in_force(self, is_past: Callable[[datetime], bool]) -> bool:
        """Whether it is shown now; `is_past` says whether a moment has come."""
        has_started = self.valid_from is None or is_past(self.valid_from)
        return has_started and (self.valid_until is None or not is_past(self.valid_until))
