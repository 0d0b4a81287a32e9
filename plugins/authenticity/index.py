"""What the site publishes for checking, kept up to date release by release.

The state lives in the plugin's blobs: the fingerprints of each release as indexed, the shards
as sorted arrays, the leaves of the manifest as they are written. An addition touches only the
shards of its fingerprints and one leaf; the result depends on the content alone, not on the
order in which it came.
"""

from __future__ import annotations

import hashlib
import json
import sys
from array import array
from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from plugins.authenticity import core, manifest, shingles
from plugins.build import BlobTable, Entry, Site
from plugins.domain.lifecycle import PRIVATE_WITHDRAWALS, is_recognised

FACTS = "authenticity"
_MARK = 8  # bytes of a shard's digest


@dataclass(frozen=True, slots=True)
class Plan:
    """The digests of all shards, in order, and the SHA-256 of each manifest file by prefix."""

    bits: int
    shards: tuple[bytes, ...]
    nodes: Mapping[str, str]


def keeps_text(entry: Entry) -> bool:
    """Whether the words of the release are public, so that they can be compared with."""
    return entry.state == "shown" or entry.withdrawal_kind == "tetap"


def keeps_hashes(entry: Entry) -> bool:
    """Whether the release is recognised by hashes of its words, though the words are gone."""
    return is_recognised(entry.state, entry.kind, entry.withdrawal_kind)


def hash_file(site: Site, entry: Entry) -> bytes | None:
    data = site.store.facts(FACTS, entry.code) if keeps_hashes(entry) else None
    return core.hash_file(entry.code, shingles.unpack(data[32:])) if data else None


def is_private(entry: Entry) -> bool:
    return entry.withdrawal_kind in PRIVATE_WITHDRAWALS


def update(site: Site) -> Plan:
    """Bring the state up to the site. Cheap when little has changed."""
    blobs = site.store.blobs(FACTS)
    bits = shingles.shard_bits(len(site.by_code))
    known = _known(blobs, bits)
    wanted = {
        code: f"{entry.digest} {entry.state} {entry.withdrawal_kind}"
        for code, entry in site.by_code.items()
    }
    if known != wanted or blobs.get("bits") is None:
        changed = [code for code, digest in wanted.items() if known.get(code) != digest]
        gone = [code for code in known if code not in wanted]
        _update_shards(site, blobs, changed, gone, bits)
        _update_manifest(site, blobs, {*changed, *gone}, bits)
        rows = (f"{code} {wanted[code]}\n" for code in sorted(wanted))
        blobs.put("docs", "".join(rows).encode())
        blobs.put("bits", str(bits).encode())
    marks = blobs.get("marks") or b""
    shards = tuple(marks[place : place + _MARK] for place in range(0, len(marks), _MARK))
    return Plan(bits, shards, json.loads(blobs.get("nodes") or b"{}"))


def _known(blobs: BlobTable, bits: int) -> dict[str, str]:
    """What was indexed: code → digest. All is forgotten when the number of shards changes."""
    if blobs.get("bits") != str(bits).encode():
        for key in list(blobs.keys()):
            blobs.delete(key)
        return {}
    lines = (blobs.get("docs") or b"").decode().splitlines()
    rows = (line.partition(" ") for line in lines)
    return {code: digest for code, _, digest in rows}


def facts(words: list[str]) -> bytes:
    """SHA-256 of the words, then their fingerprints."""
    digest = hashlib.sha256("".join(word + "\n" for word in words).encode()).digest()
    return digest + shingles.pack(shingles.fingerprints(words))


def _numbers(site: Site, entry: Entry) -> list[int]:
    if is_private(entry):
        return []
    numbers = [] if entry.url == f"/r/{entry.code}/" else [crc32(f"url:{entry.url}".encode())]
    words = keeps_text(entry) or keeps_hashes(entry)
    data = site.store.facts(FACTS, entry.code) if words else None
    return [*numbers, *shingles.unpack(data[32:])] if data else numbers


