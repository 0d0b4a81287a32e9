"""One digest of what output depends on besides the content: code, theme, settings, versions."""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

# These say where output goes and how a build reports; they change no byte of the output. What the
# clock turns is noted release by release and moment by moment (`Record.until`, `Site.is_past`).
_IRRELEVANT = {
    "OUTPUT_PATH", "CACHE_PATH", "PATH", "PORT", "BIND", "DEBUG", "RELATIVE_URLS",
    "HUMAS_ENGINE_NOW", "HUMAS_ENGINE_JOBS", "HUMAS_ENGINE_PROFILE", "HUMAS_ENGINE_AT_WORK",
    "HUMAS_ENGINE_PREPARED", "HUMAS_ENGINE_READS_FOR",
    "HUMAS_CLUSTER_ADDRESS", "HUMAS_CLUSTER_STORE", "HUMAS_CLUSTER_KEYS",
    "HUMAS_CLUSTER_CHUNK",
    "HUMAS_ENGINE_SURVEY", "PYGMENTS_RST_OPTIONS", "LOG_FILTER", "LOCALE",
}  # fmt: skip
_CODE = (".py", ".toml", ".html", ".css", ".js", ".svg", ".po", ".png", ".json", ".xml", ".txt")


def fingerprint(settings: Mapping[str, Any], folders: Iterable[Path], extra: Iterable[str]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    digest.update(sys.version.encode())
    for key in sorted(settings):
        if key.isupper() and key not in _IRRELEVANT:
            digest.update(f"{key}={_plain(settings[key])}\n".encode())
    for line in extra:
        digest.update(line.encode() + b"\n")
    for folder in folders:
        for path in _files(folder):
            digest.update(marshal.dumps((path[len(str(folder)) :], Path(path).read_bytes())))
    return digest.hexdigest()


def versions() -> list[str]:
    """The installed packages with their versions, as their folders say."""
    folder = Path(os.__file__).parent / "site-packages"
    places = {folder, *(Path(place) for place in sys.path if place.endswith("site-packages"))}
    return sorted(
        path.name
        for place in places
        if place.is_dir()
        for path in place.iterdir()
        if path.name.endswith(".dist-info")
    )


def _files(folder: Path) -> list[str]:
    paths: list[str] = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        paths += [f"{root}/{name}" for name in sorted(names) if name.endswith(_CODE)]
    return paths


def _plain(value: Any) -> str:
    """A text that is the same in every process; functions and objects count by their name."""
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{key}:{_plain(value[key])}" for key in sorted(value, key=str)) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(_plain(item) for item in value) + "]"
    if isinstance(value, set | frozenset):
        return "{" + ",".join(sorted(_plain(item) for item in value)) + "}"
    if isinstance(value, str | int | float | bool | None | Path):
        return repr(value)
    return str(getattr(value, "__qualname__", type(value).__qualname__))
