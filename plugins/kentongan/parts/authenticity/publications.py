"""The log of publications in `content/jejak/`, and what a publication adds to it.

Beside the log stand the digests of all rows of the manifest as they were at its last line. While
that file is the one that the last publication wrote, only the rows of changed releases are made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kentongan.domain import settings
from kentongan.parts.authenticity import chain, core, index
from kentongan.parts.authenticity.index import Plan
from kentongan.site.federation import canonical, sha256
from kentongan.site.model import Site

LOG, LAST = "jejak/catatan.jsonl", "jejak/keaslian.jsonl"
LAST_OLD = "jejak/keaslian.json"  # the former file: one object, which Git could not merge
_MARK = "catatan"  # the digest of LAST after the last publication


@dataclass(frozen=True, slots=True)
class Publication:
    """The log with the line of this publication, and the digests of all rows."""

    log: bytes
    rows: bytes


def log(site: Site) -> bytes:
    """The log as this build publishes it."""
    new = site.shared(publication)
    return new.log if new else _bytes(site, LOG)


def publication(site: Site) -> Publication | None:
    """What this build adds to the log; None where it adds nothing."""
    plan = site.shared(index.update)
    root = plan.nodes.get("")
    if not root or site.preview or not settings.read(site.settings, core.Settings).record:
        return None
    known = _bytes(site, LOG)
    if chain.last_row(known).get("manifest") == root:
        return None
    rows, changes = _rows(site, plan)
    site.store.blobs(index.FACTS).put(_MARK, sha256(rows).encode())
    return Publication(known + chain.next_log_line(known, root, changes, site.made_at), rows)


def _rows(site: Site, plan: Plan) -> tuple[bytes, list[dict[str, str]]]:
    """The digests of all rows as lines, and what changed since the last publication."""
    last = _bytes(site, LAST)
    mark = site.store.blobs(index.FACTS).get(_MARK)
    if plan.touched is not None and mark == sha256(last).encode():
        now = _digests(site, plan.touched)
        rows, before = chain.redone(last, {code: now.get(code) for code in plan.touched})
        return rows, chain.changes_since(before, now)
    now = _digests(site, site.by_code)
    before = chain.read_digests(last or _bytes(site, LAST_OLD))
    return chain.digest_lines(now), chain.changes_since(before, now)


def _digests(site: Site, codes: Iterable[str]) -> dict[str, str]:
    return {
        code: sha256(canonical(index.row(site, site.by_code[code])))[:32]
        for code in codes
        if code in site.by_code
    }


def _bytes(site: Site, name: str) -> bytes:
    try:
        return (site.content / name).read_bytes()
    except OSError:
        return b""
