"""Ten thousand releases, one new: how long until it is public, and how much travels.

Long, so on demand: `pytest -m lama tests/publishing/test_speed.py -s`. The build is not in it.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from kentongan.newsroom.publish import Request, publish
from kentongan.publishing import run
from kentongan.publishing.core import Settings

from tests.publishing.proxy import Wire, wire
from tests.publishing.servers import free_port, running
from tests.publishing.test_s3 import Bucket
from tests.publishing.test_s3 import store as store
from tests.publishing.test_ssh import Far
from tests.publishing.test_ssh import far as far
from tests.publishing.trees import add_release, make_tree, refresh

pytestmark = pytest.mark.lama
RELEASES = int(os.environ.get("HUMAS_UJI_RILIS", "10000"))
SECONDS = 10
BYTES = 2_000_000

Set = tuple[dict[str, Any], Wire | None]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tree(tmp_path_factory.mktemp("besar") / "output", RELEASES)


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Wire]:
    remote = tmp_path / "jauh" / "situs.git"
    subprocess.run(["git", "init", "-q", "--bare", str(remote)], check=True)
    port = free_port()
    command = ["git", "daemon", "--listen=127.0.0.1", f"--port={port}", "--export-all"]
    command += ["--enable=receive-pack", f"--base-path={remote.parent}", str(remote.parent)]
    with running(command, port, tmp_path, {"PATH": "/usr/bin:/bin"}), wire(port) as line:
        yield line


def measure(
    site: Path, tmp_path: Path, options: dict[str, Any], line: Wire | None, number: int
) -> None:
    (tmp_path / "content").mkdir(exist_ok=True)
    job = run.Job(
        Settings(targets={"uji": options}),
        tmp_path / "content",
        site,
        site.parent / "cache",
        "https://humas.test",
        datetime.now(UTC),
    )
    yes: Callable[..., bool] = lambda plan, changes: True  # noqa: E731
    began = time.monotonic()
    publish(Request(job, with_git=False), yes, lambda: None)
    first = time.monotonic() - began
    add_release(site, RELEASES + number)
    refresh(site, RELEASES + number + 1, f"ke-{number}")
    if line is not None:
        line.reset()
    began = time.monotonic()
    outcome = publish(Request(job, with_git=False), yes, lambda: None)
    seconds = time.monotonic() - began
    carried = line.carried if line is not None else outcome.changes.bytes if outcome.changes else 0
    report = f"{options['type']}: pertama {first:.1f} s, satu baru {seconds:.1f} s, {carried} bita"
    with (site.parent / "ukuran.txt").open("a") as file:
        file.write(report + "\n")
    assert outcome.changed
    assert seconds < SECONDS, report
    assert carried < BYTES, report


def test_a_folder(site: Path, tmp_path: Path) -> None:
    measure(site, tmp_path, {"type": "folder", "path": str(tmp_path / "www")}, None, 1)


def test_ssh(site: Path, tmp_path: Path, far: Far) -> None:
    options = dict(far.options(tmp_path / "www").values)
    measure(site, tmp_path, options, far.wire, 2)


def test_git(site: Path, tmp_path: Path, daemon: Wire) -> None:
    repo = f"git://127.0.0.1:{daemon.port}/situs.git"
    measure(site, tmp_path, {"type": "git", "repo": repo}, daemon, 3)


def test_s3(site: Path, tmp_path: Path, store: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "uji")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "uji")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    bucket = Bucket(store)
    with wire(store) as line:
        endpoint = f"http://127.0.0.1:{line.port}"
        options = {"type": "s3", "bucket": bucket.name, "endpoint": endpoint}
        measure(site, tmp_path, options, line, 4)
