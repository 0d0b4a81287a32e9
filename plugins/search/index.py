"""The index of the search, kept up to date release by release.

The state lives in the plugin's blobs: of each release its terms as indexed, of each shard its
postings as sorted numbers and the forms of its words. An addition touches only the shards of
its words; the result depends on the content alone, not on the order in which it came.
"""

from __future__ import annotations

import hashlib
import json
import sys
from array import array
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from plugins.build import BlobTable, Entry, Site
from plugins.search import core, postings

FACTS = "search"
DOCS_IN_FILE = 8
_MARK = 8
_EPOCH = 719163  # ordinal of 1 January 1970
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_BANDS = 4


@dataclass(frozen=True, slots=True)
class Plan:
    """Digests of all shards and of the files of words, by number and by name."""

    bits: int
    shards: tuple[bytes, ...]
    vocabulary: Mapping[str, str]


@dataclass(slots=True)
class _Edits:
    """What changes: numbers by term, and by form how many releases more or less."""

    added: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    removed: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    forms: Counter[str] = field(default_factory=Counter)


def places(site: Site) -> dict[str, tuple[int, int]]:
    """Of every listed release its day since 1970 in the site's zone, and its place that day."""
    found: dict[str, tuple[int, int]] = {}
    last = order = -1
    for entry in reversed(site.listed):
        day = max(0, entry.published_at.astimezone(site.zone).toordinal() - _EPOCH)
        order = order + 1 if day == last else 0
        last = day
        found[entry.code] = (day, order)
    return found


def update(site: Site, where: Mapping[str, tuple[int, int]]) -> Plan:
    """Bring the state up to the site. Cheap when little has changed."""
    blobs = site.store.blobs(FACTS)
    bits = postings.shard_bits(len(site.listed))
    known = _known(blobs, bits)
    extras = _Extras(site)
    wanted = {
        entry.code: f"{where[entry.code]} {entry.kind} {extras.mark(entry.unit)} {entry.digest}"
        for entry in site.listed
    }
    if known != wanted or blobs.get("bits") is None:
        changed = [code for code, digest in wanted.items() if known.get(code) != digest]
        gone = [code for code in known if code not in wanted]
        edits = _edits(site, blobs, changed, gone, where, extras)
        _apply(blobs, edits, bits)
        rows = (f"{code} {wanted[code]}\n" for code in sorted(wanted))
        blobs.put("docs", "".join(rows).encode())
        blobs.put("bits", str(bits).encode())
    marks = blobs.get("marks") or b""
    shards = tuple(marks[place : place + _MARK] for place in range(0, len(marks), _MARK))
    return Plan(bits, shards, json.loads(blobs.get("words") or b"{}"))


def _known(blobs: BlobTable, bits: int) -> dict[str, str]:
    """What was indexed: code → digest. All is forgotten when the number of shards changes."""
    if blobs.get("bits") != str(bits).encode():
        for key in list(blobs.keys()):
            blobs.delete(key)
        return {}
    lines = (blobs.get("docs") or b"").decode().splitlines()
    rows = (line.partition(" ") for line in lines)
    return {code: digest for code, _, digest in rows}


class _Extras:
    """The terms that the unit and kind of a release add to its words."""

    def __init__(self, site: Site) -> None:
        self._units = site.units
        self._terms: dict[str, tuple[list[str], list[str], list[str], str]] = {}

    def mark(self, unit: str) -> str:
        return self._of(unit)[3]

    def stems(self, unit: str) -> list[str]:
        return self._of(unit)[0]

    def forms(self, unit: str) -> list[str]:
        return self._of(unit)[1]

    def filters(self, entry: Entry) -> list[str]:
        return [*self._of(entry.unit)[2], f"k-{entry.kind}"]

    def _of(self, slug: str) -> tuple[list[str], list[str], list[str], str]:
        if slug not in self._terms:
            unit = self._units.get(slug)
            stems, forms = core.unit_terms(unit), core.unit_forms(unit)
            above = [parent.slug for parent in self._units.ancestors(slug)] if unit else []
            filters = [f"u-{name}" for name in (slug, *above)]
            text = " ".join((*forms, "|", *filters))
            mark = hashlib.blake2b(text.encode(), digest_size=6).hexdigest()
            self._terms[slug] = (stems, forms, filters, mark)
        return self._terms[slug]


