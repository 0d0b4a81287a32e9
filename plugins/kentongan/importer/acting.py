"""The unit that acts in a release, and the units above it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kentongan.domain.officials import Mention
from kentongan.domain.units import LEVELS, AmbiguousUnit, Registry, Unit
from kentongan.importer.unit_names import (
    Named,
    is_part,
    knows,
    name_key,
    parts_alone,
    unit_names,
)

_THROUGH_BEFORE = re.compile(r"\b(?:melalui|lewat|jajarannya,?)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
_LETTERHEAD = re.compile(
    r"(?:(?:polri|kepolisian)\s+)?(?P<level>daerah|resort?(?:\s+kota(?:\s+besar)?)?|sektor)\s+"
    r"(?P<name>[\w .]{3,40})",
    re.IGNORECASE,
)
_LEVEL_OF = {
    "daerah": "Polda", "sektor": "Polsek",
    "resor": "Polres", "resor kota": "Polresta", "resor kota besar": "Polrestabes",
}  # fmt: skip
_HIGHEST = ("Polda", "Mabes")  # above which no line names another unit
_PARTS_OF = {"sat": "polres", "dit": "polda", "bid": "polda"}  # by their beginning, and `si`
_MOST_SIGNERS = 3  # lines at the end of a text
_MOST_OF_PART = 2  # words of a line that names a part: Gakkum Satlantas
_AT_COUNTER = re.compile(r"satpas|spkt", re.IGNORECASE)  # offices of a part that acts
_SENDER = re.compile(r"(?:dari|from|pelapor)\s*:", re.IGNORECASE)  # of a report, in its head
_HEAD = re.compile(r"(?:wa)?kapol", re.IGNORECASE)
_OF_HEAD = 0.6  # points
_ALL_POLICE = 0.05  # points: `Polri` alone acts where no other unit is named
_OPENS_BEFORE = re.compile(
    r"(?:(?:anggota|personel|petugas|tim|jajaran|aparat|unit \w+)\s+){0,2}", re.IGNORECASE
)
_HEAD_BEFORE = re.compile(r"\b(?:ka|waka|as|dan)[a-z]{4,}\s+$", re.IGNORECASE)  # Kakorlantas Polri


@dataclass(frozen=True, slots=True)
class Acting:
    """`unit` is set where the registry knows the name. `parents`: the nearest first."""

    name: str | None = None
    unit: Unit | None = None
    parents: tuple[str, ...] = ()
    ambiguous: bool = False
    nearest_known: Unit | None = None


@dataclass(frozen=True, slots=True)
class _Scene:
    title: tuple[Named, ...]
    dateline: tuple[Named, ...]
    body: tuple[Named, ...]

    @property
    def all(self) -> tuple[Named, ...]:
        return self.title + self.dateline + self.body


def find_acting(
    title: str,
    dateline: str,
    text: str,
    registry: Registry,
    *,
    frame: Sequence[str] = (),
    officials: Sequence[str] = (),
) -> Acting:
    """`frame` are lines around the release (letterhead, signature), `officials` their positions.

    They name the unit only where the release does not, but may say which part of it acts and
    what stands above it.
    """
    around = [_spelt_out(line) for line in frame]
    body = tuple(unit_names(text, registry))
    known = {named.name.casefold() for named in body}
    spelt = (*body, *_named_in(around, registry))
    scene = _Scene(
        tuple(_in_full(named, spelt) for named in unit_names(title, registry, known)),
        tuple(_in_full(named, spelt) for named in unit_names(dateline, registry, known)),
        body,
    )
    if all(map(_is_all_police, scene.all)):
        senders = [line for line in around if _SENDER.match(line)]
        framed = tuple(_named_in(senders, registry)) or tuple(
            _named_in((*around, *officials), registry)
        )
        scene = _Scene((), framed, ()) if framed else scene
    if not scene.all:
        return Acting()
    acting = _decide(scene, text, title, registry)
    return _under_frame(_with_headed_part(acting, scene, around), around, registry)


def _named_in(lines: Iterable[str], registry: Registry) -> Iterator[Named]:
    return (named for line in lines for named in unit_names(line, registry, set()))


def _in_full(named: Named, spelt: Sequence[Named]) -> Named:
    """A unit with a short name that stands elsewhere in full: `Polres Flotim`, Flores Timur."""
    word, _, place = named.name.partition(" ")
    for other in spelt:
        full, _, name = other.name.partition(" ")
        if named.unit is None and word == full and _abbreviates(place, name.casefold().split()):
            return replace(named, name=other.name, unit=other.unit)
    return named


def _abbreviates(short: str, words: Sequence[str]) -> bool:
    """Whether a word is made of beginnings of all `words`, two letters or more of each."""
    if len(words) < 2 or " " in short:
        return False
    syllables = "".join(rf"(?:{'|'.join(_beginnings(word))})" for word in words)
    return re.fullmatch(syllables, short.casefold()) is not None


def _beginnings(word: str) -> list[str]:
    return [re.escape(word[:length]) for length in range(2, len(word) + 1)]


def _spelt_out(line: str) -> str:
    """`RESOR SERANG` of a letterhead: Polres Serang."""
    match = _LETTERHEAD.fullmatch(line)
    if match is None:
        return line
    level = " ".join(match["level"].lower().replace("resort", "resor").split())
    return f"{_LEVEL_OF[level]} {match['name'].title()}"


def _with_headed_part(acting: Acting, scene: _Scene, frame: Sequence[str]) -> Acting:
    """The unit with the part whose letterhead it is, as the text writes that part.

    `DIREKTORAT RESERSE KRIMINAL UMUM`, and in the text `penyidik Ditreskrimum Polda Sulsel`.
    """
    if not any(map(is_part, frame)):
        return acting
    own = [named for named in scene.all if named.key == _key_of(acting) and named.division]
    parts = {named.division for named in own if _may_act(named.division)}
    if len(parts) != 1:
        return acting
    above = (acting.name or "", *acting.parents)
    return replace(acting, name=f"{parts.pop()} {acting.name}", unit=None, parents=above)


def _key_of(acting: Acting) -> str:
    return acting.unit.slug if acting.unit else name_key(acting.name or "")


def _under_frame(acting: Acting, frame: Sequence[str], registry: Registry) -> Acting:
    """The unit with the part and the only superior that the lines around the text name."""
    if acting.parents and acting.parents[-1].startswith(_HIGHEST):
        return acting
    highest = next(iter(unit_names((acting.name, *acting.parents)[-1] or "", registry)), None)
    if highest is None:
        return acting
    framed = [named for line in frame for named in unit_names(line, registry)]
    own = [named for named in framed if named.key == highest.key and not highest.division]
    parts = {named.division for named in own if named.division}
    if not acting.parents and len(parts) == 1 and _may_act(part := parts.pop()):
        acting = replace(
            acting, name=f"{part} {acting.name}", unit=None, parents=(acting.name or "",)
        )
    above = _only_above(highest, framed)
    if above is None:
        return acting
    return replace(acting, parents=(*acting.parents, above.unit.name if above.unit else above.name))


def _decide(scene: _Scene, text: str, title: str, registry: Registry) -> Acting:
    scores = _scores(scene, text, title)
    first = _subject(scene, title)
    best = max(scores, key=lambda key: scores[key])
    by_key = {named.key: named for named in reversed(scene.all)}
    parents_of = _chains(scene, text + "\n" + title)
    if first and _only_in_title(first, scene, scores, best):
        scores[first.key] = 0
        first = None
        best = max(scores, key=lambda key: scores[key])
    chosen = by_key[first.key if first else best]
    if first and (lowest := _opens_lead(first, scene, text, parents_of)):
        chosen = lowest
    lower = [
        by_key[key]
        for key, score in scores.items()
        if score >= 4 and _below(by_key[key], chosen, registry, parents_of)
    ]
    if lower and not first:
        chosen = max(lower, key=lambda named: (LEVELS.index(named.level), scores[named.key]))
    through = [n for n in scene.title if _THROUGH_BEFORE.search(title[: n.start])]
    if through and LEVELS.index(through[0].level) > LEVELS.index(chosen.level):
        chosen = through[0]
    part = _division(scene, chosen, title) or _part_alone(chosen, title, text)
    part = part or _part_that_signs(chosen, text)
    return _acting(chosen, part, scene, registry, parents_of)


def _opens_lead(
    first: Named, scene: _Scene, text: str, parents_of: Mapping[str, Named]
) -> Named | None:
    """The lower unit that acts in a lead, where the headline names the one above it.

    `Personel Polsek Ulu Polres Tual menyita …` below `Polres Tual Sita …`.
    """
    opening = scene.body[0] if scene.body else None
    if opening is None or opening.weak or opening.of_official:
        return None
    above = parents_of.get(opening.key)
    is_own = above is not None and above.key == first.key and _is_above(first, opening)
    return opening if is_own and _OPENS_BEFORE.fullmatch(text, 0, opening.start) else None


def _part_alone(chosen: Named, title: str, text: str) -> str:
    """The only part of the unit that acts in title or lead without the unit's name."""
    found = parts_alone(title) | parts_alone(text.partition("\n")[0])
    own = [
        part
        for part in found
        if _may_act(part) and _PARTS_OF.get(part[:3].lower(), "polres") in chosen.level
    ]
    return own[0] if len(own) == 1 else ""


