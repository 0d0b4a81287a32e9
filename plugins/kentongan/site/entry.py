"""What lists, feeds and pages know of a release without its text."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from kentongan.domain.lifecycle import State, heading
from kentongan.domain.packing import packed
from kentongan.domain.release import Picture

_DAYS_BETWEEN_VERSIONS = timedelta(days=2)


class Entry(NamedTuple):
    """A release in a list: what lists, feeds and indexes need without its text.

    A named tuple, since a build loads one for each release and a tuple is the cheapest to load.

    `digest` changes when anything the public may see of the release changes. For `shows_title`,
    `shows_text` and `is_erased` see `lifecycle.View`.
    """

    code: str
    url: str
    slug: str
    lang: str
    title: str
    summary: str
    kind: str
    unit: str
    tags: tuple[str, ...]
    happened_at: datetime
    published_at: datetime
    changed_at: datetime
    state: State
    digest: str
    updated_at: datetime | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    case_status: str = ""
    shows_title: bool = True
    shows_text: bool = True
    is_erased: bool = False
    is_recognised: bool = False  # hashes of the withdrawn text stay public
    withdrawal: str = ""  # its kind, for machines; ask the fields above for what follows from it
    reply_to: str = ""
    merged_into: str = ""
    corrected: bool = False
    picture: Picture | None = None
    draft: bool = False
    redirects_from: tuple[str, ...] = ()
    states_time: bool = True
    first_at: datetime | None = None  # the recorded first publication in its present state
    location: str = ""
    home: str = ""  # the full address of its page on another site, whose release it is
    by_rule: bool = False  # the web server leads from its code to that site: it has no page here
    stated: tuple[datetime, datetime, str] | None = None
    """Once it is dated: publication, last change and digest as they were before."""

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        return packed(self)

    @property
    def heading(self) -> str:
        """The title for use without its text (`lifecycle.heading`)."""
        return heading(self.title, self.code, self.state, self.shows_title)

    @property
    def is_sought(self) -> bool:
        """Whether it asks for a person who is still missing or wanted."""
        return self.case_status == "dicari"

    @property
    def is_notable(self) -> bool:
        """Whether it says more than nearly all releases: of its language, its time or others."""
        return bool(
            self.lang != "id"
            or self.changed_at != self.published_at
            or self.corrected
            or self.valid_until
            or self.valid_from
            or self.reply_to
            or self.merged_into
            or self.redirects_from
            or self.case_status
        )

    @property
    def followed_at(self) -> datetime:
        """When readers of changes must look again; never before the first publication."""
        return max(self.changed_at, self.first_at) if self.first_at else self.changed_at

    def is_version_of(self, other: Entry) -> bool:
        """Whether both say the same in two languages: one slug, within two days of each other."""
        return (
            self.slug == other.slug
            and self.lang != other.lang
            and abs(self.happened_at - other.happened_at) < _DAYS_BETWEEN_VERSIONS
        )


class Links(NamedTuple):
    """Other releases that a release's page names."""

    related: tuple[Entry, ...] = ()  # of the same unit, else of the same topic or place
    older: Entry | None = None  # the one published before it
    newer: Entry | None = None
    replies: tuple[Entry, ...] = ()  # rights of reply to this release
    reply_to: Entry | None = None
    merged_into: Entry | None = None
    translations: tuple[Entry, ...] = ()

    def named(self) -> tuple[Entry, ...]:
        """All of them."""
        single = (self.older, self.newer, self.reply_to, self.merged_into)
        more = tuple([entry for entry in single if entry])
        return self.related + self.replies + more + self.translations
