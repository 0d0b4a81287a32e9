"""One publication from the built site to the log, on one target."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from kentongan.publishing import (
    announcing,
    facts,
    journal,
    notify,
    purge,
    rules,
    serverconf,
    telling,
    versions,
)
from kentongan.publishing.built import BuildNotes
from kentongan.publishing.changes import Changes, codes
from kentongan.publishing.channels import of as open_channels
from kentongan.publishing.compress import CompressedStore
from kentongan.publishing.core import (
    Hold,
    Options,
    Plan,
    Present,
    Progress,
    Publication,
    Settings,
    Target,
    Way,
    choose,
    silent,
)
from kentongan.publishing.errors import ConfigurationError, Held, PublishingError
from kentongan.publishing.facts import SiteFacts
from kentongan.publishing.manifest import Manifest, Stamp, load_stamps, save_stamps, scan
from kentongan.publishing.targets import open_target
from kentongan.publishing.unfinished import Unfinished
from kentongan.publishing.unfinished import read as read_note

# Targets read by our own web server, which chooses among variants.
SERVED = ("folder", "ssh")
PURGE = "kosongkan.json"
WAITING = "siaran.json"
LOGGED = 100  # addresses of one sort in a line of the log; `jumlah` counts them all


@dataclass(frozen=True)
class Job:
    """What to publish, where, and who publishes."""

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
    lift: bool = False
    mark: str = ""
    """What stands in the codes of this district."""

    @property
    def options(self) -> Options:
        return choose(self.settings, self.target)

    @property
    def state(self) -> Path:
        """What this machine remembers of the target."""
        return self.cache / "terbit" / self.options.name

    @property
    def is_told(self) -> bool:
        """Whether channels are told: of the main target alone, which is the first."""
        return self.options.name == next(iter(self.settings.targets))

    @property
    def whatsapp(self) -> Path:
        return self.content.absolute().parent / self.settings.whatsapp

    @property
    def note(self) -> Path:
        return self.state / "berjalan.json"

    @property
    def lock(self) -> Path:
        return self.cache / "terbit/kunci"


@dataclass
class Outcome:
    """The result of a publication; `as_json` is what `--json` prints."""

    target: str
    version: str = ""
    changed: bool = False
    changes: Changes | None = None
    seconds: float = 0.0
    notifications: list[notify.Notification] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "tujuan": self.target,
            "versi": self.version,
            "terbit": self.changed,
            "perubahan": self.changes.as_json() if self.changes else None,
            "detik": round(self.seconds, 2),
            "pemberitahuan": [notification.as_json() for notification in self.notifications],
            "peringatan": self.warnings,
        }


def build(job: Job, project: Path, show: Callable[[str], object] | None = None) -> None:
    """Build with production settings in a process of its own, and show what it says.

    Raises PublishingError.
    """
    folders = (str(job.content.absolute()), "-o", str(job.output.absolute()))
    command = [sys.executable, "-m", "kentongan.frame", *folders]
    command += ["-s", "publishconf.py", "--fatal", "errors", "--log-handler", "plain"]
    rebuild = ["HUMAS_ENGINE_REBUILD=true"] if job.full else []
    command += ["-e", "HUMAS_ENGINE_SURVEY=true", *rebuild]
    process = subprocess.Popen(
        command,
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    report: list[str] = []
    for line in process.stdout or ():
        (show or sys.stderr.write)(line)
        report.append(line)
    if process.wait():
        error = PublishingError("Situs tidak dibangun, jadi tidak ada yang diterbitkan.")
        error.report = "".join(report[-300:])
        raise error


def put(job: Job, target: Target, plan: Plan, outcome: Outcome, progress: Progress) -> None:
    """Publish a plan, then log and notify. A note lets the next run complete a killed one."""
    plan = mend_packed(job, plan)
    entry = _entry(job, "terbit", outcome.changes, plan.publication.commit)
    news = notify.news(plan, job.origin)
    open_channels(job.settings)  # refuses a wrong table before anything changes
    posts = announcing.posts(plan, job.origin, job.now) if job.is_told else []
    Unfinished(plan.publication.manifest.id, entry, news, posts).write(job.note)
    if job.settings.purge:
        purge.check(job.settings.purge)
        first = purge.withdrawn(plan, job.origin)
        purge.add(job.state / PURGE, purge.addresses(plan, job.origin), first)
    began = time.monotonic()
    outcome.version = target.publish(plan, progress)
    outcome.changed = True
    outcome.seconds = time.monotonic() - began
    finish(job, target, outcome)
    outcome.warnings += target.warnings


def purge_waiting(job: Job, outcome: Outcome) -> None:
    """Purge addresses from the CDN, also those that an earlier run could not purge."""
    if job.settings.purge:
        complaint = purge.send(job.state / PURGE, job.settings.purge)
        if complaint:
            outcome.warnings.append(f"{complaint} Dicoba lagi pada penerbitan berikutnya.")


def tell_channels(job: Job, outcome: Outcome) -> None:
    """Tell the channels what became public, also what an earlier run could not tell."""
    if not job.is_told:
        return
    channels = open_channels(job.settings)
    again = partial(announcing.again, job.output, job.origin)
    told = telling.tell(job.state / WAITING, job.content, channels, job.now, again)
    outcome.notifications += told.notifications
    outcome.warnings += told.sentences()


def put_back(job: Job, target: Target, way: Way, outcome: Outcome, progress: Progress) -> None:
    """Go back to an earlier version and hold the target there."""
    version = versions.parse(way.version)
    entry = _entry(job, "mundur", None, "") | {"dari": way.current}
    if job.settings.purge:
        first = purge.full(way.difference.dropped, job.origin)
        changed = purge.full(way.difference.changed, job.origin)
        purge.add(job.state / PURGE, changed, first)
    posts = announcing.taken_back(way.difference.dropped, job.origin) if job.is_told else []
    Unfinished(version.id if version else "", entry, posts=posts).write(job.note)
    began = time.monotonic()
    hold = Hold(job.who, job.now.isoformat(timespec="seconds"), way.current)
    outcome.version = target.rollback(way, hold, progress)
    outcome.changed = True
    outcome.seconds = time.monotonic() - began
    finish(job, target, outcome)
    outcome.warnings += target.warnings


def finish(job: Job, target: Target, outcome: Outcome) -> None:
    """Do the steps after a version is published. Raises AfterFailed; then the note stays."""
    note = read_note(job.note)
    if note is None:
        return
    if not outcome.version:
        outcome.version = _switched(target, note)
    if outcome.version:
        target.conclude()
        entry = {"versi": outcome.version, "detik": round(outcome.seconds, 2)}
        if not _is_logged(job, note, outcome.version):
            journal.append(job.content, job.now, {**note.entry, **entry})
        outcome.notifications = notify.notify(note.news, job.settings, job.origin)
        _log_notices(job, outcome)
        announcing.add(job.state / WAITING, note.posts)
        if job.settings.whatsapp and note.posts:
            announcing.write_for_whatsapp(job.whatsapp, note.posts)
    job.note.unlink(missing_ok=True)


def _switched(target: Target, note: Unfinished) -> str:
    """The version of a killed run, if it came as far as the switch."""
    present = target.present().version
    version = versions.parse(present)
    return present if version and version.id == note.id else ""


def _is_logged(job: Job, note: Unfinished, version: str) -> bool:
    """Whether a run that was killed, or met a full disk, came as far as the log."""
    for entry in reversed(journal.read(job.content)):
        if entry.get("hasil") == "berhasil" and entry.get("tujuan") == job.options.name:
            done = (entry.get("perintah"), entry.get("versi"))
            return done == (note.entry.get("perintah"), version)
    return False


def _log_notices(job: Job, outcome: Outcome) -> None:
    if outcome.notifications:
        notifications = [notification.as_json() for notification in outcome.notifications]
        entry = {"perintah": "beri-tahu", "versi": outcome.version, "pemberitahuan": notifications}
        journal.append(job.content, datetime.now(job.now.tzinfo), entry)


def refuse_held(present: Present, job: Job) -> None:
    """Refuse to undo a rollback: that was a decision, which timers and colleagues must respect."""
    hold = present.hold
    if hold is None or job.lift:
        return
    raise Held(
        f"Tujuan {job.options.name} ditahan pada versi {present.version} oleh {hold.who} "
        f"sejak {hold.begun(job.now.tzinfo)} (humas mundur). Bila isinya sudah benar: "
        "humas terbit --lepas"
    )


def refuse_nested(job: Job) -> None:
    """Refuse a target in a folder of our own: a build would remove it, or Git send it."""
    options = job.options
    if options.values["type"] != "folder":
        return
    place = Path(options.text("path")).expanduser().resolve()
    for folder in (job.output, job.content):
        if place.is_relative_to(folder.resolve()):
            raise ConfigurationError(
                f"Tujuan {options.name}: {place} ada di dalam {folder.resolve()}, folder proyek "
                "ini sendiri. Pakai folder lain di publishconf.py."
            )


def empty_again(present: Present, job: Job) -> list[str]:
    """A warning where a published target holds nothing: it may have been moved, or not mounted."""
    name = job.options.name
    if present.version or not journal.was_published(job.content, name):
        return []
    return [
        f"Tujuan {name} kosong, padahal menurut catatan pernah diterbitkan: semua dikirim sebagai "
        "versi pertama. Bila tempatnya pindah, betulkan tujuan itu di publishconf.py."
    ]


def still_holding(job: Job, sealed: frozenset[str]) -> list[str]:
    """Warnings for the other targets that show, or keep, what is sealed."""
    warnings = []
    for name in job.settings.targets if sealed else ():
        if name == job.options.name:
            continue
        other = replace(job, target=name)
        try:
            lacks = open_target(other.options, other.state).present().lacks(sealed)
        except PublishingError as error:
            warnings.append(f"Tujuan {name} tidak dapat diperiksa: {error}")
            continue
        if lacks:
            warnings.append(
                f"Tujuan {name} masih memuat isi yang disegel; jalankan humas terbit --ke {name} "
                "atau humas terbit --semua."
            )
    return warnings


def prepare(
    job: Job,
    known: SiteFacts,
    progress: Progress = silent,
    sealed: frozenset[str] = frozenset(),
    *,
    is_built: bool = False,
) -> Publication:
    """The built site with fingerprints, compressed variants and maps for the web server.

    `is_built`: it was built for this publication. Else others may have changed it by hand.
    """
    progress("Membaca hasil bangun", 0, 0)
    manifest = _read_output(job, is_built)
    publication = Publication(job.output, manifest, sealed=known.sealed | sealed)
    publication = with_maps(publication, known)
    if job.options.values["type"] not in SERVED:
        return publication
    packed = _compressed(job).variants(manifest)
    return replace(publication, packed=packed, encodings=job.settings.encodings)


def _read_output(job: Job, is_built: bool) -> Manifest:
    """The files of the built site. After a build only what builds changed is looked at."""
    memory = job.cache / "terbit/sidik.tsv"
    notes = BuildNotes(job.cache, job.output)
    known = {} if job.full else load_stamps(memory)
    changed = notes.changed() if known and is_built else None
    notes.forget()  # until the memory is written, nothing is known
    if changed is None:
        looked = scan(job.output, known)
    else:
        looked = {path: stamp for path, stamp in known.items() if path not in changed}
        looked.update(scan(job.output, known, changed))
    stamps = {path: looked[path] for path in sorted(looked)}  # whoever sorts them again is quick
    if stamps != known:
        save_stamps(memory, stamps)
    notes.begin()
    if job.full:
        _compressed(job).clear()
    elif not known:
        _compressed(job).prune([_manifest(stamps)])
    elif stamps != known:
        before, now = ({value for _, value in side.values()} for side in (known, stamps))
        _compressed(job).remove(before - now)
    return _manifest(stamps)


def _manifest(stamps: Mapping[str, tuple[Stamp, str]]) -> Manifest:
    return Manifest({path: value for path, (_, value) in stamps.items()})


def compress(job: Job, plan: Plan, progress: Progress = silent) -> None:
    """Make the compressed files that would be sent."""
    publication = plan.publication
    if job.options.values["type"] in SERVED and plan.needed:
        _compressed(job).fill(
            publication.root,
            publication.manifest,
            lambda done, of: progress("Memadatkan", done, of),
            _sent(plan),
        )


def _sent(plan: Plan) -> Sequence[str] | None:
    """The files that a target sends again; None for all."""
    return None if plan.first or plan.full or not plan.old.files else plan.difference.put


def with_maps(publication: Publication, known: SiteFacts) -> Publication:
    """The publication with what the web server must know of addresses that are not there."""
    shown = facts.only_for(known, map(rules.address, publication.manifest.files))
    return replace(publication, server=serverconf.maps(shown))


def mend_packed(job: Job, plan: Plan) -> Plan:
    """Check the compressed files that would be sent: the cache may be damaged."""
    publication = plan.publication
    if job.options.values["type"] not in SERVED:
        return plan
    store = _compressed(job)
    paths = publication.manifest.files if plan.first or plan.repair else plan.difference.put
    if not store.mend(publication.root, publication.manifest, paths):
        return plan
    packed = store.variants(publication.manifest)
    return replace(plan, publication=replace(publication, packed=packed))


def _compressed(job: Job) -> CompressedStore:
    return CompressedStore(job.cache / "padat", job.settings.encodings)


def site_facts(job: Job) -> SiteFacts:
    return facts.load(job.output / job.settings.facts, job.origin)


def _entry(job: Job, command: str, changes: Changes | None, commit: str) -> dict[str, Any]:
    """The line of the log. Releases go by their codes: a title or slug may have to be removed."""
    journal.forget_addresses(job.content)
    entry: dict[str, Any] = {
        "perintah": command,
        "hasil": "berhasil",
        "siapa": job.who,
        "tujuan": job.options.name,
        "commit": commit or journal.commit(job.content),
    }
    if changes is not None:
        entry |= {
            "jumlah": [len(changes.new), len(changes.corrected), len(changes.withdrawn)],
            "baru": codes(changes.new)[:LOGGED],
            "diubah": codes(changes.corrected)[:LOGGED],
            "dicabut": codes(changes.withdrawn)[:LOGGED],
            "hilang": len(changes.removed),
            "berkas": changes.files,
            "bita": changes.bytes,
        }
    return entry
