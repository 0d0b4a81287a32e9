"""One round: every district is asked what is new, and what is proved is taken over.

No district can hold up or spoil another: each has its time, its limits and its own transaction.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from kentongan.newsroom.province import Settings
from kentongan.province import reading, taking, verify
from kentongan.province.catalogue import Catalogue, Status
from kentongan.province.decide import Decision, Known, Received, Rules, decide
from kentongan.province.pull import SECONDS, TROUBLES, Answer, Sites, Trouble
from kentongan.province.registry import District, Registry
from kentongan.site.federation import Heartbeat, sha256

FIRST_PAUSE, LONGEST_PAUSE = 30.0, 900.0  # seconds after failures
JITTER = 0.25
BY_HAND = "beku"  # why a district is frozen that staff have frozen
BY_FILE = "berkas"  # or whose file has an error
MARGIN = 1.0  # seconds of the time of a district that are left for what follows its texts


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a round gave for one district. `trouble` and `frozen` are keys of `TROUBLES`."""

    slug: str
    name: str
    accepted: int = 0
    withdrawn: int = 0
    hidden: int = 0
    removed: int = 0
    faults: tuple[tuple[str, int], ...] = ()
    trouble: str = ""
    frozen: str = ""
    is_unchanged: bool = False
    is_left_out: bool = False
    seconds: float = 0.0

    @property
    def has_changes(self) -> bool:
        return bool(self.accepted or self.withdrawn or self.hidden or self.removed)

    def as_json(self) -> dict[str, Any]:
        return {
            "wilayah": self.slug,
            "nama": self.name,
            "diterima": self.accepted,
            "dicabut": self.withdrawn,
            "disembunyikan": self.hidden,
            "disingkirkan": self.removed,
            "ditolak": dict(self.faults),
            "gangguan": self.trouble,
            "beku": self.frozen,
            "sama": self.is_unchanged,
            "dilewati": self.is_left_out,
        }


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did, and what it cost."""

    outcomes: tuple[Outcome, ...]
    requests: int = 0
    read: int = 0

    @property
    def changes(self) -> bool:
        return any(outcome.has_changes for outcome in self.outcomes)

    def as_json(self) -> dict[str, Any]:
        return {
            "wilayah": [outcome.as_json() for outcome in self.outcomes],
            "permintaan": self.requests,
            "bita": self.read,
        }


def _same(district: District, status: Status) -> Outcome:
    """Nothing is new. What is wrong with its file is told each time."""
    frozen = status.frozen or (BY_FILE if district.is_faulty else "")
    return Outcome(district.slug, district.name, frozen=frozen, is_unchanged=True)


def pull(
    catalogue: Catalogue,
    registry: Registry,
    options: Settings,
    now: datetime,
    *,
    only: Iterable[str] = (),
    patient: bool = False,
    anew: bool = False,
    seconds: float = SECONDS,
    jitter: Callable[[], float] = random.random,
) -> Round:
    """Ask all districts, or `only` some. `patient`: those that failed are left alone for a while.

    `anew`: nothing that is known makes a question cheaper.
    """
    _drop_strangers(catalogue, registry)
    chosen = set(only)
    districts = [district for district in registry if not chosen or district.slug in chosen]
    work = _Work(catalogue, registry, options, now, patient, anew, jitter)
    return _run(work.run(districts, seconds))


def _run(work: Coroutine[Any, Any, Round]) -> Round:
    """Do the work to its end, also for a caller in whose thread a loop runs already."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def _drop_strangers(catalogue: Catalogue, registry: Registry) -> None:
    """Districts that are cut off or have no file any more are shown no more."""
    for slug in catalogue.slugs():
        district = registry.districts.get(slug)
        if (district is None or district.state == "putus") and catalogue.counts(slug).keys() - {
            "ditolak"
        }:
            catalogue.drop(slug)
            status = catalogue.status(slug)
            catalogue.set_status(slug, replace(status, file=""))


