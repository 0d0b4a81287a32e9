"""`python -m kentongan.frame CONTENT -o OUTPUT -s SETTINGS`: a build, as `make` runs it."""

from __future__ import annotations

import atexit
import os
import sys
from contextlib import suppress
from typing import NoReturn

from kentongan.frame.starting import start


def leave(status: int) -> NoReturn:
    """End the process as Python does, but leave its memory to the kernel, which is quicker."""
    atexit._run_exitfuncs()
    with suppress(OSError):  # nobody listens any more
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    leave(start(sys.argv[1:]))
