"""Uses all cores: applies a function to many items, in order, in forked processes.

The function and what it needs (`context`) are inherited by the fork, so nothing but items and
results is pickled. With one job, or few items, everything runs in this process.
"""

from __future__ import annotations

import os
import pickle
import signal
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Generic, NoReturn, TypeVar

from kentongan.storage.running import uninterrupted

Item = TypeVar("Item")
Result = TypeVar("Result")

FEW = 40  # fewer items are done sooner than processes are begun
# So many items done before the fork import and cache what all processes then share: compiled
# patterns and templates, letters of cards, the differences that QR codes are combined from
# (`ENCODED_ONE_BY_ONE` in `parts/authenticity/qr.py`, which is less).
WARMING = 30
# Bytes by which a process may grow: it copies bit by bit what it inherits, and its caches grow.
# Then another is begun in its place.
GROWTH = 12 << 20
CHUNK = 25  # items that travel at once


class WorkerError(RuntimeError):
    """Work on an item failed; `item` is its name and `detail` what happened."""

    def __init__(self, item: str, detail: str) -> None:
        super().__init__(f"{item}: {detail}")
        self.item = item
        self.detail = detail

    def __reduce__(self) -> tuple[Any, ...]:
        return WorkerError, (self.item, self.detail)


def is_fault_of_the_machine(error: Exception) -> bool:
    """Whether an exception says nothing about the item that was worked on."""
    return isinstance(error, sqlite3.Error) or (
        isinstance(error, OSError) and error.errno is not None
    )


def available_jobs() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers:
    """`jobs` processes. `run` may be called repeatedly; each call forks anew.

    When a process dies, the error names the items that the processes were working on.
    """

    def __init__(self, jobs: int) -> None:
        self.jobs = max(1, jobs)

    def run(
        self,
        function: Callable[[Any, Item], Result],
        context: Any,
        items: Sequence[Item],
        *,
        name: Callable[[Item], str] = str,
        few: int = FEW,
        first: int = 0,
        done: Callable[[int], None] = lambda count: None,
    ) -> Iterator[Result]:
        """`function(context, item)` for every item, in order. Raises WorkerError.

        The `first` items, but no more than one in FEW, are done in this process, as few ones are.
        `done` is called with the number of items finished since the last call.
        """
        if self.jobs == 1 or len(items) < few or not hasattr(os, "fork"):
            for item in items:
                yield _named_failure(function, context, item, name)
                done(1)
            _note("")
            return
        first = min(first, len(items) // FEW)
        for item in items[:first]:
            yield _named_failure(function, context, item, name)
            done(1)
        _note("")
        yield from self._forked(function, context, items[first:], name, done)

    def _forked(
        self,
        function: Callable[[Any, Item], Result],
        context: Any,
        items: Sequence[Item],
        name: Callable[[Item], str],
        done: Callable[[int], None],
    ) -> Iterator[Result]:
        from kentongan.engine import pool

        def work(number: int) -> Any:
            return _named_failure(function, context, items[number], name)

        try:
            for results in pool.Pool(self.jobs, work, len(items), CHUNK, GROWTH).answers():
                yield from results
                done(len(results))
        except pool.Died as died:
            names = ", ".join(name(items[number]) for number in died.at_work)
            raise WorkerError(names, "the process died while working on it") from None


class Meanwhile(Generic[Result]):
    """Work that a process of its own does. It is called for the result, or else given up."""

    def __init__(self, function: Callable[..., Result], *args: Any) -> None:
        self._function, self._args = function, args
        self._process = self._source = 0

    def begin(self) -> None:
        self._source, target = os.pipe()
        with uninterrupted():
            self._process = os.fork()
            if not self._process:
                _send_result(target, self._function, self._args)
        os.close(target)

    def __call__(self) -> Result:
        """Wait for the result. Where no process was begun, or it died, the work is done now."""
        if not self._process:
            return self._function(*self._args)
        with open(self._source, "rb") as file:  # noqa: PTH123 - a descriptor
            data = file.read()
        status = self._wait()
        result: Result = pickle.loads(data) if status == 0 else self._function(*self._args)
        return result

    def give_up(self) -> None:
        """End the process, unless its result was taken: it would wait for ever to hand it over."""
        if self._process:
            os.kill(self._process, signal.SIGKILL)
            os.close(self._source)
            self._wait()

    def _wait(self) -> int:
        _, status = os.waitpid(self._process, 0)
        self._process = 0
        return status


def meanwhile(jobs: int, function: Callable[..., Result], *args: Any) -> Meanwhile[Result]:
    """Begin `function(*args)` in a process of its own; with one job it waits for its call."""
    work = Meanwhile(function, *args)
    if jobs > 1 and hasattr(os, "fork"):
        work.begin()
    return work


def _send_result(target: int, function: Callable[..., Any], args: tuple[Any, ...]) -> NoReturn:
    """Write the result and end this process without the exit handlers of its parent."""
    status = 1
    try:
        # Ctrl+C ends it too, should its parent not know of it yet.
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
        with open(target, "wb") as file:
            pickle.dump(function(*args), file)
        status = 0
    finally:
        os._exit(status)


# A file that says what this process is working on, where somebody asked for it.
_noted: list[int] = []
_NAME_SIZE = 500


def note_work(path: Path) -> None:
    """Keep the name of the item at work in this file: whoever began this process learns from it
    what it died of."""
    _noted[:] = [os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)]


def _note(name: str) -> None:
    if _noted:
        os.pwrite(_noted[0], name.encode()[:_NAME_SIZE].ljust(_NAME_SIZE), 0)


def _named_failure(function: Any, context: Any, item: Any, name: Callable[[Any], str]) -> Any:
    _note(name(item))
    try:
        return function(context, item)
    except Exception as error:
        if isinstance(error, WorkerError) or is_fault_of_the_machine(error):
            raise
        raise WorkerError(name(item), f"{type(error).__name__}: {error}") from error
