"""The settings of the feeds, the archive of all releases, the newest of them, and months."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from kentongan.domain.settings import SettingsError
from kentongan.parts.feeds import core, hooks

from tests.unit.parts.feeds.conftest import Make, MakeSite, series, withdraw


@pytest.mark.parametrize("name", ["MAX_ITEMS", "ARCHIVE_ITEMS", "TTL"])
def test_a_number_of_nothing_is_a_wrong_setting(make_site: MakeSite, name: str) -> None:
    with pytest.raises(SettingsError, match=f"HUMAS_FEEDS_{name} harus sekurang-kurangnya 1"):
        hooks.collect(make_site([], **{f"HUMAS_FEEDS_{name}": 0}))


def test_archive_pages_are_full_but_the_last_and_keep_their_entries(
    make_site: MakeSite, make_release: Make, now: datetime
) -> None:
    news = series(make_release, 250, now - timedelta(days=40))
    before = core.archive_pages(core.history(make_site(news)), core.Settings())
    assert [len(page) for page in before] == [100, 100, 50]
    gone = [withdraw(news[3], "privasi", now), *news[:3], *news[4:]]
    later = make_release(slug="baru", happened_at=now - timedelta(hours=1))
    after = core.archive_pages(core.history(make_site([*gone, later])), core.Settings())
    for old, new in zip(before[:2], after[:2], strict=True):
        assert [entry.code for entry in old] == [entry.code for entry in new]
    for page in after:
        assert all(one.published_at >= two.published_at for one, two in pairwise(page))


def test_news_are_those_of_the_last_two_days_at_most_a_thousand(
    make_site: MakeSite, make_release: Make, now: datetime
) -> None:
    news = series(make_release, 96, now - timedelta(hours=95))
    assert len(core.recent_news(make_site(news))) == 48
    many = [
        make_release(slug=f"x-{number}", happened_at=now - timedelta(minutes=number))
        for number in range(1200)
    ]
    assert len(core.recent_news(make_site(many))) == 1000


def test_months_are_those_of_the_zone_newest_first(make_site: MakeSite, make_release: Make) -> None:
    moments = ["2026-01-31T23:30+07:00", "2026-01-31T17:30+00:00", "2025-12-01T00:00+07:00"]
    releases = [
        make_release(slug=f"x-{number}", happened_at=datetime.fromisoformat(moment))
        for number, moment in enumerate(moments)
    ]
    site = make_site(releases)
    found = [
        (year, month, len(page)) for year, month, page in core.months(core.history(site), site.zone)
    ]
    assert found == [(2026, 2, 1), (2026, 1, 1), (2025, 12, 1)]
