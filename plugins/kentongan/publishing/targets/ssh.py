"""A server of our own over SSH: only what changed travels, by rsync; the switch is made there."""

from __future__ import annotations

import contextlib
import hashlib
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TypeVar

from kentongan.publishing import versions
from kentongan.publishing.compress import ENCODINGS
from kentongan.publishing.core import (
    Hold,
    Options,
    Plan,
    Present,
    Progress,
    Publication,
    VersionFacts,
    Way,
    silent,
)
from kentongan.publishing.errors import (
    AfterFailed,
    Busy,
    ConfigurationError,
    NoVersion,
    PublishingError,
    ended,
    overtaken,
)
from kentongan.publishing.manifest import DIGEST, Manifest, compare, packed, unpacked
from kentongan.publishing.rules import PACKED, is_text
from kentongan.publishing.targets import installation, remote
from kentongan.publishing.targets.complaints import Broken, Place, error_from
from kentongan.publishing.targets.connection import Connection, environment
from kentongan.publishing.versions import FACTS, SERVER, SITE, Version
from kentongan.storage.writing import write_whole

ATTEMPTS = 3
MANY = 5000
"""With fewer files a spare tree saves nothing."""
FORMS = ".padat.gz"
T = TypeVar("T")


@dataclass(frozen=True)
class ServerState:
    """The state of the server."""

    clock: datetime
    current: Version | None = None
    facts: dict[Version, VersionFacts] = field(default_factory=dict)
    present: frozenset[str] = frozenset()
    maps: dict[str, str] = field(default_factory=dict)
    hold: Hold | None = None

    @property
    def versions(self) -> list[Version]:
        return versions.known(self.present)


