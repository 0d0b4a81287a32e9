"""The log of publications in `content/jejak/`, what a publication adds to it, and its number.

Beside the log stand the digests of all rows of the manifest as they were at its last line. While
that file is the one that the last publication wrote, only the rows of changed releases are made.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from kentongan.domain import settings
from kentongan.domain.text import slugify
from kentongan.parts.authenticity import chain, core, index
from kentongan.parts.authenticity.index import Plan
from kentongan.site import federation
from kentongan.site.federation import canonical, sha256
from kentongan.site.model import Site

LOG, LAST = "jejak/catatan.jsonl", "jejak/keaslian.jsonl"
LAST_OLD = "jejak/keaslian.json"  # the former file: one object, which Git could not merge
_MARK = "catatan"  # the digest of LAST after the last publication


@dataclass(frozen=True, slots=True)
class Root:
    """The root of the manifest with the number of its publication."""

    data: bytes
    digest: str
    number: int


@dataclass(frozen=True, slots=True)
class Publication:
    """The log with the line of this publication, and the digests of all rows."""

    log: bytes
    rows: bytes


def log(site: Site) -> bytes:
    """The log as this build publishes it."""
    new = site.shared(publication)
    return new.log if new else recorded(site, LOG)


def root(site: Site) -> Root | None:
    """The root of the manifest as this build publishes it; None where nothing is public.

    While it is the one that the log names last, it keeps its number.
    """
    site.shared(index.update)  # which brings the manifest up to date
    made = site.store.blobs(index.FACTS).get("m:")
    if not made:
        return None
    fields = json.loads(made)
    fields["wilayah"] = district(site)
    known = recorded(site, LOG)
    last = chain.last_row(known)
    same = _numbered(fields, chain.last_number(known))
    if last.get("manifest") == same.digest:
        return same
    is_recorded = _is_recorded(site)
    return _numbered(
        fields, chain.next_number(known, site.made_at) if is_recorded else same.number + 1
    )


def _numbered(fields: Mapping[str, Any], number: int) -> Root:
    data = canonical({**fields, "urut": number})
    return Root(data, sha256(data), number)


def heartbeat(site: Site, root: Root) -> federation.Heartbeat:
    """The heartbeat of today, without the index of bundles, which is made later.

    The engine learns when the day ends, so that the next build renews it.
    """
    today = site.made_at.astimezone(site.zone)
    beat = federation.heartbeat(district(site), root.number, root.digest, "", today)
    site.is_past(beat.made_at + timedelta(days=1))
    return beat


def district(site: Site) -> str:
    """The name of this district among others: as set, else the slug of its own unit."""
    unit = site.own_unit
    known = settings.read(site.settings, core.Settings).district
    return known or slugify(unit.slug if unit else site.name) or "situs"


def _is_recorded(site: Site) -> bool:
    return settings.read(site.settings, core.Settings).record and not site.preview


def publication(site: Site) -> Publication | None:
    """What this build adds to the log; None where it adds nothing."""
    new = site.shared(root)
    if new is None or not _is_recorded(site):
        return None
    known = recorded(site, LOG)
    if chain.last_row(known).get("manifest") == new.digest:
        return None
    rows, changes = _rows(site, site.shared(index.update))
    site.store.blobs(index.FACTS).put(_MARK, sha256(rows).encode())
    line = chain.next_log_line(known, new.digest, new.number, changes, site.made_at)
    return Publication(known + line, rows)


def _rows(site: Site, plan: Plan) -> tuple[bytes, list[dict[str, str]]]:
    """The digests of all rows as lines, and what changed since the last publication."""
    last = recorded(site, LAST)
    mark = site.store.blobs(index.FACTS).get(_MARK)
    if plan.touched is not None and mark == sha256(last).encode():
        now = _digests(site, plan.touched)
        rows, before = chain.redone(last, {code: now.get(code) for code in plan.touched})
        return rows, chain.changes_since(before, now)
    now = _digests(site, site.by_code)
    before = chain.read_digests(last or recorded(site, LAST_OLD))
    return chain.digest_lines(now), chain.changes_since(before, now)


def _digests(site: Site, codes: Iterable[str]) -> dict[str, str]:
    made = site.shared(index.update).row_digests
    return {
        code: made.get(code) or index.row_digest(index.row(site, site.by_code[code]))
        for code in codes
        if code in site.by_code
    }


def recorded(site: Site, name: str) -> bytes:
    """A file below the content folder; nothing where there is none."""
    try:
        return (site.content / name).read_bytes()
    except OSError:
        return b""
