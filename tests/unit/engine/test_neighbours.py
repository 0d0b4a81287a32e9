"""Where a release leads its reader next."""

from __future__ import annotations

import random
from datetime import timedelta

from kentongan.engine.neighbours import Neighbourhood, Neighbours
from kentongan.site.entry import Entry

from tests.conftest import NOW, entry_of, new_release


def neighbours(listed: list[Entry], most: int) -> dict[str, Neighbours]:
    hood = Neighbourhood(listed, most)
    return {entry.code: hood.around(place) for place, entry in enumerate(listed)}


def news(slug: str, age: int, **changes: object) -> Entry:
    changes = {"tags": (), "unit": slug} | changes
    return entry_of(new_release(slug=slug, happened_at=NOW - timedelta(days=age), **changes))


def slugs(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.slug for entry in entries]


def test_related_are_the_older_ones_of_the_unit_but_not_the_one_before_it() -> None:
    listed = [news(f"n{age}", age, unit="polsek-kraton") for age in range(6)]
    found = neighbours(listed, 2)
    first = found[listed[0].code]
    assert first.older == listed[1]
    assert first.newer is None
    assert slugs(first.related) == ["n2", "n3"]


def test_a_unit_with_one_release_is_helped_by_tag_and_place() -> None:
    alone = news("sendiri", 2, tags=("Banjir",), location="Pasar Grati, Kecamatan Grati")
    listed = [
        news("a", 1),
        alone,
        news("b", 3),
        news("tag", 4, tags=("banjir",)),
        news("tempat", 5, location="kecamatan grati"),
        news("lain", 6, tags=("Patroli",), location="Kecamatan Lekok"),
    ]
    assert slugs(neighbours(listed, 3)[alone.code].related) == ["tag", "tempat"]


def test_what_shares_more_goes_before_what_is_newer() -> None:
    alone = news("sendiri", 0, tags=("Banjir", "Siaga"), location="Grati")
    listed = [
        alone,
        news("a", 1),
        *[news(f"satu-{age}", age, tags=("Banjir",)) for age in range(2, 6)],
        news("tiga", 9, tags=("Banjir", "Siaga"), location="Grati"),
    ]
    assert "tiga" in slugs(neighbours(listed, 3)[alone.code].related)


def test_the_first_of_all_leads_to_what_came_later() -> None:
    oldest = news("awal", 9, tags=("Banjir",))
    listed = [news("akhir", 1, tags=("Banjir",)), news("antara", 5), oldest]
    around = neighbours(listed, 3)[oldest.code]
    assert slugs(around.related) == ["akhir"]
    assert around.newer == listed[1]


def test_nothing_in_common_leads_to_the_neighbours_in_time_alone() -> None:
    listed = [news("a", 1), news("b", 2), news("c", 3)]
    around = neighbours(listed, 3)[listed[1].code]
    assert (around.newer, around.older, around.related) == (listed[0], listed[2], ())


def test_before_and_after_speak_the_same_language() -> None:
    listed = [news("a", 1), news("b", 2, lang="en"), news("c", 3)]
    found = neighbours(listed, 3)
    assert found[listed[0].code].older == listed[2]
    assert found[listed[1].code].older is None


def test_whatever_the_site_holds_no_page_leads_to_itself_or_twice_to_another() -> None:
    chance = random.Random(7)
    for _ in range(200):
        listed = [
            news(
                f"n{age}",
                age,
                unit=f"u{chance.randrange(4)}",
                tags=tuple(chance.sample(("A", "B", "C"), chance.randrange(3))),
                location=chance.choice(("", "Grati", "Pasar, Grati", "Lekok")),
            )
            for age in range(chance.randrange(12))
        ]
        for entry in listed:
            around = neighbours(listed, 3)[entry.code]
            assert entry not in around.related
            assert len(set(around.related)) == len(around.related) <= 3
            assert list(around.related) == sorted(
                around.related, key=lambda other: other.published_at, reverse=True
            )


def test_what_is_found_by_place_is_what_a_walk_would_find() -> None:
    chance = random.Random(3)
    for _ in range(60):
        listed = [
            news(
                f"n{age}",
                age,
                unit=chance.choice("abcdef"),
                tags=tuple(chance.sample(("Banjir", "Pasar", "Apel", "Kamtibmas"), 2)),
                location=chance.choice(("", "Grati", "Lekok, Grati")),
            )
            for age in range(chance.randrange(20))
        ]
        found = neighbours(listed, 2)
        for place, entry in enumerate(listed):
            near = {e.code for e in (found[entry.code].older, found[entry.code].newer) if e}
            mates = [e for e in listed[place + 1 :] if e.unit == entry.unit]
            others = [e for e in mates if e.code not in near]
            if others:
                assert list(found[entry.code].related) == others[:2]
            assert near.isdisjoint(e.code for e in found[entry.code].related)
