"""A limit on what reading one file may cost, for texts that no bound foresaw."""

from __future__ import annotations

import ctypes
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
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
        _listen()
        left = signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS, _AGAIN)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, *left)
    elif hasattr(time, "pthread_getcpuclockid"):
        limit = _watch.begin(threading.get_ident())
        try:
            yield
        finally:
            _watch.end(limit)
    else:
        yield


@cache
def _listen() -> None:
    """Be told when a time is over. This stays: to set it for each file takes a twentieth of the
    time of a short one."""
    signal.signal(signal.SIGVTALRM, _stop)


def _stop(*_: object) -> NoReturn:
    raise TookTooLong


class _Limit:
    """What a thread may still use, from now on."""

    def __init__(self, ident: int) -> None:
        self.ident = ident
        self.has_raised = False
        self._clock = time.pthread_getcpuclockid(ident)
        self._until = time.clock_gettime(self._clock) + SECONDS

    def is_over(self) -> bool:
        return time.clock_gettime(self._clock) >= self._until


class _Watch:
    """Watches the processor time of threads, which no signal reaches.

    One thread watches for all, and only while something is read: a thread for each file took a
    quarter of what reading takes. It stops what is written in Python, not one long search for a
    pattern.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._limits: set[_Limit] = set()
        self._is_watching = False

    def begin(self, ident: int) -> _Limit:
        limit = _Limit(ident)
        with self._guard:
            self._limits.add(limit)
            if not self._is_watching:
                threading.Thread(target=self._run, name="sabar", daemon=True).start()
                self._is_watching = True
        return limit

    def end(self, limit: _Limit) -> None:
        """Nothing is raised any more, not even what was on its way.

        An exception that is on its way is met here. It cannot be taken back: Python 3.11 then
        looks for it for ever, and a thread that is traced stands still.
        """
        with suppress(TookTooLong):
            with self._guard:
                self._limits.discard(limit)
                met = range(_STEPS if limit.has_raised else 0)
            for _ in met:
                pass
        self._limits.discard(limit)

    def _run(self) -> None:
        while self._look():
            time.sleep(_AGAIN)

    def _look(self) -> bool:
        """Stop those whose time is over. False where nobody reads: the watch is at its end."""
        with self._guard:
            for limit in tuple(self._limits):
                if limit.is_over():
                    limit.has_raised = True
                    _raise_in(limit.ident, TookTooLong)
            self._is_watching = bool(self._limits)
            return self._is_watching


_watch = _Watch()


def _watch_anew() -> None:
    """In a copy of this process, which has none of its threads."""
    global _watch
    _watch = _Watch()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_watch_anew)


def _raise_in(ident: int, error: type[Exception]) -> None:
    """Raise an exception in another thread, at one of its next steps."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(ident), ctypes.py_object(error))
