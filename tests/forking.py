"""Builds and commands for tests, in a process that has imported everything: `-m tests.forking`.

Reads an order for each on a line, forks for it, and answers with its exit status. A third and more
of a small build is its imports, another third its templates: what one build compiled, the next
ones of other caches need not.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import select
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import IO, ClassVar, Literal

from kentongan import desk, newsroom, province, publishing
from kentongan.desk import main
from kentongan.frame import warm
from kentongan.site import bytecode
from kentongan.site.bytecode import CheckedBytecode

from tests.publishing import trees

ROOT = Path(__file__).parents[1]
Program = Literal["build", "humas", "publish"]


@dataclass(frozen=True, slots=True)
class _Order:
    program: Program
    arguments: Sequence[str]
    environment: Mapping[str, str]
    folder: str
    streams: Sequence[str]  # files for input, output and errors
    kill_after: float | None


def run(
    program: Program,
    arguments: Sequence[str],
    environment: Mapping[str, str],
    *,
    folder: Path = ROOT,
    text: str = "",
    kill_after: float | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a build or a command in a folder, and wait; kill it after so many seconds."""
    process = _started()
    assert process.stdin and process.stdout
    with ExitStack() as opened:
        given, said, complained = (opened.enter_context(_stream(words)) for words in (text, "", ""))
        streams = [stream.name for stream in (given, said, complained)]
        order = _Order(program, arguments, dict(environment), str(folder), streams, kill_after)
        process.stdin.write(json.dumps(asdict(order)) + "\n")
        process.stdin.flush()
        answer = process.stdout.readline()
        assert answer, "the process that runs programs for tests has died"
        return subprocess.CompletedProcess(
            [program, *arguments], int(answer), said.read(), complained.read()
        )


@contextmanager
def _stream(words: str) -> Iterator[IO[str]]:
    with tempfile.NamedTemporaryFile("w+", encoding="utf-8", errors="backslashreplace") as file:
        file.write(words)
        file.flush()
        file.seek(0)
        yield file


@cache
def _started() -> subprocess.Popen[str]:
    """One for each process of tests; it ends with its input."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.forking"],
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
        order = _Order(**json.loads(line))
        child = os.fork()
        if not child:
            os.setpgid(0, 0)
            os._exit(_run(order))
        if order.kill_after is not None:
            _kill_after(child, order.kill_after)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _kill_after(child: int, seconds: float) -> None:
    """Kill a program and all that it began, unless it ends before."""
    with suppress(OSError):
        os.setpgid(child, child)  # it may not have come so far itself
    end = os.pidfd_open(child)
    if not select.select([end], [], [], seconds)[0]:
        os.killpg(child, signal.SIGKILL)
    os.close(end)


def _run(order: _Order) -> int:
    os.environ.clear()
    os.environ.update(order.environment)
    os.chdir(order.folder)
    for number, path in enumerate(order.streams):
        os.dup2(os.open(path, os.O_RDWR), number)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 - what was read belongs to the server
    if order.program == "build":
        return warm.build(order.arguments)
    return _status_of(main if order.program == "humas" else trees.main, order.arguments)


def _status_of(program: Callable[[Sequence[str]], None], arguments: Sequence[str]) -> int:
    try:
        program(arguments)
    except SystemExit as stop:
        if isinstance(stop.code, str):
            sys.stderr.write(f"{stop.code}\n")
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except BaseException:  # Python would tell of it and end the process, and so is done here
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def _import_commands() -> None:
    for room in (desk, newsroom, publishing, province):
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            importlib.import_module(module.name)


class _SharedTemplates(CheckedBytecode):
    """Compiled templates of all caches together; those of a language by themselves."""

    home: ClassVar[Path]

    def __init__(self, folder: Path) -> None:
        super().__init__(self.home / folder.name)


if __name__ == "__main__":
    warm.import_all()
    _import_commands()
    gc.freeze()
    with tempfile.TemporaryDirectory(prefix="templat-") as shared:
        _SharedTemplates.home = Path(shared)
        vars(bytecode)["CheckedBytecode"] = _SharedTemplates
        _serve()
