"""Publish and roll back: the deeds of `humas terbit` and `humas mundur`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from kentongan.newsroom import former_addresses, refused, sealing
from kentongan.newsroom.configuration import Configuration
from kentongan.newsroom.folder import Newsroom
from kentongan.parts.permalinks import ledger
from kentongan.publishing import ancestry, changes, clocks, failures, journal, repository, run
from kentongan.publishing.changes import Changes
from kentongan.publishing.core import (
    Plan,
    Present,
    Progress,
    Settings,
    Target,
    Way,
    silent,
)
from kentongan.publishing.errors import Busy, PublishingError, Refused, disk_faults_in_words
from kentongan.publishing.facts import SiteFacts
from kentongan.publishing.lock import one_publication
from kentongan.publishing.repository import Repository
from kentongan.publishing.run import Job, Outcome
from kentongan.publishing.targets import open_target
from kentongan.site import seals

ATTEMPTS = 5  # colleagues who send at the same moment
Confirm = Callable[[Plan, Changes], bool]


@dataclass(frozen=True)
class Request:
    """An officer's request for a publication: the `job` and its options."""

    job: Job
    look: bool = False
    as_built: bool = False
    with_git: bool = True
    ignore_history: bool = False
    seal: tuple[str, ...] = ()
    allowed_losses: tuple[str, ...] = ()
    ours: frozenset[str] = frozenset()
    theirs: frozenset[str] = frozenset()
    is_one_of_all: bool = False
    """The other targets are published too, so nothing is said of what they hold."""


def job_of(
    configured: Configuration,
    content: Path,
    output: Path,
    target: str | None = None,
    who: str = "",
) -> Job:
    """The job as the settings of the project describe it. Raises NewsroomError."""
    origin = os.environ.get("SITEURL") or str(configured.values.get("SITEURL", ""))
    return Job(
        configured.of(Settings),
        content,
        output,
        configured.cache,
        origin,
        configured.now(),
        who or journal.who(),
        target,
        mark=configured.mark,
    )


@dataclass
class _Run:
    """One publication under way."""

    request: Request
    target: Target
    repository: Repository | None
    outcome: Outcome
    agreed: Changes | None = None
    is_rewritten: bool = False
    sealed_before: frozenset[str] = frozenset()
    """What the present version of the target leaves out."""

    @property
    def job(self) -> Job:
        return self.request.job


def publish(
    request: Request,
    confirm: Confirm,
    build: Callable[[], None],
    progress: Progress = silent,
) -> Outcome:
    """Take colleagues' work, build, compare, ask, send ours, publish, log, tell.

    Raises PublishingError; then the site is as it was, unless the sentence says otherwise.
    """
    job = request.job
    outcome = Outcome(job.options.name)
    with _alone(job, "terbit"):
        run.refuse_nested(job)
        target = open_target(job.options, job.state)
        _finish_killed(job, target, outcome)
        outcome.warnings += clocks.check(target, job)
        present = target.present()
        run.refuse_held(present, job)
        outcome.warnings += run.empty_again(present, job)
        state = _Run(request, target, _repository(request), outcome)
        outcome.warnings += journal.ignored(job.content) if state.repository else []
        plan = _agreed_plan(state, confirm, build, progress)
        outcome.warnings += filter(None, [clocks.lag(job)])
        if plan is None:
            return outcome
        if plan.needed:
            run.put(job, target, plan, outcome, progress)
            outcome.warnings += _newly_sealed(state, plan)
        run.purge_waiting(job, outcome)
        run.tell_channels(job, outcome)
        if not request.is_one_of_all:
            outcome.warnings += run.still_holding(job, plan.publication.sealed)
        _send_log(state)
    return outcome


def publish_all(
    request: Request, confirm: Confirm, build: Callable[[], None], progress: Progress = silent
) -> list[Outcome]:
    """The same for every target. A failure does not stop the others."""
    outcomes, faults = [], []
    for name in request.job.settings.targets:
        job = replace(request.job, target=name)
        own_request = replace(request, job=job, is_one_of_all=True)
        try:
            outcomes.append(publish(own_request, confirm, build, progress))
        except PublishingError as error:
            faults.append(error)
        else:
            request = replace(request, as_built=True)
    if faults:
        for outcome in outcomes:
            if outcome.changed:
                faults[0].add_note(f"Tujuan {outcome.target}: versi {outcome.version} tayang.")
        for other in faults[1:]:
            faults[0].add_note(str(other))
        raise faults[0]
    return outcomes


def roll_back(job: Job, confirm: Callable[[Way], bool], progress: Progress = silent) -> Outcome:
    """Show the version before the present one again, and hold the target there."""
    outcome = Outcome(job.options.name)
    with _alone(job, "mundur"):
        target = open_target(job.options, job.state)
        _finish_killed(job, target, outcome)
        way = target.way_back(_sealed(job))
        if confirm(way):
            run.put_back(job, target, way, outcome, progress)
            run.purge_waiting(job, outcome)
            run.tell_channels(job, outcome)
    return outcome


