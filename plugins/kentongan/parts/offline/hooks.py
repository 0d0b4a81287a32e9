"""Receivers: the worker at the root, the page without a network, the state of the site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kentongan.domain import addresses
from kentongan.parts.offline import core
from kentongan.site import stored
from kentongan.site.model import Entry, File, Site, Task
from kentongan.site.scripts import tight


def template_helpers(site: Site) -> dict[str, Any]:
    """`worker_url`: the address of the worker; empty in a preview, which shows drafts."""
    return {"worker_url": "" if site.preview else site.href(addresses.WORKER)}


def collect(site: Site) -> Iterator[Task]:
    if site.preview:
        return
    marks = (_mark(site, site.by_code[code]) for code in sorted(site.by_code))
    state = stored.mark("\n".join(marks).encode())
    yield Task("luring", (state, repr(site.own_unit)), make_worker, (state,))


def _mark(site: Site, entry: Entry) -> str:
    """Changes when a kept page does. Of what nobody may read it tells what the notice tells."""
    if entry.shows_text:
        return site.mark(entry.code)
    return f"{entry.code} {entry.state} {entry.heading} {site.iso(entry.changed_at)}"


def make_worker(site: Site, state: str) -> Iterator[File]:
    page = site.render("offline.html", unit=site.own_unit)
    script = site.render("worker.js", files=core.needed(page.decode()))
    state = stored.mark(state.encode() + page)
    yield addresses.file(addresses.OFFLINE), page
    yield addresses.file(addresses.WORKER), tight(script.decode()).encode()
    yield addresses.file(addresses.OFFLINE_STATE), f'{{"keadaan":"{state}"}}'.encode()
