"""A site whose parts' states other processes made is the one that a single process makes."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.site.builder import BUILD, GOLDEN, ROOT, Built, command, tree

# The build of the command line, with a state apart for each part from the first release on.
APART = """
import sys
from kentongan.engine import apart, workers
from kentongan.frame.starting import start


def noted(jobs, *words):
    print("a state apart", file=sys.stderr)
    return workers.meanwhile(jobs, *words)


apart.MANY, apart.meanwhile = 1, noted
sys.exit(start(sys.argv[1:]))
"""


def test_states_made_apart_give_the_same_site(golden: Built, tmp_path: Path) -> None:
    words, environment = command(GOLDEN, tmp_path / "situs")
    words[1 : words.index(BUILD) + 1] = ["-c", APART]
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("a state apart") == 2
    assert tree(tmp_path / "situs") == tree(golden.output)
