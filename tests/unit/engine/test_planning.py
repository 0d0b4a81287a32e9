"""What a plan from changes asks for holds all that the plan of the whole site would make again."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest
from kentongan.domain.release import Release, Withdrawal
from kentongan.engine import assembly
from kentongan.parts.feeds import hooks as feeds
from kentongan.parts.feeds import places
from kentongan.parts.lists import hooks as lists
from kentongan.parts.notices import hooks as notices
from kentongan.parts.offline import hooks as offline
from kentongan.parts.permalinks import hooks as permalinks
from kentongan.parts.units import hooks as units
from kentongan.site.changes import Change, Changes, Gone
from kentongan.site.model import Site, Task

from tests.conftest import NOW, UNITS, new_release, new_site
from tests.lazily import lazily

Tasks = Callable[[Site], Iterable[Task]]
Touched = Callable[[Site, Changes], "Iterable[Task | Gone] | None"]
TAGS = ("Patroli", "patroli", "Banjir", "Mudik", "R&D")
SIZES: dict[str, Any] = {
    "HUMAS_LISTS_PAGE_SIZE": 3,
    "HUMAS_UNITS_PAGE_SIZE": 3,
    "HUMAS_LISTS_HOME_SIZE": 4,
    "HUMAS_FEEDS_MAX_ITEMS": 5,
    "HUMAS_FEEDS_ARCHIVE_ITEMS": 3,
    "HUMAS_FEEDS_LATEST": 3,
}
RELATED = 2


class Archive:
    """Releases that change at random."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._made = 0
        self.releases: dict[str, Release] = {}
        for _ in range(self._random.randrange(14)):
            self.add()

    def add(self) -> None:
        self._made += 1
        slug = f"rilis-{self._made}"
        self.releases[slug] = self._release(slug)

    def change(self) -> None:
        for _ in range(self._random.choice((1, 1, 2, 4))):
            slug = self._random.choice([*self.releases, ""])
            kind = self._random.choice(("add", "edit", "title", "make anew", "withdraw", "delete"))
            if not slug or kind == "add":
                self.add()
            elif kind == "delete":
                del self.releases[slug]
            elif kind == "withdraw":
                self._replace(slug, withdrawal=Withdrawal("salah", "keliru", NOW))
            elif kind == "make anew":
                self.releases[slug] = self._release(slug)
            elif kind == "title":
                self._replace(slug, title=f"Judul {self._random.random()}")
            else:
                self._replace(slug, text=f"Isi {self._random.random()}")

    def site(self) -> Site:
        return new_site(list(self.releases.values()), **SIZES)

    def _replace(self, slug: str, **changes: Any) -> None:
        self.releases[slug] = dataclasses.replace(self.releases[slug], **changes)

    def _release(self, slug: str) -> Release:
        one_of = self._random.choice
        return new_release(
            slug=slug,
            title=f"Judul {slug}",
            kind=one_of(("siaran-pers", "imbauan", "lalu-lintas")),
            unit=one_of([unit.slug for unit in UNITS]),
            lang=one_of(("id", "id", "id", "en")),
            tags=tuple(self._random.sample(TAGS, self._random.randrange(3))),
            location=one_of(("", "Grati", "Pasar Grati, Lekok")),
            happened_at=NOW - timedelta(days=self._random.randrange(100)),
            reply_to=one_of(["", "", *(other.code for other in self.releases.values())]),
        )


def of_releases(site: Site) -> Iterable[Task]:
    return assembly.release_tasks(site, assembly.links(site, RELATED))


def touched_releases(site: Site, changes: Changes) -> Iterable[Task | Gone]:
    yield from assembly.release_tasks(site, assembly.links(site, RELATED, changes))
    for before, after in changes.changes:
        if before and not after:
            yield Gone(assembly.release_task(before.code))


def changes_between(before: Site, after: Site) -> Changes:
    codes = {**before.by_code, **after.by_code}
    pairs = (Change(before.by_code.get(code), after.by_code.get(code)) for code in codes)
    return Changes(tuple(pair for pair in pairs if pair.before != pair.after))


@pytest.mark.parametrize(
    ("collect", "touched"),
    [
        (of_releases, touched_releases),
        (lists.collect, lists.touched),
        (units.collect, units.touched),
        (feeds.collect, feeds.touched),
        (offline.collect, offline.touched),
    ],
    ids=["releases", "lists", "units", "feeds", "offline"],
)
@pytest.mark.parametrize("seed", range(60))
def test_no_task_is_missed(
    collect: Tasks, touched: Touched, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "LIMIT", 4)
    archive = Archive(seed)
    before = archive.site()
    known = {task.name: task.key for task in collect(before)}
    for _ in range(6):
        archive.change()
        after = archive.site()
        wanted = {task.name: task.key for task in collect(archive.site())}
        after.store = before.store  # what parts keep
        changes = changes_between(before, after)
        lazily(after)
        answer = touched(after, changes)
        given = list(collect(after) if answer is None else answer)
        keys = {task.name: task.key for task in given if isinstance(task, Task)}
        gone = {task.name for task in given if isinstance(task, Gone)}
        if answer is None:
            gone |= known.keys() - keys.keys()
        frame = used(before) == used(after)  # else the whole site is planned
        missed = {name for name, key in wanted.items() if known.get(name) != key != keys.get(name)}
        assert not frame or not missed
        assert all(wanted.get(name) == key for name, key in keys.items())
        assert known.keys() - wanted.keys() <= gone and not gone & wanted.keys()
        before, known = after, wanted


def test_an_edit_asks_for_few_entries() -> None:
    releases = [
        new_release(
            slug=f"rilis-{number}",
            title=f"Judul {number}",
            kind=("siaran-pers", "imbauan")[number % 2],
            unit=UNITS[number % len(UNITS)].slug,
            tags=(f"Topik {number % 40}", f"Hal {number % 30}"),
            happened_at=NOW - timedelta(hours=7 * number),
        )
        for number in range(1200)
    ]
    before = new_site(releases)
    for collect in (lists.collect, units.collect, feeds.collect):
        list(collect(before))
    releases[700] = dataclasses.replace(releases[700], text="Isi lain.")
    after = new_site(releases)
    after.store = before.store
    after.changes = changes = changes_between(before, after)
    _, asked = lazily(after)
    for touched in (touched_releases, lists.touched, units.touched, feeds.touched):
        assert [*(touched(after, changes) or ())]
    for collect in (permalinks.collect, notices.collect):
        assert [*collect(after)]
    assert [*permalinks.check_site(after)] == []
    assert len(asked) < 200


def used(site: Site) -> tuple[set[str], set[str]]:
    return {entry.unit for entry in site.listed}, {entry.kind for entry in site.listed}
