"""Kentongan with only the outputs that `tests.bench.run` compares."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))
from pelicanconf import *  # noqa: F403

THEME = str(Path(__file__).parent)
PLUGINS = ["kentongan.frame", "kentongan.parts.releases", "tests.bench.comparable"]
