"""What of each release is indexed: its words, the names of its unit, and what filters ask for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from kentongan.domain import addresses
from kentongan.parts.search import core, meanings, postings
from kentongan.parts.search.affixes import light
from kentongan.parts.search.core import FACTS
from kentongan.site.entry import Entry
from kentongan.site.model import Site
from kentongan.site.segments import Items

FORM = -1  # instead of a number: the text is a form that its stem cannot be told from


class Extras:
    """The terms that the unit and kind of a release add to its words."""

    def __init__(self, site: Site) -> None:
        self._units = site.units
        self._lines: dict[str, tuple[str, str, str]] = {}

    def lines(self, entry: Entry) -> tuple[str, str, str]:
        """Stems, forms and filters."""
        slug = entry.unit
        if slug not in self._lines:
            unit = self._units.get(slug)
            self._lines[slug] = (
                " ".join(core.unit_terms(unit)),
                " ".join(core.unit_forms(unit)),
                " ".join(f"u-{name}" for name in self._units.line(slug)),
            )
        stems, forms, filters = self._lines[slug]
        return stems, forms, f"{filters} k-{entry.kind}"


def packed(site: Site, entry: Entry, identifier: int, extras: Extras) -> bytes:
    """What is kept of an indexed release: its identifier and facets, its extra terms, its words."""
    facts = site.store.facts(FACTS, entry.code) or core.Terms(((), (), (), ()), ()).pack()
    head = f"{identifier} {entry.unit} {entry.kind} {addresses.month_of(entry.url)}"
    return "\n".join((head, *extras.lines(entry))).encode() + b"\n" + facts


class Content(NamedTuple):
    """The number of a release by term, the forms of its words, its facets."""

    numbers: Mapping[str, int]
    forms: frozenset[str]
    facets: frozenset[tuple[int, str]]
    """Unit, kind, month and stems of the table of meanings, each with its place here."""

    def pairs(self) -> list[tuple[str, int]]:
        hard = [(pair, FORM) for pair in self.forms if _is_hard(pair)]
        return [*self.numbers.items(), *hard]

    def items(self) -> Items:
        """Ascending by the hash that names the shard."""
        return sorted(
            (postings.hash_of(text if number != FORM else text.partition("/")[0]), text, number)
            for text, number in self.pairs()
        )


def unpacked(data: bytes) -> Content:
    if not data:
        return Content({}, frozenset(), frozenset())
    head, stems, forms, filters, packed = data.split(b"\n", 4)
    terms = core.unpack(packed)
    stated, *facets = head.decode().split(" ")
    identifier = int(stated)
    numbers = dict.fromkeys(filters.decode().split(), postings.number(identifier, 0))
    for weight, words in enumerate(terms.classes):
        numbers.update(dict.fromkeys(words, postings.number(identifier, weight)))
    for stem in stems.decode().split():
        numbers[stem] = max(numbers.get(stem, 0), postings.number(identifier, core.UNIT))
    all_forms = frozenset((*terms.forms, *forms.decode().split()))
    meant = [(len(facets), stem) for stem in meanings.told() & numbers.keys()]
    return Content(numbers, all_forms, frozenset((*enumerate(facets), *meant)))


@lru_cache(8192)  # the words of an archive recur
def _is_hard(pair: str) -> bool:
    """Whether a browser cannot reduce the form of a pair `form/stem` to its stem."""
    form, _, stem = pair.partition("/")
    return bool(stem) and light(form) != stem
