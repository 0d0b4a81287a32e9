"""Builds of one site in a process that has imported everything: `python -m kentongan.frame.warm`.

Reads a line from standard input for each build that is wanted, forks for it, and answers with
its exit status on a line. The arguments are those of `pelican`. A build reads settings, theme and
content anew; changed code counts in a new process.
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
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asks for builds decides
    gc.freeze()
    for _ in sys.stdin:
        child = os.fork()
        if not child:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            os._exit(build(arguments))
        _, status = os.waitpid(child, 0)
        answers.write(f"{os.waitstatus_to_exitcode(status)}\n")


def build(arguments: Sequence[str]) -> int:
    """The exit status of a build with these arguments, run in this process."""
    try:
        return start(arguments)
    except SystemExit as stop:
        if isinstance(stop.code, str):
            sys.stderr.write(f"{stop.code}\n")
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


if __name__ == "__main__":
    import_all()
    serve(sys.argv[1:])
