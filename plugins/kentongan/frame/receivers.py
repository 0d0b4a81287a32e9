"""Where Pelican meets the engine: the generator, the check before writing, the closing words."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any


def add_generator(pelican: Any) -> type:
    from kentongan.frame.generator import ReleasesGenerator

    return ReleasesGenerator


def check(generators: Iterable[Any]) -> None:
    """All problems of the content at once; any error stops before anything is written."""
    generator = next(each for each in generators if hasattr(each, "has_listeners"))
    if not generator.check():
        generator.close()
        sys.exit(1)


def silence_pelican(pelican: Any) -> None:
    """Pelican would close with a line about its own, idle generators."""
    from pelican.log import console

    console.quiet = True
