"""How long feeds take, on one core."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from kentongan.domain.release import Picture, Release, Rendition
from kentongan.domain.units import Unit
from kentongan.parts.feeds import hooks
from kentongan.site.model import Site

PICTURE = Picture(
    "rilis/2026/05/x.jpg",
    alt="Dua polisi",
    renditions=(Rendition("/media/x.jpg", 1200, 800, "image/jpeg", 9000),),
)


@pytest.mark.lama
def test_six_hundred_feeds_of_fifty_items_take_less_than_two_seconds(
    make_site: Callable[..., Site], make_release: Callable[..., Release], now: datetime
) -> None:
    units = [Unit(f"polsek-{number}", f"Polsek {number}", level="polsek") for number in range(198)]
    text = "\n".join(["Polsek Kraton berpatroli di permukiman warga pada malam hari. " * 5] * 6)
    releases = [
        make_release(
            slug=f"siaran-{number}",
            unit=f"polsek-{number % 198}",
            tags=(),
            picture=PICTURE,
            text=text,
            happened_at=now - timedelta(hours=number + 1),
        )
        for number in range(10_000)
    ]
    site = make_site(releases, units=units)
    times = []
    for _ in range(3):
        tasks = [task for task in hooks.collect(site) if task.make is hooks.make_feed]
        start = time.process_time()
        written = sum(len(list(task.make(site, *task.args))) for task in tasks)
        times.append(time.process_time() - start)
    assert written == 600
    assert min(times) < 2


@pytest.mark.lama
def test_ten_thousand_releases_are_planned_in_a_blink(
    make_site: Callable[..., Site], make_release: Callable[..., Release], now: datetime
) -> None:
    releases = [
        make_release(
            slug=f"siaran-{number}",
            tags=(f"Topik {number % 70}", f"Topik {number % 31}"),
            happened_at=now - timedelta(hours=number + 1),
        )
        for number in range(10_000)
    ]
    site = make_site(releases)
    times = []
    for _ in range(5):
        start = time.process_time()
        hooks.collect(site)
        times.append(time.process_time() - start)
    assert min(times) < 0.06
