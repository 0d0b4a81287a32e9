"""The moments at which the site changes without an edit."""

from __future__ import annotations

import getpass
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kentongan.domain.lifecycle import public_view
from kentongan.domain.release import PERSON_KINDS, Release
from kentongan.manuscripts.folder import BANNER
from kentongan.newsroom import key
from kentongan.newsroom.configuration import Configuration
from kentongan.newsroom.folder import Newsroom
from kentongan.publishing import schedule as publishing
from kentongan.publishing import secrets
from kentongan.publishing.core import Settings

WORDS = {
    "terbit": "Terbit",
    "mulai": "Mulai berlaku",
    "selesai": "Berakhir",
    "pencarian-ditutup": "Pencarian ditutup",
    "peringatan-mulai": "Peringatan mulai",
    "peringatan-selesai": "Peringatan selesai",
}


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """A change that happens at `at`."""

    at: datetime
    event: str
    path: str
    code: str
    title: str

    def as_json(self) -> dict[str, str]:
        return {
            "at": self.at.isoformat(),
            "event": self.event,
            "code": self.code,
            "path": self.path,
            "title": self.title,
        }


@dataclass(frozen=True, slots=True)
class Timetable:
    """All that is to come after `now`, the nearest first."""

    now: datetime
    events: tuple[Event, ...]

    @property
    def moments(self) -> list[datetime]:
        """When the site must be built, each moment once."""
        return sorted({event.at for event in self.events})

    def as_json(self) -> dict[str, Any]:
        moments = self.moments
        return {
            "now": self.now.isoformat(),
            "next": moments[0].isoformat() if moments else None,
            "events": [event.as_json() for event in self.events],
        }


def timetable(room: Newsroom) -> Timetable:
    """The changes at known times, in the site's zone."""
    events = [event for release in room.releases for event in _of_release(release, room.now)]
    events += _of_banner(room)
    local = (replace(event, at=event.at.astimezone(room.zone)) for event in events)
    return Timetable(room.now, tuple(sorted(event for event in local if event.at > room.now)))


def crontab(timetable: Timetable, humas: str) -> str:
    """Lines for the crontab of this machine; `humas` is the command with its whole path."""
    offset = datetime.now().astimezone().utcoffset() or timedelta()
    project, command = (shlex.quote(word).replace("%", r"\%") for word in (str(Path.cwd()), humas))
    return publishing.cron(timetable.moments, project=project, humas=command, zone_offset=offset)


def systemd_units(timetable: Timetable, configured: Configuration, humas: str) -> dict[str, str]:
    """The service and the timer of systemd, by the names of their files."""
    settings = configured.of(Settings)
    targets = settings.targets.values()
    return publishing.units(
        timetable.moments,
        project=str(Path.cwd()),
        user=getpass.getuser(),
        humas=humas,
        writable=[str(target["path"]) for target in targets if target.get("type") == "folder"],
        secret=[*secrets.named(settings), *key.secrets(configured)],
    )


def _of_release(release: Release, now: datetime) -> Iterator[Event]:
    # A release that waits for publication is viewed as it will be then.
    starts = release.public_from
    state = public_view(release, max(now, starts)).state

    def event(at: datetime, name: str) -> Event:
        return Event(at, name, release.path, release.code, release.title)

    if state == "hidden":
        return
    yield event(starts, "terbit")
    if release.withdrawal and release.withdrawal.kind != "tetap":
        return
    if release.kind in PERSON_KINDS:
        if release.valid_until and release.case and release.case.is_open:
            yield event(release.valid_until, "pencarian-ditutup")
        return
    if release.valid_from and release.valid_from > starts:
        yield event(release.valid_from, "mulai")
    if release.valid_until:
        yield event(release.valid_until, "selesai")


def _of_banner(room: Newsroom) -> Iterator[Event]:
    read = room.folder.read_banner()
    banner = read.value if read else None
    if banner is None:
        return
    if banner.valid_from:
        yield Event(banner.valid_from, "peringatan-mulai", BANNER, "", banner.title)
    if banner.valid_until:
        yield Event(banner.valid_until, "peringatan-selesai", BANNER, "", banner.title)