def _update_shards(
    site: Site, blobs: BlobTable, changed: Iterable[str], gone: Iterable[str], bits: int
) -> None:
    mask = (1 << bits) - 1
    removed: dict[int, list[int]] = {}
    added: dict[int, list[int]] = {}
    for code in (*changed, *gone):
        owner = shingles.owner(code)
        entry = site.by_code.get(code)
        before = set(shingles.unpack(blobs.get(f"f:{code}") or b""))
        after = set(_numbers(site, entry)) if entry else set()
        if before != after:
            for number in before - after:
                removed.setdefault(number & mask, []).append(number << 20 | owner)
            for number in after - before:
                added.setdefault(number & mask, []).append(number << 20 | owner)
            if after:
                blobs.put(f"f:{code}", shingles.pack(sorted(after)))
            else:
                blobs.delete(f"f:{code}")
    marks = bytearray(blobs.get("marks") or b"")
    fresh = not marks
    if fresh:
        marks = bytearray(_MARK << bits)
    for shard in range(1 << bits) if fresh else sorted(removed.keys() | added.keys()):
        data = _changed(blobs.get(f"s:{shard}"), removed.get(shard, ()), added.get(shard, ()))
        blobs.put(f"s:{shard}", data)
        mark = hashlib.blake2b(data, digest_size=_MARK).digest()
        marks[shard * _MARK : (shard + 1) * _MARK] = mark
    blobs.put("marks", bytes(marks))


def _changed(data: bytes | None, removed: Iterable[int], added: Iterable[int]) -> bytes:
    if not data:
        return _to_bytes(array("Q", sorted(added)))
    entries = from_bytes(data)
    for value in removed:
        place = bisect_left(entries, value)
        if place < len(entries) and entries[place] == value:
            del entries[place]
    for value in added:
        insort(entries, value)
    return _to_bytes(entries)


def from_bytes(data: bytes) -> array[int]:
    entries = array("Q")
    entries.frombytes(data)
    if sys.byteorder == "big":
        entries.byteswap()
    return entries


def _to_bytes(entries: array[int]) -> bytes:
    if sys.byteorder == "big":
        entries = array("Q", entries)
        entries.byteswap()
    return entries.tobytes()


def _update_manifest(site: Site, blobs: BlobTable, touched: set[str], bits: int) -> None:
    tree = manifest.prefixes(site.by_code)
    before: dict[str, str] = json.loads(blobs.get("nodes") or b"{}")
    nodes = {prefix: before[prefix] for prefix in tree if prefix in before}
    shape = json.loads(blobs.get("tree") or b"{}")
    plain = sorted((code.replace("-", ""), code) for code in site.by_code)
    starts = {code.replace("-", "")[:4] for code in touched}
    dirty = {start[:length] for start in starts for length in range(5)}
    head = _head(site, bits)
    for prefix in sorted(tree, key=lambda prefix: (-len(prefix), prefix)):
        below = tree[prefix]
        if prefix in nodes and prefix not in dirty and shape.get(prefix) == list(below):
            continue
        more = head if prefix == "" else None
        if below:
            data = manifest.branch(prefix, {part: nodes[part] for part in below}, more)
        else:
            found = plain[bisect_left(plain, (prefix,)) : bisect_left(plain, (prefix + "~",))]
            rows = [row(site, site.by_code[code]) for _, code in found]
            data = manifest.leaf(prefix, rows, more)
        nodes[prefix] = manifest.sha256(data)
        blobs.put(f"m:{prefix}", data)
    for prefix in before.keys() - tree.keys():
        blobs.delete(f"m:{prefix}")
    blobs.put("nodes", json.dumps(nodes, sort_keys=True).encode())
    blobs.put("tree", json.dumps(tree, sort_keys=True).encode())


def _head(site: Site, bits: int) -> dict[str, Any]:
    """What only the root says: the site, its last change, the number of releases and shards."""
    moments = [entry.changed_at for entry in site.by_code.values()]
    latest = max(moments).astimezone(site.zone).isoformat() if moments else None
    return {
        "situs": site.origin,
        "waktu": latest,
        "jumlah": len(site.by_code),
        "pecahan": bits,
    }


def row(site: Site, entry: Entry) -> dict[str, str]:
    """The entry of the manifest. A withdrawal for privacy leaves the code and its state."""
    shown = entry.state == "shown"
    found = {"kode": entry.code, "status": "terbit" if shown else "dicabut"}
    if entry.state == "closed":
        found["status"] = "ditutup"
    changed = entry.changed_at.astimezone(site.zone).isoformat()
    if not shown:
        found["dicabut"] = changed
    if is_private(entry):
        return found
    found["alamat"] = entry.url
    found["satuan"] = entry.unit
    found["terbit"] = entry.published_at.astimezone(site.zone).isoformat()
    if shown:
        found["diubah"] = changed
    data = site.store.facts(FACTS, entry.code) if keeps_text(entry) else None
    if data:
        found["sha256"] = data[:32].hex()
    hashes = hash_file(site, entry)
    if hashes:
        found["sidik"] = manifest.sha256(hashes)
    return found
