"""Killed builds, full disks, two builds at once: the site stays whole."""

from __future__ import annotations

import os
import random
import resource
import signal
import time
from pathlib import Path

import pytest

from tests.site.builder import build, start, tree
from tests.site.edits import retitle

# Some builds begin with their imports, in which nothing is written; most are killed after those.
COLD = (True, False, False, False, False)


@pytest.mark.parametrize("kills", [20, pytest.param(200, marks=pytest.mark.lama)])
def test_a_build_killed_at_any_moment_leaves_a_whole_site(
    content: Path, tmp_path: Path, kills: int
) -> None:
    output = tmp_path / "situs"
    longest = {is_cold: _seconds_of_a_first_build(content, tmp_path, is_cold) for is_cold in COLD}
    chance = random.Random(4)
    states: dict[int, dict[str, str]] = {}
    for number in (0, 1):
        retitle(content, number)
        assert build(content, tmp_path / f"bersih-{number}").status == 0
        states[number] = tree(tmp_path / f"bersih-{number}")
    assert build(content, output).status == 0
    killed = 0
    for moment in range(kills):
        number = moment % 2
        retitle(content, number)
        is_cold = COLD[moment % len(COLD)]
        killed += _killed(content, output, chance.random() * longest[is_cold], is_cold)
        assert tree(output) in states.values(), f"half a site after kill {moment}"
    assert killed > kills // 5
    assert build(content, output).status == 0
    assert tree(output) == states[1]


def _seconds_of_a_first_build(content: Path, folder: Path, is_cold: bool) -> float:
    begun = time.monotonic()
    assert build(content, folder / f"pertama-{is_cold}", cold=is_cold).status == 0
    return time.monotonic() - begun


def _killed(content: Path, output: Path, seconds: float, is_cold: bool) -> bool:
    """Whether a build that is killed after so long had not ended by itself."""
    if not is_cold:
        status = build(content, output, kill_after=seconds).status
        assert status in (0, -signal.SIGKILL)
        return status != 0
    process = start(content, output)
    time.sleep(seconds)
    is_alive = process.poll() is None
    if is_alive:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return is_alive


def test_two_builds_at_once_give_one_whole_site(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "situs"
    first, second = start(content, output), start(content, output)
    assert first.wait() == second.wait() == 0
    assert build(content, tmp_path / "bersih").status == 0
    assert tree(output) == tree(tmp_path / "bersih")


def test_a_full_disk_is_told_and_the_old_site_stays(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "situs"
    assert build(content, output).status == 0
    before = tree(output)
    retitle(content, 7)

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    process = start(content, output, preexec=small_files)
    report = process.communicate()[0]
    assert process.returncode == 1, report
    assert "situs yang lama tetap seperti semula" in report.lower()
    assert "Traceback" not in report
    assert tree(output) == before
