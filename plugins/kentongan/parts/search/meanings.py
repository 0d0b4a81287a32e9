"""Which words of the table mean the same on this site: those whose stems occur in it.

A browser then never asks for the releases of a word of the table that no release says.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import lru_cache

from kentongan.parts.search.stems import stem
from kentongan.parts.search.tables import table


@lru_cache(maxsize=1)
def _stems() -> dict[str, str]:
    """The words of the table, each with its stem."""
    groups = [group["found"] for group in table().beside]
    return {
        word: stem(word)
        for group in (table().same, *table().same.values(), *groups)
        for word in group
    }


@lru_cache(maxsize=1)
def told() -> frozenset[str]:
    """The stems of the table."""
    return frozenset(_stems().values())


def unsaid(used: Set[str]) -> list[str]:
    """The words of the table that do not occur; `used` are stems."""
    return [word for word in sorted(_stems()) if _stems()[word] not in used]


def alike(used: Set[str]) -> dict[str, list[str]]:
    """Typed words, each with those that mean the same, as far as they occur."""
    return {typed: _that_occur(found, used) for typed, found in table().same.items()}


def beside(used: Set[str]) -> list[dict[str, list[str]]]:
    """What words mean beside others, as far as it occurs."""
    return [group | {"found": _that_occur(group["found"], used)} for group in table().beside]


def _that_occur(words: Iterable[str], used: Set[str]) -> list[str]:
    return [word for word in words if _stems()[word] in used]
