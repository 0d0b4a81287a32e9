"""What a sentence is about, by its words alone: `kind_words.toml` names the subjects."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kentongan.domain import tables

_WORD = re.compile(r"[a-z0-9]+(?:-[a-z]+)*")
# How `me-` changes the beginning of a root: menutup, menyebar, mengejar, memburu, menjaga.
_NASALS = (
    ("t", "men", 1), ("s", "meny", 1), ("k", "meng", 1), ("p", "mem", 1), ("bfv", "mem", 0),
    ("cdjz", "men", 0), ("aiueogh", "meng", 0),
)  # fmt: skip
_ENDINGS = ("", "kan", "i", "nya")


class _Words(NamedTuple):
    """Each word with its subjects, and the phrases that it begins with theirs."""

    single: dict[str, list[str]]
    phrases: dict[str, list[tuple[str, str]]]


@cache
def _words() -> _Words:
    table: dict[str, str] = tables.read(Path(__file__).with_name("kind_words.toml"))
    single: defaultdict[str, list[str]] = defaultdict(list)
    phrases: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for subject, listed in table.items():
        for written in listed.split():
            for word in verbs_of(written[1:]) if written[0] == "~" else (written,):
                first, _, more = word.partition("_")
                if more:
                    phrases[first].append((f" {word.replace('_', ' ')} ", subject))
                else:
                    single[word].append(subject)
    return _Words(dict(single), dict(phrases))


def verbs_of(root: str) -> Iterator[str]:
    """`tutup` → tutup, menutup, ditutup, tertutup, menutupi, penutupan …"""
    nasal, cut = next(
        ((sign, cut) for starts, sign, cut in _NASALS if root[0] in starts), ("me", 0)
    )
    active = nasal + root[cut:]
    for stem in (root, active, f"di{root}", f"ter{root}", f"ber{root}"):
        yield from (stem + ending for ending in _ENDINGS)
    yield f"p{active[1:]}an"


def subjects_of(text: str) -> list[str]:
    """The subjects of a text, sorted."""
    words = _words()
    written = _WORD.findall(text.lower())
    line = f" {' '.join(written)} "
    found: set[str] = set()
    for word in set(written):
        if word in words.single:
            found.update(words.single[word])
        if word in words.phrases:
            found.update(subject for phrase, subject in words.phrases[word] if phrase in line)
    return sorted(found)
