"""The files of a built site, each with the digest of its content."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import stat
import zlib
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from kentongan.publishing.errors import ConfigurationError
from kentongan.storage.writing import write_whole

DIGEST = 32  # hexadecimal characters of SHA-256 that are kept: 128 bits suffice to identify a file

Stamp = str
"""Size, time of the last change and inode, in one word: it is only compared, and read quickly."""
_FORM = "2"
"""Stamps in another form are read as none."""


@dataclass(frozen=True)
class Manifest:
    """Files by path (forward slashes, no leading one), each with its digest."""

    files: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def id(self) -> str:
        """Twelve characters that identify the whole state."""
        lines = "".join(f"{path}\0{self.files[path]}\n" for path in sorted(self.files))
        return hashlib.sha256(lines.encode()).hexdigest()[:12]

    def to_bytes(self) -> bytes:
        return packed(self.files)

    @classmethod
    def from_bytes(cls, data: bytes) -> Manifest:
        """Raises ValueError when the bytes are no whole manifest."""
        return cls(unpacked(data))


def packed(words: Mapping[str, Any]) -> bytes:
    """A JSON object in compressed bytes: damage is noticed when it is unpacked."""
    text = json.dumps(dict(sorted(words.items())), separators=(",", ":"))
    return gzip.compress(text.encode(), 1, mtime=0)


def unpacked(data: bytes) -> dict[str, Any]:
    """The JSON object in compressed bytes. Raises ValueError for anything else."""
    try:
        words = json.loads(gzip.decompress(data))
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError("the bytes are damaged") from error
    if not isinstance(words, dict):
        raise ValueError("not an object")
    return words


@dataclass(frozen=True, slots=True)
class Difference:
    """The differences between two manifests."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    dropped: tuple[str, ...]

    @property
    def put(self) -> tuple[str, ...]:
        return tuple(sorted((*self.added, *self.changed)))

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.dropped)


def compare(old: Manifest, new: Manifest) -> Difference:
    before, after = old.files, new.files
    put = sorted(path for path, value in after.items() if before.get(path) != value)
    return Difference(
        added=tuple(path for path in put if path not in before),
        changed=tuple(path for path in put if path in before),
        dropped=tuple(sorted(before.keys() - after.keys())),
    )


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:DIGEST]


def digest_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:DIGEST]


def walk(root: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Every regular file below `root`. A symbolic link would lead out of the site: an error."""
    pending = [""]
    while pending:
        folder = pending.pop()
        with os.scandir(root / folder) as entries:
            for entry in entries:
                path = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_symlink():
                    raise ConfigurationError(
                        f"{path} di hasil bangun adalah tautan simbolis; bangun ulang situs."
                    )
                if entry.is_dir():
                    pending.append(path)
                else:
                    yield path, entry.stat()


def scan(
    root: Path, known: Mapping[str, tuple[Stamp, str]], paths: Iterable[str] | None = None
) -> dict[str, tuple[Stamp, str]]:
    """Stamp and digest of every file, or of those of `paths` that are there.

    Digests of untouched files are taken from `known`.
    """
    if not root.is_dir():
        raise ConfigurationError(f"Hasil bangun tidak ada: {root}. Jalankan make publish.")
    stamped: dict[str, tuple[Stamp, str]] = {}
    unknown: list[tuple[str, Stamp]] = []
    for path, status in walk(root) if paths is None else _look(root, paths):
        stamp = f"{status.st_size}-{status.st_mtime_ns}-{status.st_ino}"
        before = known.get(path)
        if before is not None and before[0] == stamp:
            stamped[path] = before
        else:
            unknown.append((path, stamp))
    with ThreadPoolExecutor(4) as pool:
        digests = pool.map(lambda item: digest_file(root / item[0]), unknown)
        stamped.update(
            (path, (stamp, value)) for (path, stamp), value in zip(unknown, digests, strict=True)
        )
    return stamped


def _look(root: Path, paths: Iterable[str]) -> Iterator[tuple[str, os.stat_result]]:
    for path in paths:
        with suppress(OSError):
            status = (root / path).lstat()
            if stat.S_ISREG(status.st_mode):
                yield path, status


def save_stamps(path: Path, stamps: Mapping[str, tuple[Stamp, str]]) -> None:
    lines = [
        f"{stamp}\t{value}\t{name}\n" for name, (stamp, value) in stamps.items() if "\n" not in name
    ]
    text = "".join(lines).encode("utf-8", "surrogateescape")
    write_whole(path, f"{_FORM}-{digest(text)}\n".encode() + text, durable=False)


def load_stamps(path: Path) -> dict[str, tuple[Stamp, str]]:
    """The stored stamps; empty when the file is missing or damaged."""
    try:
        whole, _, text = path.read_bytes().partition(b"\n")
    except OSError:
        return {}
    if f"{_FORM}-{digest(text)}".encode() != whole:
        return {}
    stamps: dict[str, tuple[Stamp, str]] = {}
    for line in text.decode("utf-8", "surrogateescape").split("\n")[:-1]:
        stamp, value, name = line.split("\t", 2)
        stamps[name] = (stamp, value)
    return stamps


def total(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths)
