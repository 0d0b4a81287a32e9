"""The index of the search, kept up to date release by release.

The state lives in the plugin's blobs (`site/shards.py`, `site/segments.py`): of each release its
terms as indexed (`contents.py`), of each shard its postings and the forms of its words. Where each
release stands is in `identifiers.py`, the words that occur in `vocabulary.py`. Names and parents
of units need no care here: when a unit changes, the whole index is forgotten.
"""

from __future__ import annotations

import io
import marshal
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kentongan.parts.search import coding, contents, identifiers, postings, vocabulary
from kentongan.parts.search.contents import FORM, Content, Extras
from kentongan.parts.search.core import FACTS
from kentongan.parts.search.postings import Postings
from kentongan.site import json_text
from kentongan.site.model import BlobTable, Site
from kentongan.site.segments import Item, Items, Order, Owned, Segments, Waiting
from kentongan.site.shards import Shards, content
from kentongan.site.stored import dump, load

NEWEST = 7  # releases: a phone loads their words with each query
_NONE: array[int] = array("Q")
Facets = tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Plan:
    """Digests of the content of all shards, of the files of words and of the blocks of
    releases, by number and by name; `facets` are the units, kinds, months and stems of the table
    of meanings that occur.

    `waiting` are the digests of the shards of recent releases and of the newest, by name.
    `touched`, `touched_waiting` and `touched_blocks` are those that changed with this plan; where
    it `is_new`, all did."""

    segments: Segments
    shards: Sequence[bytes]
    waiting: Mapping[str, str]
    vocabulary: Mapping[str, str]
    blocks: Mapping[int, str]
    facets: Facets
    touched: frozenset[int] = frozenset()
    touched_waiting: frozenset[str] = frozenset()
    touched_blocks: frozenset[int] = frozenset()
    is_new: bool = False


@dataclass(slots=True)
class _Edits:
    """The changes of settled shards: numbers by term, and the change in releases by form."""

    added: defaultdict[str, array[int]] = field(
        default_factory=lambda: defaultdict(lambda: array("Q"))
    )
    removed: defaultdict[str, array[int]] = field(
        default_factory=lambda: defaultdict(lambda: array("Q"))
    )
    forms: Counter[str] = field(default_factory=Counter)

    def replace(self, before: Iterable[tuple[str, int]], after: Iterable[tuple[str, int]]) -> None:
        """Take out what a release had in settled shards, and put in what it has now."""
        old, new = set(before), set(after)
        for text, number in old - new:
            if number == FORM:
                self.forms[text] -= 1
            else:
                self.removed[text].append(number)
        for text, number in new - old:
            if number == FORM:
                self.forms[text] += 1
            else:
                self.added[text].append(number)