@contextmanager
def _alone(job: Job, command: str) -> Iterator[None]:
    """No other publication of this project runs meanwhile; a failure is logged and reported."""
    with (
        disk_faults_in_words(),
        one_publication(job.lock, job.who),
        failures.reporting(job, command),
    ):
        yield


def _sealed(job: Job) -> frozenset[str]:
    return run.site_facts(job).sealed | seals.read(job.content)


def _finish_killed(job: Job, target: Target, outcome: Outcome) -> None:
    killed = Outcome(outcome.target)
    run.finish(job, target, killed)
    if killed.version:
        outcome.warnings.append(f"Penerbitan versi {killed.version} yang terputus diselesaikan.")
        outcome.notifications += killed.notifications


def _agreed_plan(
    state: _Run, confirm: Confirm, build: Callable[[], None], progress: Progress
) -> Plan | None:
    """The plan that staff said yes to, with its content sent; None when they said no."""
    for _ in range(ATTEMPTS):
        _take(state)
        former_addresses.recover(state.job.content, state.job.cache)
        if not state.request.as_built:
            ledger.forget(state.job.content, state.request.allowed_losses)
            _build(state.job, build)
            if _take(state):
                continue  # colleagues sent theirs while we built
        plan = _plan(state, progress)
        if not _confirmed(state, plan, confirm):
            return None
        plan = _with_files_hidden(state, plan)
        seals.add(
            state.job.content, sealing.codes_in(state.request.seal), state.job.now, state.job.who
        )
        if state.repository is None:
            return _with_commit(plan, journal.commit(state.job.content) or "")
        if _send(state):
            return _with_commit(plan, state.repository.head())
    raise Busy("Rekan terus mengirim naskah pada saat yang sama. Jalankan humas terbit lagi.")


def _build(job: Job, build: Callable[[], None]) -> None:
    """Build. What is public and refused now is sealed, and named beside the errors."""
    try:
        build()
    except PublishingError as error:
        codes = refused.still_public(job.content, job.output, error.report)
        seals.add(job.content, codes, job.now, "gerbang")
        for code in codes:
            error.add_note(
                f"Rilis {code} sedang tayang seperti itu. Betulkan atau cabut segera; terbitan "
                "yang memuatnya tidak akan dapat ditayangkan lagi."
            )
        raise


def _with_files_hidden(state: _Run, plan: Plan) -> Plan:
    """Record the files that go with what is hidden now: their addresses answer 410 as well."""
    content = state.job.content
    codes = sorted(run.site_facts(state.job).sealed - state.sealed_before)
    files = changes.removed_files(plan, codes) if codes else []
    if not files:
        return plan
    ledger.hide(content, codes[0], files)
    return replace(plan, publication=run.with_maps(plan.publication, _known(state.job)))


def _known(job: Job) -> SiteFacts:
    """What the web server must know of the built site."""
    return replace(run.site_facts(job), hidden=ledger.hidden(job.content))


def _with_commit(plan: Plan, commit: str) -> Plan:
    return replace(plan, publication=replace(plan.publication, commit=commit))


def _confirmed(state: _Run, plan: Plan, confirm: Confirm) -> bool:
    """Whether staff want what they were shown; asked again only if the changes differ."""
    shown = changes.describe(plan, _known(state.job))
    state.outcome.changes = shown
    if state.request.look or plan.needed:
        if state.agreed != shown and not confirm(plan, shown):
            return False
        state.agreed = shown
    return not state.request.look


def _plan(state: _Run, progress: Progress) -> Plan:
    job = state.job
    known = _known(job)
    wanted = sealing.codes_in(state.request.seal)
    sealed = seals.read(job.content) | seals.marks(wanted, job.now)
    is_built = not state.request.as_built
    publication = run.prepare(job, known, progress, sealed, is_built=is_built)
    sealing.refuse_unknown(wanted, publication)
    plan = state.target.plan(publication, job.full)
    run.compress(job, plan, progress)
    _refuse_losses(state, plan, known)
    return replace(plan, repair=plan.repair or state.is_rewritten)


def _seal(state: _Run) -> None:
    job = state.job
    seals.add(job.content, sealing.codes_in(state.request.seal), job.now, job.who)


def _newly_sealed(state: _Run, plan: Plan) -> list[str]:
    new = plan.publication.sealed - state.sealed_before
    return sealing.hidden_by_themselves(new, sealing.codes_in(state.request.seal))


# Addresses that would vanish


def _refuse_losses(state: _Run, plan: Plan, known: SiteFacts) -> None:
    """An address that was public leads somewhere, or its release was withdrawn."""
    allowed = {ledger.plain(address) for address in state.request.allowed_losses}
    lost = [
        address
        for address in changes.lost_pages(plan, known)
        if address not in allowed
        and not ledger.was_published(state.job.content, address, known.sealed)
    ]
    if lost:
        words = " ".join(f"--izinkan-hilang {address}" for address in lost[:5])
        # For a clock that is behind, what is public seems to be embargoed still.
        advice = clocks.lag(state.job) or (
            "Kembalikan naskahnya, atau cabut dengan humas cabut. "
            f"Bila memang harus hilang: humas terbit {words}"
        )
        raise Refused(
            f"Alamat yang sudah tayang akan hilang tanpa pencabutan: {', '.join(lost[:20])}. "
            f"Situs tetap seperti semula. {advice}"
        )


