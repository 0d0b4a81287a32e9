"""Builds for tests in a process that has imported everything: `python -m tests.site.forking`.

Reads a line for each build (arguments of `pelican`, environment, file for what it prints),
forks for it, and answers with its exit status. A third and more of a small build is its imports,
another third its templates: what one build compiled, the next ones of other caches need not.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import ClassVar

from kentongan.frame import warm
from kentongan.site import bytecode
from kentongan.site.bytecode import CheckedBytecode

ROOT = Path(__file__).parents[2]


def build(arguments: Sequence[str], environment: Mapping[str, str], report: str) -> int:
    """The exit status of a build whose words are in the file `report`."""
    process = _started()
    assert process.stdin and process.stdout
    order = [list(arguments), dict(environment), report]
    process.stdin.write(json.dumps(order) + "\n")
    process.stdin.flush()
    answer = process.stdout.readline()
    assert answer, "the process that builds for tests has died"
    return int(answer)


@cache
def _started() -> subprocess.Popen[str]:
    """One for each process of tests; it ends with its input."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.site.forking"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'plugins'}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdin
    atexit.register(process.stdin.close)
    return process


def _serve() -> None:
    for line in sys.stdin:
        child = os.fork()
        if not child:
            os._exit(_build(*json.loads(line)))
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _build(arguments: Sequence[str], environment: Mapping[str, str], report: str) -> int:
    os.environ.clear()
    os.environ.update(environment)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(os.open(report, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
    os.dup2(1, 2)
    return warm.build(arguments)


class _SharedTemplates(CheckedBytecode):
    """Compiled templates of all caches together; those of a language by themselves."""

    home: ClassVar[Path]

    def __init__(self, folder: Path) -> None:
        super().__init__(self.home / folder.name)


if __name__ == "__main__":
    warm.import_all()
    gc.freeze()
    with tempfile.TemporaryDirectory(prefix="templat-") as shared:
        _SharedTemplates.home = Path(shared)
        vars(bytecode)["CheckedBytecode"] = _SharedTemplates
        _serve()
