"""Builds of one site in a process that has imported everything: `python -m kentongan.frame.warm`.

Reads a line from standard input for each build that is wanted, forks for it, and answers with
its exit status on a line. The line says which paths below the content may have changed, as a JSON
list; `semua` stands for any, and so does the first build. `periksa` wants a build only if a look at
all files finds something else than what is known (the answer is `sama` where it does not). The
arguments are those of `pelican`. A build reads settings, theme and what changed of the content
anew; changed code counts in a new process. Ctrl+C stops the build that runs, and lets none begin.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from kentongan.engine.baseline import RECORDS
from kentongan.frame.starting import parse, start
from kentongan.manuscripts.scan import Files
from kentongan.manuscripts.watched import Watched

PACKAGE = Path(__file__).parents[1]
LOOK, ALL, SAME = "periksa", "semua", "sama"
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
    watched = _watched(arguments)
    for line in sys.stdin:
        if signal.SIGINT in signal.sigpending():
            return
        word = line.strip()
        known = watched.files if watched else None
        files = watched.look(json.loads(word) if word[:1] == "[" else None) if watched else None
        if word == LOOK and files and known and files.are(known):
            answers.write(f"{SAME}\n")
            continue
        gc.freeze()
        child = os.fork()
        if not child:
            os._exit(build(arguments, files))
        _, status = os.waitpid(child, 0)
        answers.write(f"{os.waitstatus_to_exitcode(status)}\n")


def _watched(arguments: Sequence[str]) -> Watched | None:
    """The content of a build; None where Pelican alone understands the arguments."""
    asked = parse(arguments)
    return Watched(Path(asked.overrides["PATH"]), [RECORDS]) if asked else None


def build(arguments: Sequence[str], files: Files | None = None) -> int:
    """The exit status of a build with these arguments, run in this process."""
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
        return start(arguments, files)
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
