"""Receivers: the worker at the root, the page without a network, the state of the site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kentongan.domain import addresses
from kentongan.parts.offline import core
from kentongan.site import stored
from kentongan.site.changes import Changes
from kentongan.site.entry import Entry
from kentongan.site.model import File, Site, Task
from kentongan.site.scripts import tight

_TABLE, _STATE = "offline", "state"
_ROOM = 1 << 64


def template_helpers(site: Site) -> dict[str, Any]:
    """`worker_url`: the address of the worker; empty in a preview, which shows drafts."""
    return {"worker_url": "" if site.preview else site.href(addresses.WORKER)}


def collect(site: Site) -> Iterator[Task]:
    yield from _task(site, sum(_number(site, entry) for entry in site.by_code.values()))


def touched(site: Site, changes: Changes) -> Iterator[Task] | None:
    known = site.store.blobs(_TABLE).get(_STATE)
    if known is None:
        return None
    total = int(known, 16)
    for before, after in changes.changes:
        total += _number(site, after) if after else 0
        total -= _number(site, before) if before else 0
    return _task(site, total)


def _task(site: Site, total: int) -> Iterator[Task]:
    """`total`: the sum of what all releases are counted as."""
    state = f"{total % _ROOM:016x}"
    site.store.blobs(_TABLE).put(_STATE, state.encode())
    if not site.preview:
        yield Task("luring", (state, repr(site.own_unit)), make_worker, (state,))


def _number(site: Site, entry: Entry) -> int:
    """What a release is counted as in the state of the site, which a change of it changes."""
    return int(stored.mark(_mark(site, entry).encode()), 16)


def _mark(site: Site, entry: Entry) -> str:
    """Changes when a kept page does. Of what nobody may read it tells what the notice tells."""
    if entry.shows_text:
        return site.mark_of(entry)
    return f"{entry.code} {entry.state} {entry.heading} {site.iso(entry.changed_at)}"


def make_worker(site: Site, state: str) -> Iterator[File]:
    page = site.render("offline.html", unit=site.own_unit)
    script = site.render("worker.js", files=core.needed(page.decode()))
    state = stored.mark(state.encode() + page)
    yield addresses.file(addresses.OFFLINE), page
    yield addresses.file(addresses.WORKER), tight(script.decode()).encode()
    yield addresses.file(addresses.OFFLINE_STATE), f'{{"keadaan":"{state}"}}'.encode()
