"""Whether a text is already there: how much of it another text holds too."""

from __future__ import annotations

import re
from collections.abc import Iterable

_RUN = 4  # words that stand together
SAME = 0.9  # share from which a text is the same one
LIKE = 0.5  # share from which it may be another version


def most_alike(text: str, others: Iterable[tuple[str, str]]) -> tuple[str, float] | None:
    """The key of the text most like `text` and the share of it that both hold, from LIKE on.

    `others` are (key, text) pairs; all texts are plain words.
    """
    runs = _runs(text)
    best: tuple[str, float] | None = None
    for key, other in others:
        share = _share(runs, _runs(other))
        if share >= LIKE and (best is None or share > best[1]):
            best = (key, share)
    return best


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the shorter text's runs of words that stand in the longer one."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter & longer) / len(shorter) if shorter else 0.0


def _runs(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W_]+", text.casefold())
    if len(words) < _RUN:
        return frozenset([" ".join(words)] if words else [])
    return frozenset(" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
