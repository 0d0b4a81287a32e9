"""Weighs what tells the acting unit: `python -m tests.unit.importer.fit_units` writes the table.

Learns from the corpus and the sentences of `actors.tsv`, in a fixed order, so that the same texts
give the same table. To be run after a change of the known texts, of the units that are found in
them, or of what counts as evidence.
"""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

from kentongan.domain.units import Registry
from kentongan.importer import acting

from tests.unit.importer.test_corpus import cases, draft, plain

TABLE = Path(acting.__file__).with_name("unit_weights.toml")
ROUNDS, STEP, SHRINK = 30, 0.1, 0.01
FEWEST = 4  # known texts that evidence must be found in
SMALLEST = 2  # hundredths; a smaller weight is left out
FIND = acting.find_acting
START = 0.01  # of the sums that make steps smaller

Arguments = tuple[tuple[Any, ...], dict[str, Any]]  # of find_acting
Candidate = tuple[str, str, set[str]]
Example = list[tuple[list[str], bool]]  # the evidence of each candidate, and whether it is right


def examples() -> Iterator[Example]:
    for unit, arguments in (*_actors(), *_of_corpus()):
        found = list(_candidates(arguments))
        yield [(sorted(told), name == plain(unit)) for name, told in found]


def _actors() -> Iterator[tuple[str, Arguments]]:
    for line in Path(__file__).with_name("actors.tsv").read_text(encoding="utf-8").splitlines():
        unit, title, text, frame = line.split("\t")
        lines = {"frame": frame.split(" | ") if frame else []}
        yield unit, ((title, "", text.replace(" | ", "\n"), Registry([])), lines)


def _of_corpus() -> Iterator[tuple[str, Arguments]]:
    """What the importer asks of each text of the corpus that names a unit, at last."""
    asked: list[Arguments] = []

    def asking(*words: Any, **further: Any) -> acting.Acting:
        asked.append((words, further))
        return FIND(*words, **further)

    with mock.patch.object(acting, "find_acting", asking):
        for _, text, expected in cases():
            if "unit" in expected:
                draft(text)
                yield expected["unit"], asked[-1]


def _candidates(arguments: Arguments) -> Iterator[tuple[str, set[str]]]:
    """The name of each candidate of a text, with its evidence."""
    words, further = arguments
    known: list[Candidate] = []

    def keeping(candidates: Iterator[Candidate]) -> tuple[str, str]:
        known.extend(candidates)
        return known[0][:2]

    find = partial(FIND, *words, **further)
    with mock.patch.object(acting, "heaviest", keeping):
        find()
    for key, part, told in known:
        with mock.patch.object(acting, "heaviest", return_value=(key, part)):
            yield plain(find().name), told


def weigh(known: list[Example]) -> dict[str, float]:
    """The weights under which the right candidate is the likeliest of its text.

    Logistic regression by descent with a step for each weight, the smaller the more it moved.
    """
    often = Counter(name for rows in known for name in {n for told, _ in rows for n in told})
    kept = [
        [([name for name in told if often[name] >= FEWEST], is_right) for told, is_right in rows]
        for rows in known
        if len({is_right for _, is_right in rows}) > 1
    ]
    weights: defaultdict[str, float] = defaultdict(float)
    moved: defaultdict[str, float] = defaultdict(lambda: START)
    drawn = random.Random(1)
    for _ in range(ROUNDS):
        drawn.shuffle(kept)
        for rows in kept:
            for name, slope in _slopes(rows, weights).items():
                slope += SHRINK * weights[name]
                moved[name] += slope * slope
                weights[name] -= STEP * slope / math.sqrt(moved[name])
    return weights


def _slopes(rows: Example, weights: defaultdict[str, float]) -> dict[str, float]:
    """How much each piece of evidence speaks for wrong candidates and not for right ones."""
    scores = [sum(weights[name] for name in told) for told, _ in rows]
    shares = [math.exp(score - max(scores)) for score in scores]
    right = sum(share for share, (_, is_right) in zip(shares, rows, strict=True) if is_right)
    slopes: defaultdict[str, float] = defaultdict(float)
    for share, (told, is_right) in zip(shares, rows, strict=True):
        error = share / sum(shares) - (share / right if is_right else 0)
        for name in told:
            slopes[name] += error
    return {name: slope for name, slope in slopes.items() if slope}


def main() -> None:
    lines = [
        "# Made by `python -m tests.unit.importer.fit_units`; not edited by hand.",
        "# Hundredths that each piece of evidence speaks for a unit or its part.",
        "weights = '''",
    ]
    for name, weight in sorted(weigh(list(examples())).items()):
        if abs(rounded := round(100 * weight)) >= SMALLEST:
            lines.append(f"{name}\t{rounded}")
    TABLE.write_text("\n".join([*lines, "'''"]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
