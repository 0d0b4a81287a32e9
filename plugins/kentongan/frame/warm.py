"""Builds of one site in a process that has imported everything: `python -m kentongan.frame.warm`.

Reads a line from standard input for each build that is wanted, forks for it, and answers with
its exit status on a line. The arguments are those of `pelican`. A build reads settings, theme and
content anew; changed code counts in a new process. Ctrl+C stops the build that runs, and lets none
begin.
"""

from __future__ import annotations

import gc
import importlib
import os
import pkgutil
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from kentongan.frame.starting import start

PACKAGE = Path(__file__).parents[1]
# What a build asks: doors of other kinds and the newsroom stay out.
_ROOMS = ("domain", "storage", "manuscripts", "gate", "site", "engine", "parts", "frame")


def import_all() -> None:
    """Import every module that a build may need."""
    prefix = f"{PACKAGE.name}."
    for module in pkgutil.walk_packages([str(PACKAGE)], prefix):
        room = module.name.removeprefix(prefix).partition(".")[0]
        if room in _ROOMS and not module.name.endswith(("__main__", ".warm", ".preview")):
            importlib.import_module(module.name)


def serve(arguments: Sequence[str]) -> None:
    """Build once for each line, until the input ends."""
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what a build prints is for staff, not for the caller
    gc.freeze()
    for _ in sys.stdin:
        if signal.SIGINT in signal.sigpending():
            return
        child = os.fork()
        if not child:
            os._exit(build(arguments))
        _, status = os.waitpid(child, 0)
        answers.write(f"{os.waitstatus_to_exitcode(status)}\n")


def build(arguments: Sequence[str]) -> int:
    """The exit status of a build with these arguments, run in this process."""
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
        return start(arguments)
    except KeyboardInterrupt:  # before anything was begun
        return 130
    except SystemExit as stop:
        if isinstance(stop.code, str):
            sys.stderr.write(f"{stop.code}\n")
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    import_all()
    serve(sys.argv[1:])