def _edits(
    site: Site,
    blobs: BlobTable,
    changed: Iterable[str],
    gone: Iterable[str],
    where: Mapping[str, tuple[int, int]],
    extras: _Extras,
) -> _Edits:
    edits = _Edits()
    for code in gone:
        _take(edits, blobs.get(f"f:{code}"), -1)
        blobs.delete(f"f:{code}")
    for code in changed:
        data = _indexed(site, site.by_code[code], where[code], extras)
        before = blobs.get(f"f:{code}")
        if before != data:
            _take(edits, before, -1)
            _take(edits, data, 1)
            blobs.put(f"f:{code}", data)
    return edits


def _indexed(site: Site, entry: Entry, place: tuple[int, int], extras: _Extras) -> bytes:
    """What is kept of an indexed release: its number, its extra terms, its packed words."""
    facts = site.store.facts(FACTS, entry.code) or core.Terms(((), (), (), ()), ()).pack()
    lines = (
        f"{place[0]} {place[1]}",
        " ".join(extras.stems(entry.unit)),
        " ".join(extras.forms(entry.unit)),
        " ".join(extras.filters(entry)),
    )
    return "\n".join(lines).encode() + b"\n" + facts


def _take(edits: _Edits, data: bytes | None, sign: int) -> None:
    if not data:
        return
    place, stems, forms, filters, packed = data.split(b"\n", 4)
    day, order = (int(part) for part in place.split())
    terms = core.unpack(packed)
    target = edits.added if sign > 0 else edits.removed
    extra = set(stems.decode().split())
    for weight, words in enumerate(terms.classes):
        number = postings.number(day, order, max(weight, core.UNIT))
        plain = postings.number(day, order, weight)
        for word in words:
            if word in extra:
                extra.discard(word)
                target[word].append(number)
            else:
                target[word].append(plain)
    number = postings.number(day, order, core.UNIT)
    for word in extra:
        target[word].append(number)
    number = postings.number(day, order, 0)
    for name in filters.decode().split():
        target[name].append(number)
    found = terms.forms
    if forms:
        found = tuple({*found, *forms.decode().split()})
    if sign > 0:
        edits.forms.update(found)
    else:
        edits.forms.subtract(found)


def _apply(blobs: BlobTable, edits: _Edits, bits: int) -> None:
    by_shard: defaultdict[int, _Edits] = defaultdict(_Edits)
    for term, numbers in edits.added.items():
        by_shard[postings.shard_of(term, bits)].added[term] = numbers
    for term, numbers in edits.removed.items():
        by_shard[postings.shard_of(term, bits)].removed[term] = numbers
    for pair, count in edits.forms.items():
        if count:
            form = pair.partition("/")[0]
            by_shard[postings.shard_of(form, bits)].forms[pair] = count
    marks = bytearray(blobs.get("marks") or b"")
    fresh = not marks
    if fresh:
        marks = bytearray(_MARK << bits)
    seen: dict[str, int] = {}
    for number in range(1 << bits) if fresh else sorted(by_shard):
        shard = Shard(blobs.get(f"s:{number}"))
        seen.update(shard.change(by_shard[number]))
        data = shard.pack()
        blobs.put(f"s:{number}", data)
        mark = hashlib.blake2b(data, digest_size=_MARK).digest()
        marks[number * _MARK : (number + 1) * _MARK] = mark
    blobs.put("marks", bytes(marks))
    _change_vocabulary(blobs, seen)


