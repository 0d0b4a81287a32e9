"""What the public may see of a release at a given moment, and until when that holds.

Every page, feed, index and picture is made from `public_view`, so a draft, an embargo, a
withdrawal or a closed search needs no care anywhere else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from kentongan.domain import addresses, sought
from kentongan.domain.release import PERSON_KINDS, Case, Release, Status, Withdrawal

# hidden: draft or embargo. shown: in the lists. withdrawn, closed: only its page and notices.
State = Literal["hidden", "shown", "withdrawn", "closed"]

PRIVATE_WITHDRAWALS = frozenset({"privasi", "putusan"})
# The text is gone from the site, but people who still pass it on are told.
RECOGNISED_WITHDRAWALS = frozenset({"salah", "digabung"})
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

    None means open-ended. For a hidden release, `release` still holds the full text:
    code that writes or stores a view must drop it when `state` is `hidden`.

    `shows_title` and `shows_text` say whether title and text are the release's own; where they
    are not, a sentence stands in their place, or nothing. Of a release that `is_erased` nothing
    is told but its code, its date and its unit. Nobody else asks for the kind of a withdrawal.
    """

    release: Release
    state: State
    since: datetime | None = None
    until: datetime | None = None
    shows_title: bool = True
    shows_text: bool = True
    is_erased: bool = False

    @property
    def heading(self) -> str:
        """The title where it stands alone: in a list of feeds, in the tab of a browser."""
        release = self.release
        return heading(release.title, release.code, self.state, self.shows_title)


def heading(title: str, code: str, state: State, shows_title: bool) -> str:
    """A title that states the withdrawal and differs for each release."""
    if not shows_title:
        return f"{title} ({code})"
    return f"Dicabut: {title}" if state == "withdrawn" else title


def title_for_others(title: str, kind: str, *, shows_title: bool) -> str:
    """The title in a notice of the withdrawal; a search names a person, so it is left out there."""
    return title if shows_title and kind not in PERSON_KINDS else ""


def is_withheld(
    status: Status, happened_at: datetime | None, publish_at: datetime | None, now: datetime
) -> bool:
    """Whether a file says that it must not be public yet: a draft, or an embargo (`Terbit`).

    A date in the future alone is a mistake: it does not withhold the release.
    """
    if status == "draf":
        return True
    ends = embargo_of(happened_at, publish_at)
    return ends is not None and ends > now


def embargo_of(happened_at: datetime | None, publish_at: datetime | None) -> datetime | None:
    """When the embargo that a file states is over."""
    return max(publish_at, happened_at or publish_at) if publish_at else None


def public_view(release: Release, now: datetime, *, preview: bool = False) -> View:
    """The view of `release` at `now`; with `preview`, drafts and embargoes are shown too."""
    start = release.public_from
    if release.status == "draf":
        return View(release, "shown" if preview else "hidden")
    if now < start:
        return View(release, "shown" if preview else "hidden", until=start)
    if release.withdrawal:
        return _withdrawn_view(release, release.withdrawal, now)
    if release.kind in PERSON_KINDS and release.case:
        return _person_view(release, release.case, now)
    return View(release, "shown", since=start)


def may_be_stored(view: View) -> bool:
    """Whether a cache may keep this view: not if its file holds text that must not be seen now."""
    withdrawal = view.release.withdrawal
    if withdrawal and (withdrawal.kind in PRIVATE_WITHDRAWALS or view.release.kind in PERSON_KINDS):
        return False
    return view.state in ("shown", "withdrawn")


def recognised(release: Release, view: View) -> Release | None:
    """The release with the text that its view leaves out, if hashes of it may be made."""
    withdrawal = view.release.withdrawal
    if view.state != "withdrawn" or not withdrawal or release.kind in PERSON_KINDS:
        return None
    return release if withdrawal.kind in RECOGNISED_WITHDRAWALS else None


def is_in_force(release: Release, now: datetime) -> bool:
    """Whether a notice with `Berlaku` times applies at `now`; without times it always does."""
    started = release.valid_from is None or release.valid_from <= now
    return started and (release.valid_until is None or now < release.valid_until)


def _person_view(release: Release, case: Case, now: datetime) -> View:
    end = release.valid_until
    start = release.public_from
    sought = case.is_open and (end is None or now < end)
    if sought:
        return View(release, "shown", since=start, until=end)
    since = end if end and case.is_open else start
    return View(_closed(release, case), "closed", since=since, shows_title=False, shows_text=False)


def _closed(release: Release, case: Case) -> Release:
    ended = release.valid_until if case.status == "dicari" else None
    changes = [moment for moment in (release.updated_at, ended) if moment]
    text = "Pencarian ini sudah ditutup. Terima kasih kepada semua yang telah membantu."
    return replace(
        _nameless(release, CLOSED_TITLES[case.status]),
        kind=release.kind,
        case=Case(status="selesai" if case.status == "dicari" else case.status),
        updated_at=max(changes, default=None),
        summary=text,
        html=f"<p>{text}</p>",
        text=text,
    )


def _withdrawn_view(release: Release, withdrawal: Withdrawal, now: datetime) -> View:
    start = release.public_from
    if withdrawal.kind in PRIVATE_WITHDRAWALS:
        hidden = replace(withdrawal, reason=PRIVATE_REASON, merged_into="")
        bare = _bare(release, WITHDRAWN_TITLE)
        view = replace(
            bare, url=addresses.code(release.code), slug=release.code, withdrawal=hidden, author=""
        )
        return View(
            view, "withdrawn", since=start, shows_title=False, shows_text=False, is_erased=True
        )
    if release.kind in PERSON_KINDS:
        return _withdrawn_search(release, withdrawal, now)
    if withdrawal.kind == "tetap":
        return View(release, "withdrawn", since=start)
    view = replace(
        _bare(release, release.title),
        kind=release.kind,
        withdrawal=withdrawal,
        tags=release.tags,
        redirects_from=release.redirects_from,
    )
    return View(view, "withdrawn", since=start, shows_text=False)


def _withdrawn_search(release: Release, withdrawal: Withdrawal, now: datetime) -> View:
    """A withdrawn search names nobody, unless its text is kept and the search is still open."""
    case = release.case or Case("selesai")
    if withdrawal.kind == "tetap":
        view = _person_view(release, case, now)
        return replace(
            view, state="withdrawn", release=replace(view.release, withdrawal=withdrawal)
        )
    bare = _nameless(release, WITHDRAWN_TITLE)
    shown = replace(bare, kind=release.kind, withdrawal=withdrawal)
    return View(shown, "withdrawn", since=release.public_from, shows_title=False, shows_text=False)


def _nameless(release: Release, title: str) -> Release:
    """Only what identifies the release, under an address that names nobody."""
    bare = _bare(release, title)
    if not sought.in_address(release):
        return bare
    return replace(bare, url=addresses.code(release.code), slug=release.code)


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
        states_time=release.states_time,
        unit=release.unit,
        lang=release.lang,
        code_is_derived=release.code_is_derived,
        redirects_from=(),
    )
