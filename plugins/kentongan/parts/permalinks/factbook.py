"""The files of facts in `content/jejak/fakta/`: what changed since they were written.

The index keeps, for each file as it was read last, the digests of its releases, so that a build
reads the lines of changed releases alone and writes the files of changed months alone.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress, count
from operator import ne
from pathlib import Path

from kentongan.domain.problems import Problem
from kentongan.parts.permalinks import facts
from kentongan.parts.permalinks.facts import Facts
from kentongan.parts.permalinks.notation import text_of_rows
from kentongan.site import rolls
from kentongan.site.entry import Entry
from kentongan.site.heads import at, column, where
from kentongan.site.model import BlobTable, Site
from kentongan.site.stored import dump, load
from kentongan.storage.stamps import read_stamped, stamp_at
from kentongan.storage.writing import replace_text, text_of

TABLE = "permalinks-facts"
OLDER = "-"


@dataclass(frozen=True)
class FactBook:
    """Code → digest of the entry by file name; `fresh` are files that changed since last read.

    A digest ends with `OLDER` where an older version wrote the line, which then lacks something.
    """

    files: Mapping[str, Mapping[str, str]]
    fresh: frozenset[str]

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """By code; where a code stands in two files, the later one counts."""
        digests: dict[str, str] = {}
        for file in self.files.values():
            digests.update(file)
        return digests

    def holding(self, code: str) -> list[str]:
        return [name for name, digests in self.files.items() if code in digests]


def read(site: Site) -> FactBook:
    table = site.store.blobs(TABLE)
    files: dict[str, Mapping[str, str]] = {}
    fresh = set()
    for path in sorted((site.content / facts.FOLDER).glob("*.jsonl")):
        files[path.name], is_fresh = _digests(path, table, site.by_code)
        if is_fresh:
            fresh.add(path.name)
    return FactBook(files, frozenset(fresh))


def _digests(
    path: Path, table: BlobTable, by_code: Mapping[str, Entry]
) -> tuple[Mapping[str, str], bool]:
    """Code → digest of the lines of a file, and whether they had to be read.

    Only a file that a publication would write as it is needs no reading the next time.
    """
    stamp, known = load(table.get(path.name), (None, {}))
    if stamp and stamp == stamp_at(path):
        return known, False
    try:
        data, stamp = read_stamped(path)
    except OSError:
        data = b""
    lines = list(_lines(path))
    digests = {
        fact.code: fact.digest + ("" if fact.findings is not None else OLDER) for fact in lines
    }
    belongs = all(_belongs(by_code.get(code), path.name) for code in digests)
    if belongs and data == text_of_rows(map(facts.dump, lines)).encode():
        table.put(path.name, dump((stamp, digests)))
    return digests, True


def _belongs(entry: Entry | None, name: str) -> bool:
    return entry is not None and entry.state == "shown" and _month(entry) == name


def changed(site: Site) -> list[Problem]:
    """Warnings for published releases whose facts changed without a stated correction or update."""
    book = site.shared(read)

    def is_stale(known: str | None, digest: str) -> bool:
        return known is not None and known != digest and known.rstrip(OLDER) != digest

    problems: list[Problem] = []
    for entry in _compared(site, is_stale):
        if entry.home:
            continue
        before = _facts(site, book, entry.code)
        release = site.release(entry.code)
        changes = facts.differences(before, facts.of(release, entry.digest))
        if changes:
            problems.append(facts.problem(release.path, changes))
    return problems


def _facts(site: Site, book: FactBook, code: str) -> Facts:
    path = site.content / facts.FOLDER / book.holding(code)[-1]
    return [fact for fact in _lines(path) if fact.code == code][-1]


def _differing(site: Site) -> Sequence[Entry]:
    """The listed releases that the files do not hold as they are."""
    return _compared(site, ne)


def _compared(site: Site, differs: Callable[[str | None, str], bool]) -> Sequence[Entry]:
    """The listed releases whose digest in the files, if any, differs so from their own."""
    digests, listed = site.shared(read).digests, site.listed
    known, wanted = map(digests.get, column(listed, "code")), column(listed, "digest")
    return at(listed, compress(count(), map(differs, known, wanted)))


def write(site: Site) -> bool:
    """Write the files of changed months. Only listed releases of this site stay in them."""
    book = site.shared(read)
    digests = book.digests
    changed = [entry for entry in site.shared(_differing) if not (entry.draft or entry.home)]
    others = [
        *site.shared(rolls.aside),
        *where(site.listed, "draft", bool),
        *where(site.listed, "home", bool),
    ]
    gone = (digests.keys() - site.by_code.keys()) | {entry.code for entry in others}
    names = {_month(entry) for entry in changed} | book.fresh
    for code in (*(entry.code for entry in changed), *(digests.keys() & gone)):
        names.update(book.holding(code))
    # A file that others wrote may hold a release of another month.
    names |= {
        _month(site.by_code[code])
        for name in book.fresh
        for code in book.files[name]
        if code not in gone
    }
    known = _known(site, names & book.files.keys())
    now = {
        entry.code: facts.of(
            site.release(entry.code), entry.digest, site.store.findings(entry.code)
        )
        for entry in changed
    }
    hiding = [code for code in now if code in known and facts.hides(known[code], now[code])]
    if hiding and site.moments and site.moments.now:  # before the facts that it follows from
        from kentongan.site import seals

        seals.add(site.content, hiding, site.moments.now, "gerbang")
    months: dict[str, list[str]] = {name: [] for name in names}
    codes = dict.fromkeys(code for name in names for code in book.files.get(name, ()))
    for code in {**codes, **now}.keys() - gone:
        entry = site.by_code[code]
        if (name := _month(entry)) in months:
            months[name].append(facts.dump(now.get(entry.code) or known[entry.code]))
    files = {site.content / facts.FOLDER / name: lines for name, lines in sorted(months.items())}
    wrote = [_put(file, lines) for file, lines in files.items()]
    return any(wrote)


def _known(site: Site, names: Iterable[str]) -> dict[str, Facts]:
    """The facts in these files, by code."""
    paths = [site.content / facts.FOLDER / name for name in sorted(names)]
    return {fact.code: fact for path in paths for fact in _lines(path)}


def _put(file: Path, lines: list[str]) -> bool:
    """Write a file, or remove one that would be empty. Returns whether anything changed."""
    if lines:
        return replace_text(file, text_of_rows(lines))
    was_there = file.is_file()
    file.unlink(missing_ok=True)
    return was_there


def _month(entry: Entry) -> str:
    moment = entry.published_at
    return f"{moment.year:04}-{moment.month:02}.jsonl"


def _lines(path: Path) -> Iterator[Facts]:
    """The facts in a file; damaged lines are passed over."""
    for line in text_of(path).splitlines():
        with contextlib.suppress(ValueError):
            yield facts.load(line)
