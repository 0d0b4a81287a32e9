"""What follows from the entries of a site is what a pass over all of them gives."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from kentongan.domain.release import Release, Withdrawal
from kentongan.site import rolls

from tests.conftest import NOW, UNITS, new_release, new_site


def some(seed: int) -> list[Release]:
    chance = random.Random(seed)
    releases = []
    for number in range(chance.randrange(20)):
        release = new_release(
            slug=f"rilis-{number}",
            kind=chance.choice(("siaran-pers", "imbauan", "lalu-lintas")),
            unit=chance.choice([unit.slug for unit in UNITS]),
            lang=chance.choice(("id", "id", "en")),
            happened_at=NOW - timedelta(days=chance.randrange(9)),
            valid_until=chance.choice((None, None, NOW)),
        )
        if chance.random() < 0.2:
            release = replace(release, withdrawal=Withdrawal("salah", "keliru", NOW))
        releases.append(release)
    return releases


@pytest.mark.parametrize("seed", range(30))
def test_the_groups_of_a_site_hold_its_entries_in_order(seed: int) -> None:
    site = new_site(some(seed))
    for slug in (unit.slug for unit in site.units):
        family = site.units.family(slug)
        wanted = [entry for entry in site.listed if entry.unit in family]
        assert list(rolls.of_units(site, family)) == wanted
    for kind, entries in site.shared(rolls.by_kind).items():
        assert entries == [entry for entry in site.listed if entry.kind == kind]
    assert {*site.shared(rolls.by_kind)} == {entry.kind for entry in site.listed}
    assert site.shared(rolls.tags) == {tag for entry in site.listed for tag in entry.tags}
    assert {*site.shared(rolls.aside), *site.listed} == {*site.by_code.values()}


def test_what_is_not_notable_says_nothing_of_language_time_or_other_releases() -> None:
    plain = new_site([new_release()]).listed[0]
    assert not plain.is_notable
    more: dict[str, Any] = {
        "lang": "en", "corrected": True, "valid_until": NOW, "valid_from": NOW, "reply_to": "X",
        "merged_into": "X", "redirects_from": ("/a/",), "case_status": "dicari",
        "changed_at": plain.changed_at + timedelta(days=1),
    }  # fmt: skip
    for field, value in more.items():
        assert plain._replace(**{field: value}).is_notable, field
