"""What a sentence is about, by its words alone: `kind_words.toml` names the subjects."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
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
_NEAR = 3  # words
_DEEDS = frozenset({"deed", "caught"})
_SENTENCE_END = re.compile(r"[.!?;]\s")
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
    """The subjects of a text, sorted; `plea` where somebody is asked to do something."""
    found: set[str] = set()
    for sentence in _SENTENCE_END.split(text.lower()):
        found |= _subjects(sentence)
    return sorted(found)


def _subjects(sentence: str) -> set[str]:
    words = _words()
    written = _WORD.findall(sentence)
    line = f" {' '.join(written)} "
    told = [words.single.get(word, ()) for word in written]
    asked = _end_of_plea(told)
    found = {subject for subjects in told[:asked] for subject in subjects}
    # What somebody is asked to do is no deed of the police: `imbau warga amankan barangnya`.
    found |= {subject for subjects in told[asked:] for subject in subjects} - _DEEDS
    for word in set(written) & words.phrases.keys():
        found.update(subject for phrase, subject in words.phrases[word] if phrase in line)
    return found | ({"plea"} if asked < len(told) else set())


def _end_of_plea(told: Sequence[Sequence[str]]) -> int:
    """Where a word that asks stands next to whom it asks: behind `imbau warga`."""
    for at, subjects in enumerate(told):
        for first, second in (("asks", "public"), ("public", "asks")):
            if first in subjects:
                near = range(at + 1, min(at + _NEAR, len(told)))
                if ends := [place for place in near if second in told[place]]:
                    return ends[0] + 1
    return len(told)
