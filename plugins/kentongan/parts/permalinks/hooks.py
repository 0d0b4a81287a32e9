"""Redirect pages and maps as tasks, lost addresses as problems, the ledger after publication."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from kentongan.domain import addresses
from kentongan.domain.problems import Problem
from kentongan.domain.release import Release
from kentongan.parts.permalinks import claims, core, factbook, ledger, links
from kentongan.site import recording
from kentongan.site.entry import Entry, Links
from kentongan.site.model import File, Site, Task


def check_site(site: Site) -> list[Problem]:
    known = site.shared(ledger.of)
    stated = site.shared(core.stated)
    # An address that another release takes over by Alih-Dari is not lost.
    taken = {core.with_slash(old) for former in stated.values() for old in former}
    missing = [line for line in known.rows if core.with_slash(line.address) not in taken]
    return [
        *known.problems,
        *claims.lost(site, missing),
        *claims.unseen(site, missing),
        *_vanished(site, known.count),
        *claims.conflicts(site, stated, lambda code: site.release(code).path),
        *links.dead_links(site, site.shared(_moved)),
        *factbook.changed(site),
    ]


def _moved(site: Site) -> dict[str, str]:
    return core.redirects(site, site.shared(ledger.of).rows, site.shared(core.stated))


def _vanished(site: Site, count: int) -> list[Problem]:
    """Compares the ledger with the one of the last build."""
    notes = site.store.blobs("permalinks")
    before = int(notes.get("baris") or b"0")
    if not count and ledger.was_kept(site.content):
        before = max(before, 1)
    problems = claims.vanished(before, count)
    if count or not problems:  # a partial loss is reported once
        notes.put("baris", str(count).encode())
    return problems


def release_files(site: Site, release: Release, links: Links) -> Iterator[File]:
    """`/r/<KODE>/`, which leads to the current address."""
    if addresses.is_code(release.url):
        return
    entry = site.by_code[release.code]
    target = core.target_of(entry, site.by_code) or release.url
    yield addresses.file(addresses.code(release.code)), _redirect_page(site, target, release.title)


def collect(site: Site) -> Iterator[Task]:
    moved = site.shared(_moved)
    owners = core.owners(site) if moved else {}
    for address, target in sorted(moved.items()):
        title = site.by_code[owners[target]].title
        yield Task(f"alih:{address}", (target, title), make_redirect, (address, target, title))
    gone, sealed = sorted((*core.gone(site), *core.erased(site))), site.shared(core.sealed)
    origins = dict(sorted(site.guests.origins.items())) if site.guests else {}
    key = (tuple(sorted(moved.items())), tuple(gone), tuple(sealed), tuple(origins.items()))
    yield Task("peta-alih", key, make_maps, (moved, gone, sealed, origins))


def published(site: Site) -> bool:
    """Write what was published to the ledger, in production builds."""
    if not recording.is_on(site.settings):
        return False
    moments = site.moments
    entries: Iterable[Entry] = site.by_code.values()
    if site.changes:  # the moments of all others were recorded by the publication before
        entries = [after for _, after in site.changes.changes if after]
    public = [
        (entry.code, entry.state == "closed")
        for entry in entries
        if not (entry.draft or entry.home)
    ]
    is_first = moments is not None and moments.record(site.content, public)
    return ledger.write(site) or is_first


def make_redirect(site: Site, address: str, target: str, title: str) -> Iterator[File]:
    """A page at the old address; only a server can redirect one with a query or another ending."""
    place = unquote(core.with_slash(address))[1:]
    if "?" in address or not place or ".." in place or "\0" in place:
        return
    path = f"{place}index.html" if place.endswith("/") else place
    if path.endswith((".html", ".htm")):
        yield path, _redirect_page(site, target, title)


def make_maps(
    site: Site,
    moved: dict[str, str],
    gone: list[str],
    sealed: list[str],
    origins: dict[str, str],
) -> Iterator[File]:
    """What a server needs to answer old addresses with 301 and withdrawn ones with 410.

    `sealed` are codes of which no older version of the site may be shown again, `origins` the
    sites to which it leads from codes with these marks.
    """
    facts: dict[str, object] = {
        "gone": gone, "redirects": dict(sorted(moved.items())), "sealed": sealed
    }  # fmt: skip
    if origins:
        facts["marks"] = origins
    text = json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True)
    yield addresses.file(addresses.FACTS), f"{text}\n".encode()
    if moved:
        yield addresses.file(addresses.REDIRECTS), core.cloud_redirects(moved).encode()


def _redirect_page(site: Site, target: str, title: str) -> bytes:
    return site.render("redirect.html", target=target, title=title)
