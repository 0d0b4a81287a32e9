"""What the staff of a province can do: pull, look, freeze, thaw, hide, seal, build, check."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from kentongan.domain import codes
from kentongan.domain.problems import Problem
from kentongan.newsroom import configuration, hosted
from kentongan.newsroom.configuration import Configuration
from kentongan.newsroom.errors import NewsroomError, RequestError
from kentongan.newsroom.province import Settings
from kentongan.newsroom.publish import job_of
from kentongan.province import registry as registries
from kentongan.province import rounds
from kentongan.province.catalogue import Catalogue, Status
from kentongan.province.portal import is_stale, of_project
from kentongan.province.pull import TROUBLES
from kentongan.province.registry import District, Registry
from kentongan.province.rounds import BY_FILE, BY_HAND, Round
from kentongan.publishing import journal, run
from kentongan.publishing.errors import PublishingError
from kentongan.site import seals
from kentongan.storage.locking import exclusive


@dataclass(frozen=True, slots=True)
class Row:
    """A district as it stands."""

    district: District
    status: Status
    counts: dict[str, int]
    stale: bool

    @property
    def state(self) -> str:
        """aktif, beku, putus, or basi where it has given no sign of life for long."""
        if self.district.state != "aktif":
            return self.district.state
        if self.status.frozen:
            return "beku"
        return "basi" if self.stale else "aktif"

    @property
    def why(self) -> str:
        """In words, what is wrong; empty where nothing is."""
        return TROUBLES.get(self._fault, self._fault)

    @property
    def _fault(self) -> str:
        return BY_FILE if self.district.is_faulty else self.status.frozen or self.status.trouble

    def as_json(self) -> dict[str, Any]:
        return {
            "wilayah": self.district.slug,
            "nama": self.district.name,
            "asal": self.district.origin,
            "keadaan": self.state,
            "sebab": self._fault,
            "urut": self.status.number,
            "diperiksa": self.status.checked,
            "berlaku_sampai": self.status.until,
            "gagal": self.status.failures,
            "rilis": self.counts,
            "ditolak": dict(self.status.faults or {}),
            "kontak": self.district.contact,
        }


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong with the registry, and with districts."""

    problems: tuple[Problem, ...]
    rows: tuple[Row, ...]

    @property
    def is_fine(self) -> bool:
        has_errors = any(problem.severity == "error" for problem in self.problems)
        return not has_errors and all(row.state in ("aktif", "putus") for row in self.rows)

    def as_json(self) -> dict[str, Any]:
        return {
            "problems": [problem.as_json() for problem in self.problems],
            "wilayah": [row.as_json() for row in self.rows],
        }


@dataclass(frozen=True, slots=True)
class Ordered:
    """What staff have ordered of one release: it holds from the next build on."""

    code: str
    words: str

    def as_json(self) -> dict[str, str]:
        return {"kode": self.code, "hasil": self.words}


@dataclass(frozen=True, slots=True)
class Built:
    """The portal, and the hosted districts that were built before it."""

    output: Path
    districts: tuple[hosted.Built, ...]

    @property
    def is_whole(self) -> bool:
        return not any(district.reason for district in self.districts)

    def as_json(self) -> dict[str, Any]:
        rows = [district.as_json() for district in self.districts]
        return {"output": str(self.output), "titipan": rows}


class Room:
    """A project that is a province. Raises NewsroomError where it is none."""

    def __init__(self, content: Path, stated_now: str = "") -> None:
        self.content = content
        self.configuration: Configuration = configuration.load(content)
        self.project = configuration.find_project(content) or self.configuration.project
        self.options = self.configuration.of(Settings)
        self.stated_now = stated_now
        if not self.folder.is_dir():
            raise NewsroomError(
                f"Ini bukan provinsi: folder {self.options.registry} tidak ada. Buat folder itu "
                "dan satu berkas untuk tiap wilayah (docs/panduan-provinsi.md)."
            )

    @property
    def folder(self) -> Path:
        return self.options.folder(self.project)

    @property
    def now(self) -> datetime:
        return self.configuration.now(self.stated_now)

    def registry(self) -> Registry:
        return registries.read(self.folder, self.configuration.zone)

    @contextmanager
    def catalogue(self) -> Iterator[Catalogue]:
        """The catalogue, for one process at a time."""
        path = self.options.catalogue(self.project)
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = self.configuration.cache / "provinsi.kunci"
        lock.parent.mkdir(parents=True, exist_ok=True)
        with exclusive(lock, "penarikan", lambda: None), Catalogue(path) as catalogue:
            yield catalogue


def pull(
    room: Room, only: tuple[str, ...] = (), *, anew: bool = False, patient: bool = False
) -> Round:
    """Ask the districts what is new. Raises RequestError for an unknown one."""
    registry = room.registry()
    for slug in only:
        _district(registry, slug)
    with room.catalogue() as catalogue:
        return rounds.pull(
            catalogue, registry, room.options, room.now, only=only, anew=anew, patient=patient
        )


def listing(room: Room) -> list[Row]:
    """All districts by slug."""
    registry = room.registry()
    with room.catalogue() as catalogue:
        return [
            _row(catalogue, district, room)
            for district in sorted(registry, key=lambda district: district.slug)
        ]


