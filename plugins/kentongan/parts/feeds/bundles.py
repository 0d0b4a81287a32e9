"""All releases in few files: bundles of a hundred lines, and the index that names their digests."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import datetime

from kentongan.domain import addresses
from kentongan.site import federation
from kentongan.site.federation import BUNDLE
from kentongan.site.heads import column, every
from kentongan.site.model import File, Made, Site, Task


def in_order(site: Site) -> Iterator[tuple[int, int, int, tuple[str, ...]]]:
    """Year, month, number (from 1) and codes of each bundle, in order of publication.

    What counts is the first publication that was recorded; releases of other sites are not
    recorded here. So a release takes its place at the end and keeps it, whatever date it states
    and whatever becomes of it.
    """

    moments, entries = site.moments, every(site.by_code)
    names = ("first", "state", "published", "code", "home")

    def order_of(
        first: float | None, state: str, published: float, code: str, home: str
    ) -> tuple[float, float, str]:
        if not first or state != "shown":  # few
            recorded = moments.of(code) if moments and not home else None
            first = recorded.timestamp() if recorded else published
        return first, published, code

    order = sorted(map(order_of, *(column(entries, name) for name in names)))
    end = 0
    while end < len(order):
        start, moment = end, datetime.fromtimestamp(order[end][0], site.zone)
        year, month = moment.year, moment.month
        after = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=site.zone)
        end = bisect_left(order, (after.timestamp(),), start)
        codes = [code for _, _, code in order[start:end]]
        for number, first_of in enumerate(range(0, len(codes), BUNDLE), 1):
            yield year, month, number, tuple(codes[first_of : first_of + BUNDLE])


def tasks(site: Site) -> list[Task]:
    """Each bundle holds what the tasks of its releases made; their index names them all."""
    bundles = [
        Task(
            f"feeds:{addresses.bundle(year, month, number)[1:]}",
            codes,
            make_bundle,
            (addresses.bundle(year, month, number), codes),
            after=tuple(f"rilis:{code}" for code in codes),
        )
        for year, month, number, codes in in_order(site)
    ]
    names = tuple(task.name for task in bundles)
    index = Task(federation.INDEX_TASK, names, make_bundle_index, (names,), after=names)
    return [*bundles, index] if bundles else []


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
