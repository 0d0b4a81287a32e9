"""`humas` at a terminal, answered by hand."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from dataclasses import dataclass
from pathlib import Path

KEYS = ("\x03", "\x04")
_PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Talk:
    """What stood on the screen, and how the command ended."""

    screen: str
    status: int


def talk(
    words: list[str],
    answers: list[tuple[str, str]],
    folder: Path,
    columns: int = 80,
    **more: str,
) -> Talk:
    """Call `humas` in a terminal; each answer is typed when its prompt stands on the screen.

    `\\x04` and `\\x03` are the keys Ctrl+D and Ctrl+C.
    """
    process, terminal = pty.fork()
    if process:
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    if process == 0:
        os.chdir(folder)
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a job in the background ignores it
        environment = os.environ | {"TERM": "dumb", "HUMAS_NOW": "2026-11-24T12:00+07:00"} | more
        code = "import sys; from kentongan.desk import main; main(sys.argv[1:])"
        os.execve(sys.executable, [sys.executable, "-c", code, *words], environment)
    screen = _Screen(terminal)
    for prompt, answer in answers:
        screen.wait_for(prompt)
        if answer in KEYS:  # input() loses a signal between its prompt and its wait for keys
            _wait_until_it_waits(process)
        os.write(terminal, (answer if answer in KEYS else f"{answer}\n").encode())
    screen.wait_for_end()
    _, status = os.waitpid(process, 0)
    os.close(terminal)
    return Talk(screen.text, os.waitstatus_to_exitcode(status))


def _wait_until_it_waits(process: int) -> None:
    """Until it does nothing, each time that it is looked at."""
    seen = 0
    while seen < 5:
        time.sleep(0.01)
        state = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2][0]
        seen = seen + 1 if state == "S" else 0


class _Screen:
    def __init__(self, terminal: int) -> None:
        self._terminal = terminal
        self._answered = 0
        self.text = ""

    def wait_for(self, prompt: str) -> None:
        """A prompt that has not been answered yet, at the end of the screen."""
        while not re.search(re.escape(prompt) + r"[^\n]*: $", self.text[self._answered :]):
            if not self._read():
                raise AssertionError(f"ended before {prompt!r}:\n{self.text}")
        self._answered = len(self.text)

    def wait_for_end(self) -> None:
        while self._read():
            pass

    def _read(self) -> bool:
        begun = time.monotonic()
        while time.monotonic() - begun < _PATIENCE:
            ready, _, _ = select.select([self._terminal], [], [], 0.2)
            if not ready:
                continue
            try:
                data = os.read(self._terminal, 65536)
            except OSError:
                return False
            self.text += data.decode("utf-8", "replace").replace("\r", "")
            return bool(data)
        raise AssertionError(f"waits for an answer:\n{self.text}")
