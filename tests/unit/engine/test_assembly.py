"""A release's page is made again when something that it shows or leads to changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from kentongan.domain.release import Release, Withdrawal
from kentongan.engine import assembly
from kentongan.site.model import Site

from tests.conftest import NOW

Make = Callable[..., Release]
MakeSite = Callable[..., Site]


def key_of(site: Site, release: Release) -> tuple[Any, ...]:
    linked = assembly.links(site, 3)
    tasks = {task.name: task for task in assembly.release_tasks(site, linked)}
    return tasks[f"rilis:{release.code}"].key


@pytest.fixture
def withdrawn(make_release: Make) -> Release:
    return make_release(
        slug="dicabut", kind="imbauan", withdrawal=Withdrawal("salah", "keliru", NOW)
    )


@pytest.mark.parametrize("changes", [{"kind": "imbauan", "unit": "polres-lain"}, {"kind": "dpo"}])
def test_a_first_release_of_a_kind_or_a_unit_gives_pages_a_feed_to_lead_to(
    make_release: Make, make_site: MakeSite, withdrawn: Release, changes: dict[str, str]
) -> None:
    first = make_release(slug="pertama", **changes)
    before, after = make_site([withdrawn]), make_site([withdrawn, first])
    assert key_of(before, withdrawn) != key_of(after, withdrawn)


def test_a_new_release_changes_only_the_page_of_the_one_before_it(
    make_release: Make, make_site: MakeSite, withdrawn: Release
) -> None:
    old = [
        make_release(slug=f"lama-{day}", kind="imbauan", happened_at=NOW - timedelta(days=day))
        for day in range(1, 9)
    ]
    first = make_release(slug="pertama", kind="imbauan", happened_at=NOW)
    before, after = make_site([withdrawn, *old]), make_site([withdrawn, *old, first])
    changed = [
        entry.slug for entry in (withdrawn, *old) if key_of(before, entry) != key_of(after, entry)
    ]
    assert changed == ["lama-1"]
