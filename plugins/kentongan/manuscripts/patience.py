"""A limit on what reading one file may cost, for texts that no bound foresaw."""

from __future__ import annotations

import ctypes
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn

from kentongan.manuscripts.scan import TookTooLong

# Processor time, so that a busy machine judges as an idle one. No text should come near it.
SECONDS = 60.0
_AGAIN = 1.0  # where something caught the first exception
_STEPS = 1000  # in which an exception from another thread arrives


@contextmanager
def limited() -> Iterator[None]:
    """Raise TookTooLong within the block when it takes too long. Blocks may stand in each other."""
    if threading.current_thread() is threading.main_thread() and hasattr(signal, "SIGVTALRM"):
        before = signal.signal(signal.SIGVTALRM, _stop)
        left = signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS, _AGAIN)
        try:
            yield
        finally:
            signal.signal(signal.SIGVTALRM, before)
            signal.setitimer(signal.ITIMER_VIRTUAL, *left)
    elif hasattr(time, "pthread_getcpuclockid"):
        watch = _Watch(threading.get_ident())
        watch.start()
        try:
            yield
        finally:
            watch.end()
    else:
        yield


def _stop(*_: object) -> NoReturn:
    raise TookTooLong


class _Watch(threading.Thread):
    """Watches the processor time of another thread, which no signal reaches.

    It stops what is written in Python, not one long search for a pattern.
    """

    def __init__(self, ident: int) -> None:
        super().__init__(name="sabar", daemon=True)
        self._watched = ident
        self._clock = time.pthread_getcpuclockid(ident)
        self._limit = time.clock_gettime(self._clock) + SECONDS
        self._over = threading.Event()
        self._guard = threading.Lock()
        self._has_raised = False

    def run(self) -> None:
        wait = SECONDS
        while not self._over.wait(wait):
            with self._guard:
                if self._over.is_set():
                    return
                left = self._limit - time.clock_gettime(self._clock)
                if left <= 0:
                    self._has_raised = True
                    _raise_in(self._watched, TookTooLong)
            wait = max(left, _AGAIN)

    def end(self) -> None:
        """Nothing is raised any more, not even what was on its way.

        An exception that is on its way is met here. It cannot be taken back: Python 3.11 then
        looks for it for ever, and a thread that is traced stands still.
        """
        with suppress(TookTooLong):
            self._over.set()
            with self._guard:
                met = range(_STEPS if self._has_raised else 0)
            for _ in met:
                pass
        self._over.set()


def _raise_in(ident: int, error: type[Exception]) -> None:
    """Raise an exception in another thread, at one of its next steps."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(ident), ctypes.py_object(error))
