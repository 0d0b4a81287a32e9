"""Publications one after another record and publish what a first one would of the same content."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.site.builder import GOLDEN, ROOT, build, command, tree
from tests.site.edits import Newsroom

SHORT, LONG = 6, 80
# Edits after which every address that was published still leads somewhere.
KEEP_ADDRESSES = (
    "add", "edit", "retitle", "retag", "rename_unit", "advance_clock", "embargo", "draft",
    "withdraw", "banner", "page", "nothing",
)  # fmt: skip


def compare(folder: Path, seed: int, count: int) -> None:
    newsroom = Newsroom(folder / "content", seed)
    edits = [edit for edit in newsroom.edits if edit.__name__ in KEEP_ADDRESSES]
    done: list[str] = []
    for number in range(count):
        for _ in range(newsroom.random.randrange(1, 4)):
            edit = newsroom.random.choice(edits)
            edit()
            done.append(edit.__name__)
        fresh = folder / f"fresh-{number}"
        shutil.copytree(newsroom.folder, fresh / "content", copy_function=shutil.copy2)
        now = newsroom.now.isoformat()
        grown = build(newsroom.folder, folder / "grown", conf="publishconf.py", now=now)
        clean = build(fresh / "content", fresh / "output", conf="publishconf.py", now=now)
        assert grown.status == clean.status == 0, f"{done[-4:]}\n{grown.report}\n{clean.report}"
        assert tree(grown.output) == tree(clean.output), f"after {done[-5:]}"
        recorded = tree(newsroom.folder / "jejak")
        assert recorded == tree(fresh / "content/jejak"), f"after {done[-5:]}"
        shutil.rmtree(fresh)


def test_each_publication_is_what_a_first_one_would_be(tmp_path: Path) -> None:
    compare(tmp_path, seed=5, count=SHORT)


@pytest.mark.lama
@pytest.mark.parametrize("seed", [1, 2])
def test_many_publications_in_a_row(tmp_path: Path, seed: int) -> None:
    compare(tmp_path, seed=seed, count=LONG)


DIES = """
import os
from kentongan.engine import output
from pelican import main

output._finish = lambda job, report: os._exit(9)
main()
"""


def test_a_publication_that_was_killed_before_it_was_recorded_is_recorded_by_the_next(
    tmp_path: Path,
) -> None:
    content, output = tmp_path / "naskah", tmp_path / "situs"
    shutil.copytree(GOLDEN, content)
    recorded = tree(content / "jejak")
    words, environment = command(content, output, conf="publishconf.py")
    words[1:3] = ["-c", DIES]  # instead of -m pelican
    killed = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, check=False)
    assert killed.returncode == 9
    assert (output / "index.html").is_file() and tree(content / "jejak") == recorded
    assert build(content, output, conf="publishconf.py").status == 0
    assert tree(content / "jejak") != recorded
