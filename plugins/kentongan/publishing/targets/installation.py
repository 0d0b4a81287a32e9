"""The name of this installation at a target: two never take each other's work for theirs."""

from __future__ import annotations

import uuid
from pathlib import Path

from kentongan.storage.writing import write_whole


def name(cache: Path) -> str:
    """The name that `cache` keeps; a new one where there is none."""
    file = cache / "penerbit"
    if not file.exists():
        write_whole(file, uuid.uuid4().hex[:8].encode())
    return file.read_text()
