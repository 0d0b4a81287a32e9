"""Names of many regions in many sentences, and what is no name: kinds crossed with each other."""

from __future__ import annotations

from itertools import product
from pathlib import Path

from kentongan.gate import measure
from kentongan.gate.core import check_text

GRID = Path(__file__).parents[2] / "corpus-gate" / "grid"
EVERY = 7  # of the pairs: coprime with the number of names and of sentences


def _lines(name: str) -> list[str]:
    lines = (GRID / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _is_found(name: str, sentence: str) -> bool:
    passage = measure.Passage(sentence.format(n=name), (("victim-name", name),))
    return measure.misses(passage) == []


def test_names_of_every_region_are_found_in_every_sentence() -> None:
    pairs = list(product(_lines("names"), _lines("sentences")))[::EVERY]
    missed = [pair for pair in pairs if not _is_found(*pair)]
    assert len(pairs) > 1000
    assert len(missed) <= 0.02 * len(pairs), missed


def test_places_brands_clubs_and_feasts_are_no_names() -> None:
    texts = []
    for line in _lines("things"):
        things, _, sentences = line.partition(" :: ")
        pairs = product(things.split("; "), sentences.split("; "))
        texts += [sentence.format(x=thing) for thing, sentence in pairs]
    alarms = [text for text in texts[::3] if check_text(text)]
    assert len(texts) > 1500
    assert len(alarms) <= 0.02 * len(texts[::3]), alarms
