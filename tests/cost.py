"""Limits in processor time that hold on slow and busy machines too."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

# Of `_loop`, on the machine that limits are meant for.
_STEPS_A_SECOND = 20_000_000
_STEPS = 4_000_000


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """What is done meanwhile takes at most so many seconds of processor time.

    Where it took longer, the same loop is timed on this machine at once: a machine of half the
    speed may take twice as long.
    """
    began = time.process_time()
    yield
    spent = time.process_time() - began
    if spent > seconds:
        pace = min(1, _steps_a_second() / _STEPS_A_SECOND)
        assert spent * pace <= seconds, f"{spent:.2f} seconds at {pace:.2f} of the usual speed"


def _steps_a_second() -> float:
    began = time.process_time()
    _loop(_STEPS)
    return _STEPS / (time.process_time() - began)


def _loop(steps: int) -> int:
    total = 0
    for step in range(steps):
        total += step & 3
    return total