def segments_of(count: int) -> Segments:
    """How the index of so many releases is parted."""
    bits = postings.shard_bits(count)
    turn = 1 << bits - 2
    return Segments(bits, turn, turn // 8 if turn > NEWEST else 0, NEWEST)


def update(site: Site) -> Plan:
    """Bring the state up to date; the cost depends on what changed since the last build."""
    blobs = site.store.blobs(FACTS)
    segments = segments_of(len(site.listed))
    shards = Shards(blobs, segments.bits, apply)
    waiting = Waiting(blobs, Order.of(segments, site.listed), are_new=shards.are_new)
    if site.changes and not shards.are_new:
        listed = site.changes.listed()
        changed = [after.code for _, after in listed if after]
        gone = [before.code for before, after in listed if before and not after]
    else:
        changed, gone = shards.changes({entry.code: entry.digest for entry in site.listed})
    blocks: set[int] = set()
    if changed or gone or shards.are_new:
        known_ids, moved, blocks = identifiers.identify(site, blobs, changed, gone)
        edited = dict.fromkeys((*gone, *changed, *moved))
        _update_shards(site, shards, waiting, edited, known_ids)
        shards.finish({code: site.by_code[code].digest for code in changed}, gone)
    return Plan(
        segments,
        shards.marks(),
        waiting.marks,
        load(blobs.get("words"), {}),
        load(blobs.get("blocks"), {}),
        _facets(blobs),
        frozenset(shards.touched),
        frozenset(waiting.touched),
        frozenset(blocks),
        shards.are_new,
    )


def _facets(blobs: BlobTable) -> Facets:
    counts: dict[tuple[int, str], int] = load(blobs.get("facets"), {})
    units, kinds, months, stems = (
        frozenset(name for place, name in counts if place == n) for n in range(4)
    )
    return units, kinds, months, stems


class _Near(dict[str, Items]):
    """The items of the newest releases, kept in a blob each (`near:<code>`)."""

    def __init__(self, blobs: BlobTable, shards: Shards) -> None:
        super().__init__()
        self._blobs = blobs
        self._shards = shards

    def __missing__(self, code: str) -> Items:
        data = self._blobs.get(f"near:{code}")
        self[code] = items = (
            load(data, None) if data else contents.unpacked(self._shards.before(code)).items()
        )
        return items

    def keep(self, code: str, items: Items) -> None:
        self[code] = items
        self._blobs.put(f"near:{code}", dump(items))

    def forget(self, code: str) -> None:
        self._blobs.delete(f"near:{code}")


# Shards


@dataclass(slots=True)
class _Totals:
    """In how many releases each facet occurs, and the change in those of each form."""

    facets: Counter[tuple[int, str]]
    forms: Counter[str] = field(default_factory=Counter)

    def replace(self, old: Content, new: Content) -> None:
        self.forms.update(new.forms - old.forms)
        self.forms.subtract(old.forms - new.forms)
        self.facets.update(new.facets - old.facets)
        self.facets.subtract(old.facets - new.facets)


@dataclass(slots=True)
class _Moves:
    """What releases among the newest bring to settled shards and take from them.

    `changed` are the words that edits give to the files of the newest, or take from them.
    """

    waiting: Waiting
    near: _Near
    edits: _Edits
    changed: set[Item] = field(default_factory=set)

    def held(self, code: str) -> Items | None:
        """The items of a release that was among the newest."""
        return self.near[code] if self.waiting.before.holds(code) else None

    def edit(self, code: str, before: Items, after: Items) -> None:
        """A release that is or was among the newest has other words than before."""
        self.near[code] = after
        self.changed.update(self.waiting.edited(code, before, after))
        self._settle(code, before, after)
        if self.waiting.order.holds(code):
            self.near.keep(code, after)
        else:
            self.near.forget(code)

    def age(self, code: str) -> None:
        """A release with the same words has another place in the order."""
        items = self.near[code]
        self._settle(code, items, items)
        if not self.waiting.order.holds(code):
            self.near.forget(code)
        elif not self.waiting.before.holds(code):
            self.near.keep(code, items)

    def _settle(self, code: str, before: Items, after: Items) -> None:
        left = self.waiting.before.settled(before, code)
        right = self.waiting.order.settled(after, code)
        if left != right:
            self.edits.replace([item[1:] for item in left], [item[1:] for item in right])


def _update_shards(
    site: Site,
    shards: Shards,
    waiting: Waiting,
    edited: Mapping[str, None],
    known: Mapping[str, int],
) -> None:
    blobs = site.store.blobs(FACTS)
    edits, extras = _Edits(), Extras(site)
    moves = _Moves(waiting, _Near(blobs, shards), edits)
    totals = _Totals(Counter(load(blobs.get("facets"), {})))
    for code in edited:
        held = moves.held(code)
        old = contents.unpacked(shards.before(code))
        is_listed = code in known
        data = contents.packed(site, site.by_code[code], known[code], extras) if is_listed else b""
        shards.keep(code, data)
        new = contents.unpacked(data)
        totals.replace(old, new)
        if waiting.concerns(code):
            moves.edit(code, old.items() if held is None else held, new.items())
        else:
            edits.replace(old.pairs(), new.pairs())
    for code in waiting.near():
        if code not in edited:
            moves.age(code)
    _settle(shards, edits)
    vocabulary.count(blobs, shards.bits, totals.forms)
    blobs.put("facets", dump({facet: count for facet, count in totals.facets.items() if count}))
    waiting.renew(moves.near, moves.changed, pack)


def _settle(shards: Shards, edits: _Edits) -> None:
    """Put the edits into the settled shards."""
    terms: defaultdict[int, list[str]] = defaultdict(list)
    for term in {*edits.added, *edits.removed}:
        terms[postings.shard_of(term, shards.bits)].append(term)
    forms: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for pair, more in edits.forms.items():
        if more:
            forms[postings.shard_of(pair.partition("/")[0], shards.bits)][pair] = more

    def edits_of(number: int) -> bytes:
        rows = [
            (term, edits.removed.pop(term, _NONE), edits.added.pop(term, _NONE))
            for term in sorted(terms[number])
        ]
        return dump((rows, dict(sorted(forms.get(number, {}).items()))))

    whole = {postings.shard_of(term, shards.bits) for term in edits.removed}
    shards.edit({*terms, *forms}, whole, edits_of)


def apply(data: bytes, edits: bytes) -> bytes:
    """The content of a shard, postings by term and releases by form, after edits."""
    terms, forms = load(data, ({}, {}))
    file = io.BytesIO(edits)
    while file.tell() < len(edits):
        rows, more = marshal.load(file)
        for pair, number in more.items():
            forms[pair] = forms.get(pair, 0) + number
            if not forms[pair]:
                del forms[pair]
        for term, removed, added in rows:
            known = Postings(*terms.get(term, ((), ())))
            now = known.changed(set(_array(removed)), set(_array(added)))
            terms[term] = (now.older, now.pieces)
            if not now.pieces:
                del terms[term]
    return dump((terms, forms))


def _array(data: bytes) -> array[int]:
    numbers = array("Q")
    numbers.frombytes(data)
    return numbers


def published(blobs: BlobTable, number: int) -> tuple[bytes, dict[str, str]]:
    """A settled shard, and the files of older releases of frequent terms by name."""
    terms, forms = load(content(blobs, number, apply), ({}, {}))
    counts: dict[str, list[int]] = {}
    older: dict[str, str] = {}
    for term in sorted(terms):
        chunks, _ = terms[term]
        for position, (count, text) in enumerate(postings.older_files(chunks)):
            counts.setdefault(term, []).append(count)
            older[f"{term}-{position}"] = text
    texts = {term: postings.text_of(pieces) for term, (_, pieces) in terms.items()}
    return _shard(texts, forms, counts), older


def pack(owned: Iterable[Owned]) -> bytes:
    """A shard of recent releases or of the newest, as it is published."""
    terms: defaultdict[str, list[int]] = defaultdict(list)
    forms: set[str] = set()
    for _, (_, text, number) in owned:
        if number == FORM:
            forms.add(text)
        else:
            terms[text].append(number)
    oldest = min((number for numbers in terms.values() for number in numbers), default=0)
    day = postings.day_of(oldest >> 2)
    before = postings.number(postings.identifier(day, 0), 0)
    texts = {term: coding.encode(sorted(numbers), before) for term, numbers in terms.items()}
    return _shard(texts, forms, day=day)


def _shard(
    texts: Mapping[str, str],
    forms: Iterable[str],
    older: Mapping[str, list[int]] | None = None,
    day: int = 0,
) -> bytes:
    """Words and their postings, which count from a `day`, `form/stem` of those forms that need
    it, and of frequent words how many older releases each of their files holds.

    Words stand there as they are, so that a search through the files of a site finds them."""
    words = sorted(texts)
    shard: dict[str, Any] = {
        "w": " ".join(words),
        "n": " ".join([texts[word] for word in words]),
        "a": " ".join(sorted(forms)),
    }
    shard |= {"b": day} if day else {}
    shard |= {"d": older} if older else {}
    return json_text.dumps(shard)
