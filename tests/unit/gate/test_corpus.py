"""Precision and recall of the privacy rules over the corpus of own writing."""

from __future__ import annotations

from pathlib import Path

import pytest
from kentongan.gate import measure

CORPUS = Path(__file__).parents[2] / "corpus-gate"
SHARP = {"nik": 0.98, "phone": 0.98, "plate": 0.98}


@pytest.fixture(scope="module")
def scores() -> list[measure.Score]:
    return measure.scores(CORPUS)


def test_the_corpus_is_large_enough() -> None:
    assert len(measure.read(CORPUS / "must.txt")) >= 150
    assert len(measure.read(CORPUS / "near.txt")) >= 150


def test_every_kind_of_datum_is_found(scores: list[measure.Score]) -> None:
    low = [
        (score.code, score.recall) for score in scores if score.recall < SHARP.get(score.type, 0.9)
    ]
    assert low == []


@pytest.mark.parametrize(
    "folder",
    [
        *("held-out", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
        *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
        *("seventeenth", "eighteenth", "nineteenth", "twentieth"),
        *("twentyfirst", "twentysecond", "twentythird", "twentyfourth", "twentyfifth"),
        *("twentysixth", "twentyseventh", "twentyeighth", "twentyninth"),
        *("thirtieth", "thirtyfirst", "thirtysecond", "thirtythird", "thirtyfourth"),
        *("thirtyfifth", "thirtysixth", "thirtyseventh", "thirtyeighth", "thirtyninth"),
        *("fortieth", "fortyfirst", "fortysecond", "fortythird", "fortyfourth"),
        *("fortyfifth", "fortysixth", "fortyseventh", "fortyeighth", "fortyninth"),
        *("fiftieth", "fiftyfirst", "fiftysecond", "fiftythird", "fiftyfourth", "fiftyfifth"),
        *("fiftysixth", "fiftyseventh"),
    ],
)
def test_texts_that_no_rule_was_made_from_are_read_as_well(folder: str) -> None:
    score = measure.total(measure.scores(CORPUS / folder))
    assert score.recall >= 0.95
    assert score.precision >= 0.95


def test_near_misses_are_left_alone(scores: list[measure.Score]) -> None:
    assert [(score.code, score.precision) for score in scores if score.precision < 0.9] == []
