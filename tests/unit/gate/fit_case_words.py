"""Weighs the words that tell a case: `python -m tests.unit.gate.fit_case_words` writes the table.

Learns from the whole releases of the gate's corpus, in a fixed order, so that the same texts give
the same table. A release in which a party has to be found is a case. With names of corpora they are
left out, and the table is told how well it judges them:
`python -m tests.unit.gate.fit_case_words fortyeighth`.
"""

from __future__ import annotations

import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kentongan.gate import measure, telling
from kentongan.gate.pattern import words_in

CORPUS = Path(__file__).parents[2] / "corpus-gate"
TABLE = Path(telling.__file__).with_name("data") / "case_words.toml"
PARTIES = ("child-name", "victim-name", "suspect-name", "witness-name", "sexual-crime-identity")
ROUNDS, STEP, SHRINK = 60, 0.3, 0.001
SHORTEST = 3  # letters of a word
FEWEST = 3  # known releases that a word must stand in
SMALLEST = 5  # hundredths; a word of a smaller weight is left out


class Example(NamedTuple):
    """The words of a release in order, and whether it tells of a case."""

    words: list[str]
    is_case: bool


def examples(without: frozenset[str] = frozenset()) -> Iterator[Example]:
    for path in sorted(CORPUS.glob("*/releases.txt")):
        if path.parent.name not in without:
            yield from examples_of(path)


def examples_of(path: Path) -> Iterator[Example]:
    for passage in measure.read_releases(path):
        release = passage.release
        assert release
        kinds = {kind for kind, _ in passage.data}.intersection(PARTIES)
        if kinds == {"child-name"}:
            continue  # children are not named in good news either
        text = f"{release.title}\n{release.body}"
        # Names say nothing of what happened.
        words = [word for word in words_in(text) if word.islower() and len(word) >= SHORTEST]
        yield Example(sorted(words), bool(kinds))


def weigh(known: list[Example]) -> dict[str, int]:
    """Logistic regression by descent with a step for each weight, the smaller the more it moved.

    Each release has the same length, whatever the number of its words.
    """
    often = Counter(word for example in known for word in example.words)
    texts = [
        Example([word for word in words if often[word] >= FEWEST], is_case)
        for words, is_case in known
    ]
    weights: defaultdict[str, float] = defaultdict(float)
    moved: defaultdict[str, float] = defaultdict(lambda: 0.01)
    constant, drawn = 0.0, random.Random(1)
    for _ in range(ROUNDS):
        drawn.shuffle(texts)
        for words, is_case in texts:
            share = 1 / math.sqrt(len(words) or 1)
            score = constant + share * sum(weights[word] for word in words)
            error = 1 / (1 + math.exp(-score)) - is_case
            constant -= 0.05 * error
            for word in words:
                slope = error * share + SHRINK * weights[word]
                moved[word] += slope * slope
                weights[word] -= STEP * slope / math.sqrt(moved[word])
    rounded = {word: round(100 * weight) for word, weight in sorted(weights.items())}
    told = {word: weight for word, weight in rounded.items() if abs(weight) >= SMALLEST}
    return {telling.CONSTANT: round(100 * constant)} | told


def written(weights: dict[str, int]) -> str:
    return "\n".join(
        [
            "# Made by `python -m tests.unit.gate.fit_case_words`; not edited by hand.",
            "# Hundredths of what a word says for a case.",
            'weights = """',
            *(f"{word} {weight}" for word, weight in weights.items()),
            '"""\n',
        ]
    )


def main(without: frozenset[str]) -> None:
    TABLE.write_text(written(weigh(list(examples(without)))), encoding="utf-8")
    for name in sorted(without):
        judged = [
            (telling.likelihood(set(words)), is_case)
            for words, is_case in examples_of(CORPUS / name / "releases.txt")
        ]
        right = sum((share > 0.5) == is_case for share, is_case in judged)
        lost = sum(share < 0.2 and is_case for share, is_case in judged)
        sys.stdout.write(f"{name}: {right} of {len(judged)} right, {lost} cases below 0.2\n")


if __name__ == "__main__":
    main(frozenset(sys.argv[1:]))
