"""Ctrl+C ends the preview at any moment, without a traceback and without leftovers."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.site.builder import GOLDEN, ROOT

PATIENCE = 120  # seconds


class Preview:
    """`make serve` in a process group of its own, as in a terminal."""

    def __init__(self, folder: Path) -> None:
        content = shutil.copytree(GOLDEN, folder / "isi")
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        words = [sys.executable, "-m", "kentongan.frame.preview", "--content", str(content)]
        words += ["--output", str(folder / "output"), "--port", str(self.port)]
        self.process = subprocess.Popen(
            words,
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )

    def imports(self) -> bool:
        return bool(children(self.process.pid))

    def builds(self) -> bool:
        return any(children(child) for child in children(self.process.pid))

    def is_open(self) -> bool:
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{self.port}/"):
            return True
        return False

    def watches(self) -> bool:
        if self.is_open():
            time.sleep(1)
            return True
        return False


def children(process: int) -> list[int]:
    told = Path(f"/proc/{process}/task/{process}/children")
    try:
        return [int(child) for child in told.read_text().split()]
    except FileNotFoundError:
        return []


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    preview = Preview(tmp_path)
    yield preview
    with suppress(ProcessLookupError):
        os.killpg(preview.process.pid, signal.SIGKILL)
    preview.process.communicate()


@pytest.mark.parametrize(
    "moment", [Preview.imports, Preview.builds, Preview.is_open, Preview.watches]
)
def test_ctrl_c_ends_it(preview: Preview, moment: Callable[[Preview], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not moment(preview):
        assert time.monotonic() < until and preview.process.poll() is None
        time.sleep(0.001)
    os.killpg(preview.process.pid, signal.SIGINT)
    # The pipe ends when no process of the preview is left.
    _, said = preview.process.communicate(timeout=PATIENCE)
    assert preview.process.returncode == 0
    assert "Traceback" not in said
    assert ("Pratinjau di" in said) is (moment in (Preview.is_open, Preview.watches))
