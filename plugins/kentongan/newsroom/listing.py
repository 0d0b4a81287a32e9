"""The releases of a content folder, filtered, the newest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kentongan.domain.lifecycle import View, public_view
from kentongan.domain.release import Release
from kentongan.newsroom.errors import NewsroomError, RequestError
from kentongan.newsroom.folder import Newsroom
from kentongan.site import moments

STATUSES = ("terbit", "draf", "embargo", "dicabut", "ditutup")


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions for a release to be listed; empty fields match all.

    `since` and `until` are days in words, `until` included.
    """

    unit: str = ""
    kind: str = ""
    tag: str = ""
    status: str = ""
    since: str = ""
    until: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A release as it is, as the public sees it, and its status in a word."""

    release: Release
    view: View
    status: str
    first_at: datetime | None = None  # its first publication as what it is now

    def as_json(self) -> dict[str, Any]:
        release, shown = self.release, self.view.release
        stated = max(shown.changed_at, release.published_at)
        updated = max(stated, self.first_at) if self.first_at else stated
        return {
            "code": release.code,
            "path": release.path,
            "url": shown.url,
            "title": shown.title,
            "date": release.happened_at.isoformat(),
            "published": release.published_at.isoformat(),
            "updated": updated.isoformat(),
            "unit": release.unit,
            "kind": release.kind,
            "status": self.status,
            "tags": list(shown.tags),
        }


@dataclass(frozen=True, slots=True)
class Listing:
    """`unread` are files that hold no readable release."""

    rows: tuple[Row, ...]
    unread: int

    def as_json(self) -> list[dict[str, Any]]:
        return [row.as_json() for row in self.rows]


def listing(room: Newsroom, filters: Filters) -> Listing:
    """Raises NewsroomError for a filter that names nothing."""
    unread = sum(1 for read in room.files if read.value is None)
    fits = _filter(room, filters)
    known = moments.recorded(room.content)
    rows = [row for release in room.releases if fits(row := _row(room, release, known))]
    rows.sort(key=lambda row: (row.release.published_at, row.release.code), reverse=True)
    return Listing(tuple(rows), unread)


def _row(room: Newsroom, release: Release, known: moments.Recorded) -> Row:
    release = moments.Moments(known).applied(release)
    view = public_view(release, room.now)
    last = moments.Moments(known).last(release.code, is_closed=view.state == "closed")
    if view.state == "hidden":
        status = "draf" if release.status == "draf" else "embargo"
    else:
        status = {"shown": "terbit", "withdrawn": "dicabut", "closed": "ditutup"}[view.state]
    return Row(release, view, status, last)


def _filter(room: Newsroom, filters: Filters) -> Callable[[Row], bool]:
    from kentongan.domain.text import slugify

    family = _family(room, filters.unit)
    kind = _kind(filters.kind)
    tag = slugify(filters.tag)
    since, until = _day(room, filters.since, "--sejak"), _day(room, filters.until, "--sampai")
    words = filters.words.casefold().split()

    def fits(row: Row) -> bool:
        release = row.release
        return (
            (not family or release.unit in family)
            and (not kind or release.kind == kind)
            and (not tag or tag in {slugify(name) for name in release.tags})
            and (not filters.status or row.status == filters.status)
            and (since is None or release.happened_at >= since)
            and (until is None or release.happened_at < until + timedelta(days=1))
            and all(word in f"{release.title}\n{release.text}".casefold() for word in words)
        )

    return fits


def _family(room: Newsroom, name: str) -> frozenset[str]:
    from kentongan.domain.units import UnitError, UnknownUnit

    if not name:
        return frozenset()
    try:
        return room.units.family(room.units.find(name).slug)
    except UnknownUnit as error:
        near = f" Mungkin maksud Anda {error.nearest}?" if error.nearest else ""
        raise NewsroomError(f"Satuan “{name}” tidak dikenal.{near}") from None
    except UnitError:
        raise NewsroomError(f"Satuan “{name}” dipakai lebih dari satu satuan.") from None


def _kind(name: str) -> str:
    from kentongan.domain.release import KINDS
    from kentongan.domain.text import slugify
    from kentongan.manuscripts.fields import nearest

    kind = slugify(name)
    if name and kind not in KINDS:
        near = nearest(name, KINDS)
        hint = f" Mungkin maksud Anda {near}?" if near else ""
        raise RequestError(f"Jenis “{name}” tidak ada.{hint} Pilihannya: {', '.join(KINDS)}.")
    return kind


def _day(room: Newsroom, typed: str | None, option: str) -> datetime | None:
    if not typed:
        return None
    moment = room.moment(typed, option)
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
