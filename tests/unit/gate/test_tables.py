"""The tables are read in a quick way that holds only for how they are written."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from kentongan.gate import tables

DATA = Path(tables.__file__).with_name("data")


@pytest.mark.parametrize("name", ["words", "names", "plates"])
def test_lists_are_read_as_toml_reads_them(name: str) -> None:
    whole = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
    assert tables.table(name) == {key: frozenset(words.split()) for key, words in whole.items()}


@pytest.mark.parametrize("name", ["phrases", "roles"])
def test_phrases_are_those_that_toml_reads(name: str) -> None:
    whole = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
    for key, entries in whole.items():
        phrases = tables.phrases(name)[key]
        assert phrases == tuple(" ".join(entry.split()) for entry in entries.split(","))
        assert len(set(phrases)) == len(phrases)


@pytest.mark.parametrize("name", ["spelling", "chat"])
def test_pairs_are_read_as_toml_reads_them(name: str) -> None:
    (pairs,) = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8")).values()
    assert tables.pairs(name) == pairs
