"""Weighs the evidence for a kind: `python -m tests.unit.importer.fit_kinds` writes the table anew.

Learns from the corpus and the headlines of this folder, in a fixed order, so that the same texts
give the same table. To be run after a change of `kind_words.toml` or of the known texts.
"""

from __future__ import annotations

import math
import random
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from kentongan.importer import classify, headings, sources, structure
from kentongan.importer.cleaning import clean

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "corpus"
TABLE = Path(classify.__file__).with_name("kind_weights.toml")
ROUNDS, FIRST_STEP, SHRINK = 120, 0.15, 0.0001
HEADLINES_COUNT, TEXTS_COUNT = 3, 2  # how often a headline with its sentence counts, and a text
RARE_KINDS = 0.4  # 0: a kind counts as often as it occurs, 1: all kinds count the same
SMALLEST = 0.05  # a smaller weight is left out

Example = tuple[list[str], int]


def headlines() -> Iterator[tuple[str, str, str]]:
    """Kind, headline and sentence of `headlines.tsv`."""
    for line in (HERE / "headlines.tsv").read_text(encoding="utf-8").splitlines():
        kind, title, sentence = line.split("\t")
        yield kind, title, sentence


def examples() -> list[Example]:
    order = classify.KIND_ORDER
    found = []
    for kind, title, sentence in headlines():
        example = (classify.evidence_of(title, sentence), order.index(kind))
        found += [example] * HEADLINES_COUNT
    for path in sorted(CORPUS.glob("*.txt")):
        kind = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))["kind"]
        parts = structure.read(clean(sources.read_text(path.read_bytes())[0].text).paragraphs)
        if parts.heading == "person":
            continue
        title = parts.title or ""
        lead = headings.telling(title, parts.text)
        evidence = classify.evidence_of(f"{parts.subtitle} {title}".strip(), lead)
        found += [(evidence, order.index(kind))] * TEXTS_COUNT
    return found


def weigh(known: list[Example]) -> dict[str, list[float]]:
    """Logistic regression by stochastic descent."""
    count = len(classify.KIND_ORDER)
    often = Counter(kind for _, kind in known)
    worth = [(len(known) / count / often[at]) ** RARE_KINDS for at in range(count)]
    weights: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * count)
    shuffled, drawn = list(known), random.Random(1)
    for round_ in range(ROUNDS):
        drawn.shuffle(shuffled)
        step = FIRST_STEP / (1 + round_ / 4)
        for evidence, kind in shuffled:
            rows = [weights[name] for name in evidence]
            scores = [sum(row[at] for row in rows) for at in range(count)]
            shares = [math.exp(score - max(scores)) for score in scores]
            total = sum(shares)
            for at in range(count):
                error = (shares[at] / total - (at == kind)) * worth[kind]
                for row in rows:
                    row[at] -= step * (error + SHRINK * row[at])
    return weights


def main() -> None:
    lines = [
        "# Made by `python -m tests.unit.importer.fit_kinds`; not edited by hand.",
        f"# Weights for: {', '.join(classify.KIND_ORDER)}",
    ]
    for name, weights in sorted(weigh(examples()).items()):
        middle = sum(weights) / len(weights)
        rounded = [round(weight - middle, 2) + 0.0 for weight in weights]
        if max(map(abs, rounded)) >= SMALLEST:
            lines.append(f'"{name}" = [{", ".join(f"{weight:g}" for weight in rounded)}]')
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
