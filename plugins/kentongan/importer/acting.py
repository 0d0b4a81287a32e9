"""The unit that acts in a release, and the units above it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

from kentongan.domain.officials import Mention
from kentongan.domain.people import position_start
from kentongan.domain.ranks import POLICE_RANK
from kentongan.domain.tables import load
from kentongan.domain.units import LEVELS, AmbiguousUnit, Registry, Unit, normalise
from kentongan.domain.words import WordPattern

_TOKEN = re.compile(r"[^\S\n]+(\(?[^\W_][\w'’.-]*)")
_MOST_WORDS = 5
_WEAK_BEFORE = re.compile(
    r"\b(?:ke|di|dari|kepada|menuju|mendatangi|datangi|kunjungi|mengunjungi|kunker|jabatan|calon"
    r"|bersama|dengan|didampingi|dampingi|depan|tahanan|wilayah hukum|wilkum|wilayah"
    r"|seluruh|antara|serta|dan|oleh"
    r"|terima|jajaran|para|mantan|eks|ex)"
    r"\s+(?:(?:kantor|mako|markas|halaman|jajaran|aula|gedung|wilayah|hukum|depan|pihak)\s+)*$",
    re.IGNORECASE,
)
_THROUGH_BEFORE = re.compile(r"\b(?:melalui|lewat|jajarannya,?)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
_PLACE_VERB = re.compile(r"(?:me[mnlrwy]|meng|ber|di|ter|pe[mn]|ke)[a-z]{4,}$")


@dataclass(frozen=True, slots=True)
class Named:
    """A unit that a text names at `start`. `name` is as written, with a normal capital."""

    name: str
    level: str
    start: int
    end: int
    weak: bool = False  # a headquarters, a place, a receiver: not who acts
    division: str = ""
    unit: Unit | None = None
    ambiguous: bool = False

    @property
    def key(self) -> str:
        return self.unit.slug if self.unit else re.sub(r"\W+", " ", self.name).casefold()


@dataclass(frozen=True, slots=True)
class Acting:
    """`unit` is set where the registry knows the name. `parents` go from the nearest up."""

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
    also: Sequence[str] = (),
) -> Acting:
    """`also` are lines that frame the release (signature, sender): evidence of last resort."""
    body = tuple(_names(text, registry))
    known = {named.name.casefold() for named in body}
    scene = _Scene(
        tuple(_names(title, registry, known)), tuple(_names(dateline, registry, known)), body
    )
    if not scene.all:
        framed = tuple(item for line in also for item in _names(line, registry, known))
        scene = replace(scene, dateline=framed)
    if not scene.all:
        return Acting()
    return _decide(scene, text, title, registry)


# Naming


@cache
def _patterns() -> tuple[WordPattern, Mapping[str, str], Mapping[str, str]]:
    table = load("unit_words")
    words = {word: word.capitalize() for word in table["levels"]}
    words |= dict(table["long"]) | dict(table["heads"])
    divisions = "|".join(sorted(map(re.escape, table["divisions"]["words"]), key=len, reverse=True))
    ordered = "|".join(sorted((word.replace(" ", r"\s+") for word in words), key=len, reverse=True))
    first = {name.split()[0] for name in (*words, *table["divisions"]["words"])}
    pattern = WordPattern(
        rf"(?<![\w-])(?:(?P<division>{divisions.replace(chr(92) + ' ', chr(92) + 's+')})\s+)?"
        rf"(?:(?P<word>{ordered})(?![\w-])|(?P<national>(?:mabes\s+)?polri|kapolri|wakapolri)\b)",
        frozenset(first | {"mabes", "polri", "kapolri", "wakapolri"}),
    )
    return pattern, words, table["levels"]


def _names(text: str, registry: Registry, known: set[str] | None = None) -> Iterator[Named]:
    """The units that `text` names. `known` are names of the body, for headlines."""
    pattern, words, levels = _patterns()
    headline = known is not None
    for match in pattern.finditer(text):
        division = " ".join((match["division"] or "").split())
        if match["national"]:
            yield from _national(match, division, registry)
            continue
        written = " ".join(match["word"].casefold().split())
        word = words[written]
        if word == "Mabes":
            continue
        tokens, end = _place(text, match.end(), lower=match["word"].islower(), headline=headline)
        if headline and tokens:
            tokens, end = _cut(word, tokens, known or set(), registry)
        if not tokens:
            continue
        name = f"{word} {' '.join(token for token, _ in tokens)}"
        level = levels[word.split()[0].casefold()]
        weak = written.startswith("ma") or bool(
            _WEAK_BEFORE.search(text, max(0, match.start() - 40), match.start())
        )
        if match["word"].islower() and not _knows(registry, name):
            continue
        named = Named(_display(name), level, match.start(), end, weak, _display(division))
        yield _resolved(named, registry)


def _national(match: re.Match[str], division: str, registry: Registry) -> Iterator[Named]:
    alone = match["national"].casefold() == "polri" and not division
    named = Named(
        "Mabes Polri", "mabes", match.start(), match.end(), weak=alone, division=_display(division)
    )
    yield _resolved(named, registry)


@lru_cache(maxsize=4)
def _known_names(registry: Registry) -> frozenset[str]:
    """What the registry answers to: a miss there costs a search for the nearest name."""
    return frozenset(
        normalise(name) for unit in registry for name in (unit.slug.replace("-", " "), *unit.names)
    )


def _knows(registry: Registry, name: str) -> bool:
    return normalise(name) in _known_names(registry)


def _resolved(named: Named, registry: Registry) -> Named:
    if not _knows(registry, named.name):
        return named
    try:
        return replace(named, unit=registry.find(named.name))
    except AmbiguousUnit:
        return replace(named, ambiguous=True)


def _place(
    text: str, position: int, *, lower: bool, headline: bool
) -> tuple[list[tuple[str, int]], int]:
    """The words of a place behind a unit word, each with its end."""
    table = load("unit_words")["places"]
    never = frozenset(table["never"])
    after = frozenset(table["after"])
    stops = _stops() - after - frozenset(table["before"])
    tokens: list[tuple[str, int]] = []
    end = position
    while len(tokens) < _MOST_WORDS:
        match = _TOKEN.match(text, end)
        if match is None:
            break
        token = match[1].rstrip(".-")
        bare = token.casefold()
        if not token or token[0] == "(" or bare in never:
            break
        after_market = bool(tokens) and tokens[-1][0].casefold() == "pasar"  # Pasar Minggu
        if bare in stops and not after_market:
            break
        if not token[0].isupper() and not lower:
            break
        if (
            bare in ("kota", "kabupaten")
            and tokens
            and not headline
            and _goes_on(text, match.end(1))
        ):
            break
        if POLICE_RANK.match(text, match.start(1)) or position_start().match(text, match.start(1)):
            break
        if (
            text[match.start(1) :].casefold().startswith(("pol", "kapol", "wakapol", "mapol"))
            and bare in (_patterns()[1])
        ):
            break
        stopped = match[1].endswith(".") and len(token) > 3
        end = match.start(1) + len(token)
        tokens.append((token, end))
        if stopped or match[1].endswith("-"):
            break
    return tokens, end


@cache
def _stops() -> frozenset[str]:
    return frozenset(load("names")["stops"]) | frozenset(load("names")["headline_stops"])


def _goes_on(text: str, position: int) -> bool:
    """Whether `Kota` belongs to what follows: `Polsek Purworejo Kota Pasuruan`."""
    match = re.compile(r"\s+([A-Z][\w'’]+)").match(text, position)
    if match is None:
        return False
    word = match[1].casefold()
    known = word in _stops() or word in _patterns()[1] or word.startswith("pol")
    return not known and not POLICE_RANK.match(text, match.start(1)) and not _PLACE_VERB.match(word)


def _cut(
    word: str, tokens: list[tuple[str, int]], known: set[str], registry: Registry
) -> tuple[list[tuple[str, int]], int]:
    """In a headline every word is capitalised: the name ends where the body's name ends."""
    for count in range(len(tokens), 0, -1):
        name = f"{word} {' '.join(token for token, _ in tokens[:count])}"
        if name.casefold() in known or _knows(registry, name):
            return tokens[:count], tokens[count - 1][1]
    after = frozenset(load("unit_words")["places"]["after"])
    before = frozenset(load("unit_words")["places"]["before"])
    kept = tokens[:1]
    for token in tokens[1:]:
        joins = token[0].casefold() in after or kept[-1][0].casefold() in before
        if not joins and _PLACE_VERB.match(token[0].casefold()):
            break
        if not joins and len(tokens) > 2:
            break
        kept.append(token)
    return kept, kept[-1][1]


