"""The scripts that run on the server, each stopped where another may come between."""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest
from kentongan.publishing.targets import remote

OLD, NEW = "000001-aaaaaaaaaaaa", "000002-bbbbbbbbbbbb"
STAGING, OTHER = f".kita-bbbbbbbbbbbb-{OLD}", f".kita-cccccccccccc-{OLD}"
FILES = [f"berita/{number}/index.html" for number in range(40)]
# Stands in for a program of the server: tells that it was reached, and waits for leave to go on.
STOPPED = """#!/bin/sh
: > "{folder}/sampai"
for _ in $(seq 400); do [ -e "{folder}/lanjut" ] && break; sleep 0.02; done
"""


def far(place: Path, script: str, *values: str, path: str = "") -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        ["sh", "-c", script, "humas", str(place), *values],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PATH": f"{path}{os.pathsep}{os.environ['PATH']}"},
    )


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A target with one version, and the next one filled."""
    place = tmp_path / "www"
    for name in (OLD, STAGING):
        for file in FILES:
            page = place / "versi" / name / "situs" / file
            page.parent.mkdir(parents=True)
            page.write_text(name)
    (place / "versi" / STAGING / "siap").touch()
    os.utime(place / "versi" / STAGING / "siap", (0, 0))
    (place / "kini").symlink_to(f"versi/{OLD}")
    return place


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """A folder of programs in which `sync` waits to be let go."""
    folder = tmp_path / "program"
    folder.mkdir()
    (folder / "sync").write_text(STOPPED.format(folder=folder))
    (folder / "sync").chmod(0o755)
    return folder


@pytest.mark.parametrize("next_one", [STAGING, OTHER])
def test_the_next_run_sweeps_nothing_away_that_is_being_switched_to(
    place: Path, slow: Path, next_one: str
) -> None:
    switching = far(place, remote.COMMIT, OLD, NEW, STAGING, str(len(FILES)), "", path=str(slow))
    while not (slow / "sampai").exists():
        assert switching.poll() is None
        time.sleep(0.01)
    following = far(place, remote.PREPARE, "kita", next_one, OLD, "")
    asking = far(place, remote.STATE)
    for process in (following, asking):
        with suppress(subprocess.TimeoutExpired):  # they may wait for the switch, or do harm now
            process.wait(0.4)
    (slow / "lanjut").touch()
    assert switching.wait() == 0
    following.wait()
    assert f"kini versi/{NEW}" in asking.communicate()[0].decode().splitlines()
    assert (place / "kini").readlink().name == NEW
    assert sorted(
        path.relative_to(place / "kini/situs").as_posix()
        for path in (place / "kini/situs").rglob("*.html")
    ) == sorted(FILES)


def test_what_another_run_began_goes_and_what_can_be_used_stays(place: Path) -> None:
    (place / "versi" / OTHER / "situs").mkdir(parents=True)
    begun = far(place, remote.PREPARE, "kita", STAGING, OLD, "")
    assert begun.wait() == 0, begun.communicate()
    left = {path.name for path in (place / "versi").iterdir()}
    assert left == {OLD, STAGING}
    assert (place / "versi" / STAGING / "situs" / FILES[0]).read_text() == STAGING
    unfinished = place / "versi" / STAGING / "siap"
    unfinished.unlink()
    assert far(place, remote.PREPARE, "kita", STAGING, OLD, "").wait() == 0
    assert (place / "versi" / STAGING / "situs" / FILES[0]).read_text() == OLD
    assert unfinished.exists()


def test_a_spare_tree_is_waited_for_while_it_is_made_and_not_longer(place: Path) -> None:
    switched = far(place, remote.COMMIT, OLD, NEW, STAGING, str(len(FILES)), "ya")
    assert switched.wait() == 0
    assert far(place, remote.PREPARE, "kita", OTHER, NEW, "").wait() == 0
    assert (place / "versi" / OTHER / "situs" / FILES[0]).read_text() == STAGING
    (place / "versi/.cadangan.baru").mkdir()  # its maker is dead
    last = STAGING.replace("bbbb", "dddd")
    begun = time.monotonic()
    assert far(place, remote.PREPARE, "kita", last, NEW, "").wait() == 0
    assert time.monotonic() - begun < 30  # and no minute
    assert not (place / "versi/.cadangan.baru").exists()