def _row(catalogue: Catalogue, district: District, room: Room) -> Row:
    status = catalogue.status(district.slug)
    stale = is_stale(status, room.options.stale_days, room.now)
    return Row(district, status, catalogue.counts(district.slug), stale)


def check(room: Room) -> Checked:
    return Checked(room.registry().problems, tuple(listing(room)))


def freeze(room: Room, slug: str) -> Row:
    """Take nothing new of a district from now on, but its withdrawals."""
    district = _district(room.registry(), slug)
    with room.catalogue() as catalogue:
        status = catalogue.status(slug)
        if not status.frozen:
            at = room.now.isoformat(timespec="seconds")
            catalogue.set_status(slug, replace(status, frozen=BY_HAND, frozen_at=at))
        return _row(catalogue, district, room)


def thaw(room: Room, slug: str) -> Row:
    """Believe a district again: the next round takes what it says, whatever is missing, and if
    its number is lower: a thief may have raised it.
    """
    district = _district(room.registry(), slug)
    if district.is_faulty:
        raise NewsroomError(
            f"Berkas {district.path} keliru, jadi {district.name} tetap beku. Yang keliru: "
            "humas provinsi periksa"
        )
    if district.state == "beku":
        raise NewsroomError(
            f"{district.name} dibekukan di berkasnya; tulis Keadaan: aktif di "
            f"{room.options.registry}/{district.path}."
        )
    with room.catalogue() as catalogue:
        status = catalogue.status(slug)
        if status.frozen or status.trouble == "urut-mundur":
            thawed = replace(status, frozen="", frozen_at="", released=True, etag="", modified="")
            catalogue.set_status(slug, thawed)
        return _row(catalogue, district, room)


def conceal(room: Room, written: str, reason: str) -> Ordered:
    """Show a release no more, whatever its district says. Raises NewsroomError."""
    with room.catalogue() as catalogue:
        code = _known(catalogue, written)
        catalogue.conceal(code, reason, room.now)
        return Ordered(code, "disembunyikan")


def reveal(room: Room, written: str) -> Ordered:
    """Take that back. Raises NewsroomError."""
    code = _code(written)
    with room.catalogue() as catalogue:
        if not catalogue.reveal(code):
            raise NewsroomError(f"{code} tidak sedang disembunyikan.")
    return Ordered(code, "ditampilkan lagi")


def concealed(room: Room) -> dict[str, tuple[str, str]]:
    with room.catalogue() as catalogue:
        return catalogue.concealed()


def seal(room: Room, written: str) -> Ordered:
    """Let no older version of the portal show this release."""
    with room.catalogue() as catalogue:
        code = _known(catalogue, written)
    seals.add(room.content, [code], room.now, journal.who())
    return Ordered(code, "disegel")


def build_all(
    room: Room, only: tuple[str, ...], notice: Callable[[hosted.Built], None], *, afresh: bool
) -> Built:
    """Make the hosted districts, then the portal; `only` these districts where any is named."""
    settings = room.configuration
    districts = hosted.build(settings, only, notice, stated_now=room.stated_now, afresh=afresh)
    if not only:
        build(room)
    return Built(settings.output, tuple(districts))


def build(room: Room) -> None:
    """Make the portal with production settings. Raises NewsroomError."""
    settings = room.configuration
    job = job_of(settings, room.content, settings.output)
    try:
        run.build(job, room.project)
    except PublishingError as error:
        raise NewsroomError(str(error)) from None


def watch(
    room: Room,
    told: Callable[[Round], None],
    make: Callable[[], None],
    failed: Callable[[NewsroomError], None],
    *,
    rounds_to_go: int | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Round after round; `make` is called when what is shown has changed. Ends with Ctrl+C.

    What fails is told and tried again in the next round: nobody sits beside it.
    """
    mark = None
    while rounds_to_go is None or rounds_to_go > 0:
        began = time.monotonic()
        try:
            told(pull(room, patient=True))
            now = _mark(room)
            if now != mark:
                make()
                mark = now
        except NewsroomError as error:
            failed(error)
        if rounds_to_go is not None:
            rounds_to_go -= 1
            if not rounds_to_go:
                return
        pause = room.options.interval * (0.9 + 0.2 * random.random())
        sleep(max(1.0, pause - (time.monotonic() - began)))


def _mark(room: Room) -> str:
    portal = of_project(room.project, room.options, room.now)
    return portal.mark if portal else ""


def _district(registry: Registry, slug: str) -> District:
    district = registry.districts.get(slug)
    if district is None:
        names = ", ".join(sorted(registry.districts)) or "belum ada"
        raise RequestError(f"Wilayah “{slug}” tidak ada di daftar. Yang ada: {names}.")
    return district


def _code(written: str) -> str:
    try:
        return codes.normalise(written)
    except codes.CodeError:
        raise RequestError(f"Kode “{written}” salah tulis.") from None


def _known(catalogue: Catalogue, written: str) -> str:
    code = _code(written)
    if catalogue.card(code) is None:
        raise NewsroomError(f"Tidak ada rilis dengan kode {code} di katalog.")
    return code
