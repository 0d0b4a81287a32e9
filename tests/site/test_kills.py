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


@pytest.mark.parametrize("kills", [20, pytest.param(200, marks=pytest.mark.lama)])
def test_a_build_killed_at_any_moment_leaves_a_whole_site(
    content: Path, tmp_path: Path, kills: int
) -> None:
    output = tmp_path / "situs"
    begun = time.monotonic()
    assert build(content, output, cold=True).status == 0
    longest = time.monotonic() - begun
    chance = random.Random(4)
    states: dict[int, dict[str, str]] = {}
    for number in (0, 1):
        retitle(content, number)
        assert build(content, tmp_path / f"bersih-{number}").status == 0
        states[number] = tree(tmp_path / f"bersih-{number}")
    assert build(content, output).status == 0
    survived = 0
    for moment in range(kills):
        number = moment % 2
        retitle(content, number)
        process = start(content, output)
        time.sleep(chance.random() * longest)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            survived += 1
        process.wait()
        assert tree(output) in states.values(), f"half a site after kill {moment}"
    assert survived > kills // 5
    assert build(content, output).status == 0
    assert tree(output) == states[1]


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
