"""All releases in few files: bundles of a hundred lines, and the index that names their digests."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from kentongan.domain import addresses
from kentongan.parts.feeds import core
from kentongan.site import federation, rolls
from kentongan.site.changes import Changes, Gone
from kentongan.site.entry import Entry
from kentongan.site.federation import BUNDLE
from kentongan.site.heads import column, every
from kentongan.site.model import File, Made, Site, Task
from kentongan.site.stored import dump, load

_COUNTS = "bundel"  # how many releases each month holds; `bundel:<month>` has their codes
Month = tuple[int, int]
# What decides the place of a release: its first publication, the date that it states, its code.
Place = tuple[float, float, str]


def tasks(site: Site, changes: Changes | None) -> list[Task | Gone]:
    """Each bundle holds what the tasks of its releases made; their index names them all. With
    changes those of months in which a release came, went or moved, and those that hold a release
    whose own task may be done again."""
    before = _known_counts(site)
    stale = _stale_months(site, changes) if before and changes else None
    counts = _renewed(site, before, stale)
    near: Mapping[Month, set[str]] | None = None
    if changes and stale is not None:
        near = _by_month(site, changes.near | {entry.code for entry in changes.entries()})
    bundles = [
        _task(month, number, codes)
        for month in counts
        if near is None or month in near or (stale and month in stale)
        for number, codes in _bundles(_codes(site, month))
        if near is None or (stale and month in stale) or not near[month].isdisjoint(codes)
    ]
    names = tuple(_names(counts))
    index = Task(federation.INDEX_TASK, names, make_bundle_index, (names,), after=names)
    gone = {*_names(before), *([federation.INDEX_TASK] if before else [])}
    left = gone - {*names, *([federation.INDEX_TASK] if names else [])}
    return [*bundles, *([index] if names else []), *map(Gone, sorted(left))]


def in_order(site: Site) -> Iterator[tuple[int, int, int, tuple[str, ...]]]:
    """Year, month, number (from 1) and codes of each bundle, in order of publication.

    What counts is the first publication that was recorded; releases of other sites are not
    recorded here. So a release takes its place at the end and keeps it, whatever date it states
    and whatever becomes of it.
    """
    for (year, month), codes in _all_months(site).items():
        for number, of_bundle in _bundles(codes):
            yield year, month, number, of_bundle


def _renewed(
    site: Site, before: Mapping[Month, int], stale: Iterable[Month] | None
) -> dict[Month, int]:
    """How many releases each month holds; their codes are noted for the months that are stale, or
    for all."""
    months = _all_months(site, stale)
    table = site.store.blobs(core.TABLE)
    counts = {month: count for month, count in before.items() if stale is not None}
    for month in stale or ():
        counts.pop(month, None)
    for (year, number), codes in months.items():
        counts[year, number] = len(codes)
        table.put(_key((year, number)), dump(codes))
    for month in before.keys() - counts.keys():
        table.delete(_key(month))
    counts = dict(sorted(counts.items()))
    if counts != before:
        table.put(_COUNTS, dump(counts))
    return counts


def _all_months(site: Site, wanted: Iterable[Month] | None = None) -> dict[Month, tuple[str, ...]]:
    """The codes of each month that has any, or of those wanted, in order."""
    if wanted is not None and not {*wanted}:
        return {}
    entries = every(site.by_code)
    names = ("first", "state", "published", "code", "home")
    rows: Iterable[tuple[float | None, str, float, str, str]]
    rows = zip(*(column(entries, name) for name in names), strict=True)
    months: dict[Month, list[Place]] = {}
    if wanted is None:
        order = sorted(_place(site, *row) for row in rows)
        for place in order:
            months.setdefault(_month_of(site, place), []).append(place)
    else:
        bounds = {month: rolls.bounds(site, *month) for month in wanted}
        places = [_place(site, *row) for row in rows] if bounds else []
        for month, (start, end) in bounds.items():
            months[month] = sorted(place for place in places if start <= place[0] < end)
    return {
        month: tuple(code for _, _, code in of_month)
        for month, of_month in months.items()
        if of_month
    }


def _place(
    site: Site, first: float | None, state: str, published: float, code: str, home: str
) -> Place:
    if not first or state != "shown":  # few
        recorded = site.moments.of(code) if site.moments and not home else None
        first = recorded.timestamp() if recorded else published
    return first, published, code


def _place_of(site: Site, entry: Entry) -> Place:
    first = entry.first_at.timestamp() if entry.first_at else None
    published = entry.published_at.timestamp()
    return _place(site, first, entry.state, published, entry.code, entry.home)


def _month_of(site: Site, place: Place) -> Month:
    moment = datetime.fromtimestamp(place[0], site.zone)
    return moment.year, moment.month


def _stale_months(site: Site, changes: Changes) -> set[Month]:
    """The months in which a release came, went or moved."""
    stale: set[Month] = set()
    for change in changes.changes:
        places = {_place_of(site, entry) for entry in change.entries()}
        if len(places) > 1 or not (change.before and change.after):
            stale.update(_month_of(site, place) for place in places)
    return stale


def _by_month(site: Site, codes: Iterable[str]) -> dict[Month, set[str]]:
    """These codes by month, as far as they are public."""
    months: dict[Month, set[str]] = {}
    for code in codes:
        if entry := site.by_code.get(code):
            months.setdefault(_month_of(site, _place_of(site, entry)), set()).add(code)
    return months


def _known_counts(site: Site) -> dict[Month, int]:
    counts: dict[Month, int] = load(site.store.blobs(core.TABLE).get(_COUNTS), {})
    return counts


def _codes(site: Site, month: Month) -> tuple[str, ...]:
    codes: tuple[str, ...] = load(site.store.blobs(core.TABLE).get(_key(month)), ())
    return codes


def _key(month: Month) -> str:
    return f"{_COUNTS}:{month[0]:04}-{month[1]:02}"


def _bundles(codes: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Number and codes of each bundle of a month."""
    for number, start in enumerate(range(0, len(codes), BUNDLE), 1):
        yield number, tuple(codes[start : start + BUNDLE])


def _names(counts: Mapping[Month, int]) -> Iterator[str]:
    for month, count in counts.items():
        for number in range(1, -(-count // BUNDLE) + 1):
            yield _name(month, number)


def _name(month: Month, number: int) -> str:
    return f"feeds:{addresses.bundle(*month, number)[1:]}"


def _task(month: Month, number: int, codes: tuple[str, ...]) -> Task:
    after = tuple(f"rilis:{code}" for code in codes)
    args = (addresses.bundle(*month, number), codes)
    return Task(_name(month, number), codes, make_bundle, args, after=after)


def make_bundle(site: Site, address: str, codes: Sequence[str]) -> Iterator[File]:
    """Releases in order of publication, as the API has each of them."""
    paths = (addresses.file(addresses.api_release(code)) for code in codes)
    yield addresses.file(address), b"".join(map(_made(site).read, paths))


def make_bundle_index(site: Site, names: Sequence[str]) -> Iterator[File]:
    """The SHA-256 of each bundle; only those that were made in this build are read."""
    index = addresses.file(addresses.BUNDLE_INDEX)
    before = json.loads(_made(site).previous(index) or b"{}")
    digests = {}
    for name in names:
        address = "/" + name.removeprefix("feeds:")
        known = None if _made(site).is_new(name) else before.get(address)
        digests[address] = known or federation.sha256(_made(site).read(addresses.file(address)))
    yield index, federation.bundle_index(digests)


def _made(site: Site) -> Made:
    """What earlier tasks made."""
    if site.made is None:
        raise RuntimeError("this task comes after others")
    return site.made
