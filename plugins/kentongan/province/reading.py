"""Reads one publication of a district: the heartbeat, what changed of the manifest, the texts."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from kentongan.domain import addresses
from kentongan.province import verify
from kentongan.province.catalogue import Catalogue, Status
from kentongan.province.decide import Held, digest_of
from kentongan.province.pull import SIDE_BY_SIDE, Answer, Sites, Trouble
from kentongan.province.registry import District
from kentongan.province.verify import Line
from kentongan.site import federation
from kentongan.site.federation import Heartbeat, Limit, Row, sha256

MOST_ROWS = 200_000
MOST_NODES = 40_000  # files of a manifest
MOST_HASHES = 100  # files that recognise withdrawn texts, in one round
MOST_BYTES = 67_108_864  # of texts in one round; what is left comes with the next
BUNDLES = "bundel"  # among the kept files: the bundles that were read, with their digests

Nodes = dict[str, tuple[str, bytes]]


@dataclass(slots=True)
class Read:
    """What was read and proved. `lines` are texts with the bundle they stand in, `hashes` what
    recognises texts that were withdrawn before they came here. `is_whole` is false where some
    bundle could not be read, so that the next round asks again. `site` is the address that the
    district says it has.
    """

    beat: Heartbeat
    rows: dict[str, Row]
    nodes: Nodes
    lines: dict[str, tuple[Line, str]] = field(default_factory=dict)
    hashes: dict[str, bytes] = field(default_factory=dict)
    is_whole: bool = True
    site: str = ""


async def heartbeat(
    sites: Sites, district: District, status: Status, *, anew: bool
) -> tuple[Answer, bytes]:
    """The heartbeat and its signature; no data where it is as it was."""
    known = None if anew else Answer(None, status.etag, status.modified)
    answer = await sites.get(district, addresses.HEARTBEAT, Limit.HEARTBEAT, known)
    if answer.data is None:
        return answer, b""
    if not anew and answer.data.decode("utf-8", "replace") == status.beat:
        return Answer(None, answer.etag, answer.modified), b""
    signature = await sites.get(district, f"{addresses.HEARTBEAT}.sig", Limit.SIGNATURE)
    return answer, signature.data or b""


async def manifest(sites: Sites, district: District, beat: Heartbeat, nodes: Nodes) -> Read:
    """All rows; only files that changed are read. They are kept in `nodes` as they come."""
    path = addresses.MANIFEST
    data = await _file(sites, district, path, beat.manifest, nodes)
    root = verify.root(beat, data)
    kept: Nodes = {path: (beat.manifest, data)}
    rows = {row.code: row for row in root.node.rows}
    level = list((root.node.below or {}).items())
    while level:
        below: list[tuple[str, str]] = []
        for start in range(0, len(level), SIDE_BY_SIDE):
            part = level[start : start + SIDE_BY_SIDE]
            paths = [f"{addresses.WELL_KNOWN}manifest/{prefix}.json" for prefix, _ in part]
            answers = await asyncio.gather(
                *(
                    _file(sites, district, path, digest, nodes)
                    for path, (_, digest) in zip(paths, part, strict=True)
                )
            )
            for path, (prefix, digest), data in zip(paths, part, answers, strict=True):
                node = verify.node(data, prefix, digest)
                kept[path] = (digest, data)
                rows |= {row.code: row for row in node.rows}
                below += (node.below or {}).items()
            if len(rows) > MOST_ROWS or len(kept) > MOST_NODES:
                raise Trouble("terlalu-besar")
        level = below
    return Read(beat, rows, kept, site=root.site)


async def _file(sites: Sites, district: District, path: str, digest: str, nodes: Nodes) -> bytes:
    known = nodes.get(path)
    if known and known[0] == digest:
        return known[1]
    answer = await sites.get(district, path, Limit.NODE)
    data = answer.data or b""
    if sha256(data) == digest:
        nodes[path] = (digest, data)
    return data


async def texts(
    sites: Sites,
    district: District,
    read: Read,
    before: Nodes,
    held: Mapping[str, Held],
    catalogue: Catalogue,
    until: float,
) -> None:
    """The texts of what is new or changed, the newest bundles first, as far as time allows."""
    wanted = {code for code, row in read.rows.items() if _is_news(row, held.get(code))}
    done: dict[str, str] = json.loads(before.get(BUNDLES, ("", b"{}"))[1])
    read.nodes[BUNDLES] = _as_node(done)
    if not wanted:
        return
    loop = asyncio.get_running_loop()
    answer = await sites.get(district, addresses.BUNDLE_INDEX, Limit.INDEX)
    index = verify.index(answer.data or b"", read.beat.index)
    done = {path: digest for path, digest in done.items() if index.get(path) == digest}
    size = 0
    for path in _needed(wanted, index, done, catalogue, read):
        if loop.time() > until or size > MOST_BYTES:
            read.is_whole = False
            break
        try:
            answer = await sites.get(district, path, Limit.BUNDLE)
            data = answer.data or b""
            size += len(data)
            # In a thread: no district holds up the others with texts that are slow to compare.
            lines = await asyncio.to_thread(verify.bundle, data, index[path], wanted)
        except Trouble as trouble:
            read.is_whole = False
            if trouble.why in ("lambat", "tidak-terjangkau"):
                break
            continue
        done[path] = index[path]
        read.lines |= {code: (line, path) for code, line in lines.items()}
    read.nodes[BUNDLES] = _as_node(done)


async def hashes(
    sites: Sites, district: District, read: Read, held: Mapping[str, Held], until: float
) -> None:
    """What recognises texts that the province never had, so that a copy of one is known as
    withdrawn here, too. Their withdrawal does not wait for it."""
    loop = asyncio.get_running_loop()
    wanted = [code for code, row in read.rows.items() if _is_unknown(row, held.get(code))]
    for code in wanted[:MOST_HASHES]:
        if loop.time() > until:
            return
        with suppress(Trouble):
            answer = await sites.get(district, addresses.check_hashes(code), Limit.NODE)
            read.hashes[code] = verify.hashes(answer.data or b"", code, read.rows[code].hashes)


def _is_unknown(row: Row, held: Held | None) -> bool:
    """Whether its text was withdrawn before it was shown here."""
    if row.is_shown or not row.hashes:
        return False
    return held is None or (held.state != "tayang" and held.digest != digest_of(row))


def _is_news(row: Row, held: Held | None) -> bool:
    return row.is_shown and not (held and held.state == "tayang" and held.digest == digest_of(row))


def _needed(
    wanted: Iterable[str],
    index: Mapping[str, str],
    done: Mapping[str, str],
    catalogue: Catalogue,
    read: Read,
) -> list[str]:
    """The bundles to read: those that changed, and those of texts that were thrown away."""
    needed = {path for path in index if path not in done}
    for code in wanted:
        bundle = catalogue.bundle_of(code)
        if bundle in done:
            try:
                news = federation.parse(catalogue.line(code), Limit.LINE)
                read.lines[code] = (verify.line_of(news), bundle)
            except (KeyError, ValueError):
                needed.add(bundle)
    refused = [code for code in wanted if not catalogue.bundle_of(code)]
    if refused and not needed:  # refused before, and perhaps no longer
        needed = set(index)
    return sorted(needed, key=_newest_first, reverse=True)


def _newest_first(path: str) -> tuple[str, int]:
    month, _, number = path.removesuffix(".jsonl").rpartition("-")
    return month, int(number)


def _as_node(done: Mapping[str, str]) -> tuple[str, bytes]:
    """The list of the bundles that were read, as it is kept among the files."""
    data = json.dumps(done, sort_keys=True).encode()
    return sha256(data), data
