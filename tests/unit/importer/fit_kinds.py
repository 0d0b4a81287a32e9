"""Weighs the words that tell a kind: `python -m tests.unit.importer.fit_kinds` writes the table.

Learns from the corpus and the headlines of this folder, in a fixed order, so that the same texts
give the same table. To be run after a change of the known texts or of what counts as evidence.
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
ROUNDS, STEP, SHRINK = 30, 0.03, 0.0015
FEWEST = 3  # known texts that a word must stand in
SMALLEST = 10  # hundredths; a word of smaller weights is left out

Example = tuple[list[str], int]


def headlines() -> Iterator[tuple[str, str, str]]:
    """Kind, headline and sentence of `headlines.tsv`."""
    for line in (HERE / "headlines.tsv").read_text(encoding="utf-8").splitlines():
        kind, title, sentence = line.split("\t")
        yield kind, title, sentence


def examples() -> list[Example]:
    order = classify.KIND_ORDER
    found = [
        (classify.evidence_of(title, sentence), order.index(kind))
        for kind, title, sentence in headlines()
    ]
    for path in sorted(CORPUS.glob("*.txt")):
        kind = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))["kind"]
        parts = structure.read(clean(sources.read_text(path.read_bytes())[0].text).paragraphs)
        if parts.heading == "person":
            continue
        title = parts.title or ""
        lead = headings.telling(title, parts.text)
        evidence = classify.evidence_of(f"{parts.subtitle} {title}".strip(), lead)
        found.append((evidence, order.index(kind)))
    often = Counter(name for evidence, _ in found for name in evidence)
    return [
        ([name for name in evidence if often[name] >= FEWEST], kind) for evidence, kind in found
    ]


def weigh(known: list[Example]) -> dict[str, list[float]]:
    """Logistic regression by descent with a step for each weight, the smaller the more it moved."""
    count = len(classify.KIND_ORDER)
    weights: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * count)
    moved: defaultdict[str, list[float]] = defaultdict(lambda: [0.01] * count)
    shuffled, drawn = list(known), random.Random(1)
    for _ in range(ROUNDS):
        drawn.shuffle(shuffled)
        for evidence, kind in shuffled:
            rows = [(weights[name], moved[name]) for name in evidence]
            scores = [sum(column) for column in zip(*(row for row, _ in rows), strict=True)]
            shares = [math.exp(score - max(scores)) for score in scores]
            total = sum(shares)
            for at in range(count):
                error = shares[at] / total - (at == kind)
                if abs(error) < 0.002:
                    continue
                for row, far in rows:
                    slope = error + SHRINK * row[at]
                    far[at] += slope * slope
                    row[at] -= STEP * slope / math.sqrt(far[at])
    return weights


def main() -> None:
    lines = [
        "# Made by `python -m tests.unit.importer.fit_kinds`; not edited by hand.",
        f"# Hundredths for: {', '.join(classify.KIND_ORDER)}",
        "weights = '''",
    ]
    for name, weights in sorted(weigh(examples()).items()):
        middle = sum(weights) / len(weights)
        rounded = [round(100 * (weight - middle)) for weight in weights]
        if max(map(abs, rounded)) >= SMALLEST:
            lines.append("\t".join([name, *map(str, rounded)]))
    TABLE.write_text("\n".join([*lines, "'''"]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