# Colleagues' work


def _repository(request: Request) -> Repository | None:
    if not request.with_git:
        return None
    job = request.job
    git = repository.find(job.content, job.cache / "terbit/bentrok.json")
    if git is not None:
        git.memory.mine, git.memory.theirs = request.ours, request.theirs
    return git


def _take(state: _Run) -> bool:
    """Colleagues' work comes in, and whether any did.

    Then the target may hold nothing that we do not. Raises Refused.
    """
    came = state.repository is not None and state.repository.take()
    if came and state.request.as_built:
        raise Refused(
            "Ada naskah rekan yang belum ikut dibangun. Situs tetap seperti semula. "
            "Jalankan humas terbit tanpa --tanpa-bangun."
        )
    present = state.target.present()
    run.refuse_held(present, state.job)
    state.sealed_before = present.facts.sealed
    _refuse_unknown_source(state, present.facts.commit.rstrip("+"))
    _refuse_lost_trace(state, present)
    return came


def _refuse_lost_trace(state: _Run, present: Present) -> None:
    """Refuse to publish over a published site without its addresses, codes and seals."""
    trace = state.job.content / "jejak"
    log = state.job.content / journal.NAME  # refusals stand there too, so that alone it says little
    is_kept = any(path.is_file() and path != log for path in trace.rglob("*"))
    is_kept |= any(line.get("hasil") == "berhasil" for line in journal.read(state.job.content))
    if present.version and not is_kept and not state.request.ignore_history:
        raise Refused(
            f"Folder {trace} kosong atau hilang, padahal tujuan {state.target.name} sudah pernah "
            "diterbitkan. Tanpa folder itu alamat lama, waktu terbit, dan segel hilang. Situs "
            f"tetap seperti semula. Kembalikan folder itu dari Git (git checkout -- {trace}) "
            "atau dari cadangan. Bila memang mulai dari awal: humas terbit --abaikan-riwayat"
        )


def _refuse_unknown_source(state: _Run, published: str) -> None:
    """Refuse if the published version was made from commits that we do not have."""
    content = state.job.content
    known = (
        not published
        or ancestry.is_ancestor(content, published, "HEAD")
        or ancestry.is_carried_over(content, published)
    )
    state.is_rewritten = not known and state.request.ignore_history
    if not known and not state.is_rewritten:
        raise Refused(
            f"Tujuan {state.target.name} memuat terbitan dari naskah yang tidak ada di komputer "
            f"ini. Situs tetap seperti semula. {_how_to_have(state, published)} Bila riwayat "
            "naskah memang ditulis ulang: humas terbit --abaikan-riwayat"
        )


def _how_to_have(state: _Run, published: str) -> str:
    if state.repository is None:
        return "Jalankan humas terbit tanpa --tanpa-git supaya naskah rekan diambil dulu."
    branches = ", ".join(ancestry.branches_with(state.job.content, published))
    if not branches and ancestry.was_here(state.job.content, published):
        return (
            "Naskah terbitan itu pernah ada di sini, lalu dikeluarkan dari riwayat bersama. Rekan "
            "yang masih menyimpannya tinggal menjalankan humas terbit; naskahnya lalu kembali."
        )
    where = f"ada di cabang lain ({branches})" if branches else "belum dikirim kepada rekan"
    return (
        f"Naskah rekan sudah diambil, tetapi naskah terbitan itu {where}. Minta yang "
        "menerbitkannya, atau pengelola, menyatukannya dengan naskah bersama, lalu ulangi."
    )


def _send(state: _Run) -> bool:
    """Give our texts to the colleagues; False when theirs came first."""
    git = state.repository
    if git is None:
        return True
    git.drafts = frozenset(_drafts(state.job.content, git))
    version = state.outcome.version
    git.save(f"Catatan terbitan {version}" if version else f"Terbitan {state.target.name}")
    sent = git.push()
    if sent:
        git.memory.forget()
    return sent


def _send_log(state: _Run) -> None:
    """The log is sent too; where that fails, the next publication does it."""
    for _ in range(ATTEMPTS if state.repository else 0):
        try:
            if _send(state):
                return
            _take(state)
        except PublishingError as error:
            state.outcome.warnings.append(
                f"Catatan penerbitan belum terkirim ke rekan, dikirim lain kali: {error}"
            )
            return


def _drafts(content: Path, git: Repository) -> Iterable[str]:
    """New texts that are not public yet or cannot be read; they are not sent."""
    new = [git.root / path for path in git.new_files()]
    releases = [file for file in new if file.is_relative_to(content.resolve() / "rilis")]
    if not releases:
        return
    room = Newsroom(content)
    for file in releases:
        path = file.relative_to(content.resolve()).as_posix()
        release = room.parse(file.read_bytes(), path).value
        if release is None or release.status == "draf":
            yield file.relative_to(git.root).as_posix()
