"""Versions of the site side by side in a folder, one of them public through a symbolic link.

    versi/000041-1f3c9a0b77de/situs/    the web root of one version
    versi/000041-1f3c9a0b77de/server/   maps for the web server
    versi/000041-1f3c9a0b77de/versi.json
    kini -> versi/000041-1f3c9a0b77de

BuildStats count up and need no clock. A name that starts with a dot is unfinished.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kentongan.publishing import changes, rules
from kentongan.publishing.core import Plan, Publication

CURRENT = "kini"
FOLDER = "versi"
SITE = "situs"
SERVER = "server"
FACTS = "versi.json"
KEEP = 10
NO_EARLIER = (
    "Tidak ada versi sebelumnya yang boleh ditayangkan lagi: belum ada, "
    "atau memuat rilis yang dicabut demi perlindungan data pribadi."
)

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


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """What is kept with a version: the codes that it leaves out, and what was public before it.

    A number alone would not tell: after a rollback, or a run killed before the switch, the
    version with the number before was not the one before.
    """

    sealed: frozenset[str] = frozenset()
    before: str = ""

    def to_bytes(self) -> bytes:
        found = {"disegel": sorted(self.sealed), "sebelum": self.before}
        return json.dumps(found).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> VersionFacts:
        """Raises ValueError when the bytes are cut off or something else."""
        found = json.loads(data)
        if not isinstance(found, dict) or not isinstance(found.get("disegel"), list):
            raise ValueError("not the facts of a version")
        return cls(frozenset(map(str, found["disegel"])), str(found.get("sebelum", "")))


def earlier(current: Version, read: Callable[[Version], VersionFacts | None]) -> Version | None:
    """The version that was public before `current` and may be shown again."""
    own = read(current)
    sealed = own.sealed if own else frozenset()
    facts, seen = own, {current}
    while facts is not None:
        version = parse(facts.before)
        if version is None or version in seen:
            return None
        seen.add(version)
        facts = read(version)
        if facts is not None and sealed <= facts.sealed:
            return version
    return None


def seal(carried: Iterable[str], plan: Plan, version: Version) -> frozenset[str]:
    """The sealed codes of a new version: those of the one before, and what joins them.

    A release page that went without a redirect or a notice is taken for one that must not
    come back: then the version itself is the mark. So are objects of the API without a text.
    """
    sealed = set(carried) | plan.publication.sealed
    if any(_lost(path, plan.publication) for path in plan.difference.dropped):
        sealed.add(f"versi-{version.number}")
    sealed.update(path for path, entry in changes.touched_entries(plan) if changes.is_sealed(entry))
    return frozenset(sealed)


def _lost(path: str, publication: Publication) -> bool:
    if not (rules.is_release(path) and path.endswith("/index.html")):
        return False
    return rules.address(path) not in publication.explained


def surplus(versions: list[Version], current: Version, keep: int) -> list[Version]:
    """The oldest beyond the last `keep`, never the present one."""
    rest = [version for version in versions if version != current]
    return rest[: max(0, len(rest) - (keep - 1))]
