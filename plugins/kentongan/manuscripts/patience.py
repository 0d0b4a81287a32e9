"""A limit on what reading one file may cost, for texts that no bound foresaw."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from kentongan.manuscripts.scan import TookTooLong

# Processor time, so that a busy machine judges as an idle one. No text should come near it.
SECONDS = 60.0
_AGAIN = 1.0  # where something caught the first exception


@contextmanager
def limited() -> Iterator[None]:
    """Raise TookTooLong within the block when it takes too long.

    Signals reach the first thread alone; in another one there is no limit.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(
        signal, "SIGVTALRM"
    ):
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _stop(*_: object) -> NoReturn:
    raise TookTooLong
