"""What a worker does: the build of one district, in a folder of its own.

The functions here take and give plain values, may be carried out more than once and on any
machine, and change nothing but their own folder and the store.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from kentongan.cluster import packs, trees
from kentongan.cluster.store import Store, open_store
from kentongan.storage.locking import exclusive
from kentongan.storage.writing import text_of

SETTINGS = ("pelicanconf.py", "publishconf.py")
PROJECT = ("content", "theme", *SETTINGS)
RECORDS = "content/jejak"  # what a build in production writes below the content
SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
LONGEST = 6 * 3600  # seconds that a build may take
_FROM_HERE = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "HOME")


@dataclass(frozen=True, slots=True)
class Order:
    """The build of a district.

    `store` is the place of the store, `project` the digest of the list of the district's files in
    it, `held` that of the list of the output that is on the asking machine already (empty: none),
    `now` the clock of the build in ISO 8601, `jobs` the processes that it may use (0: one a core).
    """

    district: str
    store: str
    project: str
    held: str
    now: str
    jobs: int


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
    if not SLUG.fullmatch(order.district):
        raise ValueError(f"{order.district!r} is no name of a district")
    folder = Path(scratch) / order.district
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with exclusive(folder / "kunci", "pembangunan", waiting=lambda: None):
        return _build(folder, order)


def _build(folder: Path, order: Order) -> Answer:
    store = open_store(order.store)
    project = folder / "situs"
    project.mkdir(exist_ok=True)
    memory = trees.Memory(project, folder / "isi.json")
    wanted = trees.decoded(store.get(order.project))
    trees.make_level(project, memory.digests(PROJECT), wanted, store)
    status, report = _run(project, folder / "sedang", order)
    if status:
        return Answer(order.district, status, report)
    records = {
        path: name
        for path, name in memory.digests(PROJECT).items()
        if path.startswith(f"{RECORDS}/") and wanted.get(path) != name
    }
    output = project / "output"
    made = trees.Memory(output, folder / "keluaran.json").digests([""])
    held = trees.decoded(store.get(order.held)) if order.held else {}
    new = sorted(path for path, name in made.items() if held.get(path) != name)
    return Answer(
        order.district,
        status,
        report,
        store.put(trees.encoded(made)),
        _kept(store, output, new),
        _kept(store, project, sorted(records)),
    )


def _kept(store: Store, root: Path, paths: list[str]) -> tuple[str, ...]:
    return tuple(store.put(pack) for pack in packs.packed(root, paths))


def _run(project: Path, at_work: Path, order: Order) -> tuple[int, str]:
    """The build as `make publish` runs it: its exit status and what it printed."""
    at_work.unlink(missing_ok=True)
    ran = subprocess.run(
        [
            *ended_with_us(),
            *(sys.executable, "-m", "pelican", "content", "-o", "output"),
            *("-s", "publishconf.py", "--fatal", "errors", "--log-handler", "plain"),
            *_settings(order, at_work),
        ],
        cwd=project,
        env=_environment(),
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


def ended_with_us() -> list[str]:
    """What lets a build end when the worker that began it is killed."""
    tool = shutil.which("setpriv")
    return [tool, "--pdeathsig", "KILL"] if tool else []


def _settings(order: Order, at_work: Path) -> list[str]:
    """What this build differs in. Whoever asks for it signs: no worker has a key."""
    values = {
        "HUMAS_ENGINE_NOW": order.now,
        "HUMAS_ENGINE_JOBS": order.jobs,
        "HUMAS_ENGINE_AT_WORK": str(at_work),
        "HUMAS_AUTHENTICITY_KEY": "",
    }
    return ["-e", *(f"{name}={json.dumps(value)}" for name, value in values.items())]


def _environment() -> dict[str, str]:
    """Nothing of the machine but what a program needs to start."""
    here = {name: os.environ[name] for name in _FROM_HERE if name in os.environ}
    return here | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
