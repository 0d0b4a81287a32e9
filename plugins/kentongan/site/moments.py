"""When each release was first published, as recorded in `content/jejak/terbit/`.

There is a file for each month and a line for each event: the code, a tab, the moment, a tab,
`terbit` or `tutup` (the first publication as a closed search). Where two machines wrote a line
for the same event, the earlier one counts. Only a publication writes there.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from kentongan.domain.release import Release
from kentongan.site import recording
from kentongan.storage.writing import write_whole

FOLDER = "jejak/terbit"
ADDRESSES = "jejak/alamat"
FIRST, CLOSED = "terbit", "tutup"
_NEVER = datetime.max.replace(tzinfo=UTC)

Recorded = Mapping[tuple[str, str], datetime]


@dataclass(frozen=True, slots=True)
class Moments:
    """The recorded moments by code and event; in a publication also those it is going to record.

    `now` is the moment of this publication, None where nothing is recorded. `older` are codes
    that were published before moments were recorded, at an unknown time.
    """

    recorded: Recorded = field(default_factory=dict)
    now: datetime | None = None
    older: Container[str] = ()

    def of(self, code: str, event: str = FIRST) -> datetime | None:
        moment = self.recorded.get((code, event))
        if moment is None and (event == CLOSED or code not in self.older):
            return self.now
        return moment

    def applied(self, release: Release) -> Release:
        """The release with the moment of its first publication."""
        first = self.of(release.code)
        return replace(release, first_published=first) if first else release

    def last(self, code: str, *, is_closed: bool) -> datetime | None:
        """When a release was first published in its present state."""
        moments = [self.of(code, event) for event in _events(is_closed)]
        return max((moment for moment in moments if moment), default=None)

    def record(self, content: Path, published: Iterable[tuple[str, bool]]) -> bool:
        """Record all first publications. Returns whether there were any.

        `published` holds the code of each release and whether it is a closed search.
        """
        if self.now is None:
            return False
        lines = [
            f"{code}\t{self.now.isoformat()}\t{event}"
            for code, is_closed in published
            for event in _events(is_closed)
            if (code, event) not in self.recorded and self.of(code, event)
        ]
        if not lines:
            return False
        file = content / FOLDER / f"{self.now:%Y-%m}.tsv"
        before = file.read_text("utf-8").splitlines() if file.is_file() else []
        write_whole(file, "".join(f"{line}\n" for line in sorted({*before, *lines})).encode())
        return True


def read(content: Path, settings: Mapping[str, Any], now: datetime) -> Moments:
    """The moments of a content folder; `settings` say whether this is a publication."""
    is_recording = recording.is_on(settings)
    return Moments(
        recorded(content),
        now.replace(microsecond=0) if is_recording else None,
        _Ledger(content) if is_recording else frozenset(),
    )


def recorded(content: Path) -> dict[tuple[str, str], datetime]:
    """The earliest moment of every event. Unreadable lines are ignored."""
    moments: dict[tuple[str, str], datetime] = {}
    moment_of = cache(_moment_of)  # a publication records one moment for all that is new
    for line in _lines(content, FOLDER):
        try:
            code, written, event = line.split("\t")
        except ValueError:
            continue
        moment = moment_of(written)
        if moment and moment < moments.get((code, event), _NEVER):
            moments[code, event] = moment
    return moments


def _moment_of(written: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _events(is_closed: bool) -> tuple[str, ...]:
    return (FIRST, CLOSED) if is_closed else (FIRST,)


@dataclass(frozen=True)
class _Ledger(Container[str]):
    """The codes of the ledger of addresses, read when they are first asked for."""

    content: Path

    @cached_property
    def _codes(self) -> frozenset[str]:
        return frozenset(line.partition("\t")[0] for line in _lines(self.content, ADDRESSES))

    def __contains__(self, code: object) -> bool:
        return code in self._codes


def _lines(content: Path, folder: str) -> Iterable[str]:
    for file in sorted((content / folder).glob("*.tsv")):
        try:
            yield from file.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            continue
