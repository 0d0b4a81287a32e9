"""Releases of the feeds, and everything that the plugin makes of a site, in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from kentongan.domain.release import Release, Withdrawal
from kentongan.parts.feeds import hooks
from kentongan.site.entry import Links
from kentongan.site.model import Site, Task

from tests.conftest import MadeInMemory, written

Make = Callable[..., Release]
MakeSite = Callable[..., Site]


def series(make: Make, count: int, start: datetime, **changes: Any) -> list[Release]:
    return [
        make(
            slug=f"siaran-{number}",
            title=f"Siaran {number}",
            happened_at=start + timedelta(hours=number),
            **changes,
        )
        for number in range(count)
    ]


def withdraw(release: Release, kind: Any, at: datetime) -> Release:
    return replace(release, withdrawal=Withdrawal(kind, "keliru tanggal", at))


def made(site: Site, prefix: str = "") -> dict[str, bytes]:
    """Path and bytes of every file; two tasks never make the same one.

    With `prefix`, only of the tasks whose name begins with it.
    """
    files: dict[str, bytes] = {}
    names: set[str] = set()
    site.made = MadeInMemory(files)

    def make(task: Task) -> None:
        assert task.name not in names
        names.add(task.name)
        if task.name.startswith(prefix):
            made = written(task.make(site, *task.args))
            assert not made.keys() & files.keys()
            files.update(made)

    tasks = list(hooks.collect(site))
    for task in tasks:
        if not task.after:
            make(task)
    for code in () if prefix else site.by_code:
        files |= written(hooks.release_files(site, release=site.release(code), links=Links()))
    for task in tasks:
        if task.after:
            make(task)
    return files


@pytest.fixture
def make_files() -> Callable[[Site], dict[str, bytes]]:
    return made
