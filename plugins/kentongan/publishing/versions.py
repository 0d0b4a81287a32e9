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
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kentongan.publishing.core import Hold, Plan, VersionFacts
from kentongan.publishing.errors import NoVersion

CURRENT = "kini"
FOLDER = "versi"
SITE = "situs"
SERVER = "server"
FACTS = "versi.json"
KEEP = 10
HOLD = "tahan.json"
PRIVATE = 0o750
"""Mode of the folder of maps: they hold addresses that others on the server need not read."""
NO_EARLIER = "Tidak ada versi sebelumnya yang tersimpan."
ONLY_SEALED = (
    "Tidak ada versi sebelumnya yang boleh ditayangkan lagi: yang tersimpan memuat isi yang "
    "disegel (dicabut demi privasi atau putusan, pencarian ditutup, atau --segel)."
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


def earlier(
    current: Version,
    read: Callable[[Version], VersionFacts | None],
    sealed: frozenset[str] = frozenset(),
) -> Version:
    """The version that was public before `current` and may be shown again.

    `sealed` is what may not return either, beyond what `current` knows. Raises NoVersion.
    """
    own = read(current)
    wanted = sealed | (own.sealed if own else frozenset())
    facts, seen = own, {current}
    refused = False
    while facts is not None:
        version = parse(facts.before)
        if version is None or version in seen:
            break
        seen.add(version)
        facts = read(version)
        if facts is not None and wanted <= facts.sealed:
            return version
        refused |= facts is not None
    raise NoVersion(ONLY_SEALED if refused else NO_EARLIER)


def facts_of(plan: Plan, own: VersionFacts | None) -> VersionFacts:
    """The facts of a new version: its seals and all earlier ones.

    What is sealed stays sealed, even where its release is published again: the older versions
    hold it as it was.
    """
    carried = own.sealed if own else frozenset()
    what = plan.publication
    return VersionFacts(carried | what.sealed, plan.token, what.commit, what.encodings)


def unsealed(
    present: Iterable[Version],
    read: Callable[[Version], VersionFacts | None],
    sealed: frozenset[str],
) -> set[Version]:
    """Versions that hold sealed releases."""
    unsealed_versions = set()
    for version in present:
        facts = read(version)
        if facts is None or not sealed <= facts.sealed:
            unsealed_versions.add(version)
    return unsealed_versions


def parse_hold(data: bytes | str) -> Hold | None:
    """The hold that a target keeps; an unreadable hold counts as a hold."""
    if not data:
        return None
    try:
        hold = json.loads(data)
        return Hold(str(hold["siapa"]), str(hold["waktu"]), str(hold["dari"]))
    except (ValueError, KeyError, TypeError):
        return Hold("tidak diketahui", "", "")


def hold_bytes(hold: Hold) -> bytes:
    words = {"siapa": hold.who, "waktu": hold.since, "dari": hold.left}
    return json.dumps(words, ensure_ascii=False).encode() + b"\n"


def doomed(
    present: list[Version],
    current: Version,
    keep: int,
    read: Callable[[Version], VersionFacts | None],
    sealed: frozenset[str],
) -> set[Version]:
    """What a target removes: the oldest beyond the last `keep`, and what holds sealed releases.

    Never the version that is public.
    """
    return {*surplus(present, current, keep), *unsealed(present, read, sealed)} - {current}


def surplus(versions: list[Version], current: Version, keep: int) -> list[Version]:
    """The oldest beyond the last `keep`, never the present one."""
    rest = [version for version in versions if version != current]
    return rest[: max(0, len(rest) - (keep - 1))]
