"""What builds changed in the output since it was last read for a publication.

A publication that read the whole output begins a list; each build of that output notes in it that
it starts, and then which files it wrote and removed. So the next publication looks at those alone.
A build that was killed leaves its start without an end, and then everything is read again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from kentongan.storage.writing import append_line, write_whole

_STARTED = {"mulai": True}
LONGEST = 5_000_000  # bytes; a longer list is dropped, and the output is read as a whole


class BuildNotes:
    """The list of one output folder."""

    def __init__(self, cache: Path, output: Path) -> None:
        name = hashlib.sha256(str(output.resolve()).encode()).hexdigest()[:16]
        self._file = cache / "terbit" / f"bangun-{name}.jsonl"

    def start(self) -> None:
        """A build is about to change the output."""
        if self._is_kept():
            append_line(self._file, json.dumps(_STARTED))

    def end(self, written: Iterable[str], removed: Iterable[str]) -> None:
        """The build is done. The list forgets addresses that are gone: they may name somebody."""
        if not self._is_kept():
            return
        gone = list(removed)
        if gone and _may_name(gone):
            self.forget()
        else:
            append_line(self._file, json.dumps([*written, *gone]))

    def _is_kept(self) -> bool:
        """Whether a publication waits for changes."""
        try:
            if self._file.stat().st_size <= LONGEST:
                return True
        except OSError:
            return False
        self.forget()
        return False

    def changed(self) -> set[str] | None:
        """The files that builds wrote or removed; None where that is not known, or no build ran."""
        paths: set[str] = set()
        is_running = False
        try:
            lines = self._file.read_text("utf-8").splitlines()
            events = [json.loads(line) for line in lines]
        except (OSError, ValueError):
            return None
        for event in events:
            if is_running == (event == _STARTED):
                return None
            is_running = not is_running
            if isinstance(event, list):
                paths.update(map(str, event))
        return None if is_running or not events else paths

    def begin(self) -> None:
        """The output is read as it is now: an empty list."""
        write_whole(self._file, b"", durable=False)

    def forget(self) -> None:
        self._file.unlink(missing_ok=True)


def _may_name(paths: Iterable[str]) -> bool:
    from kentongan.domain import addresses  # a build that finds nothing changed does without

    return any(map(addresses.may_name, paths))
