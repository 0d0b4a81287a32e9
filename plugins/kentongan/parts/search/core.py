"""The searched words of a release and their weights."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from kentongan.domain.release import Release
from kentongan.domain.tables import load
from kentongan.domain.units import Unit
from kentongan.parts.search.stems import stem
from kentongan.parts.search.tables import table
from kentongan.parts.search.words import is_searched, tokens

FACTS = "search"
UNIT = 2
# BM25 with a fixed usual length, so that one release does not change the weight of others.
K1, B, USUAL_LENGTH = 1.2, 0.75, 200
# Limits between the classes of words in the text; words of the title are a class of their own.
_CLASSES = (1.05, 1.35)

# What readers call those who are sought, where the text may not say it.
SOUGHT = {"orang-hilang": "orang hilang", "dpo": "dpo buron"}


@dataclass(frozen=True, slots=True)
class Settings:
    """The search has no settings."""

    PREFIX: ClassVar[str] = "search"


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
    title = tokens(release.title)
    body = tokens(release.text)
    lead = _speaking(tokens(release.text.partition("\n")[0]))
    sought = SOUGHT.get(release.kind, "")
    extra = tokens(" ".join((*release.tags, release.location, release.author, sought)))
    weights: Counter[str] = Counter(_speaking(body))
    weights.update(lead)
    weights.update(_speaking(extra))
    weights.update(_speaking(title))
    forms: list[str] = []
    stems: dict[str, int] = {}
    for word, weight in weights.items():
        if not is_searched(word):
            continue
        root = stem(word)
        forms.append(word if root == word else f"{word}/{root}")
        stems[root] = stems.get(root, 0) + weight
    for word in _meanings([*title, "", *body]):
        root = stem(word)
        stems.setdefault(root, 1)
    base = K1 * (1 - B + B * (len(body) + len(title)) / USUAL_LENGTH)
    # The weight at which BM25's part of one word, w (K1 + 1) / (w + base), reaches each limit.
    low, high = (limit * base / (K1 + 1 - limit) for limit in _CLASSES)
    entitled = roots_of(release.title)
    parts: tuple[list[str], ...] = ([], [], [], [])
    for root in sorted(stems):
        weight = stems[root]
        parts[3 if root in entitled else (weight >= low) + (weight >= high)].append(root)
    return Terms(tuple(tuple(part) for part in parts), tuple(sorted(forms)))


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
    return sorted(word if stem(word) == word else f"{word}/{stem(word)}" for word in words)


def _meanings(words: Sequence[str]) -> Iterable[str]:
    """The words that acronyms in the text stand for, and the acronyms of written-out names."""
    table = _acronyms()
    line = f" {' '.join(words)} "
    known = set(words)
    for acronym in table.single.keys() & known:
        yield from table.single[acronym]
    for acronym in table.spaced:
        if f" {acronym} " in line:
            yield from table.single[acronym]
    for first in table.written.keys() & known:
        for meaning, acronyms in table.written[first].items():
            if meaning in line:
                yield from acronyms


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
