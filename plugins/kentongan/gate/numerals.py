"""Numbers as they are read: digits in groups of any size, parted by any sign, or in words.

`O8I3 5552-1098`, `nol delapan satu tiga 555`, `3514, 1012, 0788, 0003`: a chain of groups. Dates
and times are no part of one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kentongan.domain.folding import DIGIT_NAMES
from kentongan.gate.pattern import Pattern, alone

FEWEST = 7  # digits of a number that is somebody's
SPELT = {name: str(digit) for digit, name in enumerate(("nol", *DIGIT_NAMES))} | {"kosong": "0"}
_LETTERS = str.maketrans("OoIlL", "00111")
_LONGEST_GAP = 6
_IN_TIME = frozenset("/.-:")
_SIGNS_ONLY = frozenset(".-–/:=_+")
_PARTING = frozenset(",;/\n")  # what stands between two numbers
_USUAL_GAPS = frozenset((" ", ".", "-", "/", ":", " – ", ", ", "–"))
_GAP = Pattern(r"[\W_OoIl]*")  # signs of any kind, also emoji
_GROUP = Pattern(r"(?<![^\W_OolI\d])[\dOolI]*\d[\dOolI]*(?![^\W_])|(?<!\w)[OolI]{1,4}(?!\w)|\d+")
_LETTERS_AHEAD = Pattern(r"(?<![^\W_])(?:[OolI]{1,4}[ .-]{0,2})+\Z")
_LETTERS_BEHIND = Pattern(r"(?:[ .-]{0,2}[OolI]{1,4})+(?![^\W_])")
_WORDS = "|".join(SPELT)
_MIXED = Pattern(rf"\d+|\b(?:{_WORDS})\b")
_NEXT_SPELT = Pattern(rf"[ ,.\n-]{{1,3}}(?:\d|(?:{_WORDS})\b)")
_SPELT_LEFT = Pattern(r"\d[ ,.-]{1,2}\Z")


class Group(NamedTuple):
    """Digits at `start:end` without a sign between."""

    start: int
    end: int
    digits: str


class Number(NamedTuple):
    """Some groups of a chain, read as one number."""

    start: int
    end: int
    digits: str


Chain = list[Group]


def chains(
    text: str, lowered: str, runs: Sequence[tuple[int, int]], words: Collection[str]
) -> list[Chain]:
    """All chains of a text that hold enough digits, in its order."""
    kept: list[Chain] = []
    for start, end in _stretches(text, runs):
        kept += _parted(text, _groups(text, start, end))
    if not SPELT.keys().isdisjoint(words):
        kept += _spelt(lowered, words)
    return kept


def _stretches(text: str, runs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where runs of digits stand so close together that they may be one number."""
    first = last = count = 0
    for start, end in runs:
        if start - last <= _LONGEST_GAP and count and _is_gap(text[last:start]):
            count += end - start
        else:
            if count > 2 and _is_long(text, first, last, count):
                yield first, last
            first, count = start, end - start
        last = end
    if count > 2 and _is_long(text, first, last, count):
        yield first, last


def _is_gap(gap: str) -> bool:
    return gap in _USUAL_GAPS or (bool(_GAP.fullmatch(gap)) and gap.count("\n") < 2)


def _is_long(text: str, first: int, last: int, count: int) -> bool:
    return count >= FEWEST or count + _letters_beside(text, first, last) >= FEWEST


def _letters_beside(text: str, start: int, end: int) -> int:
    """As many as may stand for digits there: letters before the first digit and in between."""
    return sum(map(text[max(0, start - 4) : end + 4].count, "OolI"))


def _groups(text: str, start: int, end: int) -> Chain:
    ahead = _LETTERS_AHEAD.search(text, max(0, start - 12), start)
    behind = _LETTERS_BEHIND.match(text, end)
    start = ahead.start() if ahead else start
    end = behind.end() if behind else end
    return [
        Group(match.start(), match.end(), match.group().translate(_LETTERS))
        for match in _GROUP.finditer(text, start, end)
    ]


def _parted(text: str, groups: Chain) -> Iterator[Chain]:
    """The pieces between dates and times that hold enough digits."""
    piece: Chain = []
    number = 0
    while number < len(groups):
        taken = _length_of_time(text, groups, number)
        if taken:
            yield from _enough(piece)
            piece = []
        else:
            piece.append(groups[number])
        number += taken or 1
    yield from _enough(piece)


