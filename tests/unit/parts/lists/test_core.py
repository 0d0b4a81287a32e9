"""Which lists a site has: kinds, tags and months."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from kentongan.domain.release import Release
from kentongan.parts.lists import core
from kentongan.site.entry import Entry
from kentongan.site.model import Site

from tests.conftest import WIB

Make = Callable[..., Entry]
MakeSite = Callable[..., Site]
MakeRelease = Callable[..., Release]


def test_there_is_a_list_for_each_kind_that_has_a_release(
    make_release: MakeRelease, make_site: MakeSite
) -> None:
    kinds = ("imbauan", "siaran-pers")
    found = core.kinds(make_site([make_release(kind=kind, slug=kind) for kind in kinds]))
    assert [page.path for page in found] == ["/jenis/siaran-pers/", "/jenis/imbauan/"]
    assert [page.sections for page in found] == [("jenis/siaran-pers",), ("jenis/imbauan",)]


def test_spellings_of_a_tag_share_a_list_with_the_usual_one_as_title(make_entry: Make) -> None:
    tags = ["Lalu Lintas", "lalu lintas", "Lalu lintas", "Lalu lintas"]
    (one,) = core.tags([make_entry(tags=(tag,)) for tag in tags])
    assert (one.path, one.title, len(one.entries)) == ("/tag/lalu-lintas/", "Lalu lintas", 4)


def test_equally_usual_spellings_are_settled_by_their_order_in_the_alphabet(
    make_entry: Make,
) -> None:
    for tags in (["patroli", "Patroli"], ["Patroli", "patroli"]):
        assert core.tags([make_entry(tags=(tag,)) for tag in tags])[0].title == "Patroli"


def test_lists_of_tags_stand_in_the_order_of_their_addresses(make_entry: Make) -> None:
    found = core.tags([make_entry(tags=("Zona", "Apel")), make_entry(tags=("Mudik",))])
    assert [page.path for page in found] == ["/tag/apel/", "/tag/mudik/", "/tag/zona/"]


def test_a_release_belongs_to_the_month_of_its_date_in_the_zone_of_the_site(
    make_release: MakeRelease, make_site: MakeSite
) -> None:
    night = datetime(2026, 4, 30, 18, 0, tzinfo=ZoneInfo("UTC"))  # 01.00 on 1 May in WIB
    site = make_site([make_release(happened_at=night)])
    assert list(core.months(site)) == [(2026, 5)]


def test_months_stand_newest_first_with_their_counts(
    make_release: MakeRelease, make_site: MakeSite
) -> None:
    days = [(2025, 12, 1), (2026, 2, 1), (2026, 2, 9), (2024, 8, 30)]
    site = make_site(
        [
            make_release(slug=f"b{n}", happened_at=datetime(*day, tzinfo=WIB))
            for n, day in enumerate(days)
        ]
    )
    months = core.months(site)
    counts = {month: len(entries) for month, entries in months.items()}
    assert core.years(counts) == {2026: {2: 2}, 2025: {12: 1}, 2024: {8: 1}}
    assert [page.path for page in core.month_lists(months)] == [
        "/arsip/2026/02/",
        "/arsip/2025/12/",
        "/arsip/2024/08/",
    ]
    assert next(iter(core.month_lists(months))).title == "Arsip Februari 2026"
