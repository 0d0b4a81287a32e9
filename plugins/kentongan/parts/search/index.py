"""The index of the search, kept up to date release by release.

The state lives in the plugin's blobs (`site/shards.py`): of each release its terms as
indexed, of each shard its postings and the forms of its words; besides where each release
stands and the words that occur. Names and parents of units need no care here: when a unit
changes, the whole index is forgotten.
"""

from __future__ import annotations

import hashlib
import io
import json
import marshal
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kentongan.domain import addresses
from kentongan.parts.search import core, postings
from kentongan.parts.search.postings import Postings
from kentongan.parts.search.words import light
from kentongan.site.groups import Grouped
from kentongan.site.model import BlobTable, Entry, Site
from kentongan.site.shards import Shards, content, dump, load

FACTS = "search"
DAYS_IN_FILE = 2
DOCS_IN_FILE = 4  # of each day
BLOCK_BITS = postings.ORDER_BITS + 6  # the rows of 64 days are written by one task
_MARK = 8
_EPOCH = 719163  # ordinal of 1 January 1970
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_BANDS = 4
_NONE: array[int] = array("Q")
Stems = dict[str, str]  # by form


@dataclass(frozen=True, slots=True)
class Plan:
    """Digests of the content of all shards, of the files of words and of the blocks of
    releases, by number and by name; `facets` are unit, kind and month of the archive.

    `touched` and `touched_blocks` are the numbers of those that changed with this plan; where it
    `is_new`, all did."""

    bits: int
    shards: tuple[bytes, ...]
    vocabulary: Mapping[str, str]
    blocks: Mapping[int, str]
    facets: tuple[tuple[str, str, str], ...]
    touched: frozenset[int] = frozenset()
    touched_blocks: frozenset[int] = frozenset()
    is_new: bool = False


@dataclass(slots=True)
class _Edits:
    """The changes: numbers by term, and the change in releases by form and by facets."""

    added: defaultdict[str, array[int]] = field(
        default_factory=lambda: defaultdict(lambda: array("Q"))
    )
    removed: defaultdict[str, array[int]] = field(
        default_factory=lambda: defaultdict(lambda: array("Q"))
    )
    forms: Counter[str] = field(default_factory=Counter)
    facets: Counter[tuple[str, ...]] = field(default_factory=Counter)


def update(site: Site) -> Plan:
    """Bring the state up to date; the cost depends on what changed since the last build."""
    blobs = site.store.blobs(FACTS)
    shards = Shards(blobs, postings.shard_bits(len(site.listed)), apply)
    if site.changes and not shards.are_new:
        listed = site.changes.listed()
        changed = [after.code for _, after in listed if after]
        gone = [before.code for before, after in listed if before and not after]
    else:
        changed, gone = shards.changes({entry.code: entry.digest for entry in site.listed})
    blocks: set[int] = set()
    if changed or gone or shards.are_new:
        known_ids, moved, blocks = _identify(site, blobs, changed, gone)
        _apply(blobs, shards, _edits(site, shards, [*gone, *{*changed, *moved}], known_ids))
        shards.finish({code: site.by_code[code].digest for code in changed}, gone)
    return Plan(
        shards.bits,
        shards.marks(),
        load(blobs.get("words"), {}),
        load(blobs.get("blocks"), {}),
        tuple(sorted(load(blobs.get("facets"), {}))),
        frozenset(shards.touched),
        frozenset(blocks),
        shards.are_new,
    )


# Identifiers of releases: the day, and the order within it


def ids(blobs: BlobTable) -> Grouped:
    """Code → identifier: the day since 1970 in the site's zone, and the order within that day."""
    return Grouped(blobs, "ids")


