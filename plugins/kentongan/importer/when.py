"""The date of a release among the dates in its text, and the day of the event it reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from kentongan.domain.calendar import WEEKDAY_NAMES
from kentongan.domain.dates_in_text import FoundDate, find, likely_year
from kentongan.domain.release import PERSON_KINDS
from kentongan.importer.agendas import is_programme
from kentongan.importer.closings import read_closing
from kentongan.importer.day_candidates import (
    ANNOUNCING,
    Candidate,
    candidate_of,
    in_text,
    of_dateline,
)
from kentongan.importer.forms import Form
from kentongan.importer.periods import Period

_FEWEST_ROWS = 2
_NEAR = timedelta(days=60)  # within which `Rabu (2/12)` is told of a day with its year
_LAST_OF_NEWS = 2  # paragraph in which the event of a report is told


@dataclass(frozen=True, slots=True)
class When:
    """`day` is None where no full date is known. `partial` is a date without a year.

    `event` is set where the event has another day than the release. `period`: when one may apply,
    else the event, else the day of the release with its hours.
    """

    day: date | None = None
    weekday_ok: bool | None = None
    weekday_stated: str = ""
    inferred: bool = False
    partial: tuple[int, int] | None = None  # day, month
    impossible: bool = False
    mismatches: tuple[FoundDate, ...] = ()
    event: Period | None = None
    period: Period | None = None
    told_later: date | None = None  # a later day, in lead or speech, that is told without its year
    later: date | None = None  # a later day that is told in full


def choose(
    title: str,
    dateline: str,
    text: str,
    dropped: Sequence[str] = (),
    *,
    kind: str = "",
    form: Form | None = None,
    year: int | None = None,
    reference: date | None = None,
    only_closing: bool = False,
) -> When:
    """The day on which the release was given out, or on which what it tells took place.

    A line that closes the text (`Pasuruan, 9 Mei 2026`) decides; else the dateline and the dates
    of the text, of which births, deadlines and what is to come are none. `only_closing`: the text
    speaks of another release, and its dates are those of that one but for the first word of all.
    """
    lines = text.split("\n")
    closing = read_closing(lines, dropped, year=year, reference=reference)
    candidates = [*of_dateline(dateline, year, reference)]
    told = in_text(text, kind, form or Form(), closing.line, year, reference)
    candidates += _with_days_to_come([c for c in told if not only_closing or c.opens_text])
    if closing.found:
        event = _event(candidates, closing.found.date, kind)
        return _result(closing.found, candidates, event)
    own = [c for c in candidates if c.may_be_day]
    if kind in PERSON_KINDS and own and all(c.is_last_seen for c in own):
        event = _event(candidates, None, kind)
        return When(event=event, period=event)
    if kind in PERSON_KINDS:  # not the day since which somebody is away, if there is another
        own = [c for c in own if not c.is_last_seen] or own
    if not candidates:
        around = _around((title, *dropped), year, reference)
        plans = kind == "pengumuman" and is_programme(text)
        own = [c for c in around if not (plans or c.mention.until)]
        candidates = [replace(c, is_to_come=True) for c in around if c not in own]
    if not own and kind not in ANNOUNCING:  # a day with a weekday is better than none
        own = [c for c in candidates if c.is_marked and (c.is_apart or not c.is_to_come)]
    if not own:
        event = _event(candidates, None, kind)
        return When(event=event, period=_opened(candidates) or event) if event else When()
    best = _best(own).mention
    written = (mention for line in (title, *dropped) for mention in find(line))
    best = next((full for full in written if _is_day_of(full, best)), best)
    return _result(best, candidates, _event(candidates, best.date, kind))


def _around(lines: Sequence[str], year: int | None, reference: date | None) -> list[Candidate]:
    """The days in headline and frame, which count where the text tells none."""
    return [
        candidate_of(line, mention, -3.0, 0)
        for line in lines
        for mention in find(line, year=year, reference=reference)
    ]


def _with_days_to_come(candidates: Sequence[Candidate]) -> list[Candidate]:
    """What lies behind the last day on which somebody spoke of it had not happened."""
    said = [c.mention.date for c in candidates if c.is_said and c.mention.date]
    last = max(said, default=None)
    return [
        replace(c, is_to_come=True) if last and c.mention.date and c.mention.date > last else c
        for c in candidates
    ]


def _best(candidates: Sequence[Candidate]) -> Candidate:
    """The highest score; the latest marked day gets a bonus."""
    marked = [c.mention.date for c in candidates if c.is_marked and c.mention.date]
    latest = max(marked, default=None)

    def rate(candidate: Candidate) -> tuple[float, int]:
        is_latest = (
            candidate.is_marked and candidate.mention.date == latest and len(set(marked)) > 1
        )
        return candidate.score + (2.5 if is_latest else 0), -candidate.order

    full = [candidate for candidate in candidates if candidate.mention.date]
    best = max(full or candidates, key=rate)
    partial = max(candidates, key=rate)
    if (
        full
        and rate(best)[0] < -1
        and not partial.mention.date
        and rate(partial)[0] > rate(best)[0] + 3
    ):
        return partial  # `Jumat (30/8)` is the day, a far-off date with a year is not
    return best


def _is_day_of(mention: FoundDate, partial: FoundDate) -> bool:
    """Whether a full date is the one that another mention gives without its year."""
    if partial.date or not mention.date:
        return False
    return (mention.day, mention.month) == (partial.day, partial.month)


def _result(best: FoundDate, candidates: Sequence[Candidate], event: Period | None) -> When:
    mentions = [candidate.mention for candidate in candidates] or [best]
    same = [mention for mention in (best, *mentions) if best.date and mention.date == best.date]
    checks = [mention.weekday_ok for mention in same if mention.weekday_ok is not None]
    checks += [ok for mention in mentions if (ok := _fits_weekday(mention, best.date)) is not None]
    stated = next((mention.weekday_stated for mention in same if mention.weekday_ok is False), "")
    own = next((c.period for c in candidates if c.period and c.mention.date == best.date), None)
    return When(
        day=best.date,
        weekday_ok=None if not checks else all(checks),
        weekday_stated=stated or best.weekday_stated,
        inferred=best.year_inferred,
        partial=None if best.date else (best.day, best.month),
        impossible=best.impossible,
        mismatches=tuple(mention for mention in mentions if mention.weekday_ok is False),
        event=event,
        period=_opened(candidates) or event or own,
        told_later=_told_later(candidates, best.date),
        later=_later(candidates, best.date),
    )


def _opened(candidates: Sequence[Candidate]) -> Period | None:
    """The days on which one may apply for what takes place on another day."""
    periods = (c.period for c in candidates if c.is_opened and c.period and c.period.until)
    return next(periods, None)


def _later(candidates: Sequence[Candidate], day: date | None) -> date | None:
    """The last day after `day` that news tell as they tell their own."""
    told = (c.mention.date for c in candidates if c.is_marked and c.may_be_day)
    later = [found for found in told if day and found and day < found <= day + _NEAR]
    return max(later, default=None)


def _told_later(candidates: Sequence[Candidate], day: date | None) -> date | None:
    """A day after `day` that is written without its year, and may be that of the release."""
    partial = [c for c in candidates if c.mention.date is None and (c.is_said or not c.paragraph)]
    for mention in (c.mention for c in partial):
        year = likely_year(mention.day, mention.month, mention.weekday_stated, day)
        told = None if mention.impossible or not year else date(year, mention.month, mention.day)
        fits = told and WEEKDAY_NAMES[told.weekday()] == mention.weekday_stated
        if day and told and fits and timedelta(0) < told - day <= _NEAR:
            return told
    return None


def _fits_weekday(mention: FoundDate, day: date | None) -> bool | None:
    """Whether the weekday of a date without a year is that of the full date it repeats."""
    if mention.date or not day or not mention.weekday_stated:
        return None
    if (mention.day, mention.month) != (day.day, day.month):
        return None
    return mention.weekday_stated == WEEKDAY_NAMES[day.weekday()]


def _event(candidates: Sequence[Candidate], day: date | None, kind: str) -> Period | None:
    """The event, if it has another day than the release: the first that fits."""
    other_days = [
        c for c in candidates
        if c.period and not c.is_reference and (c.mention.date != day or c.period.until)
    ]  # fmt: skip
    if kind in ANNOUNCING:
        chosen = [c for c in other_days if c.is_to_come or c.mention.until] or other_days
        if timetable := _timetable(other_days) or _programme(other_days):
            return timetable
    elif kind in PERSON_KINDS:
        past = [c for c in other_days if not c.is_to_come]
        chosen = sorted((c for c in past if c.is_since), key=lambda c: not c.is_labelled)
        chosen = chosen or [c for c in past if kind == "dpo" or _is_before(c, day)]
    elif kind == "imbauan":  # what it warns of
        chosen = [c for c in other_days if c.is_to_come or (c.period and c.period.until)]
    else:
        near = [c for c in other_days if c.paragraph <= _LAST_OF_NEWS]
        chosen = [c for c in near if c.is_marked and not c.is_to_come]
        chosen = chosen or [c for c in near if c.mention.until and c.is_held]
    return chosen[0].period if chosen else None


def _is_before(candidate: Candidate, day: date | None) -> bool:
    """Whether news tell a day before that of the release in their first lines."""
    found = candidate.mention.date
    near = candidate.paragraph <= _LAST_OF_NEWS and candidate.is_marked
    return bool(day and found and near and found < day)


def _timetable(candidates: Sequence[Candidate]) -> Period | None:
    """The days of a list that names a day in each line: `Senin 19/10/2026 : Balai Desa …`."""
    rows = [c for c in candidates if c.opens_line and c.period and not c.period.until]
    days = [c.mention.date for c in rows if c.mention.date]
    in_a_row = all(b.paragraph - a.paragraph == 1 for a, b in pairwise(rows))
    if len(rows) < _FEWEST_ROWS or not in_a_row or days != sorted(set(days)):
        return None
    return Period(days[0], days[-1])


def _programme(candidates: Sequence[Candidate]) -> Period | None:
    """The days above the rows of a programme: `Selasa, 15 Desember 2026`, then its hours."""
    heads = [c for c in candidates if c.is_labelled and c.opens_line and c.period]
    days = [c.mention.date for c in heads if c.mention.date and not c.mention.until]
    if len(days) < _FEWEST_ROWS or len(days) < len(heads) or days != sorted(set(days)):
        return None
    return Period(days[0], days[-1])
