"""Where the folders of tests lie: in memory, if there is room. A disk is waited for."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 4 << 30
"""All folders of a run together take a part of it: those of a test that passed are removed."""


def suits(folder: Path) -> bool:
    """Whether all folders of a run find room there, and programs in them may be started."""
    try:
        room = os.statvfs(folder)
    except OSError:
        return False
    return (
        os.access(folder, os.W_OK)
        and not room.f_flag & os.ST_NOEXEC
        and room.f_bavail * room.f_frsize >= ROOM
    )


def work_in_memory() -> None:
    """For this process and those that it starts, unless TMPDIR says where to work."""
    if "TMPDIR" not in os.environ and suits(MEMORY):
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)
