"""From the view of a release to its entry in lists, feeds and indexes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from kentongan.domain.lifecycle import View
from kentongan.domain.release import Release, moment_of_publication
from kentongan.site.entry import Entry
from kentongan.site.moments import Moments, RecordedText, events_of, recorded


def entry_of(view: View, withdrawn: Release | None = None) -> Entry:
    """`withdrawn` is the release whose text the view leaves out; hashes of it are kept."""
    release = view.release
    hidden = (withdrawn.title, withdrawn.text) if withdrawn else ()
    return Entry(
        code=release.code,
        url=release.url,
        slug=release.slug,
        lang=release.lang,
        title=release.title,
        summary=release.summary,
        kind=release.kind,
        unit=release.unit,
        tags=release.tags,
        happened_at=release.happened_at,
        published_at=release.published_at,
        changed_at=release.changed_at,
        state=view.state,
        digest=digest_of(release, view.state, *hidden),
        updated_at=release.updated_at,
        valid_from=release.valid_from,
        valid_until=release.valid_until,
        case_status=release.case.status if release.case else "",
        shows_title=view.shows_title,
        shows_text=view.shows_text,
        is_erased=view.is_erased,
        is_recognised=withdrawn is not None,
        withdrawal=release.withdrawal.kind if release.withdrawal else "",
        reply_to=release.reply_to,
        merged_into=release.withdrawal.merged_into if release.withdrawal else "",
        corrected=bool(release.corrections),
        picture=release.lead,
        draft=release.status == "draf",
        redirects_from=release.redirects_from,
        states_time=release.states_time,
        location=release.location,
    )


def digest_of(release: Release, *more: str) -> str:
    """Changes with anything the public may see. A release's `repr` leaves out its texts.

    `more` holds what else counts: the words of a withdrawn release, of which hashes are public.
    """
    texts = (repr(release), release.body, release.html, release.text, *more)
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def dated(entry: Entry, moments: Moments) -> Entry:
    """The entry with its moment of publication, as `moments` knows it.

    One that was dated before is dated anew where that moment is another now.
    """
    if entry.draft:
        return entry
    first = last = moments.of(entry.code)
    if entry.state == "closed":
        last = moments.last(entry.code, is_closed=True)
    elif entry.stated and last == entry.first_at:
        return entry  # nearly all
    return _dated(_as_stated(entry), first, last)


def _as_stated(entry: Entry) -> Entry:
    """The entry as it was before it was dated."""
    if not entry.stated:
        return entry
    published_at, changed_at, digest = entry.stated
    return entry._replace(
        published_at=published_at, changed_at=changed_at, digest=digest, first_at=None, stated=None
    )


def _dated(entry: Entry, first: datetime | None, last: datetime | None) -> Entry:
    if last is None:
        return entry
    published_at = entry.published_at
    if not entry.states_time:
        published_at = moment_of_publication(entry.happened_at, published_at, first)
    return entry._replace(
        published_at=published_at,
        changed_at=max(entry.changed_at, published_at),
        first_at=last,
        digest=f"{entry.digest}.{int(last.timestamp()):x}",
        stated=(entry.published_at, entry.changed_at, entry.digest),
    )


def mark_of_dates(content: Path, entries: Iterable[Entry], moments: Moments) -> str:
    """The mark of what is recorded now, where all these entries are dated by it: while it is the
    same, so are their dates. Nothing where one is not, or where others recorded anything since
    `moments` were read.
    """
    if not isinstance(moments.recorded, RecordedText):
        return ""
    before, after = moments.recorded, recorded(content)
    new: set[str] = set()
    for entry in entries:
        if not entry.stated and moments.now and not entry.draft:
            return ""
        if entry.stated and entry.first_at == moments.now:
            new.add(entry.code)
            if any(
                (entry.code, event) not in after for event in events_of(entry.state == "closed")
            ):
                return ""
    if before.mark != after.mark:
        if not before.is_as_marked:
            return ""
        lines, known = set(after.lines()), set(before.lines())
        others = (line for line in lines - known if line.partition("\t")[0] not in new)
        if not known <= lines or any(others):
            return ""
    return after.mark
