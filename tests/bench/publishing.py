"""One new release among 10,000, on each kind of target: what its publication costs.

    python -m tests.bench.publishing [-n 10000] [--folder DIR] [--rounds 3] [folder ssh git s3]

Each target is a real one on this machine: a folder, sshd with rsync, a Git server, an S3 server
(moto) in a process of its own. The build runs for each release, as `humas terbit` runs it, and is
counted apart. CPU is that of the publisher: `humas` with the programs that it starts.
With `--folder` the built site is kept there for the next time.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import boto3
from kentongan.domain import codes
from kentongan.newsroom.publish import Request, publish
from kentongan.publishing import run
from kentongan.publishing.core import Settings
from kentongan.publishing.targets import spare
from kentongan.storage.locking import wait_until_free

from tests.bench import corpus
from tests.bench.figures import Figure, table
from tests.publishing.newsrooms import Newsroom
from tests.publishing.servers import free_port, git_server, running, sshd

KINDS = ("folder", "ssh", "git", "s3")
ADDRESS = "https://humas.test"
SECONDS, CPU = 10, 2
KEYS = {
    "AWS_ACCESS_KEY_ID": "uji",
    "AWS_SECRET_ACCESS_KEY": "uji",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of the clock, and of all cores."""

    wall: float
    cpu: float

    def __sub__(self, other: Cost) -> Cost:
        return Cost(self.wall - other.wall, self.cpu - other.cpu)


def now() -> Cost:
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    usages = [resource.getrusage(kind) for kind in kinds]
    return Cost(time.perf_counter(), sum(usage.ru_utime + usage.ru_stime for usage in usages))


@contextmanager
def target(kind: str, folder: Path) -> Iterator[Mapping[str, Any]]:
    """The options of a new target, while its server runs."""
    folder.mkdir(parents=True)
    with ExitStack() as stack:
        if kind == "folder":
            yield {"type": "folder", "path": str(folder / "www")}
        elif kind == "ssh":
            far = stack.enter_context(sshd(folder / "sshd"))
            yield dict(far.options(folder / "www").values) | {"port": far.port}
        elif kind == "git":
            line = stack.enter_context(git_server(folder / "git"))
            yield {"type": "git", "repo": f"git://127.0.0.1:{line.goal}/situs.git"}
        else:
            port = free_port()
            command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
            stack.enter_context(running(command, port, folder, dict(os.environ)))
            endpoint = f"http://127.0.0.1:{port}"
            boto3.client("s3", endpoint_url=endpoint).create_bucket(Bucket="situs")
            yield {"type": "s3", "bucket": "situs", "endpoint": endpoint}


def begin(folder: Path, count: int) -> Newsroom:
    """The newsroom with its built site; one that is there is gone on with."""
    if (folder / "kantor").exists():
        return Newsroom.at(folder, folder)
    office = Newsroom(folder)
    corpus.kentongan(office.root / "content", count)
    return office


def publish_once(office: Newsroom, options: Mapping[str, Any], *, is_first: bool) -> Cost:
    """Build and publish; the cost without the build."""
    job = run.Job(
        Settings(targets={"uji": options}),
        office.root / "content",
        office.root / "output",
        office.root / ".cache",
        ADDRESS,
        datetime.now(UTC),
        "Uji",
    )
    builds = []

    def build() -> None:
        before = now()
        run.build(job, office.root)
        builds.append(now() - before)

    as_built = is_first and (office.root / "output/index.html").exists()
    before = now()
    outcome = publish(
        Request(job, with_git=False, as_built=as_built), lambda plan, changes: True, build
    )
    cost = now() - before
    if not outcome.changed:
        raise RuntimeError(f"nothing was published: {outcome.warnings}")
    for built in builds:
        cost -= built
    return cost


def add(office: Newsroom) -> None:
    number = time.time_ns()
    code = codes.derive(f"ukur-{number}")
    text = (
        f"Judul: Patroli malam di pasar {number % 100_000}\nTanggal: 23 November 2026, 21.30 WIB\n"
        f"Satuan: satuan-1\nJenis: siaran-pers\nTag: Tag 1, Tag 2\nKode: {code}\n\n"
        f"{corpus.words_of(number)}\n"
    )
    office.write(f"rilis/2026/11/ukur-{number}.md", text)


def wait_for_spare(folder: Path) -> None:
    """Until nothing more is written beside the versions."""
    lock = folder / "www/versi" / f"{spare.NAME}.kunci"
    if lock.exists():
        wait_until_free(lock, 300)


def measure(office: Newsroom, kind: str, folder: Path, rounds: int) -> Iterator[Figure]:
    # What this machine remembers of the target is of another one.
    shutil.rmtree(office.root / ".cache/terbit/uji", ignore_errors=True)
    with target(kind, folder) as options:
        first = publish_once(office, options, is_first=True)
        costs = []
        for _ in range(rounds):
            wait_for_spare(folder)  # releases come minutes apart
            add(office)
            costs.append(publish_once(office, options, is_first=False))
        wait_for_spare(folder)
    yield Figure(kind, "penerbitan pertama, jam", first.wall, "s")
    yield Figure(kind, "penerbitan pertama, CPU", first.cpu, "s")
    yield Figure(kind, "satu rilis, jam", median(cost.wall for cost in costs), "s", SECONDS)
    limit = CPU if kind == "folder" else None
    yield Figure(kind, "satu rilis, CPU", median(cost.cpu for cost in costs), "s", limit)
    yield Figure(kind, "satu rilis, jam terlama", max(cost.wall for cost in costs), "s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="JENIS", help=", ".join(KINDS))
    parser.add_argument("-n", type=int, default=10_000, help="number of releases")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where the site is built and kept")
    asked = parser.parse_args()
    os.environ |= KEYS
    with tempfile.TemporaryDirectory(prefix="humas-ukur-") as spent:
        office = begin(asked.folder or Path(spent) / "situs", asked.n)
        figures: list[Figure] = []
        for kind in asked.kinds or KINDS:
            figures += measure(office, kind, Path(spent) / kind, asked.rounds)
            print(table(figures[-5:]), flush=True)
    files = sum(1 for path in (office.root / "output").rglob("*") if path.is_file())
    print(f"{asked.n} rilis, {files} berkas" if asked.folder else f"{asked.n} rilis")


if __name__ == "__main__":
    subprocess.run(["git", "--version"], check=True, stdout=subprocess.DEVNULL)
    main()
