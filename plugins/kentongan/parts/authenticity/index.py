"""What the site publishes for checking, kept up to date release by release.

The state lives in the plugin's blobs (`site/shards.py`): of each release its fingerprints as
indexed, the shards as sorted arrays, the files of the manifest as they are written. An addition
touches only the shards of its fingerprints, one leaf of the manifest and those above it.
"""

from __future__ import annotations

import hashlib
import struct
import sys
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple
from zlib import crc32

from kentongan.domain import addresses, dates, periods
from kentongan.domain.lifecycle import title_for_others
from kentongan.domain.release import Release
from kentongan.parts.authenticity import core, manifest, shingles
from kentongan.site import passing
from kentongan.site.entry import Entry
from kentongan.site.federation import canonical, sha256
from kentongan.site.heads import every, latest
from kentongan.site.model import BlobTable, File, Site
from kentongan.site.segments import Item, Items, Order, Owned, Waiting
from kentongan.site.shards import Shards, content
from kentongan.site.stored import dump, load

FACTS = "authenticity"


@dataclass(frozen=True, slots=True)
class Plan:
    """The digests of all shards, in order, and the SHA-256 of the manifest files that this plan
    looked at, by prefix (`all_nodes` gives all).

    `waiting` are the digests of the shards of recent releases and of the newest, by name.
    `touched` are the releases that changed since the last build; None: perhaps all of them.
    `touched_shards`, `touched_waiting` and `gone_nodes` are what this plan changed; where it
    `is_new`, all did. `row_digests` are those of the rows that it made, by code: the log names
    them too.
    """

    shape: shingles.Shape
    shards: Sequence[bytes]
    waiting: Mapping[str, str]
    nodes: Mapping[str, str]
    touched: frozenset[str] | None
    touched_shards: frozenset[int] = frozenset()
    touched_waiting: frozenset[str] = frozenset()
    gone_nodes: frozenset[str] = frozenset()
    is_new: bool = False
    row_digests: Mapping[str, str] = field(default_factory=dict)


class Facts(NamedTuple):
    """What is kept of a release: SHA-256 of its words, its fingerprints, and what texts for
    passing on say beside the fields of an entry.
    """

    digest: bytes
    numbers: bytes
    author: str
    summary: str
    corrections: tuple[tuple[str, str], ...]
    reason: str
    request: str


def facts(release: Release, withdrawn: Release | None) -> bytes:
    """The facts of a release as the public sees it, and as it was before it was withdrawn."""
    known = withdrawn or release
    words = core.words_of(known)
    numbers = shingles.fingerprints(words) if withdrawn else core.fingerprints_of(release, words)
    return dump(
        tuple(
            Facts(
                hashlib.sha256(core.joined(words)).digest(),
                shingles.pack(numbers),
                release.author,
                core.own_summary(release.summary, release.text),
                tuple((correction.wrong, correction.right) for correction in release.corrections),
                release.withdrawal.reason if release.withdrawal else "",
                release.withdrawal.request if release.withdrawal else "",
            )
        )
    )


def facts_of(site: Site, code: str) -> Facts | None:
    data = site.store.facts(FACTS, code)
    return Facts(*load(data, ())) if data else None


def own_texts(site: Site, entry: Entry) -> core.OwnTexts:
    """The texts that the product gives for passing on of this release."""
    known = facts_of(site, entry.code)
    if known is None or entry.state == "closed":
        return core.OwnTexts()
    unit = site.units.get(entry.unit)
    name = unit.name if unit else entry.unit
    address = site.permanent(entry)
    if entry.state == "shown":
        return core.OwnTexts(
            passing.share(entry.title, entry.summary, known.author, address, entry.lang),
            known.summary,
            tuple(
                passing.correction(name, entry.title, wrong, right, address)
                for wrong, right in known.corrections
            ),
        )
    notice = passing.withdrawal(
        name,
        title_for_others(entry.title, entry.kind, shows_title=entry.shows_title),
        entry.code,
        dates.short(entry.published_at.astimezone(site.zone)),
        reason=known.reason,
        request=known.request,
        address=address,
        instead=site.absolute(addresses.code(entry.merged_into)) if entry.merged_into else "",
    )
    return core.OwnTexts(notices=(notice,))