def _display(name: str) -> str:
    """A name in capitals or small letters with normal capitals."""
    if name.isupper() or name.islower():
        return name.title()
    return " ".join(
        word.capitalize() if word.isupper() and len(word) > 3 else word for word in name.split()
    )


# Deciding


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
    return _acting(chosen, _division(scene, chosen, title), scene, registry, parents_of)


def _scores(scene: _Scene, text: str, title: str) -> dict[str, float]:
    scores: defaultdict[str, float] = defaultdict(float)
    for index, named in enumerate(scene.title):
        scores[named.key] += 2 if named.weak else (9 if index == 0 else 3)
    for named in scene.dateline:
        scores[named.key] += 2
    lead_end = text.find("\n") if "\n" in text else len(text)
    quoted = _quoted(text)
    chained = _parents_at(scene.body, text)
    for index, named in enumerate(scene.body):
        if named.start in chained:
            scores[named.key] += 0.3
        elif named.weak or any(start <= named.start < end for start, end in quoted):
            scores[named.key] += 0.4
        elif named.name == "Mabes Polri" and not named.division:
            scores[named.key] += 0.6
        elif named.start < lead_end:
            scores[named.key] += 4 if index == 0 else 2
        else:
            scores[named.key] += 1
    return dict(scores)


def _quoted(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"“[^”\n]*”?", text)]


