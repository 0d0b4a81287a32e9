"""One way to use all cores: a function over many items, in order, in forked processes.

The function and what it needs (`context`) are inherited by the fork, so nothing but items and
results is pickled. With one job, or few items, everything runs in this process.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

FEW = 24


class WorkerError(RuntimeError):
    """Work on an item failed; `item` is its name and `detail` what happened."""

    def __init__(self, item: str, detail: str) -> None:
        super().__init__(f"{item}: {detail}")
        self.item = item
        self.detail = detail

    def __reduce__(self) -> tuple[Any, ...]:
        return WorkerError, (self.item, self.detail)


def available_jobs() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers:
    """`jobs` processes. `run` may be called again and again; each call forks anew."""

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
        done: Callable[[int], None] = lambda count: None,
    ) -> Iterator[Result]:
        """`function(context, item)` for every item, in order. Raises WorkerError.

        `done` is called with the number of items finished since the last call.
        """
        if self.jobs == 1 or len(items) < few or not hasattr(os, "fork"):
            for item in items:
                yield _guarded(function, context, item, name)
                done(1)
            return
        yield from self._forked(function, context, items, name, done)

    def _forked(
        self,
        function: Callable[[Any, Item], Result],
        context: Any,
        items: Sequence[Item],
        name: Callable[[Item], str],
        done: Callable[[int], None],
    ) -> Iterator[Result]:
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor
        from concurrent.futures.process import BrokenProcessPool

        size = max(1, min(100, len(items) // (self.jobs * 4)))
        chunks = [items[start : start + size] for start in range(0, len(items), size)]
        fork = multiprocessing.get_context("fork")
        finished = 0
        with ProcessPoolExecutor(
            self.jobs, fork, initializer=_adopt, initargs=(function, context, name)
        ) as pool:
            try:
                for results in pool.map(_work, chunks):
                    finished += 1
                    yield from results
                    done(len(results))
            except BrokenProcessPool:
                names = ", ".join(name(item) for item in chunks[finished][:3])
                raise WorkerError(
                    names if size <= 3 else f"{names} …", "the process died while working on it"
                ) from None


# The one piece of state that a forked worker holds: what it was started for.
_job: list[Any] = []


def _adopt(function: Any, context: Any, name: Any) -> None:
    _job[:] = [function, context, name]


def _work(items: Sequence[Any]) -> list[Any]:
    function, context, name = _job
    return [_guarded(function, context, item, name) for item in items]


def _guarded(function: Any, context: Any, item: Any, name: Callable[[Any], str]) -> Any:
    try:
        return function(context, item)
    except WorkerError:
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the machine's fault, not the item's
        raise WorkerError(name(item), f"{type(error).__name__}: {error}") from error
