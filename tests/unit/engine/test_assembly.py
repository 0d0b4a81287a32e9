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


def test_a_second_release_changes_no_other_page(
    make_release: Make, make_site: MakeSite, withdrawn: Release
) -> None:
    first = make_release(slug="pertama", kind="imbauan")
    second = make_release(slug="kedua", kind="imbauan", happened_at=NOW - timedelta(days=2000))
    before, after = make_site([withdrawn, second]), make_site([withdrawn, second, first])
    for release in (withdrawn, second):
        assert key_of(before, release) == key_of(after, release)
