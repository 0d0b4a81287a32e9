"""What speaks for each unit that a text names, and for each part of it, as the one that acts.

Evidence is a set of names such as `title1 plain`, `lead <di-` or `p body1 weak`: where a unit
stands, in which role, behind and before which word; what it is beside the other units named.
`unit_weights.toml` says how much each counts (`python -m tests.unit.importer.fit_units`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from kentongan.domain.ranks import POLICE_RANK
from kentongan.domain.units import LEVELS
from kentongan.importer.unit_names import Named, is_part, parts_alone

_QUOTED = re.compile(r"“[^”\n]*”?")
_TO_ABOVE = re.compile(r"[\s,(/-]*(?:jajaran\s+)?")  # Polsek Kraton Polresta Pasuruan
_HEAD = re.compile(r"(?:wa)?kapol", re.IGNORECASE)
_WORD_OR_SIGN = re.compile(r"[\w'’-]+|[^\w\s]")
_NEXT = re.compile(r"[^\S\n]*([\w'’-]+|[^\w\s]|\n)")
_STAFF = frozenset(
    "anggota personel petugas tim jajaran aparat penyidik polisi gabungan unit".split()
)
_PREFIXES = (
    ("di-", re.compile(r"di[a-z]{4,}")),
    ("me-", re.compile(r"(?:me[mnlrwy]|meng)[a-z]{3,}")),
    ("ber-", re.compile(r"ber[a-z]{4,}")),
)
_SHORTEST_DERIVED = 6  # letters of a word that may have a prefix
_REACH = 60  # characters before a name that are looked at
_LAST_LINES = 2
_PARTS_OF = {"sat": "polres", "dit": "polda", "bid": "polda"}  # by their beginning, and `si`
_MOST_SIGNERS = 3  # lines at the end of a text
_MOST_OF_PART = 2  # words of a line that names a part: Gakkum Satlantas
_AT_COUNTER = re.compile(r"satpas|spkt", re.IGNORECASE)  # offices of a part that acts
_ACTS = frozenset({"plain", "head", "official"})  # roles
_MOST_COUNTED = 3
# Places of a name by what they have in common.
_GROUPS = {"title1": "title1", "title": "title", "lead1": "lead1", "lead": "lead"}
_IN_BODY = frozenset({"body1", "body", "last"})
_AROUND = frozenset({"title1", "title", "dateline", "sender", "frame"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit where a text names it. `before` and `after` are words or signs beside it."""

    named: Named
    place: str
    role: str
    before: str = ""
    after: str = ""
    by_staff: bool = False  # `anggota Polsek …`

    @property
    def group(self) -> str:
        return _GROUPS.get(self.place, "frame" if self.is_around else "body")

    @property
    def is_around(self) -> bool:
        return self.place.endswith("!") or self.place in ("frame", "sender")

    @property
    def acts(self) -> bool:
        return self.role in _ACTS

    @property
    def part(self) -> str:
        return self.named.division if may_act(self.named.division) else ""


def may_act(part: str) -> bool:
    return bool(part) and "humas" not in part.casefold()


def is_all_police(named: Named) -> bool:
    """`Polri` alone, which names no unit: `Polri tidak pernah mengadakan undian`."""
    return named.weak and named.level == "mabes"


def is_above(unit: Named, other: Named) -> bool:
    return LEVELS.index(unit.level) < LEVELS.index(other.level)


# Where a unit is named


def in_title(title: str, units: Sequence[Named]) -> Iterator[Mention]:
    first = next((named for named in units if not named.weak), None)
    places = ["title1" if named is first else "title" for named in units]
    return _mentions(title, units, places)


def in_body(text: str, units: Sequence[Named]) -> Iterator[Mention]:
    lead_end = text.find("\n") if "\n" in text else len(text)
    last = len(text) - len("\n".join(text.split("\n")[-_LAST_LINES:]))
    places: list[str] = []
    is_first = True
    for named in units:
        if _is_alone(text, named):
            places.append("alone")
            continue
        if named.start < lead_end:
            places.append("lead1" if is_first else "lead")
        elif is_first:
            places.append("body1")
        else:
            places.append("last" if named.start >= last else "body")
        is_first = False
    return _mentions(text, units, places)


def in_line(line: str, units: Sequence[Named], place: str) -> Iterator[Mention]:
    return _mentions(line, units, [place] * len(units))


def _mentions(text: str, units: Sequence[Named], places: Sequence[str]) -> Iterator[Mention]:
    above = {
        other.start
        for unit, other in pairwise(units)
        if is_above(other, unit) and _TO_ABOVE.fullmatch(text[unit.end : other.start])
    }
    quoted = [match.span() for match in _QUOTED.finditer(text)] if units else []
    for named, place in zip(units, places, strict=True):
        before, by_staff = _word_before(text, named.start)
        if named.start in above:
            role = "above"
        elif any(start <= named.start < end for start, end in quoted):
            role = "quoted"
        else:
            role = _role(text, named)
        yield Mention(named, place, role, before, _word_after(text, named.end), by_staff)


