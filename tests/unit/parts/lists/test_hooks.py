"""From the home page every release can be reached, page by page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from kentongan.domain import addresses
from kentongan.engine import assembly
from kentongan.parts.lists import hooks
from kentongan.site.model import Site

from tests.conftest import NOW, new_release, new_site
from tests.unit.theme.harness import Pages


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
    (front,) = tasks["beranda"].args
    latest, older = front.latest, front.older
    pages = [
        [entry.code for entry in tasks[name].args[1]]
        for number in range(older, 0, -1)
        if (name := f"daftar:{addresses.numbered(addresses.HOME, number)}") in tasks
    ]
    assert len(pages) == older
    reached = {entry.code for entry in latest}.union(*pages)
    assert reached == set(site.by_code) or count <= size


def home_of(site: Site) -> str:
    (task,) = [task for task in hooks.collect(site) if task.name == "beranda"]
    (front,) = task.args
    return Pages(site).render(
        "home.html", entries=front.latest, in_force=front.in_force, kinds_latest=front.of_kinds,
        versions=front.versions, pages=front.older, units=list(site.units),
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["siaran-pers", "lalu-lintas"])
def test_a_story_in_two_languages_stands_on_the_home_page_once(kind: str) -> None:
    until = NOW + timedelta(days=1) if kind == "lalu-lintas" else None
    common: dict[str, Any] = {"slug": "banjir", "kind": kind, "valid_until": until}
    common["happened_at"] = NOW
    indonesian = new_release(title="Banjir surut", **common)
    english = new_release(title="The flood recedes", lang="en", url="/en/b/", path="b.md", **common)
    later = timedelta(days=30)
    alone = new_release(title="Road closed", slug="road", lang="en", happened_at=NOW - later)
    other = new_release(title="Dua slug sama", slug="road", happened_at=NOW - 2 * later)
    page = home_of(new_site([indonesian, english, alone, other]))
    assert page.count("Banjir surut") == 1 and "The flood recedes" not in page
    assert f'href="{english.url}"' in page or kind == "lalu-lintas"
    assert page.count("Road closed") == page.count("Dua slug sama") == 1


def test_a_release_that_is_over_is_made_again_and_says_so() -> None:
    until = NOW + timedelta(hours=1)
    release = new_release(kind="lalu-lintas", valid_from=NOW, valid_until=until)
    keys = {}
    for moment, words in ((NOW, "Berlaku"), (until + timedelta(minutes=1), "Sudah lewat:")):
        site = new_site([release], now=moment)
        (task,) = assembly.release_tasks(site, assembly.links(site, 3))
        keys[task.key] = Pages(site).release(release)
        assert f'">{words} <time' in keys[task.key]
    assert len(keys) == 2
