"""From the home page every release can be reached, page by page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from kentongan.domain import addresses
from kentongan.parts.lists import hooks
from kentongan.site.model import Site

from tests.conftest import NOW, new_release, new_site


def site_of(count: int, size: int, home: int) -> Site:
    releases = [
        new_release(slug=f"b{number}", happened_at=NOW - timedelta(days=count - number))
        for number in range(count)
    ]
    return new_site(releases, HUMAS_LISTS_PAGE_SIZE=size, HUMAS_LISTS_HOME_SIZE=home)


@pytest.mark.parametrize(("size", "home"), [(5, 3), (3, 5), (4, 4)])
@pytest.mark.parametrize("count", range(0, 24))
def test_the_home_page_leads_to_the_page_that_goes_on(count: int, size: int, home: int) -> None:
    site = site_of(count, size, home)
    tasks = {task.name: task for task in hooks.collect(site)}
    latest, *_, older = tasks["beranda"].args
    pages = [
        [entry.code for entry in tasks[name].args[1]]
        for number in range(older, 0, -1)
        if (name := f"daftar:{addresses.numbered(addresses.HOME, number)}") in tasks
    ]
    assert len(pages) == older
    reached = {entry.code for entry in latest}.union(*pages)
    assert reached == set(site.by_code) or count <= size
