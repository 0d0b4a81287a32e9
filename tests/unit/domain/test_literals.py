"""The words that a pattern requires: never one that a match can do without."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kentongan.domain import tables
from kentongan.domain.literals import may_match, required


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("hilang", {"hilang"}),
        (r"\bklarifikasi", {"klarifikasi"}),
        (r"(?:kabar|isu)\b.{0,60}\bhoa(?:ks|x)\b", {"hoa"}),
        (r"(?:jalan|ruas)\b.{0,5}(?:ditutup|tutup)?", {"jalan", "ruas"}),
        (r"h?imbauan", {"imbauan"}),
        (r"a|bc*", {"a", "b"}),
        (r"(?:me)?(?:n)?x?", set()),
        (r"(?!tidak)[abc]\d+", set()),
        (r"jl\.? raya", {" raya"}),
    ],
)
def test_a_pattern_requires_its_words(pattern: str, words: set[str]) -> None:
    assert required(pattern) == words


PIECES = st.recursive(
    st.sampled_from(["a", "bc", "d?", "e*", r"\b", "f{0,2}", "[gh]", ".", " ", "i+"]),
    lambda inner: st.builds(
        lambda parts, mark: f"(?:{'|'.join(parts)}){mark}",
        st.lists(st.lists(inner, min_size=1, max_size=3).map("".join), min_size=1, max_size=3),
        st.sampled_from(["", "?", "+"]),
    ),
    max_leaves=8,
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=4).map("".join), st.text("abcdefghi ", max_size=12))
def test_no_match_is_passed_over(pattern: str, text: str) -> None:
    if re.search(pattern, text):
        assert may_match(required(pattern), text)


def test_the_table_of_tags_can_be_passed_over() -> None:
    items = [item for words in tables.load("tags")["tags"].values() for item in words]
    assert sum(bool(required(item)) for item in items) > 0.95 * len(items)