def _subject(scene: _Scene, title: str) -> Named | None:
    """The unit with which the title's action starts."""
    for named in scene.title:
        if not named.weak:
            return named
    return None


def _only_in_title(first: Named, scene: _Scene, scores: Mapping[str, float], best: str) -> bool:
    """Whether the text tells of another unit than the one that its title starts with."""
    titles = sum(1 for named in scene.title if named.key == first.key)
    told = sum(1 for named in scene.body if named.key == first.key and not named.weak)
    others = [key for key in scores if key != first.key and scores[key] >= 4]
    return bool(titles and not told and others) and scene.body[0].key in others


def _parents_at(named: Sequence[Named], text: str) -> set[int]:
    """Where a unit is named only as the one above: `Polsek Kraton Polresta Pasuruan`."""
    found = set()
    for one, other in pairwise(named):
        between = text[one.end : other.start]
        if _is_above(other, one) and re.fullmatch(r"[\s,(/-]*(?:jajaran\s+)?", between):
            found.add(other.start)
    return found


def _is_above(one: Named, other: Named) -> bool:
    return LEVELS.index(one.level) < LEVELS.index(other.level)


def _chains(scene: _Scene, text: str) -> dict[str, Named]:
    """Unit → the unit above it, as the text chains them."""
    found: dict[str, Named] = {}
    for group in (scene.title, scene.dateline, scene.body):
        for one, other in pairwise(group):
            if _is_above(other, one) and other.start - one.end < 4 and other.name != "Mabes Polri":
                found.setdefault(one.key, other)
    return found


def _below(one: Named, other: Named, registry: Registry, parents_of: Mapping[str, Named]) -> bool:
    if not _is_above(other, one):
        return False
    if one.unit and other.unit:
        return one.unit.slug in registry.family(other.unit.slug)
    parent = parents_of.get(one.key)
    return parent is None or parent.key == other.key


def _division(scene: _Scene, chosen: Named, title: str) -> str:
    """The part of the unit that acts, when the title names it."""
    if chosen.division and chosen in scene.title and "humas" not in chosen.division.casefold():
        return chosen.division
    words = title.casefold()
    for named in scene.body:
        if named.key == chosen.key and named.division and named.division.casefold() in words:
            return named.division
    return ""


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
    unit = registry.find(name) if _knows(registry, name) else None
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
        parent = parents_of.get(current.key) or _only_above(current, scene)
        if parent is None or parent.key in (current.key, chosen.key):
            return tuple(names)
        names.append(parent.unit.name if parent.unit else parent.name)
        if parent.unit:
            names += [unit.name for unit in registry.ancestors(parent.unit.slug)]
            return tuple(dict.fromkeys(names))
        current = parent


def _only_above(current: Named, scene: _Scene) -> Named | None:
    """The one unit of the next levels that the text names besides."""
    groups = {"polsubsektor": ("polsek",), "polsek": ("polres", "polresta", "polrestabes")}
    wanted = groups.get(current.level, ("polda",) if current.level.startswith("polres") else ())
    found = {named.key: named for named in scene.all if named.level in wanted}
    return next(iter(found.values())) if len(found) == 1 else None


def _known(names: Sequence[str], registry: Registry) -> Unit | None:
    for name in names:
        if _knows(registry, name):
            try:
                return registry.find(name)
            except AmbiguousUnit:
                return None
    return None


def unit_of_officials(mentions: Sequence[Mention]) -> list[str]:
    """The positions of a text's officials: where nothing else names the unit."""
    return [mention.official.position for mention in mentions if mention.official.position]
