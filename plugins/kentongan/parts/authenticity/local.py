"""Sources for `humas cek`: a content folder, a built site, or a site on the network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kentongan.domain import lifecycle
from kentongan.domain.release import Release
from kentongan.domain.units import Registry
from kentongan.parts.authenticity import hooks, index, manifest, publications
from kentongan.parts.authenticity.check import Files, Source, SourceError
from kentongan.site.entries import entry_of
from kentongan.site.model import Site


class MemoryBlobs:
    def __init__(self) -> None:
        self._values: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        return self._values.get(key)

    def put(self, key: str, value: bytes) -> None:
        self._values[key] = value

    def delete(self, key: str) -> None:
        self._values.pop(key, None)

    def keys(self) -> list[str]:
        return sorted(self._values)


class MemoryStore:
    """Public releases, and those with their text that are only recognised."""

    def __init__(self, releases: Mapping[str, Release], withdrawn: Mapping[str, Release]) -> None:
        self._releases = releases
        self._withdrawn = withdrawn
        self._tables: dict[str, MemoryBlobs] = {}
        self._facts: dict[str, bytes | None] = {}

    def release(self, code: str) -> Release:
        return self._releases[code]

    def facts(self, name: str, code: str) -> bytes | None:
        if code not in self._facts:
            fact = hooks.release_facts(self._releases[code], withdrawn=self._withdrawn.get(code))
            self._facts[code] = fact[1] if fact else None
        return self._facts[code]

    def findings(self, code: str) -> tuple[str, ...]:
        return ()

    def blobs(self, table: str) -> MemoryBlobs:
        return self._tables.setdefault(table, MemoryBlobs())


def content_source(
    releases: Sequence[Release], units: Registry, now: datetime, zone: ZoneInfo, origin: str = ""
) -> Source:
    """The files that a site of these releases would publish for checking."""
    views = [(release, lifecycle.public_view(release, now)) for release in releases]
    withdrawn = {
        release.code: whole
        for release, view in views
        if (whole := lifecycle.recognised(release, view))
    }
    public = [view for _, view in views if view.state != "hidden"]
    shown = {view.release.code: view.release for view in public}
    store = MemoryStore(shown, withdrawn)
    entries = [entry_of(view, withdrawn.get(view.release.code)) for view in public]
    site = Site(
        settings={"SITENAME": "", "SITEURL": origin},
        now=now,
        zone=zone,
        units=units,
        pages=(),
        listed=[entry for entry in entries if entry.state == "shown"],
        unlisted=[entry for entry in entries if entry.state != "shown"],
        banner=None,
        content=Path(),
        store=store,
        render=lambda site, template, context: b"",
    )
    plan = index.update(site)
    files: dict[str, bytes] = {}
    for number in range(len(plan.shards)):
        files.update(_plain(hooks.make_shard(site, number, plan.shape)))
    for name in plan.waiting:
        files.update(_plain(hooks.make_waiting(site, name, plan.shape)))
    root = publications.root(site)
    for prefix in index.all_nodes(site.store.blobs(index.FACTS)):
        files.update(_plain(hooks.make_node(site, prefix)))
    if root:
        files[manifest.path_of("")] = root.data
    for entry in entries:
        files.update(_plain(index.check_files(site, shown[entry.code])))
    return Files(lambda path: files.get(path.lstrip("/")))


def folder_source(folder: Path) -> Source:
    """A built site."""

    def get(path: str) -> bytes | None:
        try:
            return (folder / path.lstrip("/")).read_bytes()
        except OSError:
            return None

    return Files(get)


def web_source(origin: str) -> Source:
    """A site on the network; `origin` has no slash at its end."""
    import httpx

    client = httpx.Client(timeout=10, follow_redirects=True)

    def get(path: str) -> bytes | None:
        try:
            answer = client.get(origin + path)
        except httpx.HTTPError as error:
            raise SourceError(f"{origin}{path} tidak tersambung") from error
        return answer.content if answer.status_code == 200 else None

    return Files(get)


def _plain(files: Any) -> dict[str, bytes]:
    return {path: data for path, data in files if isinstance(data, bytes)}