def _validity(site: Site, release: Release) -> str:
    """When a closure holds, in words."""
    start, end = release.valid_from, release.valid_until
    if release.kind != "lalu-lintas":
        return ""
    first, last = start and site.as_stated(start), end and site.as_stated(end)
    return periods.in_words(first, last, release.lang)


def check_files(site: Site, release: Release) -> Iterator[File]:
    """The files of one release that `/cek/` compares with."""
    entry = site.by_code[release.code]
    own = own_texts(site, entry)
    if entry.shows_text:
        path = addresses.file(addresses.check_text(entry.code))
        links = [site.permanent(entry), entry.home or site.absolute(entry.url)]
        unit = site.units.get(release.unit)
        yield path, core.text_file(release, unit, own, links, _validity(site, release))
    elif own.notices:
        path = addresses.file(addresses.check_notice(entry.code))
        yield path, core.notice_file(entry.code, own.notices)
    hashes = hash_file(site, entry)
    if hashes:
        yield addresses.file(addresses.check_hashes(entry.code)), hashes


def hash_file(site: Site, entry: Entry) -> bytes | None:
    known = facts_of(site, entry.code) if entry.is_recognised else None
    return core.hash_file(entry.code, shingles.unpack(known.numbers)) if known else None


def update(site: Site) -> Plan:
    """Bring the state up to date; the cost depends on what changed since the last build."""
    blobs = site.store.blobs(FACTS)
    shape = shingles.shape(len(site.by_code))
    shards = Shards(blobs, shape.bits, apply)
    order = Order.of(shape.segments, site.listed)
    waiting = Waiting(blobs, order, are_new=shards.are_new)
    names = {unit.slug: unit.name for unit in site.units}

    def digest_of(entry: Entry) -> str:
        return f"{entry.digest} {names.get(entry.unit)} {site.origin}"

    if site.changes and not shards.are_new:
        changed = [after.code for _, after in site.changes.changes if after]
        gone = [before.code for before, after in site.changes.changes if before and not after]
    else:
        wanted = {code: digest_of(entry) for code, entry in site.by_code.items()}
        changed, gone = shards.changes(wanted)
    nodes: Nodes = {}
    gone_nodes: frozenset[str] = frozenset()
    made: Mapping[str, str] = {}
    if changed or gone or shards.are_new:
        _update_shards(site, shards, waiting, shape, [*changed, *gone])
        nodes, gone_nodes, made = _update_manifest(site, blobs, {*changed, *gone}, shape)
        shards.finish({code: digest_of(site.by_code[code]) for code in changed}, gone)
    return Plan(
        shape,
        shards.marks(),
        waiting.marks,
        {prefix: digest for prefix, (_, digest) in nodes.items()},
        None if shards.are_new else frozenset((*changed, *gone)),
        frozenset(shards.touched),
        frozenset(waiting.touched),
        gone_nodes,
        shards.are_new,
        made,
    )


def _numbers(site: Site, entry: Entry | None) -> list[int]:
    if not entry or entry.is_erased:
        return []
    numbers = (
        [] if entry.url == addresses.code(entry.code) else [crc32(f"url:{entry.url}".encode())]
    )
    words = entry.shows_text or entry.is_recognised
    known = facts_of(site, entry.code) if words else None
    return [*numbers, *shingles.unpack(known.numbers)] if known else numbers


class _Fingerprints(dict[str, Items]):
    """The numbers of each release as the index knows them, read when they are asked for."""

    def __init__(self, shards: Shards) -> None:
        super().__init__()
        self._shards = shards

    def __missing__(self, code: str) -> Items:
        self[code] = numbers = list(struct.iter_unpack("<I", self._shards.before(code)))
        return numbers


