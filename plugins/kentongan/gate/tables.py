"""The word tables of `data/`, read once."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
# All that these files hold; the general reader of TOML takes ten times as long.
_LIST = re.compile(r'^(\w+) = """\n(.*?)"""$', re.MULTILINE | re.DOTALL)
_PAIR = re.compile(r'^"?([^"=#\n]+?)"? = "([^"\\]*)"$', re.MULTILINE)


@cache
def table(name: str) -> dict[str, frozenset[str]]:
    """The word lists of `data/<name>.toml` as sets."""
    return {key: frozenset(words.split()) for key, words in _LIST.findall(_read(name))}


@cache
def phrases(name: str) -> dict[str, tuple[str, ...]]:
    """The lists of `data/<name>.toml` whose entries are phrases, parted by commas."""
    return {
        key: tuple(phrase.strip() for phrase in entries.replace("\n", " ").split(","))
        for key, entries in _LIST.findall(_read(name))
    }


@cache
def pairs(name: str) -> dict[str, str]:
    """A table of words and what to write instead, or what they stand for."""
    return dict(_PAIR.findall(_read(name)))


def _read(name: str) -> str:
    return (_DATA / f"{name}.toml").read_text(encoding="utf-8")


@cache
def is_name_word(word: str) -> bool:
    """Whether the lower-case word is usual in personal names."""
    names = table("names")
    if word in names["given"] or word in names["more"] or word in names["family"]:
        return True
    return len(word) > 5 and word.endswith(tuple(names["endings"]))


def words_of(text: str) -> frozenset[str]:
    """The words of a string as a set."""
    return frozenset(text.split())
