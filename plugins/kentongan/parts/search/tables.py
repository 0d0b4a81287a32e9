"""The table of words that search knows beside the dictionary, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kentongan.domain import tables


@dataclass(frozen=True, slots=True)
class Table:
    """`silent`: words that are not searched. `spellings`: frequent ones → the standard ones.
    `instead`, `irregular`: root and form → root. `same`: typed root → roots to look for too.
    `beside`: what typed roots mean where one of `with` stands beside them. `within`: names of
    several words, each with the word that says nothing of its own there.
    """

    roots: frozenset[str]
    no_roots: frozenset[str]
    silent: frozenset[str]
    spellings: dict[str, str]
    instead: dict[str, str]
    irregular: dict[str, str]
    same: dict[str, list[str]]
    beside: list[dict[str, list[str]]]
    within: dict[str, str]


@lru_cache(maxsize=1)
def table() -> Table:
    data = tables.read(Path(__file__).parent / "data" / "words.toml")
    same: dict[str, list[str]] = {}
    for group in data["same"]:
        for typed in group["typed"]:
            others = same.setdefault(typed, [])
            others += [root for root in group["found"] if root != typed and root not in others]
    return Table(
        frozenset(data["roots"].split()),
        frozenset(data["no_roots"].split()),
        frozenset(data["silent"].split()),
        data["spellings"],
        data["instead"],
        data["irregular"],
        same,
        data["beside"],
        data["within"],
    )
