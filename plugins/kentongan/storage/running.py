"""Which run of the machine this is: a power cut may take what was not yet on the disk."""

from __future__ import annotations

from pathlib import Path

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def boot() -> str:
    """Another text after each start of the machine; empty where the system does not say it."""
    try:
        return _BOOT_ID.read_text("ascii")
    except OSError:
        return ""
