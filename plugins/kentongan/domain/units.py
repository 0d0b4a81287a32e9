"""Police units: one identity for each, however its name is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kentongan.domain import addresses
from kentongan.domain.release import Picture
from kentongan.domain.text import most_like

LEVELS = (
    "mabes",
    "polda",
    "polrestabes",
    "polresta",
    "polres",
    "polsek",
    "polsubsektor",
    "satuan",
)

# Written-out names are read as the short form.
_LONG_FORMS = (
    ("markas besar kepolisian negara republik indonesia", "mabes polri"),
    ("kepolisian daerah", "polda"),
    ("kepolisian resor kota besar", "polrestabes"),
    ("kepolisian resort kota besar", "polrestabes"),
    ("kepolisian resor kota", "polresta"),
    ("kepolisian resort kota", "polresta"),
    ("kepolisian resor", "polres"),
    ("kepolisian resort", "polres"),
    ("kepolisian sektor", "polsek"),
    ("kepolisian sub sektor", "polsubsektor"),
)
# The full name of each level, as an official name begins.
LONG_NAMES = {
    "polda": "Kepolisian Daerah",
    "polrestabes": "Kepolisian Resor Kota Besar",
    "polresta": "Kepolisian Resor Kota",
    "polres": "Kepolisian Resor",
    "polsek": "Kepolisian Sektor",
    "polsubsektor": "Kepolisian Subsektor",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as its file says it. `parent` is a slug; empty fields are unknown, not shown."""

    slug: str
    name: str
    official_name: str = ""
    aliases: tuple[str, ...] = ()
    level: str = "satuan"
    parent: str = ""
    address: str = ""
    phones: tuple[str, ...] = ()
    whatsapp: str = ""
    email: str = ""
    coordinates: tuple[float, float] | None = None  # latitude, longitude in degrees
    areas: tuple[str, ...] = ()
    hours: tuple[str, ...] = ()
    head: str = ""
    picture: Picture | None = None
    path: str = ""
    html: str = field(default="", repr=False)

    @property
    def url(self) -> str:
        return addresses.unit(self.slug)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name in (self.name, self.official_name, *self.aliases) if name)


class UnitError(LookupError):
    """No unit is found by this name."""


class UnknownUnit(UnitError):
    def __init__(self, name: str, nearest: str = "") -> None:
        super().__init__(f"no unit is called {name!r}")
        self.name = name
        self.nearest = nearest


class AmbiguousUnit(UnitError):
    def __init__(self, name: str, candidates: tuple[Unit, ...]) -> None:
        super().__init__(f"{name!r} is the name of {len(candidates)} units")
        self.name = name
        self.candidates = candidates


def normalise(name: str) -> str:
    """The form in which two spellings of one name are equal."""
    text = re.sub(r"[\W_]+", " ", name.casefold()).strip()
    for long, short in _LONG_FORMS:
        if text.startswith(long + " ") or text == long:
            text = short + text[len(long) :]
            break
    return text


class Registry:
    """All units of a site, in the order of the tree: parents before children, then by name."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self._by_slug = {unit.slug: unit for unit in sorted(units, key=lambda unit: unit.slug)}
        self._by_name: dict[str, dict[str, Unit]] = {}
        self._children: dict[str, list[Unit]] = {}
        for unit in self._by_slug.values():
            for name in (unit.slug.replace("-", " "), *unit.names):
                self._by_name.setdefault(normalise(name), {})[unit.slug] = unit
            self._children.setdefault(self._known_parent(unit), []).append(unit)
        for children in self._children.values():
            children.sort(key=lambda unit: (_rank(unit.level), unit.name, unit.slug))

    def __iter__(self) -> Iterator[Unit]:
        seen: set[str] = set()
        for unit in self._walk("", seen):
            yield unit
        for unit in self._by_slug.values():  # units whose parents form a circle
            if unit.slug not in seen:
                yield unit

    def __len__(self) -> int:
        return len(self._by_slug)

    def __contains__(self, slug: object) -> bool:
        return slug in self._by_slug

    def __getitem__(self, slug: str) -> Unit:
        return self._by_slug[slug]

    def get(self, slug: str) -> Unit | None:
        return self._by_slug.get(slug)

    def find(self, name: str) -> Unit:
        """The unit with this slug, name or alias. Raises UnknownUnit or AmbiguousUnit."""
        exact = self._by_slug.get(name.strip())
        if exact:
            return exact
        units = self._by_name.get(normalise(name), {})
        if not units:
            raise UnknownUnit(name, self.nearest(name))
        if len(units) > 1:
            raise AmbiguousUnit(name, tuple(units.values()))
        return next(iter(units.values()))

    def nearest(self, name: str) -> str:
        """The name of the unit that `name` was most likely meant to be, or nothing."""
        close = most_like(normalise(name), self._by_name, least=0.75)
        return next(iter(self._by_name[close].values())).name if close else ""

    def children(self, slug: str) -> tuple[Unit, ...]:
        return tuple(self._children.get(slug, ()))

    def ancestors(self, slug: str) -> tuple[Unit, ...]:
        """Parents from the nearest to the highest; a circle ends where it closes."""
        ancestors: list[Unit] = []
        unit = self._by_slug.get(slug)
        seen = {slug}
        while unit and unit.parent in self._by_slug and unit.parent not in seen:
            unit = self._by_slug[unit.parent]
            seen.add(unit.slug)
            ancestors.append(unit)
        return tuple(ancestors)

    def line(self, slug: str) -> tuple[str, ...]:
        """The slug, known or not, and those of the units above it, the nearest first."""
        return (slug, *(unit.slug for unit in self.ancestors(slug)))

    def family(self, slug: str) -> frozenset[str]:
        """The slugs of the unit and of all units below it."""
        seen = {slug}
        for _ in self._walk(slug, seen):
            pass
        return frozenset(seen)

    def _known_parent(self, unit: Unit) -> str:
        return unit.parent if unit.parent in self._by_slug else ""

    def _walk(self, slug: str, seen: set[str]) -> Iterator[Unit]:
        for child in self._children.get(slug, ()):
            if child.slug not in seen:
                seen.add(child.slug)
                yield child
                yield from self._walk(child.slug, seen)


def _rank(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)
