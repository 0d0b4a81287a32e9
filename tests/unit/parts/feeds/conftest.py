"""Everything that the plugin makes of a site, in memory."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from kentongan.parts.feeds import hooks
from kentongan.site.model import Links, Site

from tests.conftest import written


def made(site: Site, prefix: str = "") -> dict[str, bytes]:
    """Path and bytes of every file; two tasks never make the same one.

    With `prefix`, only of the tasks whose name begins with it.
    """
    files: dict[str, bytes] = {}
    names: set[str] = set()
    for task in hooks.collect(site):
        assert task.name not in names
        names.add(task.name)
        if not task.name.startswith(prefix):
            continue
        made = written(task.make(site, *task.args))
        assert not made.keys() & files.keys()
        files |= made
    for code in () if prefix else site.by_code:
        files |= written(hooks.release_files(site, release=site.release(code), links=Links()))
    return files


@pytest.fixture
def make_files() -> Callable[[Site], dict[str, bytes]]:
    return made