def _part_that_signs(chosen: Named, text: str) -> str:
    """The part of the unit that one of the last lines holds alone: `Unit Gakkum Satlantas`."""
    for line in text.split("\n")[-_MOST_SIGNERS:]:
        words = line.removeprefix("Unit ").split()
        name = words[-1] if len(words) <= _MOST_OF_PART and words else ""
        level = _PARTS_OF.get(name[:3].lower())
        if level and level in chosen.level and is_part(name) and _may_act(name):
            return name
    return ""


def _scores(scene: _Scene, text: str, title: str) -> dict[str, float]:
    scores: defaultdict[str, float] = defaultdict(float)
    for index, named in enumerate(scene.title):
        if named.weak:
            is_led = named.level != "mabes" or _HEAD_BEFORE.search(title[: named.start])
            scores[named.key] += 2 if is_led else _ALL_POLICE  # `Penerimaan Bintara Polri`
        else:
            scores[named.key] += 9 if index == 0 else 3
    for named in scene.dateline:
        scores[named.key] += 2
    lead_end = text.find("\n") if "\n" in text else len(text)
    quoted = _quoted(text)
    chained = _parents_at(scene.body, text)
    first = next((named for named in scene.body if not named.weak), None)
    for index, named in enumerate(scene.body):
        if named.start in chained:
            scores[named.key] += 0.3
        elif _is_all_police(named):
            scores[named.key] += _ALL_POLICE
        elif named.weak or any(start <= named.start < end for start, end in quoted):
            scores[named.key] += 0.4
        elif named.name == "Mabes Polri" and not named.division:
            scores[named.key] += 0.6
        elif _is_alone(text, named):
            scores[named.key] += 1  # a letterhead
        elif named.start < lead_end:
            opens = index == 0 or (named is first and named.division)
            scores[named.key] += 4 if opens else 2
        else:  # who leads a unit speaks for what those below it do
            scores[named.key] += _OF_HEAD if _HEAD.match(text, named.start) else 1
    return dict(scores)


