"""What may end under a running build: the machine by a power cut, the process by Ctrl+C."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def boot() -> str:
    """Which run of the machine this is: another text after each start; empty where the system does
    not say it. A power cut may take what was not yet on the disk."""
    try:
        return _BOOT_ID.read_text("ascii")
    except OSError:
        return ""


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl+C wait until this has ended.

    For a fork: what Python runs around it would swallow the interruption, and a process that
    nobody has noted would stay. The new process begins within this, and never leaves it.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
