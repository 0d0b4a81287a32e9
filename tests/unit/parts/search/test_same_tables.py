"""The tables by which the site is indexed are those by which a reader's browser takes a query."""

from __future__ import annotations

import ast
import re

import pytest
from kentongan.parts.search import affixes
from kentongan.parts.search.tables import table

from tests.site.builder import ROOT

SCRIPT = (ROOT / "theme/static/js/lib/terms.js").read_text("utf-8")


def written(name: str) -> str:
    """What the script gives this name, as it is written there."""
    match = re.search(rf"^const {name} = (.*?);$", SCRIPT, re.M | re.S)
    assert match, name
    return match[1]


@pytest.mark.parametrize(
    ("name", "here"),
    [
        ("NASALS", affixes._NASALS),
        ("SPOKEN", affixes._SPOKEN),
        ("PREFIXES", affixes._PREFIXES),
        ("ENDINGS", affixes._ENDINGS),
        ("AFTER_VERB", affixes._AFTER_VERB),
        ("AFTER_NOUN", affixes._AFTER_NOUN),
    ],
)
def test_affixes_are_the_same_in_the_same_order(name: str, here: object) -> None:
    assert _as_tuples(ast.literal_eval(written(name))) == here


def _as_tuples(value: object) -> object:
    return tuple(map(_as_tuples, value)) if isinstance(value, list) else value


def test_vowels_are_the_same_and_named_once() -> None:
    assert frozenset(ast.literal_eval(written("VOWELS"))) == affixes.VOWELS
    assert len(re.findall(r"\baiueo\b", SCRIPT)) == 1


def test_silent_words_are_the_same() -> None:
    silent = "".join(re.findall(r'"([^"]+)"(?: \+|\n)', written("STOP"))).split()
    assert set(silent) == set(table().silent)


def test_spellings_are_the_same() -> None:
    assert dict(re.findall(r'"?([\w-]+)"?: "([^"]*)"', written("STANDARD"))) == table().spellings