def _identify(
    site: Site, blobs: BlobTable, changed: Iterable[str], gone: Iterable[str]
) -> tuple[Grouped, list[str], set[int]]:
    """Number the releases of changed days anew. Returns all identifiers, the codes whose own
    changed, and the blocks that hold changed days."""
    known = ids(blobs)
    days = {code: _day(site.by_code[code].published_at, site) for code in changed}
    touched = {*days.values(), *(postings.day_of(known.pop(code)) for code in gone)}
    touched.update(postings.day_of(known[code]) for code in days if code in known)
    blocks = {_block_of(day) for day in touched}
    near = _of_blocks(site, blocks)
    for entry in near:
        if entry.code in known and (day := postings.day_of(known[entry.code])) in touched:
            days.setdefault(entry.code, day)
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
    codes = {*days, *(entry.code for entry in near)}
    blobs.put("blocks", dump(_blocks(site, blobs, known, blocks, codes)))
    return known, moved, blocks


def _of_blocks(site: Site, blocks: Iterable[int]) -> list[Entry]:
    """The listed entries whose day lies in these blocks."""

    def block_of(entry: Entry) -> int:
        return _block_of(_day(entry.published_at, site))

    oldest_first = site.listed[::-1]
    near: list[Entry] = []
    for block in sorted(blocks):
        start = bisect_left(oldest_first, block, key=block_of)
        near += oldest_first[start : bisect_right(oldest_first, block, key=block_of)]
    return near


def _block_of(day: int) -> int:
    return day << postings.ORDER_BITS >> BLOCK_BITS


def _day(moment: datetime, site: Site) -> int:
    return max(0, moment.astimezone(site.zone).toordinal() - _EPOCH)


def _moment(site: Site, code: str) -> datetime:
    return site.by_code[code].published_at


def _blocks(
    site: Site, blobs: BlobTable, known: Mapping[str, int], touched: Set[int], codes: Set[str]
) -> dict[int, str]:
    """A digest of the rows of each block; those of touched blocks are computed anew."""
    blocks: dict[int, str] = load(blobs.get("blocks"), {})
    rows: dict[int, list[str]] = {block: [] for block in touched}
    for code in codes:
        identifier = known[code]
        rows[identifier >> BLOCK_BITS].append(f"{identifier} {code} {site.by_code[code].digest}")
    for block, lines in rows.items():
        text = "\n".join(sorted(lines))
        blocks[block] = hashlib.blake2b(text.encode(), digest_size=_MARK).hexdigest()
        if not lines:
            del blocks[block]
    return blocks


# What of each release is indexed


class _Extras:
    """The terms that the unit and kind of a release add to its words."""

    def __init__(self, site: Site) -> None:
        self._units = site.units
        self._lines: dict[str, tuple[str, str, str]] = {}

    def lines(self, entry: Entry) -> tuple[str, str, str]:
        """Stems, forms and filters."""
        slug = entry.unit
        if slug not in self._lines:
            unit = self._units.get(slug)
            above = [parent.slug for parent in self._units.ancestors(slug)] if unit else []
            self._lines[slug] = (
                " ".join(core.unit_terms(unit)),
                " ".join(core.unit_forms(unit)),
                " ".join(f"u-{name}" for name in (slug, *above)),
            )
        stems, forms, filters = self._lines[slug]
        return stems, forms, f"{filters} k-{entry.kind}"


def _edits(site: Site, shards: Shards, codes: Iterable[str], known: Mapping[str, int]) -> _Edits:
    edits, extras = _Edits(), _Extras(site)
    for code in codes:
        before, after = shards.before(code), b""
        if code in known:
            after = _indexed(site, site.by_code[code], known[code], extras)
        if before != after:
            _compare(edits, before, after)
            shards.keep(code, after)
    return edits


def _indexed(site: Site, entry: Entry, identifier: int, extras: _Extras) -> bytes:
    """What is kept of an indexed release: its identifier and facets, its extra terms, its words."""
    facts = site.store.facts(FACTS, entry.code) or core.Terms(((), (), (), ()), ()).pack()
    head = f"{identifier} {entry.unit} {entry.kind} {month_of(entry.url)}"
    return "\n".join((head, *extras.lines(entry))).encode() + b"\n" + facts


def month_of(url: str) -> str:
    """`YYYY/MM` of the archive that lists a release, as its address says it; else nothing."""
    return addresses.month_of(url)


