"""Which words of the table mean the same on this site: those whose stems occur in it.

A browser then never asks for the releases of a word that no release says.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import lru_cache

from kentongan.parts.search.stems import stem
from kentongan.parts.search.tables import table


@lru_cache(maxsize=1)
def stems() -> dict[str, str]:
    """Of each word that others may stand for, its stem."""
    groups = (*table().same.values(), *(group["found"] for group in table().beside))
    return {word: stem(word) for group in groups for word in group}


@lru_cache(maxsize=1)
def asked() -> frozenset[str]:
    return frozenset(stems().values())


def alike(used: Set[str]) -> dict[str, list[str]]:
    """Typed words, each with those that mean the same and occur; `used` are stems.

    What does not occur is known all the same: it is no typing error.
    """
    unsaid: dict[str, list[str]] = {word: [] for word in stems()}
    return unsaid | {typed: _that_occur(found, used) for typed, found in table().same.items()}


def beside(used: Set[str]) -> list[dict[str, list[str]]]:
    """What words mean beside others, as far as it occurs; `used` are stems."""
    return [group | {"found": _that_occur(group["found"], used)} for group in table().beside]


def _that_occur(words: Iterable[str], used: Set[str]) -> list[str]:
    return [word for word in words if stems()[word] in used]
