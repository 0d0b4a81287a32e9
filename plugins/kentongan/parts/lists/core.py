"""The lists of the site, derived from the entries alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from kentongan.domain import addresses, dates, text
from kentongan.domain.release import KINDS
from kentongan.site.model import Entry, Site
from kentongan.site.paging import List


@dataclass(frozen=True, slots=True)
class Settings:
    """`page_size`: releases on a page of a list. `home_size`: on the home page.

    `kind_size`: of each kind on the home page. `in_force_size`: of what holds now.
    """

    PREFIX: ClassVar[str] = "lists"

    page_size: int = 20
    home_size: int = 12
    kind_size: int = 3
    in_force_size: int = 4


_TIMED = ("imbauan", "lalu-lintas", "pengumuman")
Months = Mapping[int, Mapping[int, int]]  # year → month → number of releases, newest first


def kinds(entries: Sequence[Entry]) -> list[List]:
    by_kind: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_kind[entry.kind].append(entry)
    return [
        List(addresses.kind(slug), label, by_kind[slug], sections=(addresses.of_kind(slug),))
        for slug, label in KINDS.items()
        if by_kind[slug]
    ]


def tags(entries: Sequence[Entry]) -> list[List]:
    """A list for each tag, titled with its most frequent spelling."""
    by_slug: defaultdict[str, list[Entry]] = defaultdict(list)
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    slugs: dict[str, str] = {}
    for entry in entries:
        for tag in entry.tags:
            slug = slugs.get(tag)
            if slug is None:
                slug = slugs[tag] = text.slugify(tag)
            by_slug[slug].append(entry)
            spellings[slug][tag] += 1
    return [
        List(
            addresses.tag(slug),
            _usual(spellings[slug]),
            entries_of_tag,
            sections=(addresses.of_tag(slug),),
        )
        for slug, entries_of_tag in sorted(by_slug.items())
    ]


def _usual(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))


def months(site: Site) -> dict[tuple[int, int], list[Entry]]:
    """Entries by the month of their date in the site's zone, newest month first."""
    by_month: defaultdict[tuple[int, int], list[Entry]] = defaultdict(list)
    for entry in site.listed:
        local = entry.happened_at.astimezone(site.zone)
        by_month[local.year, local.month].append(entry)
    return dict(sorted(by_month.items(), reverse=True))


def month_lists(by_month: Mapping[tuple[int, int], Sequence[Entry]]) -> Iterable[List]:
    for (year, month), entries in by_month.items():
        yield List(addresses.month(year, month), f"Arsip {dates.month(year, month)}", entries)


def counts(by_month: Mapping[tuple[int, int], Sequence[Entry]]) -> dict[int, dict[int, int]]:
    years: dict[int, dict[int, int]] = {}
    for (year, month), entries in by_month.items():
        years.setdefault(year, {})[month] = len(entries)
    return years


def versions(entries: Iterable[Entry]) -> dict[str, Entry]:
    """By code of an Indonesian release the same one in another language, where both are given."""
    by_slug: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_slug[entry.slug].append(entry)
    return {
        entry.code: other
        for same in by_slug.values()
        for entry in same
        if entry.lang == "id"
        for other in same
        if other.is_version_of(entry)
    }


def first_of(in_force: Sequence[Entry], most: int) -> list[Entry]:
    """What the home page shows of it: neither persons sought nor closures crowd the other out."""
    persons = [entry for entry in in_force if entry.case_status]
    others = [entry for entry in in_force if not entry.case_status]
    shown = persons[: max(most - len(others), (most + 1) // 2)]
    return [*shown, *others[: most - len(shown)]]


def in_force(site: Site) -> list[Entry]:
    """Releases in force: persons sought, then notices with a time; newest first within both."""
    holding = [
        entry
        for entry in site.listed
        if entry.case_status == "dicari"
        or (entry.kind in _TIMED and (entry.valid_from or entry.valid_until))
        if entry.valid_until is None or not site.is_past(entry.valid_until)
        if entry.valid_from is None or site.is_past(entry.valid_from)
    ]
    return sorted(holding, key=lambda entry: entry.case_status != "dicari")
