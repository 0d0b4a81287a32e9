"""The table of speed in README.md, written by the run that measured it."""

from __future__ import annotations

import re
from pathlib import Path

from tests.bench.contestants import COMPARABLE, COMPLETE, HUGO, PELICAN, ROOT
from tests.bench.targets import Medians

README = ROOT / "README.md"
COUNT = 10_000  # releases; other sizes leave the table alone
_TABLE = re.compile(r"(?<=<!-- make bench -->\n).*?(?=<!-- -->)", re.DOTALL)
_ROWS = (
    ("Hugo, full build", HUGO.name, "full"),
    ("Pelican, full build", PELICAN.name, "full"),
    ("the same pages, full build", COMPARABLE.name, "full"),
    ("the same pages, one edited", COMPARABLE.name, "edit"),
    ("everything on, full build", COMPLETE.name, "full"),
    ("everything on, nothing changed", COMPLETE.name, "nothing"),
    ("everything on, one edited", COMPLETE.name, "edit"),
    ("everything on, one more", COMPLETE.name, "add"),
    ("everything on, twenty more", COMPLETE.name, "twenty"),
)


def table(medians: Medians, rounds: int) -> str:
    """Seconds of the clock, of all cores, and memory, each with its ratio to Hugo's full build."""
    here = medians[COUNT]
    hugo = here[HUGO.name]["full"]
    lines = [
        f"{COUNT:,} releases, median of {rounds}; in brackets the ratio to Hugo's full build.\n",
        "| | seconds | processor seconds | MiB | files written |",
        "|---|---|---|---|---|",
    ]
    for label, name, step in _ROWS:
        measured = here.get(name, {}).get(step)
        if measured:
            pairs = (
                (measured.wall, hugo.wall), (measured.cpu, hugo.cpu), (measured.memory, hugo.memory)
            )  # fmt: skip
            cells = [f"{value:.3g} ({value / other:.2f})" for value, other in pairs]
            files = f"{measured.files:,}" if measured.files else ""
            lines.append(f"| {' | '.join((label, *cells, files))} |")
    return "\n".join(lines) + "\n"


def write(medians: Medians, rounds: int, readme: Path = README) -> bool:
    """Whether this run measured what the table shows, which then says so."""
    if not {HUGO.name, COMPLETE.name} <= medians.get(COUNT, {}).keys():
        return False
    new = table(medians, rounds)
    text = readme.read_text("utf-8")
    readme.write_text(_TABLE.sub(lambda _: new, text, count=1), "utf-8")
    return True
