"""Weighs the signs of a party: `python -m tests.unit.gate.fit_party_signs` writes the table.

Learns from the whole releases of the gate's corpus, as `fit_case_words` does: who has to be found
is a party. With names of corpora they are left out, and the table is told how well it judges them.
"""

from __future__ import annotations

import math
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from kentongan.gate import measure, persons, signs, telling, weighing
from kentongan.gate.core import document_of
from kentongan.gate.weighing import RULED, Named

from tests.unit.gate.fit_case_words import CORPUS, PARTIES, examples, weigh

TABLE = Path(weighing.__file__).with_name("data") / "party_signs.toml"
ROUNDS, STEP, SHRINK = 25, 0.3, 0.01
FEWEST = 3  # names that a sign must stand beside
FOLDS = 5  # of the corpora, each judged by the words of the others
SMALLEST = 5  # hundredths
# The rules were mended for these texts: in others they miss more, and find more without reason.
MISSED, WRONG = 0.15, 0.1


class Example(NamedTuple):
    """The signs around a name in order, and whether it is of a party."""

    signs: list[str]
    is_party: bool


def examples_of(path: Path) -> Iterator[Example]:
    for passage in measure.read_releases(path):
        assert passage.release
        document = document_of(passage.release)
        assert document
        data = [(kind, measure.plain(datum)) for kind, datum in passage.data]
        found = weighing.named(persons.mentions_in(document))
        for one in found:
            kinds = {kind for kind, datum in data if _is_of(one, datum)}
            if not kinds or kinds.intersection(PARTIES):
                yield Example(sorted(one.signs()), bool(kinds))


def _is_of(one: Named, datum: str) -> bool:
    names = [measure.plain(mention.case.name) for mention in one.mentions]
    return any(name in datum or datum in name for name in names)


def corpora(without: frozenset[str] = frozenset()) -> list[Path]:
    return [
        path for path in sorted(CORPUS.glob("*/releases.txt")) if path.parent.name not in without
    ]


def known_examples(paths: Sequence[Path]) -> list[Example]:
    """Of each corpus, with the likelihood of a case as it is for texts that are not known."""
    found: list[Example] = []
    drawn = random.Random(3)
    for fold in range(FOLDS):
        mine = paths[fold::FOLDS]
        apart = frozenset(path.parent.name for path in CORPUS.glob("*") if path not in paths)
        words = weigh(list(examples(apart.union(path.parent.name for path in mine))))
        with mock.patch.object(telling, "weights", lambda _, words=words: words):
            for path in mine:
                found += (_as_unmended(example, drawn) for example in examples_of(path))
    return found


def _as_unmended(example: Example, drawn: random.Random) -> Example:
    """A party that the rules overlook, or another whom they find, as often as in new texts."""
    is_ruled = RULED in example.signs
    share = drawn.random()
    if is_ruled and example.is_party and share < MISSED:
        return Example([sign for sign in example.signs if sign != RULED], is_party=True)
    may_be_ruled = not (is_ruled or example.is_party) and signs.TOLD in example.signs
    if may_be_ruled and {"OFFICE", "KNOWN"}.isdisjoint(example.signs) and share < WRONG:
        return Example([*example.signs, RULED], is_party=False)
    return example


def fit(known: Sequence[Example]) -> dict[str, int]:
    """Logistic regression by descent with a step for each weight, the smaller the more it moved."""
    often = Counter(sign for example in known for sign in example.signs)
    texts = [
        ([sign for sign in found if often[sign] >= FEWEST], is_party) for found, is_party in known
    ]
    weights = dict.fromkeys(sorted(sign for sign in often if often[sign] >= FEWEST), 0.0)
    moved = dict.fromkeys(weights, 0.05)
    constant, drawn = 0.0, random.Random(1)
    for _ in range(ROUNDS):
        drawn.shuffle(texts)
        for found, is_party in texts:
            score = constant + sum([weights[sign] for sign in found])
            error = 1 / (1 + math.exp(-max(-30, min(30, score)))) - is_party
            constant -= 0.02 * error
            for sign in found:
                slope = error + SHRINK * weights[sign]
                moved[sign] += slope * slope
                weights[sign] -= STEP * slope / math.sqrt(moved[sign])
    rounded = {sign: round(100 * weight) for sign, weight in weights.items()}
    told = {sign: weight for sign, weight in rounded.items() if abs(weight) >= SMALLEST}
    return {weighing.CONSTANT: round(100 * constant)} | told


def written(weights: dict[str, int]) -> str:
    return "\n".join(
        [
            "# Made by `python -m tests.unit.gate.fit_party_signs`; not edited by hand.",
            "# Hundredths of what a sign says for a party.",
            'weights = """',
            *(f"{sign} {weight}" for sign, weight in weights.items()),
            '"""\n',
        ]
    )


def main(without: frozenset[str]) -> None:
    weights = fit(known_examples(corpora(without)))
    TABLE.write_text(written(weights), encoding="utf-8")
    for name in sorted(without):
        judged = [
            (weighing.score(found, weights) > weighing.ENOUGH, is_party)
            for found, is_party in examples_of(CORPUS / name / "releases.txt")
        ]
        found = sum(judgement and is_party for judgement, is_party in judged)
        false = sum(judgement and not is_party for judgement, is_party in judged)
        parties = sum(is_party for _, is_party in judged)
        sys.stdout.write(f"{name}: {found} of {parties} parties, {false} others\n")


if __name__ == "__main__":
    main(frozenset(sys.argv[1:]))