def _is_alone(text: str, named: Named) -> bool:
    """Whether a line holds nothing but the name of a unit."""
    before, after = text[: named.start], text[named.end :]
    return not named.division and before[-1:] in ("", "\n") and after[:1] in ("", "\n")


def _quoted(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"“[^”\n]*”?", text)]


def _subject(scene: _Scene, title: str) -> Named | None:
    """The unit that begins the title."""
    for named in scene.title:
        if not named.weak:
            return named
    return None


def _only_in_title(first: Named, scene: _Scene, scores: Mapping[str, float], best: str) -> bool:
    """Whether the text is about another unit than the one that begins its title."""
    titles = sum(1 for named in scene.title if named.key == first.key)
    mentions = sum(1 for named in scene.body if named.key == first.key and not named.weak)
    other_units = [key for key in scores if key != first.key and scores[key] >= 4]
    strong = next((named for named in scene.body if not named.weak), None)
    return bool(titles and not mentions and strong and strong.key in other_units)


def _parents_at(named: Sequence[Named], text: str) -> set[int]:
    """Where a unit is named only as the superior: `Polsek Kraton Polresta Pasuruan`."""
    starts = set()
    for unit, other in pairwise(named):
        between = text[unit.end : other.start]
        if _is_above(other, unit) and re.fullmatch(r"[\s,(/-]*(?:jajaran\s+)?", between):
            starts.add(other.start)
    return starts


def _is_all_police(named: Named) -> bool:
    """`Polri` alone, which names no unit: `Polri tidak pernah mengadakan undian`."""
    return named.weak and named.level == "mabes"


def _is_above(unit: Named, other: Named) -> bool:
    return LEVELS.index(unit.level) < LEVELS.index(other.level)


