"""Builds a site as `make site` does."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import forking

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests/site/golden/content"
NOW = "2026-11-24T12:00:00+07:00"
SITEURL = "https://humas.test"
BUILD = "kentongan.frame"


@dataclass(frozen=True, slots=True)
class Built:
    """How a build ended."""

    status: int
    report: str
    output: Path

    def read(self, path: str) -> str:
        return (self.output / path).read_text("utf-8")


def command(
    content: Path,
    output: Path,
    *,
    conf: str = "pelicanconf.py",
    now: str = NOW,
    cache: Path | None = None,
    siteurl: str = SITEURL,
    preview: bool = False,
    jobs: int = 2,
    password: str = "",
    **settings: str,
) -> tuple[list[str], dict[str, str]]:
    """The command of a build and its environment; `settings` are JSON texts."""
    words = [sys.executable, "-m", BUILD, str(content), "-o", str(output), "-s"]
    words += [str(ROOT / conf), "--fatal", "errors", "--log-handler", "plain"]
    cache = cache or output.with_name(f"{output.name}.cache")
    overrides = {"CACHE_PATH": f'"{cache}"', **settings}
    words += ["-e", *(f"{key}={value}" for key, value in overrides.items())]
    environment = {key: value for key, value in os.environ.items() if "HUMAS" not in key}
    environment |= {
        "HUMAS_NOW": now,
        "HUMAS_JOBS": str(jobs),
        "SITEURL": siteurl,
        "HUMAS_PREVIEW": "1" if preview else "",
        "HUMAS_AUTHENTICITY_PASSWORD": password,
    }
    return words, environment


def build(
    content: Path,
    output: Path,
    *,
    cold: bool = False,
    kill_after: float | None = None,
    **options: Any,
) -> Built:
    """Build and wait; the cache is one of its own unless stated.

    A `cold` build is a process of its own from the start, like that of `make site`; else one that
    keeps its imports forks for it, like that of `make serve`, and kills it where it takes too long.
    """
    words, environment = command(content, output, **options)
    if cold:
        done = subprocess.run(
            words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
    else:
        arguments = words[words.index(BUILD) + 1 :]
        done = forking.run("build", arguments, environment, kill_after=kill_after)
    return Built(done.returncode, done.stderr + done.stdout, output)


def start(
    content: Path, output: Path, preexec: Callable[[], None] | None = None
) -> subprocess.Popen[str]:
    """Begin a build in a process group of its own."""
    words, environment = command(content, output)
    return subprocess.Popen(
        words,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=preexec,
    )


def tree(folder: Path) -> dict[str, str]:
    """Path → digest of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
