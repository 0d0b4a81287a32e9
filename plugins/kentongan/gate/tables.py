"""The word tables of `data/`, read once."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from kentongan.manuscripts import dictionary

_DATA = Path(__file__).parent / "data"
# All that these files hold; the general reader of TOML takes ten times as long.
_LIST = re.compile(r'^(\w+) = """\n(.*?)"""$', re.MULTILINE | re.DOTALL)
_PAIR = re.compile(r'^"?([^"=#\n]+?)"? = "([^"\\]*)"$', re.MULTILINE)

# How one name is spelt, and letters that stand for each other.
_SPELLINGS = tuple(
    pair.split("=")
    for pair in "oe=u dj=j tj=c sj=s kh=h gh=g dh=d th=t sy=s sh=s ph=f ck=k".split()
)
_LETTERS = str.maketrans("ovzqy", "afski")
_DOUBLE = re.compile(r"(.)\1")


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


@cache
def weights(name: str) -> dict[str, int]:
    """The words of `data/<name>.toml`, each with its weight in hundredths."""
    ((_, rows),) = _LIST.findall(_read(name))
    parts = rows.split()
    return dict(zip(parts[::2], map(int, parts[1::2]), strict=True))


def _read(name: str) -> str:
    return (_DATA / f"{name}.toml").read_text(encoding="utf-8")


@cache
def is_name_word(word: str) -> bool:
    """Whether the lower-case word is usual in personal names."""
    names = table("names")
    if word in names["given"] or word in names["more"] or word in names["family"]:
        return True
    if len(word) < 5:
        return False
    if len(word) > 5 and word.endswith(tuple(names["endings"])):
        return True
    return _sound(word) in _sounds() and not dictionary.is_word(word)


@cache
def _sounds() -> frozenset[str]:
    names = table("names")
    long = [word for word in names["given"] | names["more"] if len(word) > 4]
    return frozenset(_sound("\n".join(long)).split("\n"))  # all at once: much quicker


def _sound(text: str) -> str:
    """One spelling for all of a name: `Ghofur`, `Gofur`; `Rahmat`, `Rohmat`; `Soetrisno`."""
    for spelt, sound in _SPELLINGS:
        text = text.replace(spelt, sound)
    return _DOUBLE.sub(r"\1", text.translate(_LETTERS))


def words_of(text: str) -> frozenset[str]:
    """The words of a string as a set."""
    return frozenset(text.split())
