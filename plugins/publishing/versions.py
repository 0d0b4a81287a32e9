"""Versions of the site side by side in a folder, one of them public through a symbolic link.

    versi/000041-1f3c9a0b77de/situs/    the web root of one version
    versi/000041-1f3c9a0b77de/server/   maps for the web server
    versi/000041-1f3c9a0b77de/versi.json
    kini -> versi/000041-1f3c9a0b77de

Numbers count up and need no clock. A name that starts with a dot is unfinished.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

CURRENT = "kini"
FOLDER = "versi"
SITE = "situs"
SERVER = "server"
FACTS = "versi.json"
KEEP = 10

_NAME = re.compile(r"(\d{6,})-([0-9a-f]{12})")


@dataclass(frozen=True, slots=True, order=True)
class Version:
    number: int
    id: str

    @property
    def name(self) -> str:
        return f"{self.number:06d}-{self.id}"


def parse(name: str) -> Version | None:
    match = _NAME.fullmatch(name)
    return Version(int(match[1]), match[2]) if match else None


def known(names: Iterable[str]) -> list[Version]:
    """The finished versions among the names of a folder, oldest first."""
    return sorted(version for name in names if (version := parse(name)))


def following(versions: Iterable[Version], id: str) -> Version:
    return Version(max((version.number for version in versions), default=0) + 1, id)


def facts(version: Version, sealed: Iterable[str], files: int) -> bytes:
    """What is kept with a version: the codes that it already leaves out."""
    return json.dumps(
        {"versi": version.name, "berkas": files, "disegel": sorted(sealed)}, indent=1
    ).encode()


def sealed_in(data: bytes) -> frozenset[str]:
    """The sealed codes that a version was made with. Raises ValueError."""
    found = json.loads(data)
    if not isinstance(found, dict) or not isinstance(found.get("disegel"), list):
        raise ValueError("not the facts of a version")
    return frozenset(str(code) for code in found["disegel"])


def surplus(versions: list[Version], current: Version, keep: int) -> list[Version]:
    """The oldest beyond the last `keep`, never the present one."""
    rest = [version for version in versions if version != current]
    return rest[: max(0, len(rest) - (keep - 1))]
