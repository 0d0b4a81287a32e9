"""The front page of a province: newest first, and room for every district."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from kentongan.province import ranking


class Sent(NamedTuple):
    code: str
    district: str
    unit: str
    words: str


def sent(*districts: str) -> list[Sent]:
    return [Sent(str(n), district, district, f"w{n}") for n, district in enumerate(districts)]


def test_a_district_that_sends_much_leaves_room_for_the_others() -> None:
    newest = sent(*"aaaaaaaaaabcdefg")
    order = [release.district for release in ranking.front(newest, 12)]
    assert order[:2] == ["a", "a"]
    assert {*order} == {*"abcdefg"}


def test_one_text_of_many_units_is_shown_once() -> None:
    newest = [Sent(str(n), f"w{n}", f"u{n}", "sama") for n in range(38)]
    assert [release.code for release in ranking.front(newest, 12)] == ["0"]
    assert ranking.senders(newest)["0"] == 37


def test_a_unit_that_repeats_itself_is_no_other_unit() -> None:
    assert ranking.senders([Sent("1", "a", "u", "w"), Sent("2", "a", "u", "w")]) == {"1": 0, "2": 0}


@given(st.lists(st.sampled_from("abcdefghij"), max_size=60), st.integers(0, 40))
def test_among_twelve_neighbours_at_most_two_while_others_wait(names: list[str], size: int) -> None:
    newest = sent(*names)
    chosen = ranking.front(newest, size)
    assert len(chosen) == min(size, len(newest))
    assert len({release.code for release in chosen}) == len(chosen)
    for end in range(1, len(chosen) + 1):
        around = [release.district for release in chosen[max(0, end - 12) : end]]
        last = around[-1]
        if around.count(last) <= 2:
            continue
        shown = {release.code for release in chosen[:end]}
        waiting = {r.district for r in newest if r.code not in shown}
        before = around[:-1][-11:]
        assert all(before.count(district) >= 2 for district in waiting)
    same = [release for release in chosen if release.district == "a"]
    assert [int(release.code) for release in same] == sorted(int(r.code) for r in same)
