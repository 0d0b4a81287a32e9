"""Addresses that older versions kept as hashes alone, found again so that servers answer them.

The hash says only whether a guess is right. The ledger held the address before the withdrawal, so
the history in Git has it; without Git, the name of a file in the month of the line may do. What is
not found is remembered: the next run looks at newer commits alone, and at none if there are none.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kentongan.domain import addresses
from kentongan.parts.permalinks import ledger, notation
from kentongan.parts.permalinks.notation import Published
from kentongan.publishing import ancestry, git
from kentongan.publishing.errors import PublishingError, TransferError
from kentongan.storage.writing import write_whole

MEMORY = "terbit/alamat-lama.json"
LONGEST = 300
"""Seconds that the history is searched: ten years of it take a few."""


@dataclass(frozen=True, slots=True)
class _Searched:
    """The rows that were looked for in vain, and the commit whose history was searched."""

    rows: frozenset[str] = frozenset()
    commit: str = ""


def recover(content: Path, cache: Path) -> None:
    """Give the lines that are hashes alone their addresses back, where these can be found."""
    hashed = ledger.hashed(content)
    if not hashed:
        return
    before = _read(cache / MEMORY)
    new = [line for line in hashed if _row(line) not in before.rows]
    head = git.answer(content, "rev-parse", "-q", "--verify", "HEAD")
    since = "" if new else before.commit
    if head == since and not new:
        return
    try:
        recorded = list(_recorded(content, {line.code for line in hashed}, head, since))
    except PublishingError:
        head, recorded = "", []  # the next run searches again
    ledger.recover(content, [*_named(content, new), *recorded])
    if git.answer(content, "rev-parse", "--is-shallow-repository") == "true":
        head = ""
    _write(cache / MEMORY, _Searched(frozenset(map(_row, ledger.hashed(content))), head))


def _named(content: Path, hashed: Collection[Published]) -> Iterator[tuple[str, str]]:
    names = {file.stem for file in (content / "rilis").rglob("*.md")} if hashed else ()
    for line in hashed:
        year, _, month = Path(line.path).stem.partition("-")
        if year.isdecimal() and month.isdecimal():
            day = datetime(int(year), int(month), 1)
            yield from (
                (line.code, addresses.release(day, name, language))
                for name in names
                for language in ("id", "en")
            )


def _recorded(
    content: Path, codes: Iterable[str], head: str, since: str
) -> Iterator[tuple[str, str]]:
    """What the ledger held under these codes, in commits after `since`. Raises PublishingError."""
    wanted = frozenset(codes)
    if not head:
        return
    known = since and ancestry.is_ancestor(content, since, head)
    shown = git.call(
        (
            "log", "--format=", "--patch", "--unified=0", "--no-color",
            f"-G^({'|'.join(sorted(wanted))})\t/", "--extended-regexp",
            f"{since}..{head}" if known else head, "--", notation.FOLDER,
        ),
        env=git.environment(), make_error=TransferError, folder=content, timeout=LONGEST,
    )  # fmt: skip
    for row in shown.decode("utf-8", "surrogateescape").splitlines():
        code, _, address = row[1:].partition("\t")
        if code in wanted:
            yield code, address


# What was looked for in vain


def _row(line: Published) -> str:
    return notation.line_of(line.code, line.address)


def _read(file: Path) -> _Searched:
    """The memory; a damaged one remembers nothing."""
    try:
        words = json.loads(file.read_bytes())
        return _Searched(frozenset(map(str, words["baris"])), str(words["commit"]))
    except (OSError, ValueError, KeyError, TypeError):
        return _Searched()


def _write(file: Path, searched: _Searched) -> None:
    words = {"baris": sorted(searched.rows), "commit": searched.commit}
    write_whole(file, json.dumps(words).encode(), durable=False)
