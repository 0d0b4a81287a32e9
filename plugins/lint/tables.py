"""The word tables of `data/`, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


@cache
def table(name: str) -> dict[str, frozenset[str]]:
    """The word lists of `data/<name>.toml` as sets."""
    with (_DATA / f"{name}.toml").open("rb") as file:
        return {
            key: frozenset(value.split())
            for key, value in tomllib.load(file).items()
            if isinstance(value, str)
        }


@cache
def pairs(name: str, key: str) -> dict[str, str]:
    """A table of words and what to write instead, or what they stand for."""
    with (_DATA / f"{name}.toml").open("rb") as file:
        return dict(tomllib.load(file)[key])


@cache
def is_name_word(word: str) -> bool:
    """Whether the lower-case word is usual in personal names."""
    names = table("names")
    if word in names["given"] or word in names["family"]:
        return True
    return len(word) > 5 and word.endswith(tuple(names["endings"]))


def words_of(text: str) -> frozenset[str]:
    """The words of a string as a set."""
    return frozenset(text.split())
