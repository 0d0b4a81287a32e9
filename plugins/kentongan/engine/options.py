"""The settings of the engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Settings:
    """`jobs`: processes (0: one for each core). `now`: the build's clock (empty: the machine's).

    `preview`: show drafts and embargoed releases with a banner (never in production).
    `profile`: write a file of folded stacks, ready for a flame graph, to this path.
    `rebuild`: take nothing from the index. `survey`: look at every file of the output.
    `at_work`: keep the name of the file that is read or written in the file at this path.
    `prepared`: a folder of releases that other processes have read for this build. `reads_for`:
    the descriptor of a socket; read releases for whoever holds its other end, and build nothing.
    """

    PREFIX: ClassVar[str] = "engine"

    jobs: int = 0
    now: str = ""
    preview: bool = False
    profile: str = ""
    rebuild: bool = False
    at_work: str = ""
    survey: bool = False
    prepared: str = ""
    reads_for: int = 0
