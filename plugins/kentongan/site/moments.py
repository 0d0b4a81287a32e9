"""When each release was first published, as recorded in `content/jejak/terbit/`.

There is a file for each month and a line for each event: the code, a tab, the moment, a tab,
`terbit` or `tutup` (the first publication as a closed search). Where two machines wrote a line
for the same event, the earlier one counts. Only a publication writes there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from kentongan.domain.release import Release
from kentongan.site import recording
from kentongan.storage.stamps import stamp_at
from kentongan.storage.writing import write_whole

FOLDER = "jejak/terbit"
ADDRESSES = "jejak/alamat"
FIRST, CLOSED = "terbit", "tutup"
_FEW = 100  # events

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
    mark: str = ""
    """Changes with what is recorded."""

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
        moments = [self.of(code, event) for event in events_of(is_closed)]
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
            for event in events_of(is_closed)
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
    known = recorded(content)
    return Moments(
        known,
        now.replace(microsecond=0) if is_recording else None,
        _Ledger(content) if is_recording else frozenset(),
        known.mark,
    )


def recorded(content: Path) -> RecordedText:
    """The earliest moment of every event. Unreadable lines are ignored."""
    return RecordedText(sorted((content / FOLDER).glob("*.tsv")))


class RecordedText(Mapping[tuple[str, str], datetime]):
    """What some files record. They are read when they are asked; few events are looked up in
    their text: to read all takes longer."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._stamps = {file: stamp_at(file) for file in files}
        self._asked = 0
        self.is_as_marked = False
        """Whether what was read is what the mark stands for."""

    @cached_property
    def mark(self) -> str:
        """Changes with what is recorded."""
        stamps = [(file.name, stamp) for file, stamp in self._stamps.items()]
        return hashlib.blake2b(repr(stamps).encode(), digest_size=16).hexdigest()

    @cached_property
    def _text(self) -> str:
        text = "\n".join(["", *map(text_at, self._stamps), ""])
        self.is_as_marked = all(stamp_at(file) == stamp for file, stamp in self._stamps.items())
        return text

    def lines(self) -> list[str]:
        return self._text.split("\n")

    def __getitem__(self, key: tuple[str, str]) -> datetime:
        self._asked += 1
        return (self._all if self._asked > _FEW else _earliest(self._lines_of(key[0])))[key]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    @cached_property
    def _all(self) -> Mapping[tuple[str, str], datetime]:
        return _earliest(self.lines())

    def _lines_of(self, code: str) -> Iterator[str]:
        begin = f"\n{code}\t"
        place = self._text.find(begin)
        while place >= 0:
            end = self._text.index("\n", place + 1)
            yield self._text[place + 1 : end]
            place = self._text.find(begin, end)


def _earliest(lines: Iterable[str]) -> dict[tuple[str, str], datetime]:
    moments: dict[tuple[str, str], datetime] = {}
    for line in lines:
        try:
            code, written, event = line.split("\t")
        except ValueError:
            continue
        moment, key = _moment_of(written), (code, event)
        if moment and (key not in moments or moment < moments[key]):
            moments[key] = moment
    return moments


def _moment_of(written: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def events_of(is_closed: bool) -> tuple[str, ...]:
    return (FIRST, CLOSED) if is_closed else (FIRST,)


@dataclass(frozen=True)
class _Ledger(Container[str]):
    """The codes of the ledger of addresses, read when they are first asked for."""

    content: Path

    @cached_property
    def _codes(self) -> frozenset[str]:
        files = sorted((self.content / ADDRESSES).glob("*.tsv"))
        lines = chain.from_iterable(map(str.splitlines, map(text_at, files)))
        return frozenset(line.partition("\t")[0] for line in lines)

    def __contains__(self, code: object) -> bool:
        return code in self._codes


def text_at(file: Path) -> str:
    """The text of a file; nothing where it cannot be read."""
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
