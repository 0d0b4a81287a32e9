"""The settings of publishing, and what passes between a publication and its target."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, ClassVar, Protocol

from kentongan.domain import addresses, dates
from kentongan.publishing import rules
from kentongan.publishing.errors import ConfigurationError
from kentongan.publishing.manifest import Difference, Manifest

TARGET_TYPES = ("folder", "ssh", "s3", "git")


@dataclass(frozen=True)
class Settings:
    """`HUMAS_PUBLISHING_*` of `publishconf.py`."""

    PREFIX: ClassVar[str] = "publishing"

    # Name -> {"type": "folder" | "ssh" | "s3" | "git", ...}; the first is the default.
    targets: Mapping[str, Any] = field(default_factory=dict)
    # Precompressed variants for targets that a web server reads.
    encodings: tuple[str, ...] = ("gzip", "br", "zstd")
    # {"server", "port", "from", "to", "user", "password_env", "tls"}: failures go there.
    mail: Mapping[str, Any] = field(default_factory=dict)
    # An address that gets failures as JSON by POST.
    webhook: str = ""
    # WebSub hubs are read from the feeds; IndexNow works when a key is set.
    indexnow_key: str = ""
    indexnow_endpoint: str = "https://api.indexnow.org/indexnow"
    # {"address", "header", "value_env", "most"}: a CDN to purge.
    purge: Mapping[str, Any] = field(default_factory=dict)
    # {"chat", "token_env"}: a Telegram channel; {"server", "token_env"}: a Mastodon account.
    telegram: Mapping[str, Any] = field(default_factory=dict)
    mastodon: Mapping[str, Any] = field(default_factory=dict)
    # A file with the texts for the editor of a WhatsApp channel, below the project.
    whatsapp: str = ""
    # The machine's clock may be ahead of the server's by so many seconds.
    clock_tolerance: int = 300
    # The file of the built site that lists moved and withdrawn addresses.
    facts: str = addresses.file(addresses.FACTS)


Progress = Callable[[str, int, int], None]
"""Reports what is going on, how much is done, and of how much."""


def silent(label: str, done: int, of: int) -> None:
    """Reports nothing, for a run that nobody watches."""


@dataclass(frozen=True)
class Publication:
    """One whole state of the site, ready to be published.

    `sealed` are the codes of releases whose text must not come back (privacy, court order,
    found persons): an earlier version that lacks one of them may not be shown again.
    `server` are files for the web server (maps of moved and withdrawn addresses). `commit` is
    where the content came from, `encodings` are the forms in `packed`.
    """

    root: Path
    manifest: Manifest
    packed: Mapping[str, tuple[tuple[str, Path], ...]] = field(default_factory=dict)
    sealed: frozenset[str] = frozenset()
    server: Mapping[str, bytes] = field(default_factory=dict)
    commit: str = ""
    encodings: tuple[str, ...] = ()

    def sources(self, path: str) -> list[tuple[str, Path]]:
        """The file and its compressed variants: path on the site, source on disk."""
        sources = [(path, self.root / path)]
        return sources + [(path + suffix, source) for suffix, source in self.variants(path)]

    def variants(self, path: str) -> tuple[tuple[str, Path], ...]:
        """The compressed forms of a file: of texts alone, also where another has the same bytes."""
        return self.packed.get(self.manifest.files[path], ()) if rules.is_text(path) else ()


@dataclass(frozen=True)
class Plan:
    """What a target would do. `token` identifies the state that the plan was made for."""

    publication: Publication
    old: Manifest
    difference: Difference
    token: str = ""
    first: bool = False
    repair: bool = False
    full: bool = False

    @property
    def needed(self) -> bool:
        return bool(self.difference) or self.first or self.repair


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """What is kept with a version: what it leaves out, what was public before it, its source.

    A number alone would not tell: after a rollback, or a run killed before the switch, the
    version with the number before was not the one before.
    """

    sealed: frozenset[str] = frozenset()
    before: str = ""
    commit: str = ""
    encodings: tuple[str, ...] | None = None
    """The precompressed forms of its files; None where an older version did not say."""

    def to_bytes(self) -> bytes:
        facts: dict[str, Any] = {"disegel": sorted(self.sealed), "sebelum": self.before}
        facts |= {"commit": self.commit, "padat": self.encodings}
        return json.dumps(facts).encode()

    def is_packed_as(self, publication: Publication) -> bool:
        """Whether unchanged files can stay as they are."""
        return self.encodings is None or self.encodings == publication.encodings

    @classmethod
    def from_bytes(cls, data: bytes | str) -> VersionFacts:
        """Raises ValueError when the bytes are cut off or something else."""
        facts = json.loads(data)
        if not isinstance(facts, dict) or not isinstance(facts.get("disegel"), list):
            raise ValueError("not the facts of a version")
        before, commit = (str(facts.get(key, "")) for key in ("sebelum", "commit"))
        packed = facts.get("padat")
        encodings = tuple(map(str, packed)) if isinstance(packed, list) else None
        return cls(frozenset(map(str, facts["disegel"])), before, commit, encodings)


@dataclass(frozen=True, slots=True)
class Hold:
    """A rollback that stands until it is lifted: who made it, when, and which version it left."""

    who: str
    since: str
    left: str

    def begun(self, zone: tzinfo | None) -> str:
        """Since when, as staff read it; as it is written where that is no moment."""
        try:
            return dates.long(datetime.fromisoformat(self.since).astimezone(zone))
        except ValueError:
            return self.since


@dataclass(frozen=True)
class Present:
    """What a target holds now; `older` are the facts of the versions it could return to."""

    version: str = ""
    facts: VersionFacts = VersionFacts()
    hold: Hold | None = None
    older: tuple[VersionFacts | None, ...] = ()

    def lacks(self, sealed: frozenset[str]) -> bool:
        """Whether it still holds a version that lacks a seal."""
        held = (self.facts, *self.older) if self.version else ()
        return any(facts is None or not sealed <= facts.sealed for facts in held)


@dataclass(frozen=True)
class Way:
    """A rollback: which version would be shown, and what that changes."""

    current: str
    version: str
    difference: Difference


class Target(Protocol):
    """A place where the site is published.

    Every method raises a PublishingError that says what to do. After any failure the public
    site is one whole state, and the next `publish` mends what was left behind.
    """

    name: str
    warnings: list[str]
    """What went wrong after the site was published."""

    def clock(self) -> datetime | None:
        """The time of the target, if it gives one."""

    def plan(self, publication: Publication, full: bool = False) -> Plan:
        """Look at the target without changing it. `full`: do not trust its present files."""

    def publish(self, plan: Plan, progress: Progress = silent) -> str:
        """Publish it and return the name of the version."""

    def conclude(self) -> None:
        """Do what follows the switch (the `after` of the target)."""

    def present(self) -> Present:
        """What is there, without reading its files."""

    def way_back(self, sealed: frozenset[str] = frozenset()) -> Way:
        """The version before the present one that may be shown. Raises NoVersion."""

    def rollback(self, way: Way, hold: Hold, progress: Progress = silent) -> str:
        """Roll back, store the hold, and return the name of the version.

        `publish` lifts the hold.
        """


@dataclass(frozen=True)
class Options:
    """The words of one target in `HUMAS_PUBLISHING_TARGETS`, read with a check."""

    name: str
    values: Mapping[str, Any]

    def text(self, key: str, default: str | None = None) -> str:
        value = self.values.get(key, default)
        if not isinstance(value, str) or (default is None and not value):
            raise ConfigurationError(f"Tujuan {self.name}: {key} harus diisi dengan teks.")
        return value

    def number(self, key: str, default: int) -> int:
        value = self.values.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise ConfigurationError(f"Tujuan {self.name}: {key} harus bilangan bulat.")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, ())
        if isinstance(value, str) or not all(isinstance(word, str) for word in value):
            raise ConfigurationError(f"Tujuan {self.name}: {key} harus daftar kata.")
        return tuple(value)

    def only(self, *known: str) -> None:
        """Refuse misspelt keys, which would be ignored silently."""
        for key in sorted(self.values):
            if key not in {"type", *known}:
                raise ConfigurationError(
                    f"Tujuan {self.name}: kunci {key} tidak dikenal; "
                    f"yang ada: {', '.join(sorted(known))}."
                )


def choose(settings: Settings, name: str | None) -> Options:
    """The target that staff named, or the first. Raises ConfigurationError."""
    targets = settings.targets
    if not targets:
        raise ConfigurationError(
            "Belum ada tujuan: isi HUMAS_PUBLISHING_TARGETS di publishconf.py "
            "(lihat docs/panduan-server.md)."
        )
    chosen = next(iter(targets)) if name is None else name
    if chosen not in targets:
        raise ConfigurationError(
            f"Tujuan {chosen} tidak ada di publishconf.py; yang ada: {', '.join(targets)}."
        )
    values = targets[chosen]
    if not isinstance(values, Mapping) or values.get("type") not in TARGET_TYPES:
        raise ConfigurationError(
            f"Tujuan {chosen}: type harus salah satu dari {', '.join(TARGET_TYPES)}."
        )
    return Options(chosen, values)
