"""What stands on the home page, and for how long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from kentongan.domain.release import Case, Release
from kentongan.parts.lists import home
from kentongan.site.entry import Entry
from kentongan.site.model import Site

from tests.conftest import NOW

Make = Callable[..., Entry]
MakeSite = Callable[..., Site]
MakeRelease = Callable[..., Release]
SOUGHT = Case("dicari", ("Jaka Contoh",))
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("kind", "begin", "end", "expected"),
    [
        ("imbauan", -HOUR, HOUR, True),
        ("lalu-lintas", None, HOUR, True),
        ("pengumuman", -HOUR, None, True),
        ("imbauan", None, None, False),
        ("imbauan", HOUR, None, False),
        ("imbauan", -2 * HOUR, -HOUR, False),
        ("siaran-pers", -HOUR, HOUR, False),
    ],
)
def test_what_is_in_force(
    make_release: MakeRelease,
    make_site: MakeSite,
    kind: str,
    begin: timedelta | None,
    end: timedelta | None,
    expected: bool,
) -> None:
    release = make_release(
        kind=kind,
        valid_from=None if begin is None else NOW + begin,
        valid_until=None if end is None else NOW + end,
    )
    assert bool(home.in_force(make_site([release]))) is expected


def test_the_site_knows_when_something_stops_being_in_force(
    make_release: MakeRelease, make_site: MakeSite
) -> None:
    site = make_site([make_release(kind="imbauan", valid_until=NOW + HOUR)])
    home.in_force(site)
    assert site.next_change == NOW + HOUR


def test_neither_persons_nor_closures_crowd_the_other_out_of_the_home_page(
    make_entry: Make,
) -> None:
    persons = [make_entry(slug=f"p{number}", kind="dpo", case=SOUGHT) for number in range(9)]
    others = [make_entry(slug=f"t{number}", kind="lalu-lintas") for number in range(9)]
    for many, few in ((9, 9), (9, 1), (1, 9), (9, 0), (0, 9), (2, 1)):
        shown = home.first_of([*persons[:many], *others[:few]], 4)
        assert len(shown) == min(many + few, 4)
        assert sum(entry.kind == "dpo" for entry in shown) >= min(many, 2)
        assert sum(entry.kind == "lalu-lintas" for entry in shown) >= min(few, 2)
