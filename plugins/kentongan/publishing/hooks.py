"""The key file of IndexNow as a task."""

from __future__ import annotations

from collections.abc import Iterator

from kentongan.site.model import File, Site, Task


def collect(site: Site) -> Iterator[Task]:
    key = site.settings.get("HUMAS_PUBLISHING_INDEXNOW_KEY", "")
    if key:
        yield Task("indexnow", (), make_key, (key,))


def make_key(site: Site, key: str) -> Iterator[File]:
    yield f"{key}.txt", key.encode()
