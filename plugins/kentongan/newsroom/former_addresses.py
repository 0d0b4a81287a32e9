"""Addresses that older versions kept as hashes alone, found again so that servers answer them.

The hash says only whether a guess is right. The ledger held the address before the withdrawal, so
the history in Git has it; without Git, the name of a file in the month of the line may do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from kentongan.domain import addresses
from kentongan.parts.permalinks import core, ledger
from kentongan.parts.permalinks.core import Published
from kentongan.publishing import git


def recover(content: Path) -> None:
    """Give the lines that are hashes alone their addresses back, where these can be found."""
    hashed = ledger.hashed(content)
    if hashed:
        ledger.recover(content, [*_named(content, hashed), *_recorded(content, hashed)])


def _named(content: Path, hashed: Iterable[Published]) -> Iterator[tuple[str, str]]:
    names = {file.stem for file in (content / "rilis").rglob("*.md")}
    for line in hashed:
        year, _, month = Path(line.path).stem.partition("-")
        if year.isdecimal() and month.isdecimal():
            day = datetime(int(year), int(month), 1)
            yield from (
                (line.code, addresses.release(day, name, language))
                for name in names
                for language in ("id", "en")
            )


def _recorded(content: Path, hashed: Iterable[Published]) -> Iterator[tuple[str, str]]:
    """What the ledger ever held under these codes."""
    wanted = {line.code for line in hashed}
    shown = git.answer(
        content, "log", "--format=", "--patch", "--unified=0", "--no-color",
        f"-G^({'|'.join(sorted(wanted))})\t/", "--extended-regexp", "--", core.FOLDER,
    )  # fmt: skip
    for row in shown.splitlines():
        code, _, address = row[1:].partition("\t")
        if code in wanted:
            yield code, address