def _update_shards(
    site: Site, shards: Shards, waiting: Waiting, shape: shingles.Shape, codes: Iterable[str]
) -> None:
    mask, shift = (1 << shape.bits) - 1, shape.shift
    edits: defaultdict[int, array[int]] = defaultdict(lambda: array("q"))
    whole: set[int] = set()
    known = _Fingerprints(shards)
    changed: set[Item] = set()
    edited = frozenset(codes)
    owner_of = cache(lambda code: shingles.owner(code, shape.width))
    for code in dict.fromkeys((*edited, *waiting.near())):
        before = known[code]
        if code in edited:
            entry = site.by_code.get(code)
            known[code] = [(number,) for number in sorted(set(_numbers(site, entry)))]
            if known[code] != before:
                shards.keep(code, shingles.pack(number for (number,) in known[code]))
                changed.update(waiting.edited(code, before, known[code]))
        left = {*waiting.before.settled(before, code)}
        right = {*waiting.order.settled(known[code], code)}
        owner = owner_of(code)
        for (number,) in left - right:
            edits[number & mask].append(~(number << shift | owner))
            whole.add(number & mask)
        for (number,) in right - left:
            edits[number & mask].append(number << shift | owner)
        if not waiting.order.holds(code):
            del known[code]  # there may be very many
    shards.edit(edits, whole, lambda shard: _to_bytes(edits.pop(shard, array("q"))))

    def pack(owned: Iterable[Owned]) -> bytes:
        shortened = shingles.shortened
        entries = {shortened(number) << shift | owner_of(code) for code, (number,) in owned}
        return _to_bytes(array("q", sorted(entries)))

    waiting.renew(known, changed, pack)


def apply(data: bytes, edits: bytes) -> bytes:
    """The entries of a shard after edits: those to add, and the complement of those to remove."""
    entries, values = from_bytes(data), from_bytes(edits)
    if not entries and min(values, default=0) >= 0:
        return _to_bytes(array("q", sorted(set(values))))
    for value in values:
        wanted = ~value if value < 0 else value
        rank = bisect_left(entries, wanted)
        is_there = rank < len(entries) and entries[rank] == wanted
        if value < 0 and is_there:
            del entries[rank]
        elif value >= 0 and not is_there:
            entries.insert(rank, wanted)
    return _to_bytes(entries)


def entries_of(blobs: BlobTable, number: int) -> array[int]:
    """The entries of a settled shard: `hash << shift | owner`, ascending."""
    return from_bytes(content(blobs, number, apply))


def from_bytes(data: bytes) -> array[int]:
    entries = array("q")
    entries.frombytes(data)
    if sys.byteorder == "big":
        entries.byteswap()
    return entries


def _to_bytes(entries: array[int]) -> bytes:
    if sys.byteorder == "big":
        entries = array("q", entries)
        entries.byteswap()
    return entries.tobytes()


# Of each file of the manifest, by prefix, the prefixes below it and its SHA-256.
Nodes = dict[str, tuple[tuple[str, ...], str]]


def _nodes(blobs: BlobTable, letters: Iterable[str]) -> Nodes:
    """The files of the manifest with the codes that begin with these letters; "" is the root."""
    nodes: Nodes = {}
    for letter in letters:
        nodes |= load(blobs.get(f"nodes:{letter}"), {})
    return nodes


def all_nodes(blobs: BlobTable) -> dict[str, str]:
    """The SHA-256 of each file of the manifest by prefix."""
    root = _nodes(blobs, [""])
    nodes = root | _nodes(blobs, root.get("", ((), ""))[0])
    return {prefix: digest for prefix, (_, digest) in nodes.items()}


