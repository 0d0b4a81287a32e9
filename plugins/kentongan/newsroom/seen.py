"""What this person's `humas cek` remembers: the highest number that each signer's list had.

A list with a lower number is an older one, however true its signature. The file lies in the
folder of the account, not of a project, and holds names of public keys alone.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from kentongan.storage.writing import write_whole


def place() -> Path:
    """Where it is kept: below `XDG_STATE_HOME`, else `~/.local/state`."""
    stated = os.environ.get("XDG_STATE_HOME", "")
    folder = Path(stated) if Path(stated).is_absolute() else Path.home() / ".local/state"
    return folder / "kentongan/urut.json"


class Seen:
    """Numbers by the name of the key. What cannot be read or written is not remembered."""

    def get(self, name: str) -> int:
        number = self._all().get(name)
        return number if type(number) is int else 0

    def put(self, name: str, number: int) -> None:
        if number > self.get(name):
            data = json.dumps(self._all() | {name: number}, indent=2, sort_keys=True)
            with contextlib.suppress(OSError, RuntimeError):
                write_whole(place(), f"{data}\n".encode())

    def _all(self) -> dict[str, object]:
        try:
            known = json.loads(place().read_bytes())
        except (OSError, ValueError, RuntimeError):
            return {}
        return known if isinstance(known, dict) else {}