def _chains(scene: _Scene, text: str) -> dict[str, Named]:
    """Unit → the unit above it, where the text names them in a row."""
    parents: dict[str, Named] = {}
    for group in (scene.title, scene.dateline, scene.body):
        for unit, other in pairwise(group):
            if (
                _is_above(other, unit)
                and other.start - unit.end < 4
                and other.name != "Mabes Polri"
            ):
                parents.setdefault(unit.key, other)
    return parents


def _below(named: Named, other: Named, registry: Registry, parents_of: Mapping[str, Named]) -> bool:
    if not _is_above(other, named):
        return False
    if named.unit and other.unit:
        return named.unit.slug in registry.family(other.unit.slug)
    parent = parents_of.get(named.key)
    return parent is None or parent.key == other.key


def _division(scene: _Scene, chosen: Named, title: str) -> str:
    """The part of the unit that acts, as the title names it, else as the text first does."""
    around = scene.body or scene.dateline  # the lines of a frame where a text names no unit
    own = [named for named in around if named.key == chosen.key]
    if not scene.body:  # `Yth. Kapolres Bintan` names whom a report goes to
        own = [named for named in own if named.division] or own
    serves = _AT_COUNTER.fullmatch(chosen.division) and any(named.division for named in own)
    in_title = chosen.division and chosen in scene.title and not chosen.weak
    in_title = in_title and _may_act(chosen.division)
    if in_title and not serves:
        return chosen.division
    words = title.casefold()
    acts = [named for named in own if not _AT_COUNTER.fullmatch(named.division)] or own
    for named in acts:
        if named.division and not named.weak and named.division.casefold() in words:
            return named.division
    acting = [
        named for named in own if not named.weak and (named.division or not named.of_official)
    ]
    if acting and _may_act(acting[0].division) and not acting[0].of_official:
        return acting[0].division
    return ""


def _may_act(division: str) -> bool:
    return bool(division) and "humas" not in division.casefold()


def _acting(
    chosen: Named,
    division: str,
    scene: _Scene,
    registry: Registry,
    parents_of: Mapping[str, Named],
) -> Acting:
    own = chosen.unit.name if chosen.unit else _best_name(chosen, scene)
    above = _above(chosen, scene, registry, parents_of)
    if not division:
        return Acting(
            own, chosen.unit, above, chosen.ambiguous, chosen.unit or _known(above, registry)
        )
    name = f"{division} Polri" if chosen.level == "mabes" else f"{division} {own}"
    unit = registry.find(name) if knows(registry, name) else None
    if unit:
        parents = tuple(parent.name for parent in registry.ancestors(unit.slug))
        return Acting(unit.name, unit, parents, nearest_known=unit)
    return Acting(
        name, None, (own, *above), chosen.ambiguous, chosen.unit or _known(above, registry)
    )


def _best_name(chosen: Named, scene: _Scene) -> str:
    written = [named.name for named in scene.body if named.key == chosen.key]
    return written[0] if written else chosen.name


def _above(
    chosen: Named, scene: _Scene, registry: Registry, parents_of: Mapping[str, Named]
) -> tuple[str, ...]:
    if chosen.unit and (known := registry.ancestors(chosen.unit.slug)):
        return tuple(unit.name for unit in known)
    names: list[str] = []
    current = chosen
    while True:
        parent = parents_of.get(current.key) or _only_above(current, scene.all)
        if parent is None or parent.key in (current.key, chosen.key):
            return tuple(names)
        names.append(parent.unit.name if parent.unit else parent.name)
        if parent.unit:
            names += [unit.name for unit in registry.ancestors(parent.unit.slug)]
            return tuple(dict.fromkeys(names))
        current = parent


def _only_above(current: Named, others: Sequence[Named]) -> Named | None:
    """The only other unit of the next levels that the text names."""
    groups = {"polsubsektor": ("polsek",), "polsek": ("polres", "polresta", "polrestabes")}
    wanted = groups.get(current.level, ("polda",) if current.level.startswith("polres") else ())
    candidates = {named.key: named for named in others if named.level in wanted}
    return next(iter(candidates.values())) if len(candidates) == 1 else None


def _known(names: Sequence[str], registry: Registry) -> Unit | None:
    for name in names:
        if knows(registry, name):
            try:
                return registry.find(name)
            except AmbiguousUnit:
                return None
    return None


def unit_of_officials(mentions: Sequence[Mention]) -> list[str]:
    """The positions of a text's officials, for texts that name the unit nowhere else."""
    return [mention.official.position for mention in mentions if mention.official.position]
