"""One publication from the built site to the log: what `humas terbit` and `humas mundur` do."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kentongan.publishing import alarm, facts, journal, notify, rules, serverconf
from kentongan.publishing.changes import Changes, describe
from kentongan.publishing.compress import CompressedStore
from kentongan.publishing.core import (
    Options,
    Plan,
    Progress,
    Publication,
    Settings,
    Target,
    choose,
    silent,
)
from kentongan.publishing.errors import PublishingError, Refused
from kentongan.publishing.facts import SiteFacts
from kentongan.publishing.lock import one_publication
from kentongan.publishing.manifest import Manifest, load_stamps, save_stamps, scan
from kentongan.publishing.targets import open_target

# Targets that a web server of our own reads, which chooses among variants.
SERVED = ("folder", "ssh")
LOGGED = 100  # addresses of one sort in a line of the log; `jumlah` counts them all


@dataclass(frozen=True)
class Job:
    """What to publish, where, and who wants it."""

    settings: Settings
    content: Path
    output: Path
    cache: Path
    origin: str
    now: datetime
    who: str = ""
    target: str | None = None
    full: bool = False
    ignore_clock: bool = False

    @property
    def options(self) -> Options:
        return choose(self.settings, self.target)

    @property
    def state(self) -> Path:
        """What this machine remembers of the target."""
        return self.cache / "terbit" / self.options.name


@dataclass
class Outcome:
    """What became of a publication; `as_json` is what `--json` prints."""

    target: str
    version: str = ""
    changed: bool = False
    changes: Changes | None = None
    seconds: float = 0.0
    told: list[notify.Notification] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "tujuan": self.target,
            "versi": self.version,
            "terbit": self.changed,
            "perubahan": self.changes.as_json() if self.changes else None,
            "detik": round(self.seconds, 2),
            "pemberitahuan": [told.as_json() for told in self.told],
            "peringatan": self.warnings,
        }


Confirm = Callable[[Plan, Changes], bool]


def build(job: Job, project: Path, environment: Mapping[str, str]) -> None:
    """Build with production settings in a process of its own. Raises PublishingError."""
    command = [sys.executable, "-m", "pelican", str(job.content), "-o", str(job.output)]
    command += ["-s", "publishconf.py", "--fatal", "errors", "--log-handler", "plain"]
    process = subprocess.Popen(
        command,
        cwd=project,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    report: list[str] = []
    for line in process.stdout or ():
        sys.stderr.write(line)
        report.append(line)
    if process.wait():
        error = PublishingError("Situs tidak dibangun, jadi tidak ada yang diterbitkan.")
        error.report = "".join(report[-300:])
        raise error


def publish(
    job: Job,
    confirm: Confirm,
    progress: Progress = silent,
    before: Callable[[], None] = lambda: None,
) -> Outcome:
    """Build (`before`), compare, ask, publish, log, tell. At most one at a time."""
    options = job.options
    outcome = Outcome(options.name)
    began = time.monotonic()
    with one_publication(job.cache / "terbit/kunci", job.who), _reporting_failures(job, "terbit"):
        target = open_target(options, job.state)
        outcome.warnings += check_clock(target, job)
        before()
        known = site_facts(job)
        publication = prepare(job, known, progress)
        plan = target.plan(publication, job.full)
        outcome.changes = describe(plan, known)
        if not plan.needed or not confirm(plan, outcome.changes):
            return outcome
        began = time.monotonic()
        outcome.version = target.publish(plan, progress)
        outcome.changed = True
        outcome.seconds = time.monotonic() - began
        outcome.warnings += target.warnings
        _log(job, "terbit", outcome)
        _cupboard(job).prune([publication.manifest])
        outcome.told = notify.notify(plan, job.settings, job.origin)
        if outcome.told:
            told = [told.as_json() for told in outcome.told]
            entry = {"perintah": "beri-tahu", "versi": outcome.version, "pemberitahuan": told}
            journal.append(job.content, datetime.now(job.now.tzinfo), entry)
    return outcome


def rollback(job: Job, progress: Progress = silent) -> Outcome:
    """Show the version before the present one again."""
    outcome = Outcome(job.options.name)
    with one_publication(job.cache / "terbit/kunci", job.who), _reporting_failures(job, "mundur"):
        target = open_target(job.options, job.state)
        began = time.monotonic()
        outcome.version = target.rollback(progress)
        outcome.changed = True
        outcome.seconds = time.monotonic() - began
        outcome.warnings += target.warnings
        _log(job, "mundur", outcome)
    return outcome


def prepare(job: Job, known: SiteFacts, progress: Progress = silent) -> Publication:
    """The built site with fingerprints, compressed variants and maps for the web server."""
    progress("Membaca hasil bangun", 0, 0)
    memory = job.cache / "terbit/sidik.json"
    stamps = scan(job.output, {} if job.full else load_stamps(memory))
    save_stamps(memory, stamps)
    manifest = Manifest({path: digest for path, (_, digest) in stamps.items()})
    present = [rules.address(path) for path in manifest.files]
    shown = facts.only_for(known, present)
    publication = Publication(
        job.output,
        manifest,
        sealed=known.sealed,
        server=serverconf.maps(shown),
        explained=frozenset((*shown.redirects, *shown.gone)),
    )
    if job.options.values["type"] not in SERVED:
        return publication
    cupboard = _cupboard(job)
    cupboard.fill(job.output, manifest, lambda done, of: progress("Memadatkan", done, of))
    return replace(publication, packed=cupboard.variants(manifest))


def check_clock(target: Target, job: Job) -> list[str]:
    """Refuse when our clock runs ahead of the server's: embargoes would be broken.

    A clock that lags delays what is due; that is only worth a warning.
    """
    theirs = target.clock()
    if theirs is None:
        return []
    ours = max(datetime.now(UTC), job.now.astimezone(UTC))
    ahead = round((ours - theirs).total_seconds())
    if abs(ahead) <= job.settings.clock_tolerance:
        return []
    minutes = abs(ahead) // 60
    if ahead > 0 and not job.ignore_clock:
        raise Refused(
            f"Jam di sini mendahului jam server {minutes} menit, sehingga rilis berembargo "
            "bisa tayang terlalu cepat. Betulkan jam, atau pakai --abaikan-jam bila jam "
            "server yang keliru."
        )
    return [f"Jam di sini dan jam server berselisih {minutes} menit."]


def _cupboard(job: Job) -> CompressedStore:
    return CompressedStore(job.cache / "padat", job.settings.encodings)


def site_facts(job: Job) -> SiteFacts:
    return facts.load(job.output / job.settings.facts, job.origin)


def _log(job: Job, command: str, outcome: Outcome) -> None:
    entry: dict[str, Any] = {
        "perintah": command,
        "hasil": "berhasil",
        "siapa": job.who,
        "tujuan": outcome.target,
        "versi": outcome.version,
        "commit": journal.commit(job.content),
        "detik": round(outcome.seconds, 2),
    }
    if outcome.changes is not None:
        changes = outcome.changes
        entry |= {
            "jumlah": [len(changes.new), len(changes.corrected), len(changes.withdrawn)],
            "baru": [item.address for item in changes.new[:LOGGED]],
            "diubah": [item.address for item in changes.corrected[:LOGGED]],
            "dicabut": [item.address for item in changes.withdrawn[:LOGGED]],
            "hilang": len(changes.removed),
            "berkas": changes.files,
            "bita": changes.bytes,
        }
    journal.append(job.content, job.now, entry)


@contextmanager
def _reporting_failures(job: Job, command: str) -> Iterator[None]:
    """Log a failure and tell people once; a success makes the next failure news again."""
    memory = job.state / "gagal"
    try:
        yield
    except PublishingError as error:
        entry = {"perintah": command, "hasil": "gagal", "siapa": job.who}
        entry |= {"tujuan": job.options.name, "galat": str(error)}
        journal.append(job.content, job.now, entry)
        report = f"{error}\n\n{error.report}".strip()
        for fault in alarm.raise_once(job.settings, memory, job.options.name, report):
            error.add_note(fault)
        raise
    alarm.all_clear(memory)