class SshTarget:
    def __init__(
        self, options: Options, cache: Path, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        options.only("host", "port", "user", "path", "key", "known_hosts", "keep", "after")
        self.name = options.name
        self.host = options.text("host")
        self.path = options.text("path").rstrip("/")
        self.keep = options.number("keep", versions.KEEP)
        self.after = options.words("after")
        self.warnings: list[str] = []
        self._cache = cache
        self._sleep = sleep
        self._wire = Connection(options)
        self._seen: ServerState | None = None
        if not PurePosixPath(self.path).is_absolute() or self.host.startswith("-"):
            raise ConfigurationError(f"Tujuan {self.name}: path harus alamat penuh (diawali /).")
        for program in ("ssh", "rsync"):
            if shutil.which(program) is None:
                raise ConfigurationError(f"Program {program} belum terpasang di komputer ini.")

    def clock(self) -> datetime | None:
        return self._retrying(self._state).clock

    def plan(self, publication: Publication, full: bool = False) -> Plan:
        state = self._seen = self._retrying(self._state)
        current = state.current
        facts = state.facts.get(current) if current else None
        full = full or (facts is not None and not facts.is_packed_as(publication))
        old = Manifest()
        if current is not None and not full:
            old = self._retrying(lambda: self._manifest(current))
        return Plan(
            publication,
            old,
            compare(old, publication.manifest),
            token=current.name if current else "",
            first=current is None,
            full=full,
            repair=full
            or state.hold is not None
            or (current is not None and _outdated(state, current, publication)),
        )

    def publish(self, plan: Plan, progress: Progress = silent) -> str:
        try:
            version = self._retrying(lambda: self._publish(plan, progress))
        except Busy:
            version = self._switched_before(plan)
        self._remember(version, plan)
        return version.name

    def conclude(self) -> None:
        if not self.after:
            return
        try:
            done = self._wire.run(shlex.join(self.after))
        except PublishingError as error:
            raise AfterFailed.of(self.after, str(error)) from error
        if done.returncode:
            raise AfterFailed.of(self.after, ended(done.returncode))

    def present(self) -> Present:
        state = self._retrying(self._state)
        current = state.current
        if current is None:
            return Present(hold=state.hold)
        older = tuple(state.facts.get(version) for version in state.versions if version != current)
        own = state.facts.get(current) or VersionFacts()
        return Present(current.name, own, state.hold, older)

    def way_back(self, sealed: frozenset[str] = frozenset()) -> Way:
        current = self._retrying(self._state)
        if current.current is None:
            raise NoVersion(f"Di {self.host}:{self.path} belum ada versi yang tayang.")
        version = versions.earlier(current.current, current.facts.get, sealed)
        old, new = (
            self._retrying(lambda shown=shown: self._manifest(shown))  # type: ignore[misc]
            for shown in (current.current, version)
        )
        return Way(current.current.name, version.name, compare(old, new))

    def rollback(self, way: Way, hold: Hold, progress: Progress = silent) -> str:
        words = versions.hold_bytes(hold).decode()
        self._on_server(remote.SHOW, way.current, way.version, words)
        return way.version

    # One attempt

    def _publish(self, plan: Plan, progress: Progress) -> Version:
        state, self._seen = self._seen or self._state(), None
        current = state.current
        if (current.name if current else "") != plan.token:
            raise overtaken()
        version = versions.following(state.versions, plan.publication.manifest.id)
        facts = versions.facts_of(plan, state.facts.get(current) if current else None)
        base = "" if plan.full else plan.token
        staging = f".{self._publisher}-{version.id}-{base or 'kosong'}"
        progress("Menyiapkan server", 0, 0)
        doomed = _doomed(plan)
        tidy = "ya" if plan.difference.dropped else ""
        self._on_server(remote.PREPARE, self._publisher, staging, base, tidy, send=_ended(doomed))
        self._send(plan, staging, facts, progress)
        files = plan.publication.manifest.files
        forms = self._forms(plan)
        wanted = len(files) + sum(forms[value] for path, value in files.items() if is_text(path))
        spare = "ya" if wanted >= MANY else ""
        self._on_server(remote.COMMIT, plan.token, version.name, staging, str(wanted), spare)
        self._prune(state, version, facts.sealed)
        return version

    def _switched_before(self, plan: Plan) -> Version:
        """The version, when the switch was made and only the answer was lost on the way."""
        state = self._retrying(self._state)
        facts = state.facts.get(state.current) if state.current else None
        same = state.current is not None and state.current.id == plan.publication.manifest.id
        if same and state.current and facts and facts.before == plan.token:
            return state.current
        raise overtaken()

    def _send(self, plan: Plan, staging: str, facts: VersionFacts, progress: Progress) -> None:
        """rsync the changed files from a folder of links to where they lie."""
        with tempfile.TemporaryDirectory(prefix="humas-") as folder:
            parcel = Path(folder)
            count = _pack(plan, parcel, facts)
            goal = f"{self.path}/versi/{staging}"
            command = ["rsync", "-rLpz", "--chmod=D755,F644", "--checksum", "--timeout=30"]
            command += [f"--temp-dir={goal}/sisa", "--out-format=%n", "-e", self._wire.shell]
            command += [f"{parcel}/", f"{self._wire.address}:{goal}/"]
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                errors="replace",
                env=environment(),
            )
            sent = 0
            for line in process.stdout or ():
                sent += not line.endswith("/\n")
                progress("Mengirim", sent, count)
            complaint = process.stderr.read() if process.stderr else ""
            if process.wait():
                raise self._error(process.returncode, complaint)

    def _prune(self, state: ServerState, current: Version, sealed: frozenset[str]) -> None:
        """After the switch nothing here may fail the publication; the next run does it again."""
        doomed = versions.doomed(state.versions, current, self.keep, state.facts.get, sealed)
        if doomed:
            with contextlib.suppress(PublishingError):
                self._on_server(
                    remote.PRUNE, send=_ended(version.name for version in sorted(doomed))
                )

    # What is there

    def _state(self) -> ServerState:
        clock = datetime.now(UTC)
        current: Version | None = None
        facts: dict[Version, VersionFacts] = {}
        present: set[str] = set()
        maps: dict[str, str] = {}
        hold: Hold | None = None
        for line in self._on_server(remote.STATE).decode("utf-8", "replace").splitlines():
            word, _, rest = line.partition(" ")
            if word == "waktu":
                clock = datetime.fromtimestamp(int(rest), UTC)
            elif word == "tahan":
                hold = versions.parse_hold(rest or "?")
            elif word == "kini":
                current = versions.parse(rest.rpartition("/")[2])
            elif word == "versi":
                name, _, data = rest.partition(" ")
                present.add(name)
                version = versions.parse(name)
                if version is not None:
                    with contextlib.suppress(ValueError):
                        facts[version] = VersionFacts.from_bytes(data.encode())
            elif word == "peta":
                digest, _, name = rest.partition(" ")
                maps[name] = digest
        if current is not None and current.name not in present:
            current = None  # a link to a removed version
        return ServerState(clock, current, facts, frozenset(present), maps, hold)

    def _manifest(self, version: Version) -> Manifest:
        """What the version holds: from memory, else by reading it there."""
        try:
            manifest = Manifest.from_bytes((self._cache / f"{version.name}.gz").read_bytes())
            if manifest.id == version.id:
                return manifest
        except (OSError, ValueError):
            pass
        files: dict[str, str] = {}
        for line in self._on_server(remote.DIGESTS, version.name).decode().splitlines():
            digest, _, path = line.partition("  ./")
            files[path] = digest[:DIGEST]
        forms = {path for path in files if PACKED.search("/" + path)}
        plain = {
            path: digest
            for path, digest in files.items()
            if path not in forms or path.rpartition(".")[0] not in files
        }
        return Manifest(plain)

    def _forms(self, plan: Plan) -> dict[str, int]:
        """How many packed forms each text has. Those of the version before are remembered."""
        known: dict[str, int] = {}
        if plan.token and not plan.full:
            with contextlib.suppress(OSError, ValueError):
                known = unpacked((self._cache / f"{plan.token}{FORMS}").read_bytes())
        publication = plan.publication
        return {
            value: known[value] if value in known else len(publication.variants(path))
            for path, value in publication.manifest.files.items()
            if is_text(path)
        }

    def _remember(self, version: Version, plan: Plan) -> None:
        forms = self._forms(plan)
        for old in self._cache.glob("*-*.gz"):
            old.unlink()
        write_whole(self._cache / f"{version.name}{FORMS}", packed(forms))
        write_whole(self._cache / f"{version.name}.gz", plan.publication.manifest.to_bytes())

    @property
    def _publisher(self) -> str:
        """A name of this installation, so that two never fill the same folder."""
        return installation.name(self._cache)

    def _on_server(self, script: str, *values: str, send: bytes = b"") -> bytes:
        return self._ssh(shlex.join(["sh", "-c", script, "humas", self.path, *values]), send)

    def _ssh(self, command: str, send: bytes = b"") -> bytes:
        done = self._wire.run(command, send)
        if done.returncode:
            raise self._error(done.returncode, done.stderr.decode("utf-8", "replace"))
        return done.stdout

    def _retrying(self, attempt: Callable[[], T]) -> T:
        """Retry after a broken connection; files that arrived are not sent twice."""
        for number in range(1, ATTEMPTS):
            try:
                return attempt()
            except Broken:
                self._wire.hang_up()
                self._sleep(float(number))
        return attempt()

    def _error(self, status: int, complaint: str) -> PublishingError:
        return error_from(
            Place(self.host, self.path, self._wire.login, self._wire.key), status, complaint
        )


