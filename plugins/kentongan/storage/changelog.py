"""Which files of the output each build touched: publishing looks at these instead of at all.

A line of JSON for each build stands in a file below the cache folder. It is written before the
output changes, so a build that is killed leaves a line that names too many files, never too few.
The log begins anew, under another name, whenever the list cannot be complete: the whole site was
made, somebody else changed the output, or the file grew large.

    log = ChangeLog.of(cache, output)
    mark = log.mark()           # keep it with what was published
    …
    touched = log.since(mark)   # None: look at every file
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kentongan.storage.writing import write_whole

_LARGE = 4_000_000  # bytes


class ChangeLog:
    """The list of changes to one output folder."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @classmethod
    def of(cls, cache: Path, output: Path) -> ChangeLog:
        place = os.fsencode(output.resolve())
        return cls(cache / f"perubahan-{hashlib.blake2b(place, digest_size=6).hexdigest()}.jsonl")

    def begin(self) -> None:
        """Begin anew: what was published before must be compared file by file."""
        head = {"log": os.urandom(8).hex()}
        write_whole(self._path, _line(head), durable=False)

    def append(self, touched: Iterable[str]) -> None:
        """Note the files that a build is about to write or to remove (paths below the output)."""
        try:
            is_usable = 0 < self._path.stat().st_size < _LARGE and bool(self.mark())
        except OSError:
            is_usable = False
        if not is_usable:
            self.begin()
            return
        with self._path.open("ab") as file:
            file.write(_line({"berkas": sorted(touched)}))

    def mark(self) -> str:
        """Names the present end of the log; nothing where there is no log."""
        rows = list(self._rows())
        return f"{rows[0]['log']}:{len(rows)}" if rows else ""

    def since(self, mark: str) -> frozenset[str] | None:
        """The files touched after a mark; None where that cannot be told."""
        name, _, count = mark.partition(":")
        rows = list(self._rows())
        if not rows or rows[0]["log"] != name or not count.isdecimal() or int(count) > len(rows):
            return None
        return frozenset(path for row in rows[int(count) :] for path in row["berkas"])

    def _rows(self) -> Iterator[dict[str, Any]]:
        """The head and a row for each build; nothing at all where any line is damaged."""
        try:
            rows = [json.loads(line) for line in self._path.read_bytes().splitlines()]
        except (OSError, ValueError):
            return
        if rows and _is_whole(rows):
            yield from rows


def _is_whole(rows: list[Any]) -> bool:
    head, *others = rows
    return (
        isinstance(head, dict)
        and isinstance(head.get("log"), str)
        and all(isinstance(row, dict) and isinstance(row.get("berkas"), list) for row in others)
    )


def _line(row: dict[str, Any]) -> bytes:
    return json.dumps(row, separators=(",", ":")).encode() + b"\n"
