"""A sampling profile of a build as folded stacks, the form that flame-graph tools read.

Only this process is sampled: build with one job to see the work of all.
"""

from __future__ import annotations

import sys
import threading
from collections import Counter
from pathlib import Path
from types import FrameType

from kentongan.storage.writing import write_whole

INTERVAL = 0.002  # seconds between samples


class Profile:
    """Samples the thread that made it from `start` to `stop`."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._watched = threading.get_ident()
        self._stacks: Counter[str] = Counter()
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def start(self) -> None:
        # Otherwise the sampler would run only where the other thread releases the interpreter lock.
        sys.setswitchinterval(INTERVAL / 10)
        self._thread.start()

    def stop(self) -> None:
        """Write the file: a stack and its number of samples on each line."""
        self._end.set()
        self._thread.join()
        lines = (f"{stack} {count}\n" for stack, count in sorted(self._stacks.items()))
        write_whole(self._target, "".join(lines).encode(), durable=False)

    def _sample(self) -> None:
        while not self._end.wait(INTERVAL):
            frame = sys._current_frames().get(self._watched)
            if frame is not None:
                self._stacks[folded(frame)] += 1


def folded(frame: FrameType | None) -> str:
    """The stack of a frame, outermost first: `module.function;module.function`."""
    names: list[str] = []
    while frame is not None:
        module = frame.f_globals.get("__name__", "?")
        names.append(f"{module}.{frame.f_code.co_name}")
        frame = frame.f_back
    return ";".join(reversed(names))