@dataclass(slots=True)
class _Work:
    catalogue: Catalogue
    registry: Registry
    options: Settings
    now: datetime
    patient: bool
    anew: bool
    jitter: Callable[[], float]

    async def run(self, districts: list[District], seconds: float) -> Round:
        known = {district.slug: self.catalogue.status(district.slug) for district in districts}
        # Who failed before does not keep the others waiting.
        districts = sorted(districts, key=lambda district: known[district.slug].failures)
        async with Sites(seconds) as sites:
            results = await asyncio.gather(
                *(
                    self._without_harm(sites, district, known[district.slug])
                    for district in districts
                )
            )
        with self.catalogue.change():
            for (outcome, status), district in zip(results, districts, strict=True):
                if not outcome.is_left_out:
                    self.catalogue.set_status(district.slug, status)
        outcomes = sorted((outcome for outcome, _ in results), key=lambda outcome: outcome.slug)
        return Round(tuple(outcomes), sites.requests, sites.read)

    async def _without_harm(
        self, sites: Sites, district: District, status: Status
    ) -> tuple[Outcome, Status]:
        left_out = Outcome(district.slug, district.name, is_left_out=True)
        if district.state == "putus" or (self.patient and not self._is_due(status)):
            return left_out, status
        if not district.can_be_asked:
            return replace(left_out, trouble=BY_FILE, is_left_out=False), status
        async with sites.gate:
            begin = asyncio.get_running_loop().time()
            try:
                async with asyncio.timeout(sites.seconds):
                    outcome, status = await self._ask_district(sites, district, status)
            except TimeoutError:
                outcome, status = self._failed(district, self._latest(district), "lambat")
            except Trouble as trouble:
                outcome, status = self._failed(district, self._latest(district), trouble.why)
            except (ArithmeticError, LookupError, TypeError, ValueError, RecursionError):
                # Nothing that a district signs may stop the others, whatever we did not foresee.
                outcome, status = self._failed(district, self._latest(district), "rusak")
            spent = asyncio.get_running_loop().time() - begin
        return replace(outcome, seconds=spent), status

    def _latest(self, district: District) -> Status:
        return self.catalogue.status(district.slug)

    def _is_due(self, status: Status) -> bool:
        return not status.not_before or datetime.fromisoformat(status.not_before) <= self.now

    async def _ask_district(
        self, sites: Sites, district: District, status: Status
    ) -> tuple[Outcome, Status]:
        file = sha256(repr(district).encode())[:16]
        anew = self.anew or file != status.file or status.released
        answer, signature = await reading.heartbeat(sites, district, status, anew=anew)
        status = replace(status, file=file)
        if answer.data is None:
            return self._unchanged(district, status)
        beat = verify.heartbeat(district, answer.data, signature, self.now)
        if beat.number < status.number and not status.released:
            raise Trouble("urut-mundur")
        fresh = self._fresh(status, answer, beat.valid_until)
        is_same = (beat.number, beat.manifest, beat.index) == (
            status.number, status.manifest, status.bundles,
        )  # fmt: skip
        if is_same and not anew:
            return _same(district, status), fresh
        read = await self._read(sites, district, beat)
        return self._take_over(district, status, fresh, read)

    async def _read(self, sites: Sites, district: District, beat: Heartbeat) -> reading.Read:
        until = asyncio.get_running_loop().time() + sites.seconds - MARGIN
        before = self.catalogue.nodes(district.slug)
        nodes = dict(before)
        try:
            read = await reading.manifest(sites, district, beat, nodes)
        except BaseException:
            # The next round goes on from here, but not for ever.
            is_much = len(nodes) > 2 * reading.MOST_NODES
            self.catalogue.keep_nodes(district.slug, {} if is_much else nodes)
            raise
        held = self.catalogue.held(district.slug)
        await reading.texts(sites, district, read, before, held, self.catalogue, until)
        await reading.hashes(sites, district, read, held, until)
        return read

    def _take_over(
        self, district: District, status: Status, fresh: Status, read: reading.Read
    ) -> tuple[Outcome, Status]:
        decision = self._decided(district, status, read)
        if decision.refused:
            raise Trouble(decision.refused)
        taken = taking.releases(district, read, decision, self.catalogue, self.now)
        is_new_freeze = bool(decision.frozen) and not status.frozen
        is_own = decision.frozen in (BY_FILE, BY_HAND)  # not found by this round
        faults = Counter(decision.faults.values())
        status = replace(
            fresh,
            number=read.beat.number,
            manifest=status.manifest if decision.frozen == "urut-ganda" else read.beat.manifest,
            bundles=read.beat.index if read.is_whole else "",
            etag=fresh.etag if read.is_whole else "",
            modified=fresh.modified if read.is_whole else "",
            beat=fresh.beat if read.is_whole else "",
            trouble="" if read.is_whole else "belum-selesai",
            frozen=status.frozen if is_own else decision.frozen,
            frozen_at=self._stamp() if is_new_freeze and not is_own else status.frozen_at,
            released=False,
            faults=dict(faults),
        )
        with self.catalogue.change():
            self.catalogue.take_over(decision, taken)
            self.catalogue.keep_nodes(district.slug, read.nodes)
            self.catalogue.set_status(district.slug, status)
        outcome = Outcome(
            district.slug,
            district.name,
            len(decision.accept),
            len(decision.withdraw),
            len(decision.hide),
            len(decision.remove),
            tuple(sorted(faults.items())),
            status.trouble,
            decision.frozen,
        )
        return outcome, status

    def _decided(self, district: District, status: Status, read: reading.Read) -> Decision:
        catalogue, registry = self.catalogue, self.registry
        by_file = BY_FILE if district.is_faulty else BY_HAND if district.state == "beku" else ""
        rules = Rules(
            self.now,
            vanish=100 if status.released else self.options.vanish,
            frozen=status.frozen or by_file,
            owner_of_code=catalogue.owner_of,
            owner_of_mark=registry.owner_of,
        )
        known = Known(
            0 if status.released else status.number,
            status.manifest,
            catalogue.held(district.slug),
        )
        texts = {code: line.words for code, (line, _) in read.lines.items() if line.words}
        received = Received(read.beat.number, read.beat.manifest, read.rows, texts)
        return decide(district, known, received, rules)

    def _unchanged(self, district: District, status: Status) -> tuple[Outcome, Status]:
        if not status.until or datetime.fromisoformat(status.until) <= self.now:
            raise Trouble("detak-basi")
        moment = self._stamp()
        return _same(district, status), replace(
            status, checked=moment, asked=moment, failures=0, not_before="", trouble=""
        )

    def _fresh(self, status: Status, answer: Answer, until: datetime) -> Status:
        moment = self._stamp()
        return replace(
            status,
            until=until.isoformat(),
            checked=moment,
            asked=moment,
            etag=answer.etag,
            modified=answer.modified,
            beat=(answer.data or b"").decode("utf-8", "replace"),
            failures=0,
            not_before="",
            trouble="",
        )

    def _failed(self, district: District, status: Status, why: str) -> tuple[Outcome, Status]:
        assert why in TROUBLES
        failures = status.failures + 1
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(failures - 1, 10))
        pause *= 1 - JITTER + 2 * JITTER * self.jitter()
        status = replace(
            status,
            asked=self._stamp(),
            failures=failures,
            not_before=(self.now + timedelta(seconds=min(pause, LONGEST_PAUSE))).isoformat(),
            trouble=why,
        )
        return Outcome(district.slug, district.name, trouble=why, frozen=status.frozen), status

    def _stamp(self) -> str:
        return self.now.isoformat(timespec="seconds")
