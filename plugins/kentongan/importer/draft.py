"""What was read from a press text: a draft, and what staff should be asked about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from kentongan.domain import dates
from kentongan.domain.dates_in_text import likely_year
from kentongan.domain.release import PERSON_KINDS, Official
from kentongan.domain.units import Unit
from kentongan.importer.corrections import Correction
from kentongan.importer.quotations import Quotation

# A search is proposed to stay open for this many days.
_SEARCH_DAYS = {"orang-hilang": 90, "dpo": 365}


@dataclass(frozen=True, slots=True)
class Question:
    """Something that the text does not settle. `key` is the key of the front matter it is about.

    `proposal` is a value for that key; it may be empty.
    """

    key: str
    sentence: str
    proposal: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A release as far as its text tells it. `body` is Markdown, `text` the same in plain words."""

    title: str | None
    day: date | None
    weekday_ok: bool | None
    dateline: str | None
    unit_name: str | None
    unit: Unit | None
    parent_units: tuple[str, ...]
    officials: tuple[Official, ...]
    quotes: tuple[Quotation, ...]
    kind: str
    location: str | None
    summary: str
    tags: tuple[str, ...]
    privacy: tuple[tuple[str, str], ...]
    doubts: tuple[str, ...]
    body: str = field(repr=False, default="")
    text: str = field(repr=False, default="")
    day_inferred: bool = False
    partial_day: tuple[int, int] | None = None  # day and month where the text states no year
    partial_weekday: str = ""
    message_day: date | None = None  # on which the message with the text was sent
    nearest_unit: Unit | None = None
    pictures: tuple[str, ...] = ()
    event: str | None = None  # a value for Kejadian
    fields: Mapping[str, str] = field(default_factory=dict)  # front matter of the kind
    correction: Correction | None = None  # set where the text corrects another release
    questions: tuple[Question, ...] = ()
    left_out: tuple[str, ...] = ()  # lines around the release that are no part of it

    def as_json(self) -> dict[str, object]:
        """The shape of `humas impor --json`."""
        return {
            "title": self.title,
            "date": self.day.isoformat() if self.day else None,
            "weekday_ok": self.weekday_ok,
            "dateline": self.dateline,
            "unit": self.unit_name,
            "parent_units": list(self.parent_units),
            "officials": [
                {"position": o.position, "rank": o.rank, "name": o.name, "degrees": o.degrees}
                for o in self.officials
            ],
            "quotes": [{"text": quote.text, "speaker": quote.speaker} for quote in self.quotes],
            "kind": self.kind,
            "location": self.location,
            "summary": self.summary,
            "tags": list(self.tags),
            "privacy": [{"type": kind, "text": datum} for kind, datum in self.privacy],
            "doubts": list(self.doubts),
            "event": self.event,
            "fields": dict(self.fields),
        }


def proposed_day(draft: Draft, today: date) -> date | None:
    """The day to propose where the text states none in full: its own with a year, by the weekday
    or else past; where it states nothing, that of the message.
    """
    if draft.partial_day is None:
        return draft.message_day
    day, month = draft.partial_day
    year = likely_year(day, month, draft.partial_weekday, today)
    try:
        return date(year, month, day) if year else None
    except ValueError:
        return None


def proposed_end(kind: str, fields: Mapping[str, str], day: date | None) -> str:
    """A value for Berlaku-Sampai, which a search must have; empty for other kinds."""
    is_open = fields.get("Status-Kasus", "dicari") == "dicari"
    if kind not in PERSON_KINDS or not is_open or "Berlaku-Sampai" in fields or day is None:
        return ""
    return dates.short(day + timedelta(days=_SEARCH_DAYS[kind]))