def _doomed(plan: Plan) -> list[str]:
    """Removed files, and variants that a changed file no longer has."""
    endings = tuple(ENCODINGS.values())
    doomed: list[str] = []
    for path in plan.difference.dropped:
        doomed += [path, *(path + ending for ending in endings)]
    for path in plan.difference.changed:
        kept = {name for name, _ in plan.publication.sources(path)}
        doomed += [path + ending for ending in endings if path + ending not in kept]
    return doomed


def _outdated(state: ServerState, current: Version, publication: Publication) -> bool:
    wanted = {name: hashlib.sha256(data).hexdigest() for name, data in publication.server.items()}
    facts = state.facts.get(current)
    stale = any(state.maps.get(name) != digest for name, digest in wanted.items())
    return stale or facts is None or not publication.sealed <= facts.sealed


def _pack(plan: Plan, parcel: Path, facts: VersionFacts) -> int:
    """Links to the changed files, laid out as on the server; returns how many."""
    (parcel / SITE).mkdir()
    count = 0
    for path in plan.difference.put:
        for name, source in plan.publication.sources(path):
            link = parcel / SITE / name
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(source.absolute())
            count += 1
    for name, data in plan.publication.server.items():
        write_whole(parcel / SERVER / name, data)
    write_whole(parcel / FACTS, facts.to_bytes())
    return count + len(plan.publication.server) + 1


def _ended(names: Iterable[str]) -> bytes:
    return b"".join(name.encode() + b"\0" for name in names)