def _compare(edits: _Edits, before: bytes, after: bytes) -> None:
    old, old_forms, old_facets = _content(before)
    new, new_forms, new_facets = _content(after)
    for term, number in old.items():
        if new.get(term) != number:
            edits.removed[term].append(number)
    for term, number in new.items():
        if old.get(term) != number:
            edits.added[term].append(number)
    edits.forms.update(new_forms - old_forms)
    edits.forms.subtract(old_forms - new_forms)
    edits.facets.update(new_facets - old_facets)
    edits.facets.subtract(old_facets - new_facets)


def _content(data: bytes) -> tuple[dict[str, int], set[str], set[tuple[str, ...]]]:
    """The number of a release by term, the forms of its words, its facets."""
    if not data:
        return {}, set(), set()
    head, stems, forms, filters, packed = data.split(b"\n", 4)
    terms = core.unpack(packed)
    stated, *facets = head.decode().split(" ")
    identifier = int(stated)
    numbers = dict.fromkeys(filters.decode().split(), postings.number(identifier, 0))
    for weight, words in enumerate(terms.classes):
        numbers.update(dict.fromkeys(words, postings.number(identifier, weight)))
    for stem in stems.decode().split():
        numbers[stem] = max(numbers.get(stem, 0), postings.number(identifier, core.UNIT))
    return numbers, {*terms.forms, *forms.decode().split()}, {tuple(facets)}


# Shards


def _apply(blobs: BlobTable, shards: Shards, edits: _Edits) -> None:
    terms: defaultdict[int, list[str]] = defaultdict(list)
    for term in {*edits.added, *edits.removed}:
        terms[postings.shard_of(term, shards.bits)].append(term)
    new_forms = _count_forms(blobs, shards, edits.forms)

    def edits_of(number: int) -> bytes:
        rows = [
            (term, edits.removed.pop(term, _NONE), edits.added.pop(term, _NONE))
            for term in sorted(terms[number])
        ]
        return dump((rows, new_forms.get(number)))

    whole = {postings.shard_of(term, shards.bits) for term in edits.removed}
    shards.edit({*terms, *new_forms}, whole, edits_of)
    facets = Counter(load(blobs.get("facets"), {}))
    facets.update(edits.facets)
    blobs.put("facets", dump({facet: count for facet, count in facets.items() if count}))


def _count_forms(blobs: BlobTable, shards: Shards, changed: Mapping[str, int]) -> dict[int, Stems]:
    """Count in how many releases each form occurs, for suggestions.

    For shards where forms came or went, returns those that a browser cannot reduce to the stem.
    """
    by_shard: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    for pair, count in changed.items():
        if count:
            form = pair.partition("/")[0]
            by_shard[postings.shard_of(form, shards.bits)].append((pair, count))
    seen: dict[str, int] = {}
    stems: dict[int, Stems] = {}
    for number, pairs in by_shard.items():
        counts: dict[str, int] = load(blobs.get(f"f:{number}"), {})
        for pair, more in pairs:
            before = counts.get(pair, 0)
            counts[pair] = after = before + more
            if size_of(before) != size_of(after):
                seen[pair.partition("/")[0]] = size_of(after)
            if not after:
                del counts[pair]
            if not before or not after:
                stems[number] = {}
        blobs.put(f"f:{number}", dump(counts))
        if number in stems:
            stems[number] = _stems(counts)
    _change_vocabulary(blobs, seen)
    return stems


def _stems(forms: Iterable[str]) -> Stems:
    pairs = (pair.partition("/")[::2] for pair in sorted(forms))
    return {form: stem for form, stem in pairs if stem and light(form) != stem}


def apply(data: bytes, edits: bytes) -> bytes:
    """The content of a shard, postings by term and stems by form, after edits."""
    terms, stems = load(data, ({}, {}))
    file = io.BytesIO(edits)
    while file.tell() < len(edits):
        rows, new_stems = marshal.load(file)
        stems = stems if new_stems is None else new_stems
        for term, removed, added in rows:
            known = Postings(*terms.get(term, ((), ())))
            now = known.changed(set(_array(removed)), set(_array(added)))
            terms[term] = (now.older, now.pieces)
            if not now.pieces:
                del terms[term]
    return dump((terms, stems))


