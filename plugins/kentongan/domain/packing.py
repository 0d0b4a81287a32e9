"""How named tuples are pickled where very many of them are loaded at once."""

from __future__ import annotations

from typing import Any


def packed(value: tuple[Any, ...]) -> tuple[Any, ...]:
    """For `__reduce_ex__`: loading calls nothing written in Python, and takes half the time.

    Nothing checks the number of fields any more: whoever keeps such pickles compares `_fields`.
    """
    return tuple.__new__, (type(value), tuple(value))
