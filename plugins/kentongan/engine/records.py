"""What the index keeps: a record of each release file and of each task that was carried out."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from kentongan.domain.packing import packed
from kentongan.domain.problems import Problem
from kentongan.storage.stamps import Stamp

if TYPE_CHECKING:
    from kentongan.domain.release import Release
    from kentongan.site.entry import Entry
    from kentongan.site.heads import Head
    from kentongan.storage.trees import Written

_FEEDS = (".xml", "feed.json")
Facts = tuple[tuple[str, bytes], ...]


class Record(NamedTuple):
    """What reading one release file gave.

    `since` and `until` bound the clock (seconds since 1970) for which it holds. Releases whose
    files hold what the public may not see are never stored (`lifecycle.may_be_stored`).
    `depends` are the stamps of other files that were read for it (pictures); None stands for a
    missing file. `facts` are the names of what parts keep of it. `is_public` is false where the
    file says that the public must not see it now: its errors do not stop a build. `links` are
    content files and `leads_to` addresses of the site that its text links to. `found` are its
    problems, or the codes of those that the index keeps apart: a build tells few of them again.
    `head` is None for what the public cannot see; the index keeps the `entry` apart too.
    """

    path: str
    stamp: Stamp
    code: str = ""
    url: str = ""
    found: tuple[Problem | str, ...] = ()
    entry: Entry | None = None
    since: float | None = None
    until: float | None = None
    depends: tuple[tuple[str, Stamp | None], ...] = ()
    links: tuple[str, ...] = ()
    storable: bool = True
    facts: tuple[str, ...] = ()
    is_public: bool = True
    leads_to: tuple[str, ...] = ()
    head: Head | None = None

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        return packed(self)

    def showing(self, entry: Entry) -> Record:
        """The record of a release that the public sees so."""
        from kentongan.site.heads import head_of

        return self._replace(entry=entry, head=head_of(entry))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was found as the file was read now; the index gives the codes alone."""
        return tuple([problem for problem in self.found if isinstance(problem, Problem)])

    @property
    def codes(self) -> tuple[str, ...]:
        """Those of all that was found."""
        return codes_of(self.found)

    def holds_at(self, now: float) -> bool:
        return (self.since is None or self.since <= now) and (
            self.until is None or now < self.until
        )


def codes_of(found: tuple[Problem | str, ...]) -> tuple[str, ...]:
    """The codes of what was found, each problem once."""
    if not found or isinstance(found[0], str):
        return cast("tuple[str, ...]", found)
    problems = {problem for problem in found if isinstance(problem, Problem)}
    return tuple([sys.intern(problem.code) for problem in sorted(problems)])


@dataclass(frozen=True, slots=True)
class NewRecord:
    """What was just read: the record, the pickled public Release (empty: hidden), the facts."""

    record: Record
    full: bytes = b""
    facts: Facts = ()


@dataclass(frozen=True, slots=True)
class Done:
    """A task as it was carried out: its key, and of each file path, digest, size and mtime.

    `part` is the module that asked for it.
    """

    key: bytes
    files: tuple[Written, ...]
    part: str = ""

    def count(self) -> tuple[int, int, int]:
        """Pages, feeds, files."""
        from kentongan.domain import addresses

        paths = [file[0] for file in self.files]
        pages = sum(path.endswith(".html") for path in paths)
        feeds = sum(
            path.startswith(addresses.FEEDS[1:]) and path.endswith(_FEEDS) for path in paths
        )
        return pages, feeds, len(paths)


@dataclass(frozen=True, slots=True)
class FolderNotes:
    """The mtimes of folders, None for one that is gone; `are_all`: there are no others."""

    mtimes: Mapping[str, int | None]
    are_all: bool = False


class Planned(NamedTuple):
    """What the last plan knew of a release: the pickled entry, and a mark that changes with it."""

    mark: str
    entry: bytes


@dataclass(frozen=True, slots=True)
class Totals:
    """How much the site holds."""

    pages: int
    feeds: int
    files: int


def dump_release(release: Release) -> bytes:
    return pickle.dumps(release, pickle.HIGHEST_PROTOCOL)


def load_release(data: bytes) -> Release:
    release: Release = pickle.loads(data)
    return release