class Shard:
    """The postings of a shard's terms, and its forms with their stem and number of releases."""

    def __init__(self, data: bytes | None) -> None:
        self.terms: dict[str, bytes | array[int]] = {}
        self.forms: dict[str, tuple[str, int]] = {}
        if not data:
            return
        head, _, body = data.partition(b"\n")
        terms, forms = json.loads(head)
        self.forms = {form: (stem, count) for form, stem, count in forms}
        start = 0
        for term, count in terms:
            self.terms[term] = body[start : start + 8 * count]
            start += 8 * count

    def pack(self) -> bytes:
        """The same bytes for the same content."""
        terms, parts = [], []
        for term in sorted(self.terms):
            numbers = self.terms[term]
            part = numbers if isinstance(numbers, bytes) else _to_bytes(numbers)
            terms.append((term, len(part) // 8))
            parts.append(part)
        forms = [(form, *self.forms[form]) for form in sorted(self.forms)]
        head = json.dumps([terms, forms], separators=(",", ":"))
        return head.encode() + b"\n" + b"".join(parts)

    def numbers(self, term: str) -> array[int]:
        found = self.terms.get(term, b"")
        return _from_bytes(found) if isinstance(found, bytes) else found

    def change(self, edits: _Edits) -> dict[str, int]:
        """Apply edits. Returns the new number of releases of each form whose size changed."""
        for term in edits.removed.keys() | edits.added.keys():
            numbers = self.numbers(term)
            for number in edits.removed.get(term, ()):
                place = bisect_left(numbers, number)
                if place < len(numbers) and numbers[place] == number:
                    del numbers[place]
            added = edits.added.get(term, ())
            if len(added) > 8:
                numbers = array("Q", sorted((*numbers, *added)))
            else:
                for number in added:
                    insort(numbers, number)
            if numbers:
                self.terms[term] = numbers
            else:
                self.terms.pop(term, None)
        seen = {}
        for pair, change in edits.forms.items():
            form, _, stem = pair.partition("/")
            before = self.forms.get(form, ("", 0))[1]
            count = before + change
            if count > 0:
                self.forms[form] = (stem or form, count)
            else:
                self.forms.pop(form, None)
            if size_of(before) != size_of(count):
                seen[form] = size_of(count)
        return seen

    def published(self) -> tuple[dict[str, Any], dict[str, str]]:
        """The JSON of the shard, and the older chunks of frequent terms by file name."""
        terms: dict[str, Any] = {}
        older: dict[str, str] = {}
        for term in sorted(self.terms):
            chunks, rest = postings.split(self.numbers(term))
            terms[term] = postings.encode(rest)
            if chunks:
                terms[term] = [[chunk[0] >> 22 for chunk in chunks], terms[term]]
            for place, chunk in enumerate(chunks):
                older[f"{term}-{place}"] = postings.encode(chunk)
        stems = {
            form: stem
            for form, (stem, _) in sorted(self.forms.items())
            if form != stem and not _is_found(form, stem)
        }
        return {"t": terms, "a": stems}, older


def _is_found(form: str, stem: str) -> bool:
    from plugins.search.words import light

    return light(form) == stem


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
    digests: dict[str, str] = json.loads(blobs.get("words") or b"{}")
    names = sorted(changed) if digests else all_word_files()
    for name in names:
        words: dict[str, int] = json.loads(blobs.get(f"w:{name}") or b"{}")
        words.update(changed[name])
        kept = {form: size for form, size in sorted(words.items()) if size}
        data = json.dumps(kept, separators=(",", ":")).encode()
        blobs.put(f"w:{name}", data)
        digests[name] = hashlib.blake2b(data, digest_size=_MARK).hexdigest()
    blobs.put("words", json.dumps(digests, sort_keys=True).encode())


def _from_bytes(data: bytes) -> array[int]:
    numbers = array("Q")
    numbers.frombytes(data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _to_bytes(numbers: array[int]) -> bytes:
    if sys.byteorder == "big":
        numbers = array("Q", numbers)
        numbers.byteswap()
    return numbers.tobytes()
