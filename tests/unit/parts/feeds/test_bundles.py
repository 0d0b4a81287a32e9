from __future__ import annotations

import random
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from kentongan.domain.release import Release
from kentongan.parts.feeds import bundles
from kentongan.site.federation import BUNDLE
from kentongan.site.heads import named
from kentongan.site.model import Site
from kentongan.site.moments import FIRST, Moments

from tests.conftest import NOW, new_release, new_site


def releases(count: int) -> list[Release]:
    return [
        new_release(slug=f"siaran-{number}", happened_at=NOW - timedelta(hours=number))
        for number in range(count)
    ]


def published(numbers: list[Release], *, now: int) -> Site:
    """The site at its publication number `now`: the releases before it are recorded."""
    site = new_site(numbers)
    moments = {
        (release.code, FIRST): NOW + timedelta(minutes=number)
        for number, release in enumerate(numbers[:now])
    }
    site.moments = Moments(moments, NOW + timedelta(minutes=now))
    return site


def places(site: Site) -> dict[tuple[int, int, int], tuple[str, ...]]:
    return {(year, month, number): codes for year, month, number, codes in bundles.in_order(site)}


def test_bundles_hold_every_release_once_and_are_full_but_for_the_last() -> None:
    found = places(published(releases(250), now=0))
    assert [len(codes) for codes in found.values()] == [BUNDLE, BUNDLE, 50]
    assert len({code for codes in found.values() for code in codes}) == 250
    assert list(found) == [(2026, 11, 1), (2026, 11, 2), (2026, 11, 3)]


@given(st.integers(1, 230), st.integers(0, 10_000))
def test_a_new_release_takes_the_last_place_whatever_date_it_states(now: int, seed: int) -> None:
    chosen = releases(now + 1)
    random.Random(seed).shuffle(chosen)
    before = places(published(chosen[:now], now=now))
    after = places(published(chosen, now=now))
    last = max(after)
    assert {key: codes for key, codes in before.items() if key != last} == {
        key: codes for key, codes in after.items() if key != last
    }
    assert after[last] == (*before.get(last, ()), chosen[now].code)


def test_releases_of_other_sites_keep_their_place_in_each_publication() -> None:
    """They are not recorded here, so the moment of this build must not count for them."""
    site = published(releases(3), now=3)
    guests = [
        entry._replace(home=f"https://lain.test{entry.url}")
        for entry in new_site(releases(5)).listed
    ]
    site.by_code = {**site.by_code, **named(guests)}
    first = places(site)
    site.moments = Moments(site.moments.recorded if site.moments else {}, NOW + timedelta(days=40))
    assert places(site) == first