def _role(text: str, named: Named) -> str:
    if is_all_police(named) and not named.division:
        return "police"
    if named.weak:
        return "weak"
    if named.of_official:
        return "official"
    return "head" if _HEAD.match(text, named.start) else "plain"


def _is_alone(text: str, named: Named) -> bool:
    """Whether a line holds nothing but the name of a unit."""
    before, after = text[named.start - 1 : named.start], text[named.end : named.end + 1]
    return not named.division and before in ("", "\n") and after in ("", "\n")


def _word_before(text: str, start: int) -> tuple[str, bool]:
    """The word before a name without those for its staff, and whether such stand there."""
    line = text[max(0, start - _REACH) : start].rpartition("\n")[2]
    words = _WORD_OR_SIGN.findall(line)
    count = len(words)
    while words and words[-1].casefold() in _STAFF:
        words.pop()
    while words and words[-1] in "*_":
        words.pop()
    return _form(words[-1]) if words else "^", len(words) < count


def _word_after(text: str, end: int) -> str:
    match = _NEXT.match(text, end)
    if match is None or match[1] == "\n":
        return "$"
    return "RANK" if POLICE_RANK.match(text, match.start(1)) else _form(match[1])


def _form(word: str) -> str:
    """A word, or how it is derived: `di-`, `me-`, `ber-`; `0` for figures."""
    word = word.casefold()
    if word[0].isdigit():
        return "0"
    if len(word) >= _SHORTEST_DERIVED:
        return next((name for name, prefix in _PREFIXES if prefix.match(word)), word)
    return word


# What speaks for a unit


class Scene:
    """All units that a text names, by their keys, with what each is beside the others."""

    def __init__(self, mentions: Sequence[Mention], title: str, text: str, frame: Sequence[str]):
        self.title, self.text = title, text
        self.by_key: dict[str, list[Mention]] = {}
        for mention in mentions:
            self.by_key.setdefault(mention.named.key, []).append(mention)
        self._below: defaultdict[str, set[str]] = defaultdict(set)  # a unit → those named under it
        for below, above in pairwise(mentions):
            if above.role == "above":
                self._below[above.named.key].add(below.named.key)
        self._is_headed = any(map(is_part, frame))

    @cached_property
    def _acting(self) -> dict[str, int]:
        """How often each unit is named as one that may act."""
        counts = {key: sum(m.acts for m in own) for key, own in self.by_key.items()}
        return {key: count for key, count in counts.items() if count}

    @cached_property
    def _alone(self) -> tuple[frozenset[str], frozenset[str]]:
        """The parts that title and lead name without their unit."""
        lead = self.text.partition("\n")[0]
        title, opening = (frozenset(filter(may_act, parts_alone(t))) for t in (self.title, lead))
        return title, opening

    def candidates(self) -> Iterator[tuple[str, str, set[str]]]:
        """Key of the unit, part of it or nothing, and the evidence."""
        for key, own in self.by_key.items():
            level = own[0].named.level
            signing = _part_that_signs(level, self.text)
            parts = dict.fromkeys(mention.part for mention in own)
            for part in sorted(frozenset().union(*self._alone)):
                if _PARTS_OF.get(part[:3].lower(), "polres") in level:
                    parts.setdefault(part)
            parts |= dict.fromkeys([signing])
            parts.pop("", None)
            of_unit = {*_of_mentions(own), *self._of_states(key), *self._of_others(key)}
            yield key, "", of_unit | set(_of_whole(own, bool(parts)))
            for part in parts:
                evidence = {*_of_part(part, own), *self._of_lone_part(part, own, signing)}
                yield key, part, of_unit | evidence

    def _of_states(self, key: str) -> Iterator[str]:
        """Where the unit is named at all: in title, lead and body, as acting or not."""
        own = self.by_key[key]
        title = _state(own, "T", first=("title1",), further=("title",))
        lead = _state(own, "L", first=("lead1",), further=("lead",))
        body = _state(own, "B", first=_IN_BODY, further=())
        is_over = any(is_above(own[0].named, self.by_key[o][0].named) for o in self._acting)
        yield from (f"{title}{lead}", f"{title}{lead}{body}", f"{lead}{body}")
        yield f"{'over' if is_over else 'low'} {title}{lead}"
        yield f"level {own[0].named.level}"
        yield f"level {own[0].named.level} {title}"
        if self._below[key] & self._acting.keys():
            yield f"parent {title}{lead}"

    def _of_others(self, key: str) -> Iterator[str]:
        own, most = self.by_key[key][0].named, max(self._acting.values(), default=0)
        count = self._acting.get(key, 0)
        yield f"n{min(count, _MOST_COUNTED)}"
        yield "most" if count == most and most else "fewer"
        others = [self.by_key[other] for other in self._acting if other != key]
        lower = [other for other in others if is_above(own, other[0].named)]
        yield "over acting" if lower else "lowest acting"
        if any(mention.role == "plain" for other in lower for mention in other):
            yield "over plain"
        if any(is_above(other[0].named, own) for other in others):
            yield "under acting"
        if self._below[key] & self._acting.keys():
            yield "above of acting"
        if any(key in below for below in self._below.values()):
            yield "has above"
        if own.unit:
            yield "known"
        if next(iter(self.by_key)) == key:
            yield "first named"

    def _of_lone_part(self, part: str, own: Sequence[Mention], signing: str) -> Iterator[str]:
        """Of a part named without its unit, by a letterhead or below the text."""
        sign = "" if any(mention.named.division == part for mention in own) else "!"
        for place, alone in zip(("title", "lead"), self._alone, strict=True):
            if part in alone:
                yield f"p alone {place}{sign}"
        if sign and len(frozenset().union(*self._alone)) == 1:
            yield "p only alone"
        if part == signing:
            yield f"p signs{sign}"
        if part.casefold() in self.title.casefold():
            yield "p in title"
        if self._is_headed:
            yield "p headed" if len({m.part for m in own if m.part}) == 1 else "p headed among"


