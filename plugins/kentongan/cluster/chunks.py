"""What a worker does for the build of a district that is read by many: some of its releases.

A chunk is only a help. Where it cannot be read (its reader died of a release, say), the build reads
those releases itself, and names what is wrong with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kentongan.cluster import readers, trees, work
from kentongan.cluster.store import Store, open_store

RELEASES = f"{work.CONTENT}rilis/"
LEFT_OUT = ("rilis", "gambar")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Releases of a district to be read; `store`, `project` and `now` as in `work.Order`.

    `files` are their paths from the folder of the project, each with its digest.
    """

    district: str
    store: str
    project: str
    now: str
    files: tuple[tuple[str, str], ...]


def is_release(path: str) -> bool:
    """Whether this file of a project is a release."""
    return path.startswith(RELEASES) and path.endswith(".md")


def read(scratch: str, chunk: Chunk) -> str:
    """Read these releases. Returns the digest of the blob that holds them; empty where that failed.

    Raises ClusterError where the store cannot be used.
    """
    with work.at_home(scratch, chunk.district) as folder:
        store = open_store(chunk.store)
        project = folder / "situs"
        key = (str(project), chunk.project, chunk.now)
        if readers.has_failed(key):
            return ""
        reader = readers.known(key)
        if reader is None:
            _lay_ground(project, chunk, store)
            reader = readers.begin(key, project, chunk.now)
        files, into = dict(chunk.files), folder / "potongan"
        try:
            trees.make_level(project, {}, files, store)
            names = [path.removeprefix(work.CONTENT) for path in files]
            return store.put(into.read_bytes()) if reader.read(names, into) else ""
        finally:
            into.unlink(missing_ok=True)
            for path in files:  # a text that is gone tomorrow is not forgotten here
                (project / path).unlink(missing_ok=True)


def _lay_ground(project: Path, chunk: Chunk, store: Store) -> None:
    """Put there all that reading needs besides the releases.

    Pictures stay away: a release that has some is read by the build.
    """
    project.mkdir(exist_ok=True)
    content = project / work.CONTENT
    names = sorted(path.name for path in content.iterdir()) if content.is_dir() else []
    tops = [top for top in work.PROJECT if top != work.CONTENT.rstrip("/")]
    tops += [work.CONTENT + name for name in names if name not in LEFT_OUT]
    wanted = trees.decoded(store.get(chunk.project))
    left_out = tuple(f"{work.CONTENT}{name}/" for name in LEFT_OUT)
    ground = {path: name for path, name in wanted.items() if not path.startswith(left_out)}
    now = trees.Memory(project, project.parent / "isi.json").digests(tops)
    trees.make_level(project, now, ground, store)
