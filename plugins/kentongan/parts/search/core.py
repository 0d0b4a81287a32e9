"""The searched words of a release and their weights."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from kentongan.domain.release import Release
from kentongan.domain.tables import load
from kentongan.domain.units import Unit
from kentongan.parts.search.stems import stem
from kentongan.parts.search.tables import table
from kentongan.parts.search.words import is_searched, tokens

FACTS = "search"
UNIT = 2  # the class of the names of its unit, at least
# BM25 with a fixed usual length, so that one release does not change the weight of others.
K1, B, USUAL_LENGTH = 1.2, 0.75, 200
# Limits between the classes of words in the text; words of the title are a class of their own.
_CLASSES = (1.05, 1.35)

# What readers call those who are sought, where the text may not say it.
SOUGHT = {"orang-hilang": "orang hilang", "dpo": "dpo buron"}


@dataclass(frozen=True, slots=True)
class Terms:
    """Stems by class of weight, and the forms in which they occur: `form` or `form/stem`."""

    classes: tuple[tuple[str, ...], ...]
    forms: tuple[str, ...]

    def pack(self) -> bytes:
        lines = (*(" ".join(part) for part in self.classes), " ".join(self.forms))
        return zlib.compress("\n".join(lines).encode(), 1)


def unpack(data: bytes) -> Terms:
    *classes, forms = (tuple(line.split()) for line in zlib.decompress(data).decode().split("\n"))
    return Terms(tuple(classes), forms)


def terms_of(release: Release) -> Terms:
    title, body = tokens(release.title), tokens(release.text)
    counts = _counts(release, title, body)
    roots = {word: stem(word) for word in counts}
    weights: Counter[str] = Counter()
    for word, root in roots.items():
        weights[root] += counts[word]
    for word in _meanings([*title, "", *body]):
        weights.setdefault(stem(word), 1)
    classes = _classes(weights, roots_of(release.title), len(body) + len(title))
    return Terms(classes, tuple(sorted(_form(word, root) for word, root in roots.items())))


def _counts(release: Release, title: list[str], body: list[str]) -> dict[str, int]:
    """How often each searched word occurs; those of the lead count twice."""
    lead = tokens(release.text.partition("\n")[0])
    sought = SOUGHT.get(release.kind, "")
    extra = tokens(" ".join((*release.tags, release.location, release.author, sought)))
    counts: Counter[str] = Counter()
    for words in (body, lead, extra, title):
        counts.update(_speaking(words))
    for word in _speaking(tokens(_beside(release))):
        counts.setdefault(word, 1)
    return {word: count for word, count in counts.items() if is_searched(word)}


def _beside(release: Release) -> str:
    """What a page and the lists say beside the text."""
    claim, case = release.claim, release.case
    parts = [release.summary]
    parts += [claim.text, *claim.evidence] if claim else []
    parts += [*case.names, case.features] if case else []
    return "\n".join(parts)


def _classes(
    weights: Mapping[str, int], entitled: Set[str], length: int
) -> tuple[tuple[str, ...], ...]:
    """The stems by class; those of the title are `entitled` to the highest."""
    base = K1 * (1 - B + B * length / USUAL_LENGTH)
    # The weight at which BM25's part of one word, w (K1 + 1) / (w + base), reaches each limit.
    low, high = (limit * base / (K1 + 1 - limit) for limit in _CLASSES)
    classes: tuple[list[str], ...] = ([], [], [], [])
    for root in sorted(weights):
        weight = weights[root]
        classes[3 if root in entitled else (weight >= low) + (weight >= high)].append(root)
    return tuple(map(tuple, classes))


def roots_of(text: str) -> set[str]:
    return {stem(word) for word in _speaking(tokens(text)) if is_searched(word)}


def _speaking(words: list[str]) -> list[str]:
    """Without the words that say nothing of their own within a name."""
    silent = [(name, word) for name, word in table().within.items() if word in words]
    if not silent:
        return words
    line = f" {' '.join(words)} "
    for name, word in silent:
        rest = " ".join(part for part in name.split() if part != word)
        line = line.replace(f" {name} ", f" {rest} ")
    return line.split()


def unit_terms(unit: Unit | None) -> list[str]:
    """The stems of the names of a unit, which its releases are found by."""
    if not unit:
        return []
    return sorted(roots_of(" ".join(unit.names)))


def unit_forms(unit: Unit | None) -> list[str]:
    if not unit:
        return []
    words = {word for name in unit.names for word in tokens(name) if is_searched(word)}
    return sorted(_form(word, stem(word)) for word in words)


def _form(word: str, root: str) -> str:
    """A word as the index lists it: with its stem, where that is another."""
    return word if root == word else f"{word}/{root}"


def _meanings(words: Sequence[str]) -> Iterable[str]:
    """The words that acronyms in the text stand for, and the acronyms of written-out names."""
    acronyms = _acronyms()
    line = f" {' '.join(words)} "
    known = set(words)
    for acronym in acronyms.single.keys() & known:
        yield from acronyms.single[acronym]
    for acronym in acronyms.spaced:
        if f" {acronym} " in line:
            yield from acronyms.single[acronym]
    for first in acronyms.written.keys() & known:
        for meaning, short in acronyms.written[first].items():
            if meaning in line:
                yield from short


@dataclass(frozen=True, slots=True)
class _Acronyms:
    single: dict[str, list[str]]
    written: dict[str, dict[str, list[str]]]  # by the first word of the meaning
    spaced: tuple[str, ...]


@lru_cache(maxsize=1)
def _acronyms() -> _Acronyms:
    meanings: dict[str, str] = load("acronyms")["meaning"]
    single: dict[str, list[str]] = {}
    written: dict[str, dict[str, list[str]]] = {}
    for acronym, meaning in meanings.items():
        short, long = tokens(acronym), tokens(meaning)
        if short == long:
            continue
        words = single.setdefault(" ".join(short), [])
        words += [word for word in _speaking(long) if is_searched(word) and word not in words]
        back = written.setdefault(long[0], {}).setdefault(f" {' '.join(long)} ", [])
        back += [word for word in short if is_searched(word) and word not in back]
    spaced = tuple(sorted(acronym for acronym in single if " " in acronym))
    return _Acronyms(single, written, spaced)
