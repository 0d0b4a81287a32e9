"""Whatever comes and goes: every hash is found in one of its files, additions change few of them,
and the files are those of an index that was made at once."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, cast
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kentongan.parts.authenticity import shingles
from kentongan.parts.search import index as search
from kentongan.site import segments
from kentongan.site.entry import Entry
from kentongan.site.segments import Item, Items, Order, Owned, Segments, Waiting
from kentongan.site.stored import dump, load

from tests.conftest import MemoryBlobs

SMALL = Segments(6, turn=16, recent=4, wait=4)
SHAPES = (
    Segments(2, turn=1, recent=0, wait=4),
    Segments(4, turn=4, recent=0, wait=8),
    SMALL,
    Segments(7, turn=32, recent=2, wait=16),
    Segments(6, turn=8, recent=16, wait=5),
)


class Listed(NamedTuple):
    code: str


def items_of(code: str) -> Items:
    return sorted((crc32(f"{code} {number}".encode()),) for number in range(12))


def listed(codes: Iterable[str]) -> list[Entry]:
    """Newest first."""
    return [cast(Entry, Listed(code)) for code in reversed(list(codes))]


def pack(owned: Iterable[Owned]) -> bytes:
    return dump(sorted((code, item[0]) for code, item in owned))


class Index:
    """An index as the parts keep one, with sets for settled shards."""

    def __init__(self, shape: Segments) -> None:
        self.shape = shape
        self.blobs = MemoryBlobs()
        self.settled: set[tuple[str, int]] = set()
        self.known: dict[str, Items] = {}
        self.is_new = True

    def update(self, codes: list[str], texts: Mapping[str, str]) -> set[str]:
        """The names of the files that changed."""
        order = Order.of(self.shape, listed(codes))
        waiting = Waiting(self.blobs, order, are_new=self.is_new)
        wanted = {code: items_of(texts.get(code, code)) for code in codes}
        edited = {
            code for code in {*wanted, *self.known} if wanted.get(code) != self.known.get(code)
        }
        moved: set[tuple[str, int]] = set()
        changed: set[Item] = set()
        for code in {*edited, *waiting.near()}:
            before, after = self.known.get(code, []), wanted.get(code, [])
            changed.update(waiting.edited(code, before, after) if code in edited else ())
            left = {(code, item[0]) for item in waiting.before.settled(before, code)}
            right = {(code, item[0]) for item in order.settled(after, code)}
            moved |= left ^ right
            self.settled = self.settled - left | right
        self.known, self.is_new = wanted, False
        waiting.renew(wanted, changed, pack)
        mask = (1 << self.shape.bits) - 1
        return {*waiting.touched, *(segments.settled(number & mask) for _, number in moved)}

    def files(self) -> dict[str, Any]:
        names = [segments.NEWEST, *map(segments.recent, range(self.shape.recent))]
        return {name: segments.content(self.blobs, name) for name in names} | {
            "": sorted(self.settled)
        }

    def finds(self, code: str, number: int) -> bool:
        """Whether a reader finds this hash of a release in one of the files it asks."""
        _, *files = segments.files(number, self.shape.bits, self.shape.recent)
        waiting = [
            pair for name, _ in files for pair in load(segments.content(self.blobs, name), [])
        ]
        return (code, number) in self.settled or (code, number) in waiting


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[list[str], dict[str, str]]]:
    """Orders of releases one after the other, and the texts of those that were edited."""
    chance = random.Random(draw(st.integers(0, 1 << 30)))
    codes = [f"a{number}" for number in range(draw(st.integers(0, 70)))]
    texts: dict[str, str] = {}
    states = [([*codes], {**texts})]
    for turn in range(draw(st.integers(1, 12))):
        what = draw(st.sampled_from(("add", "add", "many", "insert", "remove", "edit")))
        if what in ("add", "many"):
            codes += [f"n{turn}-{number}" for number in range(1 if what == "add" else 9)]
        elif what == "insert":
            codes.insert(chance.randrange(len(codes) + 1), f"i{turn}")
        elif codes and what == "remove":
            codes.pop(chance.randrange(len(codes)))
        elif codes:
            texts[chance.choice(codes)] = f"text {turn}"
        states.append(([*codes], {**texts}))
    return states


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@given(states=histories())
@settings(max_examples=25)
def test_files_follow_from_what_is_there_and_hold_every_hash(
    shape: Segments, states: list[tuple[list[str], dict[str, str]]]
) -> None:
    grown = Index(shape)
    for codes, texts in states:
        grown.update(codes, texts)
        clean = Index(shape)
        clean.update(codes, texts)
        assert grown.files() == clean.files()
        for code in codes:
            for (number,) in items_of(texts.get(code, code)):
                assert grown.finds(code, number)


def test_what_a_release_had_is_in_no_file_once_it_is_gone() -> None:
    index = Index(SMALL)
    codes = [f"a{number}" for number in range(60)]
    index.update(codes, {})
    for position in (59, 50, 40, 10):
        gone = codes[position]
        index.update([code for code in codes if code != gone], {})
        assert not any(index.finds(gone, number) for (number,) in items_of(gone))
        index.update(codes, {})


@pytest.mark.parametrize(
    "shape",
    [
        *(shingles.Shape(bits, 4).segments for bits in (4, 7, 10, 12, 14)),
        *(search.segments_of(count) for count in (100, 1000, 10_000, 100_000)),
    ],
    ids=str,
)
def test_each_addition_changes_the_newest_file_and_those_whose_turn_it_is(shape: Segments) -> None:
    index = Index(shape)
    codes = [f"a{number}" for number in range(40)]
    index.update(codes, {})
    for number in range(40, 80):
        codes.append(f"a{number}")
        assert len(index.update(codes, {})) <= shape.most_changed
    assert shape.most_changed <= 25
