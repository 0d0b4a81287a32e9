"""A built site as an older version made it, for readers that must still understand it."""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from zlib import crc32

from kentongan.domain import addresses
from kentongan.parts.authenticity import shingles
from kentongan.parts.authenticity.words import tokenise

ROOT = addresses.file(addresses.MANIFEST)
_TEXTS = addresses.file(addresses.check_text(""))[: -len(".json")]
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
    """The hashes of all texts and addresses, with the beginnings of codes."""
    width = json.loads(files[ROOT])["pemilik"]
    known: dict[int, list[str]] = defaultdict(list)
    for path, data in files.items():
        if path.startswith(_TEXTS):
            text = json.loads(data)
            forms = [token.form for token in tokenise(f"{text['judul']}\n{text['teks']}")]
            numbers = [*shingles.fingerprints(forms), crc32(f"url:{text['alamat']}".encode())]
            for number in numbers:
                known[number].append(text["kode"].replace("-", "")[:width])
    return dict(known)


def older(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same site with one shard for each hash, `/cek/s/<n>.json`, and nothing that waits."""
    root = json.loads(files[ROOT])
    del root["terkini"], root["ringkas"]
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
