"""The manifest: every public release by code, address and hash of its words.

A manifest is a tree of canonical JSON files. The root, `manifest.json`, holds the entries
themselves on a small site; on a large one it holds the SHA-256 of `manifest/4.json` (all codes
that begin with 4), and so on. So a reader proves one entry with few small files, and an
addition changes few. The root is signed with Ed25519.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kentongan.domain import addresses
from kentongan.site import signing
from kentongan.site.federation import canonical, sha256

VERSION = 1
FOLDER = addresses.WELL_KNOWN.strip("/")
LEAF = 64  # entries in one file; only the deepest may hold more
DEPTH = 4  # letters of its prefix
Row = Mapping[str, Any]
Tree = dict[str, tuple[str, ...]]  # prefix → prefixes below it; none: a leaf


def prefixes(codes: Iterable[str], top: str = "") -> Tree:
    """The tree for these codes. The root is ""."""
    tree: Tree = {}
    waiting = [(top, sorted(code.replace("-", "") for code in codes))]
    while waiting:
        prefix, below = waiting.pop()
        if len(below) <= LEAF or len(prefix) == DEPTH:
            tree[prefix] = ()
            continue
        groups: dict[str, list[str]] = {}
        for code in below:
            groups.setdefault(code[: len(prefix) + 1], []).append(code)
        tree[prefix] = tuple(sorted(groups))
        waiting += groups.items()
    return tree


def regrown(tree: Tree, letters: Iterable[str], codes: Iterable[str]) -> Tree:
    """The tree with the branches of some letters remade from their codes. Its root has branches."""
    groups: dict[str, list[str]] = {letter: [] for letter in letters}
    for code in codes:
        groups[code[0]].append(code)
    grown = {prefix: below for prefix, below in tree.items() if prefix[:1] not in groups}
    for letter, below_letter in groups.items():
        if below_letter:
            grown |= prefixes(below_letter, letter)
    grown[""] = tuple(sorted(prefix for prefix in grown if len(prefix) == 1))
    return grown


def path_of(prefix: str) -> str:
    return f"{FOLDER}/manifest/{prefix}.json" if prefix else f"{FOLDER}/manifest.json"


def leaf(prefix: str, rows: Iterable[Row], head: Row | None = None) -> bytes:
    ordered = sorted(rows, key=lambda row: str(row["kode"]))
    return canonical({**(head or {}), "awalan": prefix, "siaran": ordered, "versi": VERSION})


def branch(prefix: str, below: Mapping[str, str], head: Row | None = None) -> bytes:
    """`below` maps the next prefixes to the SHA-256 of their files."""
    return canonical({**(head or {}), "awalan": prefix, "bagian": below, "versi": VERSION})


def key_files(keys: bytes) -> list[tuple[str, bytes]]:
    """The public keys: all in one list, and each in the form that OpenSSL reads."""
    files = [(f"{FOLDER}/kunci.json", keys)]
    for key in signing.read_keys(keys):
        files.append((f"{FOLDER}/kunci-{key.name}.pem", signing.pem(key)))
    return files


def signature_files(root: bytes, signer: signing.Signer) -> list[tuple[str, bytes]]:
    """The signature twice: 64 bytes for OpenSSL, and with the key's name for `/cek/`."""
    signature = signer.sign(root)
    name = sha256(signer.raw)[:16]
    note = {"kunci": name, "algoritma": "Ed25519", "tanda": signature.hex()}
    return [
        (f"{FOLDER}/manifest.json.sig", signature),
        (f"{FOLDER}/tanda.json", canonical(note)),
    ]


def heartbeat_signature(heartbeat: bytes, signer: signing.Signer) -> tuple[str, bytes]:
    return f"{addresses.file(addresses.HEARTBEAT)}.sig", signer.sign(heartbeat)
