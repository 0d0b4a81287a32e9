"""Role words in a text: who is called victim, suspect, witness, child or family."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kentongan.gate.lazy import lazy
from kentongan.gate.pattern import alone
from kentongan.gate.phrases import GAME_BEFORE, KINDS, NOT_A_PART, NOT_A_WITNESS
from kentongan.gate.telling import TellingText

PARTS = ("suspect", "victim", "witness")

Place = tuple[int, str]


class Role(NamedTuple):
    """A role word at `start:end`. `kind` is victim, suspect, witness, child or family."""

    start: int
    end: int
    kind: str


@cache
def _openings() -> dict[str, list[str]]:
    """The role words and phrases by their first word, the longest first."""
    openings: dict[str, list[str]] = {}
    for phrase in sorted(KINDS, key=len, reverse=True):
        first = phrase.replace("-", " ").partition(" ")[0]
        openings.setdefault(first, []).append(phrase)
    return openings


@cache
def _first_words() -> frozenset[str]:
    return frozenset(_openings())


def role_places(lowered: str, words: frozenset[str]) -> list[Place]:
    """Where a role may begin, and its first word, in the order of the text."""
    openings = words & _first_words()
    return sorted((start, word) for word in openings for start in alone(lowered, word))


class CastText(TellingText):
    """A text of which it is known where words for a part in a case stand."""

    @lazy
    def role_places(self) -> list[Place]:
        """Where words for a part in the case may stand."""
        return role_places(self.lowered, self.words)


def roles_between(document: CastText, start: int, end: int) -> list[Role]:
    """The roles in a stretch of the text."""
    roles: list[Role] = []
    for role in _all_between(document, start, end):
        previous = roles[-1] if roles else None
        joined = previous and document.lowered[previous.end : role.start].isspace()
        # "korban jambret": the second word says what happened, not who.
        if not (joined and role.kind == "suspect" and previous and previous.kind in PARTS):
            roles.append(role)
    return roles


def _all_between(document: CastText, start: int, end: int) -> Iterator[Role]:
    places = document.role_places
    done = start
    for at, word in places[bisect_left(places, (start, "")) :]:
        if at >= end:
            return
        if at < done:
            continue
        for phrase in _openings()[word]:
            if _is_role(document.lowered, at, phrase, end):
                done = at + len(phrase)
                yield Role(at, done, KINDS[phrase])
                break


def _is_role(lowered: str, at: int, phrase: str, end: int) -> bool:
    after = at + len(phrase)
    if after > end or not lowered.startswith(phrase, at):
        return False
    if phrase in ("putra", "putri") and GAME_BEFORE.search(lowered[max(0, at - 12) : at]):
        return False
    following = lowered[after : min(after + 1, end)]
    if following.isalnum() or following == "_":
        return False
    if not following.isspace():
        return True
    other = NOT_A_WITNESS if phrase == "saksi" else NOT_A_PART
    return not other.match(lowered, after, end)
