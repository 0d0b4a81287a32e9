"""Who carries out the work: this process, or the workers of a Dask scheduler."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import hashlib
import os
import platform
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from kentongan.cluster import dask
from kentongan.cluster.certificates import Certificates
from kentongan.cluster.dask import PATIENCE
from kentongan.cluster.errors import ClusterError
from kentongan.cluster.options import Settings
from kentongan.cluster.work import OUTPUT

# Where a worker keeps the districts that it builds; the process that looks after it says so.
SCRATCH = "HUMAS_CLUSTER_SCRATCH"

LOST = "Penjadwal klaster berhenti; situs yang lama tetap. Jalankan lagi."
_CANCELLED = (asyncio.CancelledError, concurrent.futures.CancelledError)

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Item, Result]):
    """What became of an item: its result, or the sentence that says why there is none."""

    item: Item
    result: Result | None
    reason: str = ""


class Pool(Protocol):
    """Applies a function to items, each at least once."""

    workers: int

    def has(self, district: str) -> bool:
        """Whether a worker has built this district before."""

    def run(
        self,
        function: Callable[[str, Item], Result],
        items: Sequence[Item],
        *,
        anywhere: bool = False,
    ) -> Iterator[Outcome[Item, Result]]:
        """`function(scratch folder, item)` for every item, as they are done.

        A district goes to a worker that has it, unless `anywhere`. An error of one item does not
        stop the others. Raises ClusterError where all are lost.
        """


class Here:
    """This process, one item after the other."""

    workers = 1

    def __init__(self, scratch: Path) -> None:
        self._scratch = str(scratch)

    def has(self, district: str) -> bool:
        return district in built_below(self._scratch)

    def run(
        self,
        function: Callable[[str, Item], Result],
        items: Sequence[Item],
        *,
        anywhere: bool = False,
    ) -> Iterator[Outcome[Item, Result]]:
        for item in items:
            try:
                result = function(self._scratch, item)
            except ClusterError as error:
                yield Outcome(item, None, str(error))
            else:
                yield Outcome(item, result)


@dataclass(frozen=True, slots=True)
class Job(Generic[Item]):
    """Work that was begun; `home` is the only worker that may do it, where one is named."""

    future: Any
    item: Item
    home: str


class Cluster:
    """The workers of a scheduler.

    Each machine keeps what it built, so a district goes to a worker that has it; when that one
    dies, to any other.
    """

    def __init__(self, client: Any) -> None:
        self._client = client
        kept = client.run(_districts, on_error="ignore")
        self.workers = len(kept)
        self._homes = {name: worker for worker, names in kept.items() for name in names}

    def has(self, district: str) -> bool:
        return district in self._homes

    def run(
        self,
        function: Callable[[str, Item], Result],
        items: Sequence[Item],
        *,
        anywhere: bool = False,
    ) -> Iterator[Outcome[Item, Result]]:
        begun: list[Job[Item]] = []
        try:
            begun += [self._begin(function, item, is_free=anywhere) for item in items]
            while begun:
                done = self._some_done([job.future for job in begun])
                for job in begun:
                    if job.future in done:
                        yield self._outcome(job.future, job.item)
                begun = [job for job in begun if job.future not in done]
                alive = self._client.scheduler_info()["workers"].keys()
                for number, job in enumerate(begun):
                    if job.home and job.home not in alive:
                        job.future.cancel()
                        begun[number] = self._begin(function, job.item, is_free=True)
        except (OSError, *_CANCELLED):  # also what Dask raises of a lost connection
            raise ClusterError(LOST) from None
        finally:
            with contextlib.suppress(Exception):
                self._client.cancel([job.future for job in begun])

    def _some_done(self, futures: Sequence[Any]) -> set[Any]:
        """Those that are done, at least one unless a while passes without."""
        try:
            waited = dask.load().wait(futures, timeout=PATIENCE, return_when="FIRST_COMPLETED")
        except TimeoutError:
            return set()
        done: set[Any] = waited.done
        return done

    def _begin(
        self, function: Callable[[str, Item], Result], item: Item, *, is_free: bool = False
    ) -> Job[Item]:
        home = "" if is_free else self._homes.get(getattr(item, "district", ""), "")
        key = f"{function.__name__}-{uuid.uuid4().hex}"
        future = self._client.submit(
            _in_scratch, function, item, key=key, pure=False, workers=[home] if home else None
        )
        return Job(future, item, home)

    def _outcome(self, future: Any, item: Item) -> Outcome[Item, Result]:
        if future.status == "finished":
            result: Result = future.result()
            return Outcome(item, result)
        if future.status == "error":
            return Outcome(item, None, _sentence(future.exception()))
        raise ClusterError(LOST)


def _sentence(error: BaseException) -> str:
    if isinstance(error, ClusterError):
        return str(error)
    if type(error).__name__ == "KilledWorker":
        return "Pekerjanya berkali-kali mati di tengah jalan; periksa memori mesin pekerja."
    return f"Pekerjanya gagal: {type(error).__name__}: {error}"


@contextlib.contextmanager
def opened(settings: Settings, project: Path, scratch: Path) -> Iterator[Pool]:
    """The pool that the settings name. Raises ClusterError where it cannot be reached."""
    if not settings.address:
        yield Here(scratch)
        return
    client = _client(settings, project)
    try:
        try:
            _refuse_other_versions(client)
            cluster = Cluster(client)
        except (OSError, *_CANCELLED):
            raise ClusterError(LOST) from None
        yield cluster
    finally:
        with contextlib.suppress(Exception):
            client.close(timeout=PATIENCE)


def _client(settings: Settings, project: Path) -> Any:
    distributed = dask.load()
    security = Certificates.of(settings, project).security(settings.address)
    try:
        client = distributed.Client(settings.address, security=security, timeout=PATIENCE)
    except (OSError, ValueError, TimeoutError, RuntimeError) as error:
        raise ClusterError(
            f"Penjadwal klaster {settings.address} tidak terhubung ({type(error).__name__}). "
            "Jalankan make kluster, atau kosongkan HUMAS_CLUSTER_ADDRESS."
        ) from None
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        client.close(timeout=PATIENCE)
        raise ClusterError("Klaster belum punya pekerja. Jalankan make pekerja.") from None
    return client


def _refuse_other_versions(client: Any) -> None:
    """All machines have the same code, or a site would be made of two programs."""
    mine = identity()
    others = [
        worker
        for worker, theirs in client.run(identity, on_error="ignore").items()
        if theirs != mine
    ]
    if others:
        raise ClusterError(
            f"Pekerja {', '.join(sorted(others))} memakai versi program atau Python yang lain; "
            "samakan dahulu."
        )


def identity() -> tuple[str, str]:
    """The Python of this machine and a digest of the package's code."""
    package = Path(__file__).parents[1]
    code = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        code.update(f"{path.relative_to(package)}\0".encode() + path.read_bytes())
    return platform.python_version(), code.hexdigest()


def _in_scratch(function: Callable[[str, Item], Result], item: Item) -> Result:
    return function(os.environ[SCRATCH], item)


def _districts() -> list[str]:
    return built_below(os.environ[SCRATCH])


def built_below(scratch: str) -> list[str]:
    """The districts that were built in this folder."""
    return sorted(path.parent.name for path in Path(scratch).glob(f"*/{OUTPUT}"))
