"""The observer that writes to the terminal: progress bars or plain lines, and a closing table."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from typing import Any, TextIO

from kentongan.engine.progress import BuildStats, Notice, Progress

LONG = 500  # steps with at least so many items show progress


@dataclass(slots=True)
class Report:
    """Progress on a terminal, plain lines elsewhere, a closing table."""

    stream: TextIO = field(default_factory=lambda: sys.stderr)
    seconds: dict[str, float] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)
    _bar: Any = None

    def __call__(self, event: Progress | Notice) -> None:
        if isinstance(event, Notice):
            self.say(f"Catatan: {event.text}")
        elif event.seconds is not None:
            self.seconds[event.step] = self.seconds.get(event.step, 0.0) + event.seconds
            self._close(event)
        elif event.total >= LONG and self.stream.isatty():
            self._show(event)

    def say(self, text: str) -> None:
        self.stream.write(text + "\n")
        self.stream.flush()

    def closing(self, stats: BuildStats, output: str) -> str:
        """The table and the sentence that end a successful build."""
        rows = [
            ("rilis dibaca", f"{stats.read}"),
            ("rilis dari indeks", f"{stats.cached}"),
            ("berkas ditulis", f"{stats.written}"),
            ("berkas tetap", f"{max(0, stats.files - stats.written)}"),
            ("berkas dihapus", f"{stats.removed}"),
            *((title, f"{_comma(spent, 2)} detik") for title, spent in self.seconds.items()),
            ("memori puncak", f"{_comma(peak_memory(), 0)} MiB"),
        ]
        width = max(len(title) for title, _ in rows)
        table = "\n".join(f"  {title:<{width}}  {value:>12}" for title, value in rows)
        total = _comma(time.monotonic() - self.started, 1)
        return (
            f"{table}\nSitus selesai: {stats.releases} rilis, {stats.pages} halaman, "
            f"{stats.feeds} umpan di {output} ({total} detik)."
        )

    def _show(self, event: Progress) -> None:
        if self._bar is None:
            from rich.console import Console
            from rich.progress import Progress as Bar

            self._bar = Bar(console=Console(file=self.stream), transient=True)
            self._bar.start()
            self._bar.add_task(event.step, total=event.total)
        self._bar.update(self._bar.task_ids[0], completed=event.finished)

    def _close(self, event: Progress) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
        elif event.total >= LONG:
            self.stream.write(f"{event.step}: {event.finished} dari {event.total}\n")


def peak_memory() -> float:
    """The largest resident memory of this process and its children, in MiB."""
    import resource

    factor = 1024 * 1024 if sys.platform == "darwin" else 1024
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return max(own, children) / factor


def _comma(number: float, digits: int) -> str:
    return f"{number:.{digits}f}".replace(".", ",")
