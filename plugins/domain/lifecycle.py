"""What the public may see of a release at a given moment, and until when that holds.

Every page, feed, index and picture is made from `public_view`, so a draft, an embargo, a
withdrawal or a closed search needs no care anywhere else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from plugins.domain.release import PERSON_KINDS, Case, Release, Withdrawal

# hidden: draft or embargo. shown: in the lists. withdrawn, closed: only its page and notices.
State = Literal["hidden", "shown", "withdrawn", "closed"]

PRIVATE_WITHDRAWALS = frozenset({"privasi", "putusan"})
WITHDRAWN_TITLE = "Siaran ini dicabut"
PRIVATE_REASON = "dicabut demi perlindungan data pribadi"
CLOSED_TITLES = {
    "ditemukan": "Pencarian ditutup: sudah ditemukan",
    "selesai": "Pencarian ditutup",
    "dicari": "Pencarian ditutup: masa berlaku pengumuman berakhir",
}


@dataclass(frozen=True, slots=True)
class View:
    """A release as the public sees it from `since` (included) to `until` (excluded).

    None stands for an open end. For a hidden release, `release` still holds the full text:
    whoever writes or stores a view drops it when `state` is `hidden`.
    """

    release: Release
    state: State
    since: datetime | None = None
    until: datetime | None = None


def public_view(release: Release, now: datetime, *, preview: bool = False) -> View:
    """The view of `release` at `now`; with `preview`, drafts and embargoes are shown too."""
    if release.withdrawal:
        return View(_withdrawn(release, release.withdrawal), "withdrawn")
    if preview:
        shown = release if release.status == "terbit" else replace(release, status="draf")
        return View(shown, "shown")
    if release.status == "draf":
        return View(release, "hidden")
    start = release.published_at
    if now < start:
        return View(release, "hidden", until=start)
    if release.kind in PERSON_KINDS and release.case:
        return _person_view(release, release.case, now)
    return View(release, "shown", since=start)


def is_in_force(release: Release, now: datetime) -> bool:
    """Whether a notice with `Berlaku` times applies at `now`; without times it always does."""
    started = release.valid_from is None or release.valid_from <= now
    return started and (release.valid_until is None or now < release.valid_until)


def slug_names_person(release: Release) -> bool:
    """Whether the address gives away a name of the persons sought."""
    names = release.case.names if release.case else ()
    words = set(release.slug.split("-"))
    return any(part in words for name in names for part in re.findall(r"\w{3,}", name.casefold()))


def _person_view(release: Release, case: Case, now: datetime) -> View:
    end = release.valid_until
    sought = case.status == "dicari" and (end is None or now < end)
    if sought:
        return View(release, "shown", since=release.published_at, until=end)
    since = end if case.status == "dicari" else None
    return View(_closed(release, case), "closed", since=since)


def _closed(release: Release, case: Case) -> Release:
    expired = case.status == "dicari"
    bare = _bare(release, CLOSED_TITLES[case.status])
    url = f"/r/{release.code}/" if slug_names_person(release) else release.url
    text = "Pencarian ini sudah ditutup. Terima kasih kepada semua yang telah membantu."
    return replace(
        bare,
        url=url,
        slug=release.code if url != release.url else release.slug,
        kind=release.kind,
        case=Case(status="selesai" if expired else case.status),
        # Found without a stated time: no moment is made up.
        updated_at=release.updated_at or (release.valid_until if expired else None),
        summary=text,
        html=f"<p>{text}</p>",
        text=text,
    )


def _withdrawn(release: Release, withdrawal: Withdrawal) -> Release:
    if withdrawal.kind == "tetap":
        return release
    if withdrawal.kind in PRIVATE_WITHDRAWALS:
        bare = _bare(release, WITHDRAWN_TITLE)
        hidden = replace(withdrawal, reason=PRIVATE_REASON)
        return replace(
            bare, url=f"/r/{release.code}/", slug=release.code, withdrawal=hidden, author=""
        )
    bare = _bare(release, release.title)
    return replace(bare, kind=release.kind, withdrawal=withdrawal, tags=release.tags)


def _bare(release: Release, title: str) -> Release:
    """Only what identifies a release: code, file, address, date and unit."""
    return Release(
        code=release.code,
        path=release.path,
        slug=release.slug,
        url=release.url,
        title=title,
        happened_at=release.happened_at,
        publish_at=release.publish_at,
        unit=release.unit,
        lang=release.lang,
        code_is_derived=release.code_is_derived,
        redirects_from=(),
    )
