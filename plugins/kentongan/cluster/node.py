"""Begin a part of the cluster: `python -m kentongan.cluster.node penjadwal` or `pekerja`.

Both run until they are stopped. The first scheduler of a project makes the certificates. A worker
whose process dies is begun again, in the folder that it had.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, TextIO

from kentongan.cluster import dask
from kentongan.cluster.certificates import FOLDER, Certificates
from kentongan.cluster.errors import ClusterError
from kentongan.cluster.pool import SCRATCH
from kentongan.cluster.program import ended_with_us
from kentongan.storage.locking import Locked, exclusive

PORT = 8786
PREFIX = "kentongan-pekerja-"
LOCK = "kunci"
PAUSE = 0.5  # seconds before a dead worker is begun again


def say(sentence: object, file: TextIO = sys.stdout) -> None:
    file.write(f"{sentence}\n")
    file.flush()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="kentongan.cluster.node")
    parser.add_argument("role", choices=("penjadwal", "pekerja", "proses"))
    parser.add_argument("--host", default="127.0.0.1", help="alamat mesin ini")
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--address", default="", help="penjadwal, bagi pekerja")
    parser.add_argument("--keys", default=FOLDER, help="folder sertifikat")
    asked = parser.parse_args(arguments)
    keys = Certificates(Path(asked.keys).resolve())
    try:
        if asked.role == "pekerja":
            return _look_after_worker(asked, keys)
        work = _scheduler(asked, keys) if asked.role == "penjadwal" else _worker(asked, keys)
        asyncio.run(work)
    except (ClusterError, OSError) as error:
        say(str(error) or "Penjadwal klaster tidak terhubung.", sys.stderr)
        return 1
    return 0


async def _scheduler(asked: argparse.Namespace, keys: Certificates) -> None:
    distributed = dask.load()
    if not keys.are_there:
        keys.make()
        say(f"Sertifikat klaster dibuat di {keys.folder}; salin ke tiap mesin pekerja.")
    security = distributed.Security(
        require_encryption=True, **keys.options("scheduler", "worker", "client")
    )
    scheduler = await distributed.Scheduler(
        host=asked.host,
        port=asked.port,
        protocol="tls://",
        security=security,
        dashboard=False,
        dashboard_address="127.0.0.1:0",
    )
    say(f"Penjadwal siap: HUMAS_CLUSTER_ADDRESS={scheduler.address}")
    await _until_stopped(scheduler)


def _look_after_worker(asked: argparse.Namespace, keys: Certificates) -> int:
    """Keep one process at work. Raises ClusterError where it could never begin."""
    address = asked.address or os.environ.get("HUMAS_CLUSTER_ADDRESS") or f"tls://127.0.0.1:{PORT}"
    keys.refuse_unsafe(address)
    command = [*ended_with_us(), sys.executable, "-m", "kentongan.cluster.node", "proses"]
    command += ["--host", asked.host, "--address", address, "--keys", str(keys.folder)]
    remove_leftovers()
    with (
        tempfile.TemporaryDirectory(prefix=PREFIX) as folder,
        exclusive(Path(folder) / LOCK, "pekerja"),
    ):
        environment = {**os.environ, SCRATCH: folder}
        while True:
            process = subprocess.Popen(command, env=environment)
            try:
                status = process.wait()
            except (KeyboardInterrupt, SystemExit):
                process.terminate()
                process.wait()
                return 0
            if status >= 0:  # it ended by itself: it was stopped, or the scheduler is gone
                return status
            time.sleep(PAUSE)


def remove_leftovers() -> None:
    """Remove the folders of workers that were killed: they hold texts of the districts."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(Locked, OSError), exclusive(folder / LOCK, "pembersihan"):
            shutil.rmtree(folder)


async def _worker(asked: argparse.Namespace, keys: Certificates) -> None:
    distributed = dask.load()
    security = distributed.Security(require_encryption=True, **keys.options("worker", "client"))
    worker = await distributed.Worker(
        asked.address,
        nthreads=1,
        host=asked.host,
        security=security,
        local_directory=os.environ[SCRATCH],
        memory_limit=0,  # builds are processes of their own
    )
    say(f"Pekerja siap untuk {asked.address}.")
    await _until_stopped(worker)


async def _until_stopped(server: Any) -> None:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    finished = asyncio.ensure_future(server.finished())
    await asyncio.wait(
        {finished, asyncio.ensure_future(stop.wait())}, return_when=asyncio.FIRST_COMPLETED
    )
    with contextlib.suppress(Exception):
        await server.close()


def _end(number: int, frame: object) -> None:
    sys.exit(128 + number)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _end)
    sys.exit(main())
