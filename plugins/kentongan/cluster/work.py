"""What a worker does: the build of one district, in a folder of its own.

The functions here take and give plain values, may be carried out more than once and on any
machine, and change nothing but their own folder and the store.
"""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from kentongan.cluster import packs, program, readers, trees
from kentongan.cluster.errors import MissingBlob
from kentongan.cluster.store import Store, open_store
from kentongan.storage.locking import exclusive
from kentongan.storage.writing import text_of, write_whole

SETTINGS = ("pelicanconf.py", "publishconf.py")
PROJECT = ("content", "theme", *SETTINGS)
CONTENT = "content/"
RECORDS = "content/jejak"  # what a build in production writes below the content
OUTPUT = "keluaran.json"  # what the output of a district holds, once it was built
SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
LONGEST = 6 * 3600  # seconds that a build may take


@dataclass(frozen=True, slots=True)
class Order:
    """The build of a district.

    `store` is the place of the store, `project` the digest of the list of the district's files in
    it, `held` that of the list of the output that is on the asking machine already (empty: none),
    `now` the clock of the build in ISO 8601, `jobs` the processes that it may use (0: one a core).
    `prepared` are blobs of releases that others have read (`cluster/chunks.py`). `afresh` forgets
    what the worker has of earlier builds.
    """

    district: str
    store: str
    project: str
    held: str
    now: str
    jobs: int
    prepared: tuple[str, ...] = ()
    afresh: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it.

    `status` is that of the build, `report` what it told. `output` is the digest of the list of all
    files of the output, `packs` are those that are not `held`; `records` are packs of what was
    recorded below the content. All are empty where the build failed.
    """

    district: str
    status: int
    report: str
    output: str = ""
    packs: tuple[str, ...] = ()
    records: tuple[str, ...] = ()


def build(scratch: str, order: Order) -> Answer:
    """Build a district in a folder below `scratch`, which is made and kept for the next time.

    Raises ClusterError where the store cannot be used.
    """
    with at_home(scratch, order.district) as folder:
        return _build(folder, order)


@contextmanager
def at_home(scratch: str, district: str) -> Iterator[Path]:
    """The folder of a district below `scratch`, for one process at a time."""
    if not SLUG.fullmatch(district):
        raise ValueError(f"{district!r} is no name of a district")
    folder = Path(scratch) / district
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with exclusive(folder / "kunci", "pembangunan", waiting=lambda: None):
        yield folder


def _build(folder: Path, order: Order) -> Answer:
    readers.end()  # one of this district would hold the lock of its build
    store = open_store(order.store)
    project = folder / "situs"
    if order.afresh:
        shutil.rmtree(project, ignore_errors=True)
    project.mkdir(exist_ok=True)
    memory = trees.Memory(project, folder / "isi.json")
    wanted = trees.decoded(store.get(order.project))
    trees.make_level(project, memory.digests(PROJECT), wanted, store)
    with _laid_out(order.prepared, folder / "terbaca", store) as prepared:
        status, report = _run(project, folder / "sedang", order, prepared)
    if status:
        return Answer(order.district, status, report)
    records = {
        path: name
        for path, name in memory.digests(PROJECT).items()
        if path.startswith(f"{RECORDS}/") and wanted.get(path) != name
    }
    held = trees.decoded(store.get(order.held)) if order.held else {}
    made, sent = _sent(project / "output", folder / OUTPUT, held, store)
    return Answer(
        order.district,
        status,
        report,
        store.put(trees.encoded(made)),
        sent,
        _packed(store, project, sorted(records)),
    )


def _sent(
    output: Path, memory: Path, held: trees.Digests, store: Store
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The digests of the output, and packs of what is not held; each file is read once."""
    packer, packed = packs.Packer(store), set()

    def pack(path: str, name: str, data: bytes) -> None:
        if held.get(path) != name:
            packer.add(path, data)
            packed.add(path)

    made = trees.Memory(output, memory).digests([""], pack)
    for path, name in made.items():  # what an earlier build made and the asking machine has lost
        if path not in packed and held.get(path) != name:
            packer.add(path, (output / path).read_bytes())
    return made, packer.close()


@contextmanager
def _laid_out(blobs: Iterable[str], folder: Path, store: Store) -> Iterator[str]:
    """A folder with these blobs, as long as it is needed; empty where there are none."""
    shutil.rmtree(folder, ignore_errors=True)
    names = list(blobs)
    if not names:
        yield ""
        return
    folder.mkdir(mode=0o700)
    try:
        for name in names:
            with suppress(MissingBlob):  # the build reads itself what nobody has read
                write_whole(folder / name, store.get(name), durable=False)
        yield str(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _packed(store: Store, root: Path, paths: list[str]) -> tuple[str, ...]:
    """Packs of these files, put into the store; their digests."""
    packer = packs.Packer(store)
    for path in paths:
        packer.add(path, (root / path).read_bytes())
    return packer.close()


def _run(project: Path, at_work: Path, order: Order, prepared: str) -> tuple[int, str]:
    """The build as `make publish` runs it: its exit status and what it printed."""
    at_work.unlink(missing_ok=True)
    ran = subprocess.run(
        program.command(
            HUMAS_ENGINE_NOW=order.now,
            HUMAS_ENGINE_JOBS=order.jobs,
            HUMAS_ENGINE_AT_WORK=str(at_work),
            HUMAS_ENGINE_PREPARED=prepared,
        ),
        cwd=project,
        env=program.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        timeout=LONGEST,
        check=False,
    )
    if ran.returncode >= 0:
        return ran.returncode, ran.stdout
    name = signal.Signals(-ran.returncode).name
    place = text_of(at_work).strip()
    where = f"pada {place} " if place else ""
    return 1, f"{ran.stdout}Pembangunan dihentikan sistem {where}({name}).\n"
