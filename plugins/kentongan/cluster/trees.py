"""What a folder holds, as digests by path, and how a copy of it is kept level."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from kentongan.cluster.store import Store, digest
from kentongan.storage.stamps import Stamp, read_stamped, stamp_of
from kentongan.storage.trees import Writer, clear
from kentongan.storage.writing import text_of, write_whole

Digests = Mapping[str, str]


def files_below(root: Path, tops: Iterable[str]) -> Iterator[tuple[str, Stamp]]:
    """Every file below these files and folders of `root`: its path from `root`, and its stamp.

    Links lead to their files, but not out of `root`. Pipes and devices are left out, and what Git
    keeps for itself.
    """
    home = root.resolve()
    for top in tops:
        place = root / top
        if place.is_dir():
            yield from _below(home, place, top)
        elif place.is_file():
            yield top, stamp_of(place.stat())


def _below(home: Path, folder: Path, name: str) -> Iterator[tuple[str, Stamp]]:
    with os.scandir(folder) as items:
        for item in sorted(items, key=lambda item: item.name):
            path = f"{name}/{item.name}" if name else item.name
            if item.name == ".git":
                continue
            if item.is_symlink() and not Path(item.path).resolve().is_relative_to(home):
                continue
            if item.is_dir():
                yield from _below(home, Path(item.path), path)
            elif stat.S_ISREG((status := item.stat()).st_mode):
                yield path, stamp_of(status)


class Memory:
    """The digests of a folder's files, remembered in `file` with the stamps that they had."""

    def __init__(self, root: Path, file: Path) -> None:
        self._root = root
        self._file = file
        self._known: dict[str, tuple[Stamp, str]] = {}
        try:
            rows = json.loads(text_of(file) or "{}")
            self._known = {path: (tuple(stamp), name) for path, (stamp, name) in rows.items()}
        except (ValueError, TypeError, AttributeError):
            file.unlink(missing_ok=True)

    @property
    def known(self) -> set[str]:
        """The digests of what was there when it was last looked at."""
        return {name for _, name in self._known.values()}

    def digests(
        self, tops: Iterable[str], fresh: Callable[[str, str, bytes], None] | None = None
    ) -> dict[str, str]:
        """What is there now; only files with another stamp are read.

        `fresh` is given path, digest and bytes of each that was, for whoever wants them anyway.
        """
        seen: dict[str, tuple[Stamp, str]] = {}
        for path, stamp in files_below(self._root, tops):
            known = self._known.get(path)
            if known is None or known[0] != stamp:
                data, stamp = read_stamped(f"{self._root}/{path}")
                known = (stamp, digest(data))
                if fresh:
                    fresh(path, known[1], data)
            seen[path] = known
        if seen != self._known:
            self._known = seen
            write_whole(self._file, json.dumps(seen).encode(), durable=False, mode=0o600)
        return {path: name for path, (_, name) in seen.items()}


def encoded(digests: Digests) -> bytes:
    """The list as it lies in the store."""
    return json.dumps(digests, sort_keys=True, separators=(",", ":")).encode()


def decoded(data: bytes) -> dict[str, str]:
    """Raises ValueError for what is no list of digests."""
    rows = json.loads(data)
    if not isinstance(rows, dict):
        raise ValueError("not a list of digests")
    return {str(path): str(name) for path, name in rows.items()}


def deliver(root: Path, digests: Digests, held: Iterable[str], store: Store) -> str:
    """Put these files and the list of them into the store, but for what it `held`.

    Returns the digest of the list. A file that changes meanwhile is the next delivery's.
    """
    held = set(held)
    sent = {}
    for path, name in digests.items():
        sent[path] = name if name in held else store.put(read_stamped(f"{root}/{path}")[0])
    return store.put(encoded(sent))


def make_level(root: Path, now: Digests, wanted: Digests, store: Store) -> None:
    """Make the files of `root` those that are wanted; `now` is what it holds.

    A kill may leave half a file: what reads them next compares their digests.
    """
    for path in now.keys() - wanted.keys():
        clear(str(root / path))
    writer = Writer(root, root)
    for path, name in wanted.items():
        if now.get(path) != name:
            inside(root, path)
            writer.write(path, store.get(name))


def inside(root: Path, path: str) -> Path:
    """The place of `path` below `root`. Raises ValueError for one that leads out of it."""
    if path.startswith("/") or ".." in Path(path).parts:
        raise ValueError(f"{path} leads out of the folder")
    return root / path
