"""Receivers of Pelican's signals: the generator, the check before writing, the end of a build."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any


def add_generator(pelican: Any) -> type:
    from kentongan.frame.generator import ReleasesGenerator

    return ReleasesGenerator


def check(generators: Iterable[Any]) -> None:
    """Report all problems of the content; an error ends the build before anything is written."""
    ours = next(generator for generator in generators if hasattr(generator, "has_listeners"))
    if not ours.build.check():
        ours.build.close()
        sys.exit(1)


def silence_pelican(pelican: Any) -> None:
    """Suppress the closing line of Pelican, which counts only its own, idle generators."""
    from pelican.log import console

    console.quiet = True