def _enough(piece: Chain) -> Iterator[Chain]:
    if sum(len(group.digits) for group in piece) >= FEWEST:
        yield piece


def _length_of_time(text: str, groups: Chain, number: int) -> int:
    """How many groups from this one on are a date or a time; none for a number."""
    if len(groups[number].digits) > 2:
        return 0
    before, sign, after, last = (
        text[groups[at - 1].end : groups[at].start] if 0 < at < len(groups) else ""
        for at in range(number, number + 4)
    )
    if sign not in _IN_TIME or before == sign:
        return 0
    if after == sign and last != sign:
        return 3 if _is_date(groups[number : number + 3]) else 0
    if after in _SIGNS_ONLY and not _is_time(text, groups, number + 2):
        return 0
    return 2 if _is_time(text, groups, number) else 0


def _is_date(groups: Chain) -> bool:
    day, month, year = (group.digits for group in groups)
    if len(year) != 4 or year[:2] not in ("19", "20") or len(month) > 2:
        return False
    return int(day) <= 31 and int(month) <= 12


def _is_time(text: str, groups: Chain, number: int) -> bool:
    if number + 1 >= len(groups):
        return False
    hour, minute = groups[number : number + 2]
    return (
        text[hour.end : minute.start] in (".", ":")
        and len(hour.digits) <= 2 == len(minute.digits)
        and int(hour.digits) <= 24
        and int(minute.digits) < 60
    )


def _spelt(lowered: str, words: Collection[str]) -> Iterator[Chain]:
    """Chains of which a group or more is written in words."""
    done = 0
    for start in sorted(_spelt_places(lowered, words)):
        if start < done:
            continue
        first = start
        while _SPELT_LEFT.search(lowered, max(0, first - 3), first):
            first = _start_of_digits(lowered, first)
        chain: Chain = []
        for match in _MIXED.finditer(lowered, first):
            if chain and not _is_spelt_gap(lowered[chain[-1].end : match.start()]):
                break
            digits = SPELT.get(match.group(), match.group())
            chain.append(Group(match.start(), match.end(), digits))
        done = chain[-1].end
        yield from _enough(chain)


def _start_of_digits(lowered: str, before: int) -> int:
    at = len(lowered[:before].rstrip(" ,.-"))
    while at and lowered[at - 1].isdigit():
        at -= 1
    return at


def _is_spelt_gap(gap: str) -> bool:
    return len(gap) <= 3 and not gap.strip(" ,.-\n()") and gap.count("\n") < 2


def _spelt_places(lowered: str, words: Collection[str]) -> Iterator[int]:
    """Where a digit in words stands beside another digit."""
    for word in SPELT.keys() & words:
        for start in alone(lowered, word):
            if _NEXT_SPELT.match(lowered, start + len(word)) or _SPELT_LEFT.search(
                lowered, max(0, start - 3), start
            ):
                yield start


def joined(chain: Sequence[Group]) -> Number:
    """These groups as one number."""
    return Number(chain[0].start, chain[-1].end, "".join([group.digits for group in chain]))


def signs(text: str, chain: Sequence[Group]) -> list[str]:
    """What stands between the groups."""
    return [text[group.end : following.start] for group, following in pairwise(chain)]


def from_here(
    text: str, chain: Sequence[Group], least: int, most: int, *, is_told: bool = False
) -> Number | None:
    """The number of so many digits that begins with the first group of a chain.

    Where it may end at several groups, it ends before a sign that parts none of its groups; where
    it is told what the number is, only a sign that parts numbers does so.
    """
    chain = chain[: most + 1]
    between = [sign.strip("()[] ") or " " for sign in signs(text, chain)]
    count, end = 0, 0
    used: set[str] = set()
    for number, group in enumerate(chain):
        count += len(group.digits)
        if count > most:
            break
        follows = between[number] if number < len(between) else ""
        if count >= least:
            end = number + 1
            parts = used or not _PARTING.isdisjoint(follows)
            if is_told:
                parts = not _PARTING.isdisjoint(follows)
            if follows not in used and parts:
                break
        used.add(follows)
    return joined(chain[:end]) if end else None
