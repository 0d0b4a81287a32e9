"""The files of a built site, each with the digest of its content."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from kentongan.publishing.errors import ConfigurationError
from kentongan.storage.writing import write_whole

DIGEST = 32  # hexadecimal characters of SHA-256 that are kept: 128 bits suffice to identify a file

Stamp = tuple[int, int, int]  # size, mtime, inode


@dataclass(frozen=True)
class Manifest:
    """Files by path (forward slashes, no leading one), each with its digest."""

    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Twelve characters that identify the whole state."""
        lines = "".join(f"{path}\0{self.files[path]}\n" for path in sorted(self.files))
        return hashlib.sha256(lines.encode()).hexdigest()[:12]

    def to_bytes(self) -> bytes:
        text = json.dumps(dict(sorted(self.files.items())), separators=(",", ":"))
        return gzip.compress(text.encode(), 6, mtime=0)

    @classmethod
    def from_bytes(cls, data: bytes) -> Manifest:
        """Raises ValueError when the bytes are no whole manifest."""
        try:
            files = json.loads(gzip.decompress(data))
        except (OSError, EOFError) as error:
            raise ValueError("the manifest is cut off") from error
        if not isinstance(files, dict):
            raise ValueError("not a manifest")
        return cls(files)


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
    return Difference(
        added=tuple(sorted(path for path in after if path not in before)),
        changed=tuple(
            sorted(path for path in after if path in before and before[path] != after[path])
        ),
        dropped=tuple(sorted(path for path in before if path not in after)),
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


def scan(root: Path, known: Mapping[str, tuple[Stamp, str]]) -> dict[str, tuple[Stamp, str]]:
    """Stamp and digest of every file; digests of untouched ones are taken from `known`."""
    if not root.is_dir():
        raise ConfigurationError(f"Hasil bangun tidak ada: {root}. Jalankan make publish.")
    stamped: dict[str, tuple[Stamp, str]] = {}
    unknown: list[tuple[str, Stamp]] = []
    for path, stat in walk(root):
        stamp = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
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


def save_stamps(path: Path, stamps: Mapping[str, tuple[Stamp, str]]) -> None:
    write_whole(path, json.dumps(stamps, separators=(",", ":")).encode(), durable=False)


def load_stamps(path: Path) -> dict[str, tuple[Stamp, str]]:
    """The stored stamps; empty when the file is missing or damaged."""
    try:
        raw = json.loads(path.read_bytes())
        return {
            name: ((stamp[0], stamp[1], stamp[2]), str(value))
            for name, (stamp, value) in raw.items()
        }
    except (OSError, ValueError, TypeError, AttributeError, IndexError):
        return {}


def total(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths)
