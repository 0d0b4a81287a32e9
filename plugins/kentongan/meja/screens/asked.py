"""Questions about a draft that has just come in, until they are answered or the desk restarts.

They are only proposals: the file holds all that was decided, and the gate asks again.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from kentongan.importer.draft import Question

_MOST = 300
_lock = Lock()
_asked: OrderedDict[str, Asked] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Asked:
    """What to ask about one draft, and what to say of it."""

    questions: tuple[Question, ...] = ()
    doubts: tuple[str, ...] = ()


def remember(draft: str, questions: Sequence[Question], doubts: Sequence[str]) -> None:
    with _lock:
        if questions or doubts:
            _asked[draft] = Asked(tuple(questions), tuple(doubts))
        while len(_asked) > _MOST:
            _asked.popitem(last=False)


def about(draft: str) -> Asked:
    with _lock:
        return _asked.get(draft, Asked())


def settled(draft: str) -> None:
    """The questions about a draft were answered."""
    with _lock:
        _asked.pop(draft, None)


def new_key() -> str:
    """A key that makes one saving or sending the same, however often it arrives."""
    return secrets.token_urlsafe(18)
