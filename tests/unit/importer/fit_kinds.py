"""Weighs the words that tell a kind: `python -m tests.unit.importer.fit_kinds` writes the table.

Learns from the corpus and the headlines of this folder, in a fixed order, so that the same texts
give the same table. To be run after a change of the known texts or of what counts as evidence.
"""

from __future__ import annotations

import random
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kentongan.importer import classify, headings, sources, structure
from kentongan.importer.cleaning import clean

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "corpus"
TABLE = Path(classify.__file__).with_name("kind_weights.toml")
ROUNDS = 40
COST = 0.05  # of a known text that is told less clearly than by 1
NEWS = 0.1  # points off the kind that is found where nothing speaks: notices are missed more often
SLIGHTEST = 1e-6  # change of a pull
FEWEST = 2  # known texts that a word must stand in
SMALLEST = 3  # hundredths; a word of smaller weights is left out

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
        evidence = classify.evidence_of(f"{parts.subtitle} {title}".strip(), lead, parts.text)
        found.append((evidence, order.index(kind)))
    often = Counter(name for evidence, _ in found for name in evidence)
    return [
        ([name for name in evidence if often[name] >= FEWEST], kind) for evidence, kind in found
    ]


def weigh(known: list[Example]) -> dict[str, list[float]]:
    """For each kind the weights that part its texts from all others with the widest margin.

    A support vector machine with squared losses, by ascent along one known text after the other.
    """
    weights: dict[str, list[float]] = {name: [] for evidence, _ in known for name in evidence}
    for kind in range(len(classify.KIND_ORDER)):
        parted = _part([(evidence, 1 if of == kind else -1) for evidence, of in known])
        for name, row in weights.items():
            row.append(parted[name])
    weights["always"][classify.KIND_ORDER.index(classify.DEFAULT_KIND)] -= NEWS
    return weights


def _part(known: list[tuple[list[str], int]]) -> dict[str, float]:
    weights = {name: 0.0 for evidence, _ in known for name in evidence}
    pulls = [0.0] * len(known)  # how much each text speaks in the weights
    order, drawn = list(range(len(known))), random.Random(1)
    for _ in range(ROUNDS):
        drawn.shuffle(order)
        for at in order:
            evidence, side = known[at]
            lacking = 1 - side * sum(map(weights.__getitem__, evidence)) - pulls[at] / (2 * COST)
            pull = max(0.0, pulls[at] + lacking / (len(evidence) + 1 / (2 * COST)))
            moved = side * (pull - pulls[at])
            if abs(moved) > SLIGHTEST:
                pulls[at] = pull
                for name in evidence:
                    weights[name] += moved
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
