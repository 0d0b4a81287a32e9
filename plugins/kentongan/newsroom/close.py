"""Closing a search: the person was found, or nobody is sought any more; and opening it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from kentongan.domain import dates
from kentongan.domain.lifecycle import public_view
from kentongan.domain.release import PERSON_KINDS
from kentongan.manuscripts.editing import set_fields
from kentongan.newsroom.errors import NewsroomError, RequestError
from kentongan.newsroom.folder import Newsroom, written

STATUSES = ("ditemukan", "selesai")


@dataclass(frozen=True, slots=True)
class Closed:
    """A search that is over; its page says so without the name."""

    code: str
    path: str
    file: Path
    status: str
    at: datetime

    def as_json(self) -> dict[str, str]:
        return {
            "code": self.code,
            "path": self.path,
            "status": self.status,
            "at": self.at.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class Reopened:
    """A search that goes on: its page has name and photograph again."""

    code: str
    path: str
    file: Path
    at: datetime

    def as_json(self) -> dict[str, str]:
        return {"code": self.code, "path": self.path, "at": self.at.isoformat()}


def close(room: Newsroom, name: str, status: str = "ditemukan") -> Closed:
    """Close the search with this code, slug or file; `selesai` does not say that one was found.

    `Diperbarui` moves, so that those who follow changes drop name and photograph. Raises
    NewsroomError.
    """
    if status not in STATUSES:
        raise RequestError(f"Status “{status}” tidak ada. Pilihannya: {', '.join(STATUSES)}.")
    release = room.find(name)
    if release.kind not in PERSON_KINDS:
        raise NewsroomError(f"Rilis {release.code} bukan pencarian orang.")
    if public_view(release, room.now).state == "withdrawn":
        raise NewsroomError(f"Rilis {release.code} sudah dicabut.")
    if release.case and release.case.status == status:
        raise NewsroomError(f"Pencarian {release.code} sudah ditutup ({status}).")
    changes = {"Status-Kasus": status, "Diperbarui": written(room.now)}
    text = room.edited(release, partial(set_fields, changes=changes))
    room.keep({room.file(release): text})
    return Closed(release.code, release.path, room.file(release), status, room.now)


def reopen(room: Newsroom, name: str, until: str = "") -> Reopened:
    """Go on with a search that was closed by mistake, or whose time is over.

    `until` is its new last day; it must be given where the stated one is past. Raises
    NewsroomError.
    """
    release = room.find(name)
    if release.kind not in PERSON_KINDS:
        raise NewsroomError(f"Rilis {release.code} bukan pencarian orang.")
    if public_view(release, room.now).state != "closed":
        raise NewsroomError(f"Pencarian {release.code} tidak sedang ditutup.")
    stated = release.valid_until
    day = room.moment(until, "Berlaku-Sampai").date() if until else None
    keeps = stated is not None and stated > room.now and day in (None, stated.date())
    if not keeps and (day is None or day < room.now.date()):
        raise RequestError("Masa berlaku pencarian ini sudah lewat; tulis hari terakhir yang baru.")
    changes: dict[str, str | None] = {"Status-Kasus": "dicari", "Diperbarui": written(room.now)}
    if day is not None and not keeps:
        changes["Berlaku-Sampai"] = dates.short(day)
    text = room.edited(release, partial(set_fields, changes=changes))
    room.keep({room.file(release): text})
    return Reopened(release.code, release.path, room.file(release), room.now)
