"""How values are pickled where very many of them are loaded at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any


def packed(value: tuple[Any, ...]) -> tuple[Any, ...]:
    """For `__reduce_ex__`: loading calls nothing written in Python, and takes half the time.

    Nothing checks the number of fields any more: whoever keeps such pickles compares `_fields`.
    """
    return tuple.__new__, (type(value), tuple(value))


def packed_slots(value: Any) -> tuple[Any, ...]:
    """The same for a frozen dataclass with slots, whose own way takes ten times as long."""
    kind: Any = type(value)
    return filled, (kind, _values(kind)(value))


def filled(kind: Any, values: tuple[Any, ...]) -> Any:
    """The value of this kind with these fields, in the order of its slots."""
    value = object.__new__(kind)
    for fill, field in zip(_slots(kind), values, strict=True):
        fill(value, field)
    return value


@cache
def _values(kind: Any) -> attrgetter[Any]:
    return attrgetter(*kind.__slots__)


@cache
def _slots(kind: Any) -> tuple[Callable[[Any, Any], None], ...]:
    return tuple(vars(kind)[name].__set__ for name in kind.__slots__)
