"""Numbered pages count from the oldest, so that a full page never changes again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from kentongan.domain.units import Unit
from kentongan.site import paging
from kentongan.site.entry import Entry
from kentongan.site.model import Site, Task
from kentongan.site.paging import List

from tests.conftest import NOW, UNITS, entry_of, new_release, new_site

SIZE = 5


def entries(count: int) -> list[Entry]:
    """Newest first, titled by their age: `1` is the oldest."""
    found = [
        entry_of(
            new_release(
                slug=f"b{number}",
                title=str(number),
                happened_at=NOW - timedelta(days=1000) + timedelta(days=number),
            )
        )
        for number in range(1, count + 1)
    ]
    return found[::-1]


def pages(count: int, **changes: object) -> dict[str, Task]:
    one = replace(List("/jenis/imbauan/", "Imbauan", entries(count)), **changes)  # type: ignore[arg-type]
    return {task.name.removeprefix("daftar:"): task for task in tasks_of(one)}


def tasks_of(one: List, units: Sequence[Unit] = UNITS) -> list[Task]:
    """The tasks of a list on a site that holds its releases."""
    site = new_site(units=units)
    site.by_code = {entry.code: entry for entry in one.entries}
    return list(paging.tasks(site, one, SIZE))


def titles(task: Task) -> list[str]:
    shown: Sequence[Entry] = task.args[1]
    return [entry.title for entry in shown]


FRONT = "/jenis/imbauan/"


@pytest.mark.parametrize("count", [0, 1, SIZE])
def test_a_list_that_fits_has_only_a_front(count: int) -> None:
    found = pages(count)
    assert list(found) == [FRONT] and len(titles(found[FRONT])) == count


def test_one_more_than_fits_opens_two_numbered_pages() -> None:
    found = pages(SIZE + 1)
    assert list(found) == [FRONT, f"{FRONT}halaman/1/", f"{FRONT}halaman/2/"]


def test_the_front_shows_the_newest_and_page_one_the_oldest() -> None:
    found = pages(12)
    assert titles(found[FRONT]) == ["12", "11", "10", "9", "8"]
    assert titles(found[f"{FRONT}halaman/1/"]) == ["5", "4", "3", "2", "1"]
    assert titles(found[f"{FRONT}halaman/2/"]) == ["10", "9", "8", "7", "6"]
    assert titles(found[f"{FRONT}halaman/3/"]) == ["12", "11"]


@pytest.mark.parametrize("count", range(SIZE + 1, 4 * SIZE))
def test_a_full_page_with_a_newer_one_never_changes_again(count: int) -> None:
    before, after = pages(count), pages(count + 1)
    full = count // SIZE
    for number in range(1, full if count % SIZE == 0 else full + 1):
        name = f"{FRONT}halaman/{number}/"
        assert before[name].key == after[name].key
        assert before[name].args == after[name].args


@pytest.mark.parametrize("count", range(0, 4 * SIZE))
def test_every_release_is_on_the_front_or_on_a_numbered_page(count: int) -> None:
    found = pages(count)
    assert {title for task in found.values() for title in titles(task)} == {
        str(number) for number in range(1, count + 1)
    }


@pytest.mark.parametrize(("count", "older"), [(5, 0), (6, 1), (10, 1), (11, 2), (12, 2)])
def test_the_front_goes_on_where_it_ends(count: int, older: int) -> None:
    """The page named by the front holds the newest release that the front does not show."""
    front = pages(count)[FRONT]
    assert front.args[3] == older
    if older:
        assert str(count - SIZE) in titles(pages(count)[f"{FRONT}halaman/{older}/"])


def test_a_page_changes_with_what_it_shows_and_with_nothing_else() -> None:
    one = List(FRONT, "Imbauan", entries(12))
    changed = replace(one, entries=[one.entries[0]._replace(digest="lain"), *one.entries[1:]])
    keys = [[task.key for task in tasks_of(each)] for each in (one, changed)]
    assert [left == right for left, right in zip(*keys, strict=True)] == [False, True, True, False]


def test_a_page_changes_with_the_name_of_a_unit_that_it_shows() -> None:
    one = List(FRONT, "Imbauan", entries(2))
    renamed = [replace(unit, name="Polsek Lain") for unit in UNITS]
    (before,), (after,) = tasks_of(one), tasks_of(one, renamed)
    assert before.key != after.key


def test_the_home_list_has_its_pages_at_the_top() -> None:
    names = [task.name for task in tasks_of(List("/", "Berita", entries(6)))]
    assert names == ["daftar:/", "daftar:/halaman/1/", "daftar:/halaman/2/"]


def test_a_page_is_written_where_its_address_says(make_site: Callable[..., Site]) -> None:
    one = List(FRONT, "Imbauan", entries(6))
    paths = [path for task in tasks_of(one) for path, _ in task.make(make_site(), *task.args)]
    assert paths == [
        "jenis/imbauan/index.html",
        "jenis/imbauan/halaman/1/index.html",
        "jenis/imbauan/halaman/2/index.html",
    ]
