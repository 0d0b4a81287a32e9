"""What all feeds and the API ask of releases: identity, last change, key, history."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Any, ClassVar

from kentongan.domain import settings
from kentongan.site import rolls
from kentongan.site.entry import Entry
from kentongan.site.heads import column, joined
from kentongan.site.model import Site

NEWS_LIMIT = 1000
NEWS_AGE = timedelta(hours=48)
TABLE = "feeds"  # of what feeds and sitemaps remember of the last plan


@dataclass(frozen=True, slots=True)
class Settings:
    """What a district may choose of its feeds.

    max_items: items in a feed. archive_items: items in a page of the archive.
    notice_days: how long a withdrawal or correction stays in the feeds that held the release.
    ttl: minutes after which a reader asks again. hub: address of a WebSub hub, or nothing.
    rights: the terms of use in every feed. icon: root-relative address of a square PNG.
    latest: entries in the API's index. channels: name and https address of each channel of the
    district, for the page of subscriptions.
    """

    PREFIX: ClassVar[str] = "feeds"

    max_items: int = 50
    archive_items: int = 100
    notice_days: int = 30
    ttl: int = 30
    hub: str = ""
    rights: str = "Boleh dikutip dan disiarkan dengan menyebut sumber."
    icon: str = ""
    latest: int = 50
    channels: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("max_items", "archive_items", "notice_days", "ttl", "latest"):
            if getattr(self, name) < 1:
                key = settings.name("feeds", name)
                raise settings.SettingsError(f"{key} harus sekurang-kurangnya 1")
        for name, address in self.channels.items():
            if not str(address).startswith("https://"):
                key = settings.name("feeds", "channels")
                raise settings.SettingsError(f"{key}: alamat “{name}” harus berawal https://")


def identity(code: str) -> str:
    """The permanent id of a release in every feed. Only the code is in it."""
    return "urn:kentongan:rilis:" + code.replace("-", "")


def changed_at(entry: Entry, site: Site) -> datetime:
    """The last change of an entry; for a change in the future, its publication.

    It is never earlier than the first publication, so that readers of changes miss none.
    """
    moment = entry.changed_at
    if moment != entry.published_at and not site.is_past(moment):
        moment = entry.published_at
    return max(moment, entry.first_at) if entry.first_at else moment


def moments_of(entries: Sequence[Entry], site: Site) -> list[float]:
    """The last change of each of these entries, in seconds since 1970."""
    columns = (column(entries, name) for name in ("is_notable", "published", "first"))
    return [
        changed_at(entries[place], site).timestamp()
        if is_notable  # all others are as they were published
        else max(published, first or published)
        for place, (is_notable, published, first) in enumerate(zip(*columns, strict=True))
    ]


def keys_of_entries(site: Site) -> Callable[[Sequence[Entry]], tuple[str, ...]]:
    """A function that gives a short key of what the items of some entries depend on."""
    names = {unit.slug: unit.name for unit in site.units}
    special = _special(site)

    def key_of(entries: Sequence[Entry]) -> tuple[str, ...]:
        units = sorted(set(column(entries, "unit")))
        codes = column(entries, "code") if special else ()
        return (
            " ".join(column(entries, "digest")),
            *(names.get(unit, "") for unit in units),
            *(special[code] for code in codes if code in special),
        )

    return key_of


def _special(site: Site) -> dict[str, str]:
    """What some items depend on beside their own release: the clock, another release."""
    special = {}
    for entry in (*site.shared(rolls.notable), *site.unlisted):
        if not entry.merged_into and entry.changed_at == entry.published_at:
            continue
        future = "" if site.is_past(entry.changed_at) else "~"
        target = site.by_code.get(entry.merged_into) if entry.merged_into else None
        if future or target:
            named = f"{target.url}|{target.title}" if target else ""
            special[entry.code] = f"{entry.code}{future}|{named}"
    return special


def history(site: Site) -> Sequence[Entry]:
    """Every entry that was ever public, newest first: withdrawn ones keep their place."""
    return joined(site.listed, site.unlisted) if site.unlisted else site.listed


def archive_pages(entries: Sequence[Entry], options: Settings) -> list[Sequence[Entry]]:
    """The whole history (newest first) in pages, oldest page first, newest entry of a page first.

    A page takes in no more entries once the next page exists.
    """
    size = options.archive_items
    return [entries[max(0, end - size) : end] for end in range(len(entries), 0, -size)]


def recent_news(site: Site) -> list[Entry]:
    """What a news sitemap may hold: published in the last 48 hours, newest first."""
    news: list[Entry] = []
    for entry in site.listed:
        if len(news) == NEWS_LIMIT or site.is_past(entry.published_at + NEWS_AGE):
            break
        if not entry.home:
            news.append(entry)
    return news


def months(
    entries: Sequence[Entry], zone: tzinfo, moment: str = "published"
) -> Iterator[tuple[int, int, Sequence[Entry]]]:
    """Year, month and entries, newest month first.

    `moment` names the field of `Head` that counts; the entries stand newest first by it.
    """
    moments = column(entries, moment)
    total = end = len(moments)

    def from_oldest(place: int) -> float:
        seconds: float = moments[total - 1 - place]
        return seconds

    while end:
        last = datetime.fromtimestamp(from_oldest(end - 1), zone)
        start = last.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        cut = bisect_left(range(total), start.timestamp(), 0, end, key=from_oldest)
        yield last.year, last.month, entries[total - end : total - cut]
        end = cut