def _update_manifest(
    site: Site, blobs: BlobTable, touched: set[str], shape: shingles.Shape
) -> tuple[Nodes, frozenset[str], dict[str, str]]:
    """Remake the files of the manifest that hold these codes, and the files above them.

    Returns all files of the letters with which these codes begin, the prefixes that are no more,
    and the digests of the rows that were made, by code. The root keeps beside itself the files of
    all letters.
    """
    made: dict[str, str] = {}
    root = _nodes(blobs, [""])
    above = root.get("", ((), ""))[0]
    letters = {code[0] for code in touched}
    is_whole = len(site.by_code) <= manifest.LEAF or not above
    if is_whole:
        letters |= {*above, *(code[0] for code in site.by_code)}
    before = root | _nodes(blobs, letters)
    codes = [code for code in site.by_code if code[0] in letters]
    older = {prefix: below for prefix, (below, _) in before.items()}
    tree = manifest.prefixes(codes) if is_whole else manifest.regrown(older, letters, codes)
    nodes = {prefix: before[prefix] for prefix in tree if prefix in before}
    plain = sorted((code.replace("-", ""), code) for code in codes)
    dirty = {code.replace("-", "")[:length] for code in touched for length in range(5)}
    for prefix in sorted(tree, key=lambda prefix: (-len(prefix), prefix)):
        below = tree[prefix]
        if prefix in nodes and prefix not in dirty and older.get(prefix) == below:
            continue
        more = _head(site, shape) if prefix == "" else None
        if below:
            data = manifest.branch(prefix, {part: nodes[part][1] for part in below}, more)
        else:
            below_prefix = plain[
                bisect_left(plain, (prefix,)) : bisect_left(plain, (prefix + "~",))
            ]
            rows = {code: row(site, site.by_code[code]) for _, code in below_prefix}
            made.update((code, row_digest(rows[code])) for code in rows)
            data = manifest.leaf(prefix, rows.values(), more)
        nodes[prefix] = below, sha256(data)
        blobs.put(f"m:{prefix}", data)
    gone = before.keys() - nodes.keys()
    for prefix in gone:
        blobs.delete(f"m:{prefix}")
    _keep_nodes(blobs, letters, nodes)
    return nodes, frozenset(gone), made


def _keep_nodes(blobs: BlobTable, letters: Iterable[str], nodes: Nodes) -> None:
    groups: dict[str, Nodes] = {letter: {} for letter in letters}
    for prefix, node in nodes.items():
        if prefix[:1] in groups:
            groups[prefix[0]][prefix] = node
    groups[""] = {prefix: node for prefix, node in nodes.items() if len(prefix) < 2}
    for letter, group in groups.items():
        if group:
            blobs.put(f"nodes:{letter}", dump(group))
        else:
            blobs.delete(f"nodes:{letter}")


def _head(site: Site, shape: shingles.Shape) -> dict[str, Any]:
    """Fields of the root alone: the site, its last change, the number of releases and shards.

    `publications.root` adds the district and the number of the publication.
    """
    groups = (every(site.by_code),) if site.guests else (site.listed, site.unlisted)
    newest = [latest(entries, "changed") for entries in groups]
    last = max((entry.changed_at for entry in newest if entry), default=None)
    return {
        "situs": site.origin,
        "waktu": last.astimezone(site.zone).isoformat() if last else None,
        "jumlah": len(site.by_code),
        "pecahan": shape.bits,
        "pemilik": shape.width,
        "terkini": shape.segments.recent,
        "ringkas": shingles.KEPT_BITS,
    }


def row_digest(made: manifest.Row) -> str:
    """What the log keeps of a row."""
    return sha256(canonical(made))[:32]


def row(site: Site, entry: Entry) -> dict[str, str]:
    """The entry of the manifest. A withdrawal for privacy leaves the code and its state."""
    shown = entry.state == "shown"
    fields = {"kode": entry.code, "status": "terbit" if shown else "dicabut"}
    if entry.state == "closed":
        fields["status"] = "ditutup"
    changed = entry.changed_at.astimezone(site.zone).isoformat()
    if not shown:
        fields["dicabut"] = changed
    own = own_texts(site, entry).words()
    if own:
        fields["kiriman"] = sha256(core.joined(own))
    if entry.is_erased:
        return fields
    fields["alamat"] = entry.url
    fields["satuan"] = entry.unit
    fields["terbit"] = entry.published_at.astimezone(site.zone).isoformat()
    if shown:
        fields["diubah"] = changed
    known = facts_of(site, entry.code) if entry.shows_text else None
    if known:
        fields["sha256"] = known.digest.hex()
    hashes = hash_file(site, entry)
    if hashes:
        fields["sidik"] = sha256(hashes)
    return fields
