from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from kentongan.storage.locking import Locked, exclusive, lend, wait_until_free

HOLD = """
import sys, time
from pathlib import Path
from kentongan.storage.locking import exclusive
with exclusive(Path(sys.argv[1]), "Bayu"):
    print("dipegang", flush=True)
    time.sleep(60)
"""


def test_the_second_is_told_who_holds_it_and_a_killed_holder_leaves_it_open(
    tmp_path: Path,
) -> None:
    path = tmp_path / "kunci"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "dipegang\n"
    with pytest.raises(Locked, match=f"Bayu, proses {holder.pid}"), exclusive(path, "Rina"):
        pass
    holder.kill()
    holder.wait()
    time.sleep(0.05)
    with exclusive(path, "Rina"):
        assert path.read_text().startswith("Rina, proses")
    assert path.read_text() == ""


def test_who_waits_is_told_once_and_gets_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "kunci"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    with exclusive(path, "Rina", holder.kill):
        assert path.read_text().startswith("Rina")
    holder.wait()


def test_a_lent_lock_is_free_when_the_process_that_has_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "kunci"
    running: list[subprocess.Popen[bytes]] = []

    def begin(lock: int) -> None:
        running.append(subprocess.Popen(["cat"], stdin=subprocess.PIPE, pass_fds=(lock,)))

    lend(path, begin)
    assert not wait_until_free(path, 0)
    with pytest.raises(Locked):
        lend(path, begin)
    running[0].communicate()
    assert wait_until_free(path, 5)
    assert len(running) == 1
