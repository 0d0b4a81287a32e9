"""Progress and notices of a build as values, handed to an observer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a step has come. `total` is 0 while nothing is counted.

    `seconds` is set when the step is over.
    """

    step: str
    finished: int = 0
    total: int = 0
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for staff, in Indonesian."""

    text: str


class Observer(Protocol):
    """Called with each event of a build, in the process that builds."""

    def __call__(self, event: Progress | Notice) -> None: ...


@dataclass(frozen=True, slots=True)
class BuildStats:
    """The figures of one build."""

    releases: int = 0
    read: int = 0
    cached: int = 0
    written: int = 0
    removed: int = 0
    pages: int = 0
    feeds: int = 0
    files: int = 0


@contextmanager
def step(observer: Observer, title: str) -> Iterator[Callable[[int, int], None]]:
    """Report the beginning and the end of a step; yields `done(finished, total)`."""
    begin = time.monotonic()
    last = Progress(title)
    observer(last)

    def done(finished: int, total: int) -> None:
        nonlocal last
        last = Progress(title, finished, total)
        observer(last)

    try:
        yield done
    finally:
        spent = time.monotonic() - begin
        observer(Progress(title, last.finished, last.total, spent))
