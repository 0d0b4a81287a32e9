"""Where each release stands: the day it was published, and its order within that day.

`ids:<n>`    code → identifier, in groups
`blocks`     a digest of the rows of eight days, which one task writes
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import datetime

from kentongan.parts.search import coding, postings
from kentongan.parts.search.core import FACTS, SOUGHT, roots_of
from kentongan.site import rolls
from kentongan.site.entry import Entry
from kentongan.site.groups import Grouped
from kentongan.site.heads import at, column
from kentongan.site.model import BlobTable, Site
from kentongan.site.stored import dump, load, mark

DAYS_IN_FILE = 2
DOCS_IN_FILE = 4  # of each day
BLOCK_BITS = coding.ORDER_BITS + 3
_EPOCH = 719163  # ordinal of 1 January 1970


def ids(blobs: BlobTable) -> Grouped:
    """Code → identifier: the day since 1970 in the site's zone, and the order within that day."""
    return Grouped(blobs, "ids")


def identify(
    site: Site, blobs: BlobTable, changed: Iterable[str], gone: Iterable[str]
) -> tuple[Grouped, list[str], set[int]]:
    """Number the releases of changed days anew. Returns all identifiers, the codes whose own
    changed, and the blocks that hold changed days."""
    known = ids(blobs)
    days = {code: _day(site.by_code[code].published_at, site) for code in changed}
    touched = {*days.values(), *(postings.day_of(known.pop(code)) for code in gone)}
    touched.update(postings.day_of(known[code]) for code in days if code in known)
    blocks = {_block_of(day) for day in touched}
    near: dict[str, str] = {}
    for of_block in _of_blocks(site, blocks):
        near.update(zip(column(of_block, "code"), column(of_block, "digest"), strict=True))
    for code in near:
        if code in known and (day := postings.day_of(known[code])) in touched:
            days.setdefault(code, day)
    moved: list[str] = []
    last = order = -1
    for code in sorted(days, key=lambda code: (days[code], _moment(site, code), code)):
        day = days[code]
        order = order + 1 if day == last else 0
        last = day
        identifier = postings.identifier(day, order)
        if known.get(code) != identifier:
            known[code] = identifier
            moved.append(code)
    known.store()
    blobs.put("blocks", dump(_blocks(blobs, known, blocks, near)))
    return known, moved, blocks


def _of_blocks(site: Site, blocks: Iterable[int]) -> Iterator[Sequence[Entry]]:
    """For each of these blocks the listed entries whose day lies there, oldest first."""

    moments = column(site.listed, "published")
    total = len(moments)

    def block_of(place: int) -> int:
        moment = datetime.fromtimestamp(moments[total - 1 - place], site.zone)
        return _block_of(_day(moment, site))

    for block in sorted(blocks):
        start = bisect_left(range(total), block, key=block_of)
        end = bisect_right(range(total), block, key=block_of)
        yield at(site.listed, [total - 1 - place for place in range(start, end)])


def _block_of(day: int) -> int:
    return day << coding.ORDER_BITS >> BLOCK_BITS


def _day(moment: datetime, site: Site) -> int:
    return max(0, moment.astimezone(site.zone).toordinal() - _EPOCH)


def _moment(site: Site, code: str) -> datetime:
    return site.by_code[code].published_at


def _blocks(
    blobs: BlobTable, known: Mapping[str, int], touched: Set[int], digests: Mapping[str, str]
) -> dict[int, str]:
    """A digest of the rows of each block; those of touched blocks are computed anew, of releases
    with these digests by code."""
    blocks: dict[int, str] = load(blobs.get("blocks"), {})
    rows: dict[int, list[str]] = {block: [] for block in touched}
    for code, digest in digests.items():
        identifier = known[code]
        rows[identifier >> BLOCK_BITS].append(f"{identifier} {code} {digest}")
    for block, lines in rows.items():
        blocks[block] = mark("\n".join(sorted(lines)).encode())
        if not lines:
            del blocks[block]
    return blocks


def row_files(site: Site, block: int) -> Iterator[tuple[str, list[list[str]]]]:
    """For each file of a block its name, and for each of its days the codes of releases."""
    files: dict[str, list[list[str]]] = {}
    known = ids(site.store.blobs(FACTS))
    codes = [code for of_block in _of_blocks(site, [block]) for code in column(of_block, "code")]
    for code in sorted(codes, key=known.__getitem__):
        day, order = postings.day_of(known[code]), postings.order_of(known[code])
        name = f"{day // DAYS_IN_FILE}-{order // DOCS_IN_FILE}"
        days = files.setdefault(name, [[] for _ in range(DAYS_IN_FILE)])
        days[day % DAYS_IN_FILE].append(code)
    yield from files.items()


def in_force(site: Site) -> tuple[tuple[int, int, int, int, str], ...]:
    """Releases in force now or later: persons sought, and releases with an end of validity.

    Day and order of each, the seconds since 1970 from which and until which (0: for as long as it
    is published) it holds, and the roots of its title and of what its kind is called.
    """
    known = ids(site.store.blobs(FACTS))
    rows = []
    for entry in site.shared(rolls.notable):
        until = entry.valid_until
        if not entry.is_sought and (until is None or site.is_past(until)):
            continue
        begin = int(entry.valid_from.timestamp()) if entry.valid_from else 0
        identifier = known[entry.code]
        end = int(until.timestamp()) if until else 0
        place = postings.day_of(identifier), postings.order_of(identifier)
        roots = roots_of(f"{entry.title} {SOUGHT.get(entry.kind, '')}")
        rows.append((*place, begin, end, " ".join(sorted(roots))))
    return tuple(sorted(rows, reverse=True))
