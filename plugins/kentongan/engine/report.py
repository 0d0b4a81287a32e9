"""What a build says while it works and when it is done."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TextIO


@dataclass(slots=True)
class BuildStats:
    """The figures of one build."""

    releases: int = 0
    read: int = 0
    cached: int = 0
    written: int = 0
    kept: int = 0
    removed: int = 0
    pages: int = 0
    feeds: int = 0
    files: int = 0


@dataclass(slots=True)
class Report:
    """Progress on a terminal, plain lines elsewhere, a closing table."""

    stream: TextIO = field(default_factory=lambda: sys.stderr)
    seconds: dict[str, float] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)

    @contextmanager
    def phase(self, title: str) -> Iterator[Callable[[int, int], None]]:
        """Time a phase; yields `done(finished, total)` that moves its bar."""
        begin = time.monotonic()
        bar = _Bar(title, self.stream)
        try:
            yield bar.show
        finally:
            bar.close()
            self.seconds[title] = self.seconds.get(title, 0.0) + time.monotonic() - begin

    def say(self, text: str) -> None:
        self.stream.write(text + "\n")
        self.stream.flush()

    def closing(self, numbers: BuildStats, output: str) -> str:
        """The table and the sentence that end a successful build."""
        rows = [
            ("rilis dibaca", f"{numbers.read}"),
            ("rilis dari indeks", f"{numbers.cached}"),
            ("berkas ditulis", f"{numbers.written}"),
            ("berkas tetap", f"{max(0, numbers.files - numbers.written)}"),
            ("berkas dihapus", f"{numbers.removed}"),
            *((title, f"{_comma(spent, 2)} detik") for title, spent in self.seconds.items()),
            ("memori puncak", f"{_comma(peak_memory(), 0)} MiB"),
        ]
        width = max(len(title) for title, _ in rows)
        table = "\n".join(f"  {title:<{width}}  {value:>12}" for title, value in rows)
        total = _comma(time.monotonic() - self.started, 1)
        return (
            f"{table}\nSitus selesai: {numbers.releases} rilis, {numbers.pages} halaman, "
            f"{numbers.feeds} umpan di {output} ({total} detik)."
        )


def peak_memory() -> float:
    """The largest resident memory of this process and its children, in MiB."""
    import resource

    factor = 1024 * 1024 if sys.platform == "darwin" else 1024
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return max(own, children) / factor


def _comma(number: float, digits: int) -> str:
    return f"{number:.{digits}f}".replace(".", ",")


class _Bar:
    """A progress bar on a terminal; a line at the end of long work elsewhere."""

    LONG = 500

    def __init__(self, title: str, stream: TextIO) -> None:
        self._title = title
        self._stream = stream
        self._progress: object | None = None
        self._last = (0, 0)

    def show(self, finished: int, total: int) -> None:
        self._last = (finished, total)
        if total < self.LONG or not self._stream.isatty():
            return
        from rich.console import Console
        from rich.progress import Progress

        if self._progress is None:
            self._progress = Progress(console=Console(file=self._stream), transient=True)
            self._progress.start()
            self._progress.add_task(self._title, total=total)
        assert isinstance(self._progress, Progress)
        self._progress.update(self._progress.task_ids[0], completed=finished)

    def close(self) -> None:
        finished, total = self._last
        if self._progress is not None:
            self._progress.stop()  # type: ignore[attr-defined]
        elif total >= self.LONG:
            self._stream.write(f"{self._title}: {finished} dari {total}\n")
