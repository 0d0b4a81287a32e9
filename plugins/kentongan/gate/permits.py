"""Where the fingerprints of permitted sentences are kept: the cache, and `jejak/izin/`.

A build writes only into the cache. A publication copies what it finds there into the content
folder, so that another machine knows the same sentences.
"""

from __future__ import annotations

import json
from collections.abc import Container, Mapping
from pathlib import Path

from kentongan.storage.writing import write_whole

FOLDER = "izin"


def read(content: Path, cache: Path, code: str) -> dict[str, str]:
    """The remembered sentences of a release: override → fingerprint."""
    return {**_read(content / "jejak" / FOLDER, code), **_read(cache / FOLDER, code)}


def remember(cache: Path, code: str, permits: Mapping[str, str]) -> None:
    """Keep new fingerprints; the first one of an override stays."""
    known = _read(cache / FOLDER, code)
    merged = {**permits, **known}
    if merged != known:
        _write(cache / FOLDER / f"{code}.json", merged)


def publish(content: Path, cache: Path, codes: Container[str]) -> list[Path]:
    """Copy the fingerprints of these releases to `jejak/izin/`; the files that changed."""
    changed = []
    for file in sorted((cache / FOLDER).glob("*.json")):
        if file.stem not in codes:
            continue
        target = content / "jejak" / FOLDER / file.name
        known = _read(target.parent, file.stem)
        merged = {**_read(file.parent, file.stem), **known}
        if merged != known:
            _write(target, merged)
            changed.append(target)
    return changed


def _read(folder: Path, code: str) -> dict[str, str]:
    try:
        permits = json.loads((folder / f"{code}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return permits if isinstance(permits, dict) else {}


def _write(path: Path, permits: Mapping[str, str]) -> None:
    write_whole(path, (json.dumps(dict(permits), indent=0, sort_keys=True) + "\n").encode())