def _array(data: bytes) -> array[int]:
    numbers = array("Q")
    numbers.frombytes(data)
    return numbers


def published(blobs: BlobTable, number: int) -> tuple[dict[str, Any], dict[str, str]]:
    """The JSON of a shard, and the older chunks of frequent terms by file name."""
    terms, stems = load(content(blobs, number, apply), ({}, {}))
    texts: dict[str, Any] = {}
    older: dict[str, str] = {}
    for term in sorted(terms):
        chunks, pieces = terms[term]
        texts[term] = text = postings.text_of(pieces)
        if chunks:
            days = [postings.day_of(postings.first_of(chunk) >> 2) for chunk in chunks]
            texts[term] = [days, text]
        for number, chunk in enumerate(chunks):
            older[f"{term}-{number}"] = postings.text_of(chunk)
    return {"t": texts, "a": stems}, older


def size_of(count: int) -> int:
    """How frequent a form is, in powers of ten."""
    return len(str(count)) if count > 0 else 0


# The words that occur, for suggestions


def band(length: int) -> int:
    return min(length // 4, _BANDS - 1)


def word_files(form: str) -> tuple[str, str]:
    """The two files that list a form: by its first letter and by its last."""
    length = band(len(form))
    return f"a{form[0]}{length}", f"z{form[-1]}{length}"


def all_word_files() -> list[str]:
    return [f"{side}{letter}{size}" for side in "az" for letter in _LETTERS for size in range(4)]


def _change_vocabulary(blobs: BlobTable, seen: Mapping[str, int]) -> None:
    changed: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for form, size in seen.items():
        if form.isalpha():
            for name in word_files(form):
                changed[name][form] = size
    digests: dict[str, str] = load(blobs.get("words"), {})
    for name in sorted(changed) if digests else all_word_files():
        words: dict[str, int] = json.loads(blobs.get(f"w:{name}") or b"{}")
        words.update(changed[name])
        kept = {form: size for form, size in sorted(words.items()) if size}
        data = json.dumps(kept, separators=(",", ":")).encode()
        blobs.put(f"w:{name}", data)
        digests[name] = hashlib.blake2b(data, digest_size=_MARK).hexdigest()
    blobs.put("words", dump(digests))


# What is in force


def in_force(site: Site) -> tuple[tuple[int, ...], ...]:
    """Releases in force now or later: persons sought, and releases with an end of validity.

    Day and order of each, and the seconds since 1970 from which and until which (0: for as long
    as it is published) it holds.
    """
    known = ids(site.store.blobs(FACTS))
    rows = []
    for entry in site.listed:
        until = entry.valid_until
        if entry.case_status != "dicari" and (until is None or site.is_past(until)):
            continue
        begin = int(entry.valid_from.timestamp()) if entry.valid_from else 0
        identifier = known[entry.code]
        end = int(until.timestamp()) if until else 0
        rows.append((postings.day_of(identifier), postings.order_of(identifier), begin, end))
    return tuple(sorted(rows, reverse=True))


# The rows of results


def row_files(site: Site, block: int) -> Iterator[tuple[str, list[list[str]]]]:
    """For each file of a block its name, and for each of its days the codes of releases."""
    files: dict[str, list[list[str]]] = {}
    known = ids(site.store.blobs(FACTS))
    codes = [entry.code for entry in _of_blocks(site, [block])]
    for code in sorted(codes, key=known.__getitem__):
        day, order = postings.day_of(known[code]), postings.order_of(known[code])
        name = f"{day // DAYS_IN_FILE}-{order // DOCS_IN_FILE}"
        days = files.setdefault(name, [[] for _ in range(DAYS_IN_FILE)])
        days[day % DAYS_IN_FILE].append(code)
    yield from files.items()