def _state(
    own: Sequence[Mention], letter: str, *, first: Sequence[str] | frozenset[str],
    further: Sequence[str],
) -> str:  # fmt: skip
    """`L1`: acting and first named; `L`: acting; `Lw`: named otherwise; `L0`: not there."""
    if any(mention.place in first and mention.acts for mention in own):
        return f"{letter}1"
    if any(mention.place in further and mention.acts for mention in own):
        return letter
    is_named = any(mention.place in first or mention.place in further for mention in own)
    return f"{letter}w" if is_named else f"{letter}0"


def _of_mentions(own: Sequence[Mention]) -> Iterator[str]:
    for mention in own:
        group, role = mention.group, mention.role
        yield f"{mention.place} {role}"
        yield f"{group} <{mention.before}"
        yield f"{group} >{mention.after}"
        if role == "plain":
            yield f"plain <{mention.before}"
            yield f"plain >{mention.after}"
        if role in ("plain", "weak") and mention.before == "^":
            yield f"{group} opens"
        if mention.by_staff:
            yield f"{group} staff"
        if mention.named.division:
            yield f"{group} part {role}"


def _of_whole(own: Sequence[Mention], has_parts: bool) -> Iterator[str]:
    yield "whole with parts" if has_parts else "whole"
    for mention in own:
        if not mention.part:
            yield f"0 {mention.place} {mention.role}"


def _of_part(part: str, own: Sequence[Mention]) -> Iterator[str]:
    yield "part"
    yield f"p:{part[:3].casefold()}"
    mine = [mention for mention in own if mention.named.division == part]
    others = {mention.part for mention in own} - {""}
    yield f"p n{min(len(mine), _MOST_COUNTED)}"
    for mention in own:
        if mention.named.division == part:
            group = mention.group if mention.place in _GROUPS else "rest"
            yield f"p {mention.place} {mention.role}"
            yield f"p {group} <{mention.before}"
            yield f"p <{mention.before}"
        else:
            yield f"x {mention.place} {mention.role}{' other' if mention.part else ''}"
    if (first := _first(own)) and first.named.division == part:
        yield f"p first {first.role}"
    if mine and len(mine) == sum(mention.role != "above" for mention in own):
        yield "p always"
    if _AT_COUNTER.fullmatch(part):
        yield "p counter among" if len(others) > 1 else "p counter"
    if len(others) == 1:
        yield "p only"


def _first(own: Sequence[Mention]) -> Mention | None:
    """The first mention in the text that may tell whether the unit or a part of it acts."""
    for mention in own:
        told = mention.named.division or mention.role != "official"
        if mention.place not in _AROUND and mention.role != "weak" and told:
            return mention
    return None


def _part_that_signs(level: str, text: str) -> str:
    """The part of a unit that one of the last lines holds alone: `Unit Gakkum Satlantas`."""
    for line in text.split("\n")[-_MOST_SIGNERS:]:
        words = line.removeprefix("Unit ").split()
        name = words[-1] if len(words) <= _MOST_OF_PART and words else ""
        of_level = _PARTS_OF.get(name[:3].lower())
        if of_level and of_level in level and is_part(name) and may_act(name):
            return name
    return ""
