"""The unit that acts in a release, and the units above it.

Of all units that a text names, and their parts, the one acts for which most speaks
(`unit_evidence.py`, weighed by `unit_weights.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, pairwise
from pathlib import Path

from kentongan.domain import tables
from kentongan.domain.officials import Mention as Official
from kentongan.domain.units import AmbiguousUnit, Registry, Unit
from kentongan.importer import unit_evidence
from kentongan.importer.unit_evidence import is_above, is_all_police
from kentongan.importer.unit_names import Named, knows, unit_names

_LETTERHEAD = re.compile(
    r"(?:(?:polri|kepolisian)\s+)?(?P<level>daerah|resort?(?:\s+kota(?:\s+besar)?)?|sektor)\s+"
    r"(?P<name>[\w .]{3,40})",
    re.IGNORECASE,
)
_LEVEL_OF = {
    "daerah": "Polda", "sektor": "Polsek",
    "resor": "Polres", "resor kota": "Polresta", "resor kota besar": "Polrestabes",
}  # fmt: skip
_RESORTS = frozenset({"polres", "polresta", "polrestabes"})
_MOST_BETWEEN = 4  # characters between a unit and the one above it
_HIGHEST = ("Polda", "Mabes")  # above which no line names another unit
_SENDER = re.compile(r"(?:dari|from|pelapor)\s*:", re.IGNORECASE)  # of a report, in its head


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
    framed = [(line, tuple(unit_names(line, registry, set()))) for line in around]
    spelt = (*body, *chain.from_iterable(units for _, units in framed))
    scene = _Scene(
        tuple(_in_full(named, spelt) for named in unit_names(title, registry, known)),
        tuple(_in_full(named, spelt) for named in unit_names(dateline, registry, known)),
        body,
    )
    mentions = [
        *unit_evidence.in_title(title, scene.title),
        *unit_evidence.in_line(dateline, scene.dateline, "dateline"),
        *unit_evidence.in_body(text, body),
    ]
    names_none = all(map(is_all_police, scene.all))
    if names_none:
        framed += [(line, tuple(unit_names(line, registry, set()))) for line in officials]
        scene = _Scene((), tuple(chain.from_iterable(units for _, units in framed)), scene.body)
    for at, (line, units) in enumerate(framed):
        place = "sender" if _SENDER.match(line) else "frame" if at < len(around) else "official"
        mentions += unit_evidence.in_line(line, units, f"{place}!" if names_none else place)
    if not mentions:
        return Acting()
    weighed = unit_evidence.Scene(mentions, title, text, around)
    key, part = heaviest(weighed.candidates())
    chosen = weighed.by_key[key][0].named
    acting = _acting(chosen, part, scene, registry, _chains(scene))
    return _under_frame(acting, [named for _, units in framed for named in units], registry)


@cache
def _weights() -> Mapping[str, int]:
    listed = tables.read(Path(__file__).with_name("unit_weights.toml"))["weights"]
    rows = (line.rpartition("\t") for line in listed.splitlines())
    return {name: int(weight) for name, _, weight in rows}


def heaviest(candidates: Iterable[tuple[str, str, set[str]]]) -> tuple[str, str]:
    """Key and part of the unit for which most speaks; the first of equals."""
    weights = _weights()
    scored = [
        (sum(weights.get(name, 0) for name in told), key, part) for key, part, told in candidates
    ]
    _, key, part = max(scored, key=lambda candidate: candidate[0])
    return key, part


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


def _under_frame(acting: Acting, framed: Sequence[Named], registry: Registry) -> Acting:
    """The unit with the only superior that the lines around the text name."""
    if acting.parents and acting.parents[-1].startswith(_HIGHEST):
        return acting
    highest = next(iter(unit_names((acting.name, *acting.parents)[-1] or "", registry)), None)
    above = highest and _only_above(highest, framed)
    if above is None:
        return acting
    return replace(acting, parents=(*acting.parents, above.unit.name if above.unit else above.name))


def _chains(scene: _Scene) -> dict[str, Named]:
    """Unit → the unit above it, where the text names them in a row."""
    parents: dict[str, Named] = {}
    for group in (scene.title, scene.dateline, scene.body):
        for unit, other in pairwise(group):
            is_near = other.start - unit.end < _MOST_BETWEEN and other.name != "Mabes Polri"
            if is_near and is_above(other, unit):
                parents.setdefault(unit.key, other)
    return parents


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
    """The only other unit of the next level that the text names."""
    next_levels = {"polsubsektor": ({"polsek"}, _RESORTS), "polsek": (_RESORTS,)}
    for wanted in next_levels.get(current.level, ({"polda"},) if current.level in _RESORTS else ()):
        candidates = {named.key: named for named in others if named.level in wanted}
        if candidates:
            return next(iter(candidates.values())) if len(candidates) == 1 else None
    return None


def _known(names: Sequence[str], registry: Registry) -> Unit | None:
    for name in names:
        if knows(registry, name):
            try:
                return registry.find(name)
            except AmbiguousUnit:
                return None
    return None


def unit_of_officials(mentions: Sequence[Official]) -> list[str]:
    """The positions of a text's officials, for texts that name the unit nowhere else."""
    return [mention.official.position for mention in mentions if mention.official.position]
