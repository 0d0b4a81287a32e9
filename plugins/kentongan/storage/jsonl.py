"""Files of rows: a JSON object a line, only ever added to, merged by keeping the lines of both."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kentongan.storage.writing import append_line


def append(path: Path, row: Mapping[str, Any]) -> None:
    """Append a row atomically, so that a killed process leaves no half line."""
    append_line(path, json.dumps(row, ensure_ascii=False))


def read(path: Path) -> list[dict[str, Any]]:
    """All whole rows, oldest first; damaged ones are skipped, and no file has none."""
    try:
        lines = path.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return []
    rows = []
    for line in lines:
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict):
            rows.append(row)
    return rows
