"""Precompressed text: gzip, Brotli and Zstandard beside each file, made once per content.

Results are kept by the digest of the content, so that a publication compresses only what
changed, and the same content always gives the same bytes. Feeds are large, and new with every
release: packed like pages they would take four fifths of the time of an addition. So they get
levels that weigh 5 to 7 per cent more and take a fifth of that time.
"""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Protocol

from kentongan.publishing import rules
from kentongan.publishing.manifest import Manifest, digest
from kentongan.storage.writing import write_whole

MINIMUM = 1024
"""Smaller files fit one packet anyway."""

ENCODINGS: Mapping[str, str] = {"gzip": ".gz", "br": ".br", "zstd": ".zst"}
Tick = Callable[[int, int], None]


def gzipped(data: bytes, *, is_brief: bool = False) -> bytes:
    packed = bytearray(gzip.compress(data, 9, mtime=0))
    packed[9] = 255  # "unknown system": zlib builds differ in this byte
    return bytes(packed)


def brotlied(data: bytes, *, is_brief: bool = False) -> bytes:
    import brotli

    quality = 8 if is_brief else 10
    packed: bytes = brotli.compress(data, mode=brotli.MODE_TEXT, quality=quality, lgwin=22)
    return packed


def zstandard(data: bytes, *, is_brief: bool = False) -> bytes:
    import zstandard

    level = 11 if is_brief else 15
    return zstandard.ZstdCompressor(level=level, write_checksum=True).compress(data)


class Method(Protocol):
    """`is_brief`: the data will soon be replaced, so less work is spent on it."""

    def __call__(self, data: bytes, *, is_brief: bool = False) -> bytes: ...


_METHODS: Mapping[str, Method] = {".gz": gzipped, ".br": brotlied, ".zst": zstandard}

Job = tuple[str, str, str, tuple[str, ...], bool]
Files = tuple[tuple[str, Path], ...]
"""The suffixes of compressed files, with the files."""


class CompressedStore:
    """Compressed contents in a folder of the cache: `ab/abcd….gz`."""

    def __init__(self, folder: Path, encodings: Sequence[str] = tuple(ENCODINGS)) -> None:
        self.folder = folder
        self.suffixes = tuple(ENCODINGS[name] for name in encodings)

    def fill(
        self,
        root: Path,
        manifest: Manifest,
        tick: Tick = lambda done, of: None,
        paths: Iterable[str] | None = None,
    ) -> None:
        """Make what is missing for the text files among `paths` (all), in processes if it pays."""
        wanted = _texts(manifest, paths)
        present = self._present() if paths is None else None
        jobs: list[Job] = []
        for value, path in sorted(wanted.items()):
            missing = tuple(s for s in self.suffixes if not self._has(value, s, present))
            if missing and (root / path).stat().st_size >= MINIMUM:
                is_brief = rules.is_feed(path)
                jobs.append((str(self.folder), str(root / path), value, missing, is_brief))
        for index, _ in enumerate(_run(jobs), start=1):
            tick(index, len(jobs))

    def mend(self, root: Path, manifest: Manifest, paths: Iterable[str]) -> int:
        """Remake damaged variants of these files; returns how many there were."""
        paths = list(paths)
        broken = 0
        for path in paths:
            value = manifest.files[path]
            for suffix in self.suffixes if rules.is_text(path) else ():
                file = self.folder / value[:2] / (value + suffix)
                if not _unpacks(file, suffix, value):
                    file.unlink()
                    broken += 1
        if broken:
            self.fill(root, manifest, paths=paths)
        return broken

    def clear(self) -> None:
        """Delete everything, so that all variants are made again."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def variants(self, manifest: Manifest) -> Mapping[str, Files]:
        """By digest: the suffixes that exist and pay, with their files; looked up when asked."""
        return _Variants(self, manifest)

    def files_of(self, value: str) -> Files:
        """The variants of one content."""
        files = ((s, self.folder / value[:2] / (value + s)) for s in self.suffixes)
        return tuple((s, file) for s, file in files if _size(file))

    def prune(self, manifests: Iterable[Manifest]) -> None:
        """Delete contents that no manifest holds, withdrawn ones above all."""
        wanted: set[str] = set()
        for manifest in manifests:
            wanted.update(manifest.files.values())
        self.remove({name.partition(".")[0] for name in self._present()} - wanted)

    def remove(self, values: Iterable[str]) -> None:
        for value in values:
            for suffix in ENCODINGS.values():
                (self.folder / value[:2] / (value + suffix)).unlink(missing_ok=True)

    def _has(self, value: str, suffix: str, present: Container[str] | None) -> bool:
        name = value + suffix
        if present is not None:
            return name in present
        return (self.folder / value[:2] / name).exists()

    def _present(self) -> dict[str, int]:
        """Stored names with sizes. An empty file says that compressing did not pay."""
        sizes: dict[str, int] = {}
        if not self.folder.is_dir():
            return sizes
        for shelf in sorted(self.folder.iterdir()):
            if shelf.is_dir():
                with os.scandir(shelf) as entries:
                    sizes.update((e.name, e.stat().st_size) for e in entries if e.name[0] != ".")
        return sizes


class _Variants(Mapping[str, Files]):
    """What a store holds of the texts of a manifest."""

    def __init__(self, store: CompressedStore, manifest: Manifest) -> None:
        self._store = store
        self._manifest = manifest
        self._known: dict[str, Files] = {}

    @cached_property
    def _values(self) -> Collection[str]:
        return _texts(self._manifest).keys()

    def __getitem__(self, value: str) -> Files:
        if value not in self._known:
            self._known[value] = self._store.files_of(value)
        return self._known[value]

    def __contains__(self, value: object) -> bool:
        return value in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def _size(file: Path) -> int:
    """The size of a file; 0 where it is missing. An empty file says that it did not pay."""
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _unpacks(file: Path, suffix: str, value: str) -> bool:
    """Whether a variant, if there is one, holds the content that it is named after."""
    try:
        data = file.read_bytes()
    except OSError:
        return True
    if not data:
        return True  # compressing did not pay
    try:
        return digest(_unpacking()[suffix](data)) == value
    except Exception:
        return False  # each library raises other errors for damaged data


def _unpacking() -> Mapping[str, Callable[[bytes], bytes]]:
    import brotli
    import zstandard

    unpack = zstandard.ZstdDecompressor().decompress
    return {".gz": gzip.decompress, ".br": brotli.decompress, ".zst": unpack}


def _texts(manifest: Manifest, paths: Iterable[str] | None = None) -> dict[str, str]:
    """The paths of texts by digest, among all or some of the files."""
    among = sorted(manifest.files if paths is None else paths)
    return {manifest.files[path]: path for path in among if rules.is_text(path)}


def _run(jobs: list[Job]) -> Iterable[None]:
    if len(jobs) < 200:
        yield from map(_compress, jobs)
        return
    with ProcessPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        yield from pool.map(_compress, jobs, chunksize=32)


def _compress(job: Job) -> None:
    folder, source, value, suffixes, is_brief = job
    data = Path(source).read_bytes()
    for ending in suffixes:
        packed = _METHODS[ending](data, is_brief=is_brief)
        if len(packed) >= len(data):
            packed = b""
        write_whole(Path(folder) / value[:2] / (value + ending), packed, durable=False)
