"""The order of the front page of a province, so that no district crowds out the others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

WINDOW, MOST = 12, 2


class Ranked(Protocol):
    @property
    def code(self) -> str: ...

    @property
    def district(self) -> str: ...

    @property
    def unit(self) -> str: ...

    @property
    def words(self) -> str: ...


R = TypeVar("R", bound=Ranked)


def front(newest: Iterable[R], size: int) -> list[R]:
    """The first `size` for the front page, of releases that come newest first.

    Of one text only the newest is shown. Among any twelve neighbours at most two are of one
    district, as long as others have something; what is passed over comes later.
    """
    waiting = first_of_each_text(newest)
    chosen: list[R] = []
    while waiting and len(chosen) < size:
        around = [release.district for release in chosen[-(WINDOW - 1) :]]
        place = next(
            (
                number
                for number, release in enumerate(waiting)
                if around.count(release.district) < MOST
            ),
            0,
        )
        chosen.append(waiting.pop(place))
    return chosen


def first_of_each_text(releases: Iterable[R]) -> list[R]:
    """Without those whose text has come before."""
    seen: set[str] = set()
    firsts = []
    for release in releases:
        if release.words and release.words in seen:
            continue
        seen.add(release.words)
        firsts.append(release)
    return firsts


def senders(releases: Iterable[R]) -> dict[str, int]:
    """By code how many other units sent the same text; only where there are any."""
    by_text: dict[str, list[R]] = {}
    for release in releases:
        if release.words:
            by_text.setdefault(release.words, []).append(release)
    return {
        release.code: len({other.unit for other in alike} - {release.unit})
        for alike in by_text.values()
        if len(alike) > 1
        for release in alike
    }
