"""Entries that are loaded when they are asked for are those of a site that holds them all."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest
from kentongan.site import heads
from kentongan.site.heads import Head, at, column, every, head_of, joined, where
from kentongan.site.model import Site

from tests.conftest import NOW, new_release, new_site
from tests.lazily import lazily


def some(seed: int) -> Site:
    chance = random.Random(seed)
    return new_site(
        [
            new_release(
                slug=f"rilis-{number}",
                kind=chance.choice(("siaran-pers", "imbauan")),
                happened_at=NOW - timedelta(days=chance.randrange(9)),
                valid_until=chance.choice((None, None, NOW)),
            )
            for number in range(chance.randrange(12))
        ]
    )


@pytest.mark.parametrize("seed", range(20))
def test_both_forms_hold_the_same_in_the_same_order(seed: int) -> None:
    plain, (lazy, asked) = some(seed), lazily(some(seed))
    for name in Head._fields:
        if name != "claim":  # which titles are compared by before there is a site
            assert column(plain.listed, name) == column(lazy.listed, name), name
    assert not asked
    assert [*lazy.listed] == [*plain.listed] and dict(lazy.by_code) == dict(plain.by_code)
    assert [*every(lazy.by_code)] == [*every(plain.by_code)]
    for part in (slice(2), slice(1, None), slice(None, None, -1)):
        assert [*lazy.listed[part]] == [*plain.listed[part]]
    for form in (plain.listed, lazy.listed):
        assert [*where(form, "kind", "imbauan".__eq__)] == [
            entry for entry in plain.listed if entry.kind == "imbauan"
        ]
        assert [*at(form, range(0, len(form), 2))] == [*plain.listed[::2]]
        assert [*joined(form[::2], plain.listed[1::2])] == [*plain.listed]
    assert heads.named(plain.listed).keys() == lazy.by_code.keys()


def test_one_entry_is_asked_for_alone() -> None:
    lazy, asked = lazily(some(3))
    assert len(lazy.listed) > 2
    entry: Any = lazy.listed[1]
    assert asked == {entry.code} and lazy.listed[1:][0] == entry
    assert "XXX-XXX-XXX" not in lazy.by_code and entry.code in lazy.by_code
    assert lazy.by_code[entry.code] == entry and len(asked) == 1
    assert head_of(entry).published == entry.published_at.timestamp()
