"""Pages of the site that are not releases, and the notice shown above every page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from html import escape


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

    def filled(self, values: Mapping[str, str]) -> Page:
        """With a value for each `{name}` that stands in title, summary and text."""
        title, summary, html = self.title, self.summary, self.html
        for name, value in values.items():
            mark = f"{{{name}}}"
            title, summary = title.replace(mark, value), summary.replace(mark, value)
            html = html.replace(mark, escape(value, quote=False))
        return replace(self, title=title, summary=summary, html=html)


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
