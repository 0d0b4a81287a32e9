"""The lists of the site, derived from the entries alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from typing import ClassVar

from kentongan.domain import addresses, dates, text
from kentongan.domain.release import KINDS
from kentongan.site import rolls
from kentongan.site.changes import Changes, Shift
from kentongan.site.entry import Entry
from kentongan.site.heads import at, column
from kentongan.site.model import Site
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


def kinds(site: Site) -> list[List]:
    by_kind = site.shared(rolls.by_kind)
    return [kind_list(slug, by_kind[slug]) for slug in KINDS if slug in by_kind]


def kind_list(slug: str, entries: Sequence[Entry]) -> List:
    return List(addresses.kind(slug), KINDS[slug], entries, sections=(addresses.of_kind(slug),))


def tags(entries: Sequence[Entry]) -> list[List]:
    """A list for each tag, titled with its most frequent spelling."""
    by_slug: defaultdict[str, list[int]] = defaultdict(list)
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    slugs: dict[str, str] = {}
    for place, written in enumerate(column(entries, "tags")):
        for tag in written:
            slug = slugs.get(tag)
            if slug is None:
                slug = slugs[tag] = text.slugify(tag)
            if not by_slug[slug] or by_slug[slug][-1] != place:
                by_slug[slug].append(place)
            spellings[slug][tag] += 1
    return [
        List(
            addresses.tag(slug),
            _usual(spellings[slug]),
            at(entries, places),
            sections=(addresses.of_tag(slug),),
        )
        for slug, places in sorted(by_slug.items())
    ]


def _usual(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))


def months(site: Site) -> dict[tuple[int, int], list[Entry]]:
    """Entries by the month of their date in the site's zone, newest month first."""
    by_month: defaultdict[tuple[int, int], list[Entry]] = defaultdict(list)
    for entry in site.listed:
        by_month[month_of(entry, site)].append(entry)
    return dict(sorted(by_month.items(), reverse=True))


def month_lists(by_month: Mapping[tuple[int, int], Sequence[Entry]]) -> Iterable[List]:
    for (year, month), entries in by_month.items():
        yield List(addresses.month(year, month), f"Arsip {dates.month(year, month)}", entries)


def years(counts: Mapping[tuple[int, int], int]) -> dict[int, dict[int, int]]:
    """The number of releases by year and month, in the order of `counts`."""
    by_year: dict[int, dict[int, int]] = {}
    for (year, month), count in counts.items():
        by_year.setdefault(year, {})[month] = count
    return by_year


def touched(site: Site, changes: Changes) -> Iterator[tuple[List, Shift]]:
    """The lists of the kinds, tags and months of changed releases, and how each changed."""
    by_kind = site.shared(rolls.by_kind)
    for kind in changes.groups(lambda entry: (entry.kind,)):
        yield kind_list(kind, by_kind.get(kind, ())), changes.shift(partial(_is_of_kind, kind))
    yield from _touched_tags(site, changes)
    for year, month in sorted({month_of(entry, site) for entry in changes.entries()}):
        (listing,) = month_lists({(year, month): rolls.of_month(site, year, month)})
        yield listing, changes.shift(partial(_is_of_month, site, (year, month)))


def _is_of_month(site: Site, month: tuple[int, int], entry: Entry) -> bool:
    return month_of(entry, site) == month


def _is_of_kind(kind: str, entry: Entry) -> bool:
    return entry.kind == kind


def _has_tag(slug: str, entry: Entry) -> bool:
    return slug in map(text.slugify, entry.tags)


def _touched_tags(site: Site, changes: Changes) -> Iterator[tuple[List, Shift]]:
    slug_of = cache(text.slugify)
    wanted = set(changes.groups(lambda entry: map(slug_of, entry.tags)))
    written = {tag for tag in site.shared(rolls.tags) if slug_of(tag) in wanted}
    spelt: defaultdict[str, set[str]] = defaultdict(set)
    for tag in chain(written, *(entry.tags for entry in changes.entries())):
        spelt[slug_of(tag)].add(tag)
    for slug in sorted(wanted):
        shift = changes.shift(partial(_has_tag, slug))
        shift.is_whole = len(spelt[slug]) > 1  # the most frequent spelling may be another
        yield _list_of_tag(site, slug, {tag for tag in written if slug_of(tag) == slug}), shift


def _list_of_tag(site: Site, slug: str, written: Set[str]) -> List:
    """The list of a tag that is written so."""
    entries, path = rolls.tagged(site, written), addresses.tag(slug)
    if len(written) == 1:
        (title,) = written
        return List(path, title, entries, sections=(addresses.of_tag(slug),))
    lists = {listing.path: listing for listing in tags(entries)}
    return lists.get(path) or List(path, "", ())


def month_of(entry: Entry, site: Site) -> tuple[int, int]:
    """The month of its date in the site's zone."""
    local = entry.happened_at.astimezone(site.zone)
    return local.year, local.month
