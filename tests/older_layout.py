"""A built site as an older version made it, for readers that must still understand it."""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kentongan.domain import addresses
from kentongan.parts.authenticity import shingles
from kentongan.site import segments

ROOT = addresses.file(addresses.MANIFEST)
_SHARDS = addresses.file(addresses.check_shard(""))[: -len(".json")]


def files_of(output: Path) -> dict[str, bytes]:
    """What belongs to checking in a built site, by path."""
    folders = (addresses.CHECK, addresses.WELL_KNOWN)
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for folder in folders
        for path in (output / folder.strip("/")).rglob("*.json")
    }


def known_hashes(files: Mapping[str, bytes]) -> dict[int, list[str]]:
    """All hashes of the shards for checking, with the beginnings of codes."""
    root = json.loads(files[ROOT])
    known: dict[int, list[str]] = defaultdict(list)
    for path, data in files.items():
        if not path.startswith(_SHARDS):
            continue
        bits, shard = _bits_of(path[len(_SHARDS) :].removesuffix(".json"), root)
        shape = shingles.Shape(bits, root["pemilik"])
        for number, starts in shingles.decode_shard(json.loads(data)["isi"], shape, shard).items():
            known[number] += [start for start in starts if start not in known[number]]
    return dict(known)


def _bits_of(name: str, root: Mapping[str, Any]) -> tuple[int, int]:
    """How many low bits the hashes of a shard share, and these bits."""
    if name == segments.NEWEST:
        return 0, 0
    if name.startswith("t"):
        return int(root["terkini"]).bit_length() - 1, int(name[1:], 16)
    return int(root["pecahan"]), int(name, 16)


def older(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same site with one shard for each hash, `/cek/s/<n>.json`, and nothing that waits."""
    root = json.loads(files[ROOT])
    del root["terkini"]
    shape = shingles.Shape(root["pecahan"], root["pemilik"])
    entries: dict[int, list[int]] = {number: [] for number in range(1 << shape.bits)}
    for number, starts in known_hashes(files).items():
        for start in starts:
            entry = number << shape.shift | shingles.owner(start, shape.width)
            entries[number & (1 << shape.bits) - 1].append(entry)
    made = {path: data for path, data in files.items() if not path.startswith(_SHARDS)}
    made[ROOT] = json.dumps(root).encode()
    for number, numbers in entries.items():
        text = shingles.encode_shard(array("q", sorted(numbers)), shape)
        path = addresses.file(addresses.check_shard_before(number))
        made[path] = json.dumps({"isi": text}).encode()
    return made
